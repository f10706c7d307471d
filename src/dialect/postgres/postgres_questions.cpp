#include "dialect/postgres/postgres_questions.hpp"

#include "dialect/postgres/postgres_text.hpp"
#include "dialect/postgres/postgres_types.hpp"
#include "sql/normalize.hpp"

#include <algorithm>
#include <unordered_map>

namespace migrate::postgres {

namespace {

bool same_text(std::string_view a, std::string_view b) {
    return a == b || sql::same_expression(a, b, sql::postgres_syntax());
}

class Collector {
  public:
    explicit Collector(const Database& live) : live_(live) {
        for (const Table& table : live.tables)
            tables_.emplace(to_string(table.name), &table);
    }

    void collect(Database& model) {
        for (Table& table : model.tables)
            if (const Table* old = live_table(table))
                collect(*old, table);
        for (View& view : model.views)
            if (const View* old = find_view(live_, view.name); old && old->columns == view.columns)
                ask_text(Question::Kind::view, nullptr, old->as, view.as);
        for (SchemaObject& object : model.objects)
            if (const SchemaObject* old = find_object(live_, name_of(object)))
                collect(*old, object);
    }
    std::vector<Question> take() { return std::move(questions_); }

  private:
    const Table* live_table(const Table& table) const {
        auto found = tables_.find(to_string(table.name));
        if (found == tables_.end() && !table.renamed_from.empty())
            found = tables_.find(to_string(QualifiedName{table.name.schema, table.renamed_from}));
        return found == tables_.end() ? nullptr : found->second;
    }
    void ask(Question question) {
        if (!question.live.empty() && !question.model.empty() &&
            !same_text(question.live, question.model)) {
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
        for (Column& column : table.columns) {
            const Column* was = find_named(old.columns, column.name, NameFolding::exact);
            if (!was && !column.renamed_from.empty())
                was = find_named(old.columns, column.renamed_from, NameFolding::exact);
            if (was)
                collect(*was, column, table);
        }
        for (Check& check : table.checks)
            collect(old, check, table);
        for (Index& index : table.indexes)
            if (const Index* was = find_named(old.indexes, index.name, NameFolding::exact))
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
        ask({kind, table, {}, {}, live, attribute_text(now, key), [&now, key, live] {
                 set_attribute(now, key, live);
             }});
    }

    const Database& live_;
    std::unordered_map<std::string, const Table*> tables_; // of the live schema, by name
    QualifiedName table_;                                  // the live one that is compared
    std::vector<Question> questions_;
};

} // namespace

std::vector<Question> questions_of(const Database& live, Database& model) {
    Collector collector(live);
    collector.collect(model);
    return collector.take();
}

} // namespace migrate::postgres
