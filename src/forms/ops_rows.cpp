// Steps on rows, raw SQL, programs and assertions.
#include "forms/step.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>

namespace migrate::forms {
namespace {

QualifiedName table_in(const Step& step) {
    return step.reader.object_name(step.value());
}

// A row is a table, or a list of the values of `columns`.
std::vector<RowValues> read_rows(const Step& step) {
    const std::vector<std::string> columns = step.fields.texts("columns");
    std::vector<RowValues> rows;
    const Node* list = step.fields.find("rows");
    if (!list)
        return rows;
    for (const Node& row : list->items()) {
        RowValues values;
        if (row.is_array() && row.items().size() != columns.size())
            throw step.reader
                .error(row.pos, "a row has " + text::count(row.items().size(), "value") + " for " +
                                    text::count(columns.size(), "column"))
                .help(columns.empty()
                          ? "write columns = [...] beside the rows, or each row as a table"
                          : "");
        for (std::size_t at = 0; at < row.items().size(); ++at)
            values.emplace_back(columns[at], read_value(step.reader, row.items()[at]));
        for (const Node::Member& member : row.members())
            values.emplace_back(member.key, read_value(step.reader, member.value));
        if (values.empty())
            throw step.reader.error(row.pos, "a row has no values");
        rows.push_back(std::move(values));
    }
    return rows;
}

RowValues read_set(const Step& step) {
    const Node* set = step.fields.find("set");
    if (!set || set->members().empty())
        throw step.reader.error(step.written.pos, step.verb.name + " needs the key \"set\"")
            .help("write set.COLUMN = VALUE, or set.COLUMN = { sql = \"...\" }");
    RowValues values;
    for (const Node::Member& member : set->members())
        values.emplace_back(member.key, read_value(step.reader, member.value));
    return values;
}

InsertRows::OnConflict read_on_conflict(const Step& step) {
    const Node* node = step.fields.find("on_conflict");
    if (!node)
        return InsertRows::OnConflict::fail;
    if (node->text() != "skip" && node->text() != "update")
        throw step.reader.error(node->pos, "\"on_conflict\" should be \"skip\" or \"update\"");
    return node->text() == "skip" ? InsertRows::OnConflict::skip : InsertRows::OnConflict::update;
}

Op read_insert(const Step& step) {
    InsertRows op;
    op.table = table_in(step);
    op.rows = read_rows(step);
    op.key = step.fields.texts("key");
    op.on_conflict = read_on_conflict(step);
    if (op.rows.empty())
        throw step.reader.error(step.written.pos, "insert_rows needs the key \"rows\"");
    if (op.on_conflict == InsertRows::OnConflict::update && op.key.empty())
        throw step.reader.error(step.fields.find("on_conflict")->pos,
                                "on_conflict = \"update\" needs the key \"key\"");
    return op;
}

Op read_update(const Step& step) {
    return UpdateRows{table_in(step), read_set(step), step.fields.sql("where")};
}

Op read_delete(const Step& step) {
    DeleteRows op;
    op.table = table_in(step);
    op.where = step.fields.sql("where");
    op.rows = read_rows(step);
    if (op.where.empty() == op.rows.empty())
        throw step.reader.error(step.written.pos, "delete_rows needs either \"where\" or \"rows\"")
            .help("write where = \"true\" to delete all rows");
    return op;
}

Op read_backfill(const Step& step) {
    Backfill op;
    op.table = table_in(step);
    op.set = read_set(step);
    op.where = step.fields.sql("where");
    op.key = step.fields.texts("key");
    if (const Node* batch = step.fields.find("batch"))
        op.batch = read_integer(step.reader, *batch);
    if (const Node* pause = step.fields.find("pause"))
        op.pause_ms = read_milliseconds(step.reader, *pause);
    if (op.batch < 0)
        throw step.reader.error(step.fields.find("batch")->pos, "\"batch\" is a number of rows");
    return op;
}

Op read_sql(const Step& step) {
    Sql op;
    if (step.verb.name == "sql_file")
        op.file = step.text();
    else
        op.text = std::string(text::trim(step.text()));
    op.split = step.fields.flag("split", true);
    op.session = step.fields.flag("session");
    return op;
}

Op read_program(const Step& step) {
    Program op{read_texts(step.value())};
    if (op.arguments.empty())
        throw step.reader.error(step.pos(), "\"program\" is a program and its arguments")
            .help("write program = [\"./tool\", \"--option\"]");
    return op;
}

Op read_assert(const Step& step) {
    return Assert{read_query(step.text()), step.fields.text("message")};
}

Op read_irreversible(const Step& step) {
    return Irreversible{step.text()};
}

constexpr std::array<VerbReader, 4> of_rows{{{"insert_rows", read_insert},
                                             {"update_rows", read_update},
                                             {"delete_rows", read_delete},
                                             {"backfill", read_backfill}}};

constexpr std::array<VerbReader, 5> of_others{{{"sql", read_sql},
                                               {"sql_file", read_sql},
                                               {"program", read_program},
                                               {"assert", read_assert},
                                               {"irreversible", read_irreversible}}};

std::vector<std::string> columns_of(const RowValues& row) {
    std::vector<std::string> columns;
    for (const auto& [column, value] : row)
        columns.push_back(column);
    return columns;
}

Node row_table(const RowValues& row) {
    Node table = Node::table();
    for (const auto& [column, value] : row)
        table.add(column, write_value(value));
    return table;
}

// Several rows of the same columns say them once.
void write_rows(Node& step, const std::vector<RowValues>& rows) {
    if (rows.empty())
        return;
    const std::vector<std::string> columns = columns_of(rows.front());
    const bool alike =
        rows.size() > 1 && columns.size() > 1 &&
        std::ranges::all_of(rows, [&](const RowValues& row) { return columns_of(row) == columns; });
    Node list = Node::array();
    for (const RowValues& row : rows) {
        Node values = Node::array();
        for (const auto& [column, value] : row)
            values.push_back(write_value(value));
        list.push_back(alike ? std::move(values) : row_table(row));
    }
    if (alike)
        step.add("columns", write_texts(columns));
    step.add("rows", std::move(list));
}

void put_text(Node& step, const char* key, const std::string& text) {
    if (!text.empty())
        step.add(key, Node::string(text));
}

} // namespace

std::span<const VerbReader> row_readers() {
    return of_rows;
}

std::span<const VerbReader> other_readers() {
    return of_others;
}

Node write(const InsertRows& op, const FormDialect&) {
    Node step = step_node("insert_rows", to_string(op.table));
    write_rows(step, op.rows);
    if (!op.key.empty())
        step.add("key", write_texts(op.key));
    if (op.on_conflict != InsertRows::OnConflict::fail)
        step.add("on_conflict",
                 Node::string(op.on_conflict == InsertRows::OnConflict::skip ? "skip" : "update"));
    return step;
}

Node write(const UpdateRows& op, const FormDialect&) {
    Node step = step_node("update_rows", to_string(op.table));
    step.add("set", row_table(op.set));
    put_text(step, "where", op.where);
    return step;
}

Node write(const DeleteRows& op, const FormDialect&) {
    Node step = step_node("delete_rows", to_string(op.table));
    put_text(step, "where", op.where);
    write_rows(step, op.rows);
    return step;
}

Node write(const Backfill& op, const FormDialect&) {
    Node step = step_node("backfill", to_string(op.table));
    step.add("set", row_table(op.set));
    put_text(step, "where", op.where);
    if (!op.key.empty())
        step.add("key", write_texts(op.key));
    if (op.batch > 0)
        step.add("batch", Node::integer(std::to_string(op.batch)));
    if (op.pause_ms > 0)
        step.add("pause", Node::string(write_milliseconds(op.pause_ms)));
    return step;
}

Node write(const Sql& op, const FormDialect&) {
    Node step = op.file.empty() ? step_node("sql", op.text) : step_node("sql_file", op.file);
    append_flag(step, "session", op.session);
    if (!op.split)
        step.add("split", Node::boolean(false));
    return step;
}

Node write(const Program& op, const FormDialect&) {
    Node step = Node::table();
    step.add("program", write_texts(op.arguments));
    return step;
}

Node write(const Assert& op, const FormDialect&) {
    Node step = step_node("assert", op.query);
    put_text(step, "message", op.message);
    return step;
}

Node write(const Irreversible& op, const FormDialect&) {
    return step_node("irreversible", op.why);
}

} // namespace migrate::forms
