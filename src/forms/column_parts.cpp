// Parts in a column's definition: primary key, unique, checks, references.
#include "forms/attribute_form.hpp"
#include "forms/column_form.hpp"
#include "forms/part_form.hpp"

namespace migrate::forms {
namespace {

bool is_false(const Node& value) {
    return value.is_boolean() && !value.as_boolean();
}

Node details_or_true(Node table) {
    return table.members().empty() ? Node::boolean(true) : table;
}

Conflict conflict_in(const Fields& fields) {
    const Node* node = fields.find("on_conflict");
    return node ? read_conflict(fields.reader(), *node) : Conflict::none;
}

void put_name(Node& table, const std::string& name) {
    if (!name.empty())
        table.add("name", Node::string(name));
}

void put_conflict(Node& table, Conflict conflict) {
    if (conflict != Conflict::none)
        table.add("on_conflict", Node::string(std::string(word_of(conflict))));
}

Check read_one_check(const Reader& reader, const std::string& column, const Node& value) {
    Check check;
    check.in_column = column;
    check.declared_at = reader.at(value.pos);
    if (value.is_string()) {
        check.expression = read_expression(value.text());
        return check;
    }
    Fields fields = fields_of(reader, value, kind_of("column_check"));
    if (!fields.find("expression"))
        throw reader.error(value.pos, "a check needs the key \"expression\"");
    check.name = fields.text("name");
    check.expression = read_expression(fields.text("expression"));
    check.validated = fields.flag("validated", true);
    check.attributes = read_attributes(fields, kind_of("column_check"));
    check.overrides = std::move(fields.overrides());
    return check;
}

Node write_one_check(const Check& check, const FormDialect& dialect) {
    Node table = Node::table();
    put_name(table, check.name);
    table.add("expression", Node::string(check.expression));
    if (!check.validated)
        table.add("validated", Node::boolean(false));
    write_attributes(table, check.attributes, kind_of("column_check"));
    restore(table, kind_of("column_check"), check.overrides, dialect);
    return shortened(std::move(table), kind_of("column_check"));
}

} // namespace

std::optional<PrimaryKey> read_column_primary_key(const Reader& reader, const std::string& column,
                                                  const Node& value) {
    if (is_false(value))
        return std::nullopt;
    PrimaryKey key;
    key.columns = parts_of({column});
    key.in_column = true;
    key.declared_at = reader.at(value.pos);
    if (!value.is_table())
        return key;
    Fields fields = fields_of(reader, value, kind_of("column_primary_key"));
    key.name = fields.text("name");
    key.columns.front().desc = fields.flag("desc");
    key.conflict = conflict_in(fields);
    key.attributes = read_attributes(fields, kind_of("column_primary_key"));
    key.overrides = std::move(fields.overrides());
    return key;
}

Node write_column_primary_key(const PrimaryKey& key, const FormDialect& dialect) {
    Node table = Node::table();
    put_name(table, key.name);
    if (!key.columns.empty() && key.columns.front().desc)
        table.add("desc", Node::boolean(true));
    put_conflict(table, key.conflict);
    write_attributes(table, key.attributes, kind_of("column_primary_key"));
    restore(table, kind_of("column_primary_key"), key.overrides, dialect);
    return details_or_true(std::move(table));
}

std::optional<Unique> read_column_unique(const Reader& reader, const std::string& column,
                                         const Node& value) {
    if (is_false(value))
        return std::nullopt;
    Unique unique;
    unique.columns = parts_of({column});
    unique.in_column = true;
    unique.declared_at = reader.at(value.pos);
    if (!value.is_table())
        return unique;
    Fields fields = fields_of(reader, value, kind_of("column_unique"));
    unique.name = fields.text("name");
    unique.conflict = conflict_in(fields);
    unique.attributes = read_attributes(fields, kind_of("column_unique"));
    unique.overrides = std::move(fields.overrides());
    return unique;
}

Node write_column_unique(const Unique& unique, const FormDialect& dialect) {
    Node table = Node::table();
    put_name(table, unique.name);
    put_conflict(table, unique.conflict);
    write_attributes(table, unique.attributes, kind_of("column_unique"));
    restore(table, kind_of("column_unique"), unique.overrides, dialect);
    return details_or_true(std::move(table));
}

std::vector<Check> read_column_checks(const Reader& reader, const std::string& column,
                                      const Node& value) {
    std::vector<Check> checks;
    if (is_false(value))
        return checks;
    const std::vector<Node> single{value};
    for (const Node& item : value.is_array() ? value.items() : single)
        checks.push_back(read_one_check(reader, column, item));
    return checks;
}

Node write_column_checks(const std::vector<Check>& checks, const FormDialect& dialect) {
    if (checks.size() == 1)
        return write_one_check(checks.front(), dialect);
    Node list = Node::array();
    for (const Check& check : checks)
        list.push_back(write_one_check(check, dialect));
    return list;
}

ForeignKey read_column_reference(const Reader& reader, const std::string& column,
                                 const Node& value) {
    ForeignKey key;
    key.columns = {column};
    key.in_column = true;
    key.declared_at = reader.at(value.pos);
    Reference reference;
    if (value.is_table()) {
        Fields fields = fields_of(reader, value, kind_of("column_references"));
        const Node* referred = fields.find("references");
        if (!referred)
            throw reader.error(value.pos, "a foreign key needs the key \"references\"")
                .help("write { name = \"...\", references = \"table(column)\" }");
        reference = read_reference(reader, *referred);
        key.name = fields.text("name");
        read_foreign_key_options(fields, key);
        key.overrides = std::move(fields.overrides());
    } else {
        reference = read_reference(reader, value);
    }
    key.table = reference.table;
    key.referred = reference.columns;
    if (key.referred.size() > 1)
        throw reader
            .error(value.pos,
                   "one column cannot refer to " + std::to_string(key.referred.size()) + " columns")
            .help("write foreign_key.NAME = { columns = [...], references = \"...\" }");
    return key;
}

Node write_column_reference(const ForeignKey& key, const FormDialect& dialect) {
    Node table = Node::table();
    put_name(table, key.name);
    table.add("references", Node::string(write_reference({key.table, key.referred})));
    write_foreign_key_options(table, key);
    restore(table, kind_of("column_references"), key.overrides, dialect);
    return table.members().size() == 1 ? table.members().front().value : table;
}

} // namespace migrate::forms
