#include "dialect/postgres/postgres_questions.hpp"

#include "dialect/postgres/postgres_text.hpp"
#include "dialect/postgres/postgres_types.hpp"
#include "sql/lexer.hpp"
#include "sql/normalize.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace migrate::postgres {

namespace {

bool same_text(std::string_view a, std::string_view b) {
    return a == b || sql::same_expression(a, b, sql::postgres_syntax());
}

// What `renamed_from` says, a path: without a schema it is in that of the new name.
QualifiedName old_name(const QualifiedName& now, const std::string& renamed_from) {
    const std::vector<std::string> path = parse_path(renamed_from);
    return {path.size() > 1 ? path.front() : now.schema, path.back()};
}

const View* live_view(const Database& live, const View& view) {
    const View* found = find_view(live, view.name);
    return found || view.renamed_from.empty()
               ? found
               : find_view(live, old_name(view.name, view.renamed_from));
}

// A column or index, by its name or the one that it had.
template <class Part>
const Part* live_part(const std::vector<Part>& live, const Part& part) {
    const Part* found = find_named(live, part.name, NameFolding::exact);
    return found || part.renamed_from.empty()
               ? found
               : find_named(live, part.renamed_from, NameFolding::exact);
}

class Collector {
  public:
    explicit Collector(const Database& live) : live_(live) {
        for (const Table& table : live.tables)
            tables_.emplace(to_string(table.name), &table);
    }

    void collect(Database& model) {
        find_retyped(model);
        for (Table& table : model.tables)
            if (const Table* old = live_table(table))
                collect(*old, table);
        for (View& view : model.views)
            if (const View* old = live_view(live_, view))
                collect(*old, view);
        for (SchemaObject& object : model.objects)
            if (const SchemaObject* old = find_object(live_, name_of(object)))
                collect(*old, object);
    }
    std::vector<Question> take() { return std::move(questions_); }

  private:
    const Table* live_table(const Table& table) const {
        auto found = tables_.find(to_string(table.name));
        if (found == tables_.end() && !table.renamed_from.empty())
            found = tables_.find(to_string(old_name(table.name, table.renamed_from)));
        return found == tables_.end() ? nullptr : found->second;
    }
    void find_retyped(const Database& model) {
        for (const Table& table : model.tables)
            if (const Table* old = live_table(table))
                for (const Column& column : table.columns)
                    if (const Column* was = live_part(old->columns, column);
                        was && was->type.text != column.type.text &&
                        !same_family(was->type, column.type) &&
                        !postgres_types().same(*was, column))
                        retyped_.insert(column.name);
    }
    bool reads_retyped(const std::string& query) const {
        if (retyped_.empty())
            return false;
        for (const sql::Token& token : sql::significant_tokens(query, sql::postgres_syntax()))
            if (token.is_name() && retyped_.contains(sql::unquoted(token)))
                return true;
        return false;
    }

    void ask(Question question) {
        if (!question.live.empty() && !question.model.empty() &&
            (!same_text(question.live, question.model) || !question.model_columns.empty())) {
            question.live_table = table_;
            questions_.push_back(std::move(question));
        }
    }

    void ask_text(Question::Kind kind, const Table* table, const std::string& live,
                  std::string& model) {
        ask({.kind = kind, .table = table, .live = live, .model = model, .settle = [&live, &model] {
                 model = live;
             }});
    }

    void collect(const Table& old, Table& table) {
        table_ = old.name;
        for (Column& column : table.columns)
            if (const Column* was = live_part(old.columns, column))
                collect(*was, column, table);
        for (Check& check : table.checks)
            collect(old, check, table);
        for (Index& index : table.indexes)
            if (const Index* was = live_part(old.indexes, index))
                collect(*was, index, table);
        for (TablePart& part : table.parts)
            if (const TablePart* was = find_part(old, part.kind, part.name, NameFolding::exact))
                collect(*was, part, table);
    }

    void collect(const Column& was, Column& column, const Table& table) {
        if (was.default_value && column.default_value &&
            !(*was.default_value == *column.default_value))
            ask({.kind = Question::Kind::default_value,
                 .table = &table,
                 .type = type_text(column.type),
                 .live = value_text(*was.default_value),
                 .model = value_text(*column.default_value),
                 .settle = [&was, &column] { column.default_value = was.default_value; }});
        if (was.generated && column.generated)
            ask({.kind = Question::Kind::generated,
                 .table = &table,
                 .type = type_text(column.type),
                 .live = was.generated->expression,
                 .model = column.generated->expression,
                 .settle = [&was, &column] {
                     column.generated->expression = was.generated->expression;
                 }});
    }

