#include "diff/op_texts.hpp"

namespace migrate::diff {
namespace {

using Texts = std::vector<std::string>;

class Collector {
  public:
    Collector(Texts& texts, Texts& soft) : texts_(texts), soft_(soft) {}

    void take(const std::string& text) {
        if (!text.empty())
            texts_.push_back(text);
    }
    void take(const Value& value) {
        if (const auto* expression = std::get_if<Expression>(&value))
            take(expression->sql);
    }
    void take(const Attributes& attributes) {
        for (const Attribute& attribute : attributes)
            take(attribute.key, attribute.value);
    }
    void take(const std::string& key, const Node& value) {
        if (names_objects(key))
            each_text(value, key == "body" ? soft_ : texts_);
    }
    void take(const Column& column) {
        take(column.type.text);
        if (column.default_value)
            take(*column.default_value);
        if (column.generated)
            take(column.generated->expression);
        take(column.attributes);
    }
    void take(const KeyPart& part) {
        take(part.expression);
        take(part.attributes);
    }
    template <class T>
    void take_all(const std::vector<T>& items) {
        for (const T& item : items)
            take(item);
    }
    void take(const PrimaryKey& key) { take(key.attributes); }
    void take(const Unique& unique) { take(unique.attributes); }
    void take(const ForeignKey& key) { take(key.attributes); }
    void take(const Check& check) {
        take(check.expression);
        take(check.attributes);
    }
    void take(const Index& index) {
        take_all(index.columns);
        take(index.where);
        take(index.attributes);
    }
    void take(const Trigger& trigger) {
        take(trigger.where);
        take(trigger.attributes);
    }
    void take(const TablePart& part) { take(part.attributes); }
    void take(const Table& table) {
        take_all(table.columns);
        take_all(table.checks);
        take_all(table.indexes);
        take_all(table.triggers);
        take_all(table.parts);
        take(table.attributes);
    }
    void take(const View& view) {
        take(view.as);
        take(view.attributes);
        take_all(view.triggers);
    }
    void take(const SchemaObject& object) {
        take(object.attributes);
        take_all(object.indexes);
    }
    void take(const ColumnDefinition& definition) {
        take(definition.column);
        take_all(definition.checks);
    }
    void take(const Constraint& constraint) {
        std::visit([&](const auto& one) { take(one); }, constraint);
    }
    template <class T>
    void take(const std::optional<T>& value) {
        if (value)
            take(*value);
    }
    void take(const ColumnType& type) { take(type.text); }
    void take(const Generated& generated) { take(generated.expression); }

  private:
    Texts& texts_;
    Texts& soft_;
};

class Visitor {
  public:
    explicit Visitor(const Context& context) : context_(context) {}

    OpTexts texts;

    void operator()(const CreateTable& op) { now().take(op.table); }
    void operator()(const DropTable& op) { old().take_if(context_.from_table(op.name)); }
    void operator()(const AlterTable& op) {
        for (const TableClause& clause : op.clauses)
            std::visit(*this, clause);
        changes(op.attributes);
    }
    void operator()(const AddColumn& op) { now().take(op.definition); }
    void operator()(const DropColumn& op) {
        if (const Table* table = context_.from_table(op.table))
            old().take_if(find_named(table->columns, op.column, context_.folding()));
    }
    void operator()(const AlterColumn& op) {
        change(op.type);
        change(op.default_value);
        change(op.generated);
        changes(op.attributes);
    }
    void operator()(const AddConstraint& op) { now().take(op.constraint); }
    void operator()(const DropConstraint& op) {
        const Table* table = context_.from_table(op.table);
        if (table && op.kind == ConstraintKind::check)
            old().take_if(find_named(table->checks, op.name, context_.folding()));
    }
    void operator()(const AlterConstraint& op) {
        change(op.expression);
        changes(op.attributes);
    }
    void operator()(const CreateIndex& op) { now().take(op.index); }
    void operator()(const DropIndex& op) {
        if (const auto* indexes = find_indexes(context_.from, op.table))
            old().take_if(find_named(*indexes, op.name, context_.folding()));
    }
    void operator()(const AlterIndex& op) {
        if (op.columns && op.columns->from)
            old().take_all(*op.columns->from);
        if (op.columns && op.columns->to)
            now().take_all(*op.columns->to);
        change(op.where);
        changes(op.attributes);
    }
    void operator()(const CreateTrigger& op) { now().take(op.trigger); }
    void operator()(const DropTrigger& op) {
        if (const Table* table = context_.from_table(op.owner))
            old().take_if(find_named(table->triggers, op.name, context_.folding()));
    }
    void operator()(const AlterTrigger& op) {
        change(op.where);
        changes(op.attributes);
    }
    void operator()(const CreateView& op) { now().take(op.view); }
    void operator()(const DropView& op) { old().take_if(find_view(context_.from, op.name)); }
    void operator()(const AlterView& op) {
        change(op.as);
        changes(op.attributes);
    }
    void operator()(const CreateObject& op) { now().take(op.object); }
    void operator()(const DropObject& op) { old().take_if(find_object(context_.from, op.name)); }
    void operator()(const AlterObject& op) { changes(op.attributes); }
    void operator()(const AddPart& op) { now().take(op.part); }
    void operator()(const DropPart& op) {
        if (const Table* table = context_.from_table(op.table))
            old().take_if(find_part(*table, op.kind, op.name, context_.folding()));
    }
    void operator()(const AlterPart& op) { changes(op.attributes); }
    template <class Other>
    void operator()(const Other&) {}

  private:
    struct Side : Collector {
        using Collector::Collector;
        template <class T>
        void take_if(const T* value) {
            if (value)
                take(*value);
        }
    };
    Side now() { return {texts.now, texts.soft_now}; }
    Side old() { return {texts.old, texts.soft_old}; }

    template <class T>
    void change(const MaybeChange<T>& change) {
        if (!change)
            return;
        old().take(change->from);
        now().take(change->to);
    }
    void changes(const AttributeChanges& changes) {
        for (const AttributeChange& change : changes) {
            if (change.from)
                old().take(change.key, *change.from);
            if (change.to)
                now().take(change.key, *change.to);
        }
    }

    const Context& context_;
};

} // namespace

OpTexts texts_of(const Context& context, const Op& op) {
    Visitor visitor(context);
    std::visit(visitor, op);
    return std::move(visitor.texts);
}

bool names_objects(std::string_view key) {
    return key != "comment" && key != "owner" && key != "grant" && key != "language";
}

void each_text(const Node& value, std::vector<std::string>& texts) {
    if (value.is_string())
        texts.push_back(value.text());
    for (const Node& item : value.items())
        each_text(item, texts);
    for (const Node::Member& member : value.members())
        each_text(member.value, texts);
}

} // namespace migrate::diff