    // One without a name may be any of those that the model does not name.
    void collect(const Table& old, Check& check, const Table& table) {
        for (const Check& was : old.checks) {
            const bool named = !check.name.empty();
            const bool taken = !named && find_named(table.checks, was.name, NameFolding::exact);
            if (named ? was.name == check.name : !taken)
                ask_text(Question::Kind::check, &table, was.expression, check.expression);
        }
    }

    // PostgreSQL keeps a list of columns as the names that the query gives.
    void collect(const View& was, View& view) {
        if (reads_retyped(view.as))
            return; // what it means now says nothing of what it will mean
        ask({.kind = Question::Kind::view,
             .live = was.as,
             .model = view.as,
             .model_columns = view.columns,
             .settle = [&was, &view] {
                 view.as = was.as;
                 view.columns = was.columns;
             }});
    }

    void collect(const Index& was, Index& index, const Table& table) {
        ask_text(Question::Kind::predicate, &table, was.where, index.where);
        for (std::size_t i = 0; i < std::min(was.columns.size(), index.columns.size()); ++i)
            ask_text(Question::Kind::index, &table, was.columns[i].expression,
                     index.columns[i].expression);
    }

    void collect(const TablePart& was, TablePart& part, const Table& table) {
        if (part.kind == PartKind::policy)
            for (const char* key : {"using", "with_check"})
                ask_attribute(Question::Kind::policy, &table, was.attributes, part.attributes, key);
        if (part.kind == PartKind::exclude)
            ask_attribute(Question::Kind::predicate, &table, was.attributes, part.attributes,
                          "where");
        if (part.kind == PartKind::statistics)
            take_order(was.attributes, part.attributes);
        if (part.kind == PartKind::exclude || part.kind == PartKind::statistics)
            ask_elements(table, was.attributes, part.attributes);
    }

    // PostgreSQL keeps the columns of a statistics object as a set.
    static void take_order(const Attributes& was, Attributes& now) {
        const Node* old = attribute(was, "columns");
        const Node* columns = attribute(now, "columns");
        if (old && columns && std::ranges::is_permutation(old->items(), columns->items()))
            set_attribute(now, "columns", *old);
    }

    // { sql = "lower(a)" } among the columns of an exclusion constraint or a statistics object.
    void ask_elements(const Table& table, const Attributes& was, Attributes& now) {
        const Node* old = attribute(was, "columns");
        const Node* columns = attribute(now, "columns");
        if (!old || !columns)
            return;
        for (std::size_t i = 0; i < std::min(old->items().size(), columns->items().size()); ++i) {
            const Node* live = old->items()[i].find("sql");
            const Node* model = columns->items()[i].find("sql");
            if (live && model)
                ask({.kind = Question::Kind::index,
                     .table = &table,
                     .live = live->text(),
                     .model = model->text(),
                     .settle = [&now, i, text = live->text()] {
                         Node settled = *attribute(now, "columns");
                         settled.items()[i]["sql"] = Node::string(text);
                         set_attribute(now, "columns", std::move(settled));
                     }});
        }
    }

    void collect(const SchemaObject& was, SchemaObject& object) {
        if (object.kind == ObjectKind::materialized_view)
            ask_attribute(Question::Kind::view, nullptr, was.attributes, object.attributes, "as");
        const Node* old = attribute(was.attributes, "check");
        const Node* now = attribute(object.attributes, "check");
        if (object.kind != ObjectKind::domain || !old || !now)
            return;
        for (const Node::Member& check : now->members())
            if (const Node* before = old->find(check.key);
                before && before->is_string() && check.value.is_string())
                ask({.kind = Question::Kind::domain_check,
                     .type = type_text(parse_type(attribute_text(object.attributes, "type"))),
                     .live = before->text(),
                     .model = check.value.text(),
                     .settle = [&object, key = check.key, text = before->text()] {
                         Node checks = *attribute(object.attributes, "check");
                         checks[key] = Node::string(text);
                         set_attribute(object.attributes, "check", std::move(checks));
                     }});
    }

    void ask_attribute(Question::Kind kind, const Table* table, const Attributes& was,
                       Attributes& now, const char* key) {
        const std::string live = attribute_text(was, key);
        ask({.kind = kind,
             .table = table,
             .live = live,
             .model = attribute_text(now, key),
             .settle = [&now, key, live] { set_attribute(now, key, live); }});
    }

    const Database& live_;
    std::unordered_map<std::string, const Table*> tables_; // of the live schema, by name
    std::set<std::string> retyped_; // columns that get a type of another family
    QualifiedName table_;           // the live one that is compared
    std::vector<Question> questions_;
};

} // namespace

std::vector<Question> questions_of(const Database& live, Database& model) {
    Collector collector(live);
    collector.collect(model);
    return collector.take();
}

} // namespace migrate::postgres
