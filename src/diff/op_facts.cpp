#include "diff/op_facts.hpp"

#include "diff/attribute_facts.hpp"
#include "diff/compare_keys.hpp"
#include "diff/fact_keys.hpp"
#include "util/overloaded.hpp"

#include <algorithm>

namespace migrate::diff {
namespace {

class Collector {
  public:
    explicit Collector(const Context& context) : context_(context) {}

    OpFacts facts;

    // --- tables
    void operator()(const CreateTable& op) {
        const Table& table = op.table;
        creates_relation(table.name);
        facts.owner = relation_key(context_, table.name);
        facts.creates.push_back(keys_key(context_, table.name));
        for (const Column& column : table.columns)
            needs_type(column.type);
        for (const ForeignKey& key : table.foreign_keys)
            needs_target(table.name, key);
        for (const Index& index : table.indexes)
            facts.creates.push_back(index_key(context_, table.name, index.name));
        for (const Trigger& trigger : table.triggers)
            new_trigger(trigger);
        for (const TablePart& part : table.parts)
            sql_in(part.attributes, facts.new_texts);
        relations_in(context_, table.attributes, facts.needs);
        facts.new_texts.push_back(table.virtual_module);
    }
    void operator()(const DropTable& op) {
        in_table(op.name); // what was split off comes first
        drops_relation(op.name);
        facts.drops.push_back(keys_key(context_, op.name));
        const Table* table = context_.from_table(op.name);
        if (!table)
            return;
        facts.owner = relation_key(context_, op.name);
        for (const Column& column : table->columns)
            releases_type(column.type);
        for (const ForeignKey& key : table->foreign_keys)
            releases_target(table->name, key);
        for (const Index& index : table->indexes)
            facts.drops.push_back(index_key(context_, table->name, index.name));
        for (const Trigger& trigger : table->triggers)
            old_trigger(trigger);
        for (const TablePart& part : table->parts)
            sql_in(part.attributes, facts.old_texts);
        relations_in(context_, table->attributes, facts.releases);
    }
    void operator()(const AlterTable& op) {
        for (const TableClause& clause : op.clauses)
            std::visit(*this, clause);
        changed_relations(op.attributes);
        facts.table = context_.key_of(op.name);
    }

    // --- columns
    void operator()(const AddColumn& op) {
        const ColumnDefinition& definition = op.definition;
        in_table(op.table);
        facts.creates.push_back(column_key(context_, op.table, definition.column.name));
        needs_type(definition.column.type);
        if (definition.primary_key || definition.unique)
            facts.creates.push_back(keys_key(context_, op.table));
        if (definition.foreign_key)
            needs_target(op.table, *definition.foreign_key);
        if (definition.index)
            facts.creates.push_back(index_key(context_, op.table, definition.index->name));
    }
    void operator()(const AlterColumn& op) {
        in_table(op.table);
        if (op.type && op.type->to)
            needs_type(*op.type->to);
        if (op.type && op.type->from)
            releases_type(*op.type->from);
        const bool other_values =
            op.type && op.type->from && op.type->to && !same_family(*op.type->from, *op.type->to);
        if (other_values && context_.caps().references_pin_keys) {
            facts.drops.push_back(keys_key(context_, op.table));
            facts.creates.push_back(keys_key(context_, op.table));
            facts.drops.push_back(column_type_key(context_, op.table, op.column));
            facts.creates.push_back(column_type_key(context_, op.table, op.column));
        }
        if (op.default_value && op.default_value->from)
            releases_value(op.table, op.column, *op.default_value->from);
        changes_keys(op.table, op.primary_key);
        changes_keys(op.table, op.unique);
        if (op.foreign_key && op.foreign_key->from)
            releases_target(op.table, *op.foreign_key->from);
        if (op.foreign_key && op.foreign_key->to)
            needs_target(op.table, *op.foreign_key->to);
    }
    void operator()(const DropColumn& op) {
        in_table(op.table);
        facts.drops.push_back(column_key(context_, op.table, op.column));
        const Table* table = context_.from_table(op.table);
        if (!table)
            return;
        if (const Column* column = find_named(table->columns, op.column, context_.folding()))
            releases_type(column->type);
        for (const ForeignKey& key : table->foreign_keys)
            if (std::ranges::any_of(key.columns, [&](const std::string& column) {
                    return context_.same(column, op.column);
                }))
                releases_target(op.table, key);
    }

    // --- constraints
    void operator()(const AddConstraint& op) {
        in_table(op.table);
        if (const ForeignKey* key = std::get_if<ForeignKey>(&op.constraint))
            needs_target(op.table, *key);
        else if (!std::holds_alternative<Check>(op.constraint))
            facts.creates.push_back(keys_key(context_, op.table));
    }
    void operator()(const DropConstraint& op) {
        in_table(op.table);
        if (is_key(op.kind))
            facts.drops.push_back(keys_key(context_, op.table));
        if (op.kind == ConstraintKind::foreign_key)
            releases_foreign_key(op);
    }
    void operator()(const AlterConstraint& op) {
        in_table(op.table);
        if (is_key(op.kind)) {
            facts.drops.push_back(keys_key(context_, op.table));
            facts.creates.push_back(keys_key(context_, op.table));
        }
        if (op.kind != ConstraintKind::foreign_key)
            return;
        releases_foreign_key(DropConstraint{.table = op.table, .kind = op.kind, .name = op.name});
        if (const Table* table = context_.to_table(op.table))
            if (const ForeignKey* key =
                    find_named(table->foreign_keys, op.name, context_.folding()))
                needs_target(op.table, *key);
    }

    // --- indexes
    void operator()(const CreateIndex& op) {
        in_table(op.table);
        facts.needs.push_back(relation_key(context_, op.table));
        facts.creates.push_back(index_key(context_, op.table, op.index.name));
        if (op.index.unique)
            facts.creates.push_back(keys_key(context_, op.table));
    }
    void operator()(const AlterIndex& op) { in_table(op.table); }
    void operator()(const DropIndex& op) {
        in_table(op.table);
        facts.drops.push_back(index_key(context_, op.table, op.name));
        const Table* table = context_.from_table(op.table);
        const Index* index =
            table ? find_named(table->indexes, op.name, context_.folding()) : nullptr;
        if (index && index->unique)
            facts.drops.push_back(keys_key(context_, op.table));
    }

    // --- triggers
    void operator()(const CreateTrigger& op) {
        facts.reads_types = true;
        facts.owner = relation_key(context_, op.owner);
        facts.needs.push_back(facts.owner);
        facts.creates.push_back(trigger_key(context_, op.trigger.name));
        facts.soft_needs.push_back(definition_key(context_, op.owner));
        texts(op.trigger, facts.new_texts);
    }
    void operator()(const AlterTrigger& op) {
        facts.reads_types = true;
        facts.owner = relation_key(context_, op.owner);
        facts.needs.push_back(facts.owner); // a view that is dropped comes back with the old ones
        if (const Trigger* old = trigger_in(context_.from, op.owner, op.name))
            texts(*old, facts.old_texts);
        if (const Trigger* now = trigger_in(context_.to, op.owner, op.name))
            texts(*now, facts.new_texts);
    }
    void operator()(const DropTrigger& op) {
        facts.reads_types = true;
        facts.owner = relation_key(context_, op.owner);
        facts.releases.push_back(facts.owner);
        facts.drops.push_back(trigger_key(context_, op.name));
        facts.soft_releases.push_back(definition_key(context_, op.owner));
        if (const Trigger* old = trigger_in(context_.from, op.owner, op.name))
            texts(*old, facts.old_texts);
    }

    // --- views
    void operator()(const CreateView& op) {
        facts.reads_types = true;
        creates_relation(op.view.name);
        facts.creates.push_back(definition_key(context_, op.view.name));
        facts.new_texts.push_back(op.view.as);
        for (const Trigger& trigger : op.view.triggers)
            new_trigger(trigger);
    }
    void operator()(const AlterView& op) {
        facts.reads_types = true;
        facts.creates.push_back(definition_key(context_, op.name));
        facts.drops.push_back(definition_key(context_, op.name));
        if (const View* old = find_view(context_.from, op.name))
            facts.old_texts.push_back(old->as);
        if (const View* now = find_view(context_.to, op.name))
            facts.new_texts.push_back(now->as);
    }
    void operator()(const DropView& op) {
        facts.reads_types = true;
        drops_relation(op.name);
        facts.drops.push_back(definition_key(context_, op.name));
        const View* old = find_view(context_.from, op.name);
        if (!old)
            return;
        facts.old_texts.push_back(old->as);
        for (const Trigger& trigger : old->triggers)
            old_trigger(trigger);
    }

    // --- objects and parts that only some databases have
    void operator()(const CreateObject& op) {
        const SchemaObject& object = op.object;
        object_keys(name_of(object), facts.creates, facts.needs);
        for (const Index& index : object.indexes)
            facts.creates.push_back(index_key(context_, object.name, index.name));
        sql_in(object.attributes, facts.new_texts);
    }
    void operator()(const AlterObject& op) {
        if (op.name.kind == ObjectKind::materialized_view) {
            in_table(op.name.name); // between the drops and the creations of its indexes
            facts.creates.push_back(definition_key(context_, op.name.name));
            facts.drops.push_back(definition_key(context_, op.name.name));
        }
        changed_relations(op.attributes);
        changed_attributes(op.attributes);
    }
    void operator()(const DropObject& op) {
        object_keys(op.name, facts.drops, facts.releases);
        const SchemaObject* object = find_object(context_.from, op.name);
        if (!object)
            return;
        for (const Index& index : object->indexes)
            facts.drops.push_back(index_key(context_, object->name, index.name));
        sql_in(object->attributes, facts.old_texts);
    }
    void operator()(const AddPart& op) {
        of_table(op.table);
        sql_in(op.part.attributes, facts.new_texts);
    }
    void operator()(const AlterPart& op) {
        of_table(op.table);
        changed_attributes(op.attributes);
    }
    void operator()(const DropPart& op) {
        in_table(op.table);
        facts.owner = relation_key(context_, op.table);
        const Table* table = context_.from_table(op.table);
        const TablePart* part =
            table ? find_part(*table, op.kind, op.name, context_.folding()) : nullptr;
        if (part)
            sql_in(part->attributes, facts.old_texts);
    }
    void operator()(const ValidateConstraint& op) { of_table(op.table); }

    // --- the rest
    void operator()(const CreateEnum& op) {
        in_schema(op.type.name, facts.needs);
        facts.creates.push_back(object_key(context_, op.type.name.name));
        facts.creates.push_back(enum_key(context_, to_string(op.type.name)));
    }
    void operator()(const AlterEnum& op) {
        facts.creates.push_back(enum_key(context_, to_string(op.name)));
        facts.drops.push_back(values_key(context_, to_string(op.name)));
    }
    void operator()(const DropEnum& op) {
        in_schema(op.name, facts.releases);
        facts.drops.push_back(object_key(context_, op.name.name));
        facts.drops.push_back(enum_key(context_, to_string(op.name)));
    }
    void operator()(const CreateRaw& op) {
        facts.creates.push_back("raw:" + context_.fold(op.object.name));
        for (const std::string& name : op.object.needs) {
            facts.needs.push_back("raw:" + context_.fold(name));
            facts.needs.push_back("relation:" + context_.fold(name));
        }
    }
    void operator()(const AlterRaw&) {}
    void operator()(const DropRaw& op) {
        facts.drops.push_back("raw:" + context_.fold(op.name));
        if (const RawObject* raw = find_named(context_.from.raws, op.name, context_.folding()))
            for (const std::string& name : raw->needs) {
                facts.releases.push_back("raw:" + context_.fold(name));
                facts.releases.push_back("relation:" + context_.fold(name));
            }
    }

    // Renames stand before everything that is ordered here; rows, SQL and programs are not planned.
    template <class Other>
    void operator()(const Other&) {}

  private:
    static bool is_key(ConstraintKind kind) {
        return kind == ConstraintKind::primary_key || kind == ConstraintKind::unique;
    }

    void in_table(const QualifiedName& table) { facts.table = context_.key_of(table); }
    void of_table(const QualifiedName& table) {
        in_table(table);
        facts.owner = relation_key(context_, table);
        facts.needs.push_back(facts.owner);
    }

    void in_schema(const QualifiedName& name, std::vector<std::string>& keys) {
        if (!name.schema.empty())
            keys.push_back(schema_key(context_, name.schema));
    }

    // What an object is found by, and what it stands in.
    void object_keys(const ObjectName& name, std::vector<std::string>& own,
                     std::vector<std::string>& around) {
        in_schema(name.name, around);
        if (name.kind == ObjectKind::schema)
            return own.push_back(schema_key(context_, name.name.name));
        const bool is_called = name.kind == ObjectKind::function ||
                               name.kind == ObjectKind::procedure ||
                               name.kind == ObjectKind::aggregate;
        own.push_back(is_called ? call_key(context_, name.name.name)
                                : object_key(context_, name.name.name));
        if (name.kind == ObjectKind::materialized_view || name.kind == ObjectKind::sequence) {
            own.push_back(relation_key(context_, name.name));
            own.push_back(relation_name_key(context_, name.name));
        }
        if (name.kind == ObjectKind::materialized_view)
            own.push_back(definition_key(context_, name.name));
    }

    void changed_attributes(const AttributeChanges& changes) {
        for (const AttributeChange& change : changes) {
            if (change.from)
                sql_in(change.key, *change.from, facts.old_texts);
            if (change.to)
                sql_in(change.key, *change.to, facts.new_texts);
        }
    }
    void changed_relations(const AttributeChanges& changes) {
        for (const AttributeChange& change : changes) {
            if (change.from)
                relations_in(context_, change.key, *change.from, facts.releases);
            if (change.to)
                relations_in(context_, change.key, *change.to, facts.needs);
        }
    }

    void creates_relation(const QualifiedName& name) {
        in_schema(name, facts.needs);
        facts.creates.push_back(relation_key(context_, name));
        facts.creates.push_back(relation_name_key(context_, name));
    }
    void drops_relation(const QualifiedName& name) {
        in_schema(name, facts.releases);
        facts.drops.push_back(relation_key(context_, name));
        facts.drops.push_back(relation_name_key(context_, name));
    }

    void needs_type(const ColumnType& type) {
        if (type.kind == TypeKind::enumeration)
            facts.needs.push_back(enum_key(context_, type.text));
    }
    void releases_type(const ColumnType& type) {
        if (type.kind == TypeKind::enumeration) {
            facts.releases.push_back(enum_key(context_, type.text));
            facts.soft_releases.push_back(values_key(context_, type.text));
        }
    }

    // A default that an enum loses goes before the value does; that of an array holds several.
    void releases_value(const QualifiedName& table, const std::string& column, const Value& value) {
        const auto* literal = std::get_if<Literal>(&value);
        const Table* owner = context_.from_table(table);
        const Column* was =
            owner ? find_named(owner->columns, column, context_.folding()) : nullptr;
        if (!literal || !was)
            return;
        std::string name = was->type.text;
        if (name.ends_with("[]"))
            name.resize(name.size() - 2);
        for (const EnumType& type : context_.from.enums) {
            const EnumType* left = find_enum(context_.to, type.name);
            if (!left || context_.fold(to_string(type.name)) != context_.fold(name))
                continue;
            for (const std::string& each : type.values)
                if (std::ranges::find(left->values, each) == left->values.end() &&
                    literal->text.find(each) != std::string::npos)
                    facts.releases.push_back(values_key(context_, name));
        }
    }

    void needs_target(const QualifiedName& owner, const ForeignKey& key) {
        if (same_name(owner, key.table, context_.folding()))
            return;
        std::vector<std::string>& needs =
            context_.caps().forward_references ? facts.soft_needs : facts.needs;
        needs.push_back(relation_key(context_, key.table));
        needs.push_back(keys_key(context_, key.table));
        for (const std::string& column : referred_columns(key, context_.to_table(key.table)))
            needs.push_back(column_key(context_, key.table, column));
    }
    // A column cannot be dropped while a foreign key refers to it; a table may where the database
    // accepts references to nowhere.
    void releases_target(const QualifiedName& owner, const ForeignKey& key) {
        if (same_name(owner, key.table, context_.folding()))
            return;
        std::vector<std::string>& releases =
            context_.caps().forward_references ? facts.soft_releases : facts.releases;
        releases.push_back(relation_key(context_, key.table));
        releases.push_back(keys_key(context_, key.table));
        for (const std::string& column : referred_columns(key, context_.from_table(key.table)))
            facts.releases.push_back(column_key(context_, key.table, column));
    }
    void releases_foreign_key(const DropConstraint& op) {
        const Table* table = context_.from_table(op.table);
        if (!table)
            return;
        const auto is_meant = [&](const ForeignKey& key) {
            if (!op.name.empty())
                return context_.same(key.name, op.name);
            return key.columns == op.columns &&
                   (!op.references_table ||
                    same_name(key.table, *op.references_table, context_.folding()));
        };
        for (const ForeignKey& key : table->foreign_keys)
            if (is_meant(key))
                releases_target(op.table, key);
    }

    template <class Key>
    void changes_keys(const QualifiedName& table, const MaybeChange<Key>& change) {
        if (change && change->from)
            facts.drops.push_back(keys_key(context_, table));
        if (change && change->to)
            facts.creates.push_back(keys_key(context_, table));
    }

    static void texts(const Trigger& trigger, std::vector<std::string>& list) {
        list.push_back(trigger.where);
        list.push_back(trigger.body);
        for (const TriggerEvent& event : trigger.events)
            for (const std::string& column : event.columns)
                list.push_back(column);
    }
    void new_trigger(const Trigger& trigger) {
        facts.creates.push_back(trigger_key(context_, trigger.name));
        texts(trigger, facts.new_texts);
    }
    void old_trigger(const Trigger& trigger) {
        facts.drops.push_back(trigger_key(context_, trigger.name));
        texts(trigger, facts.old_texts);
    }

    const Trigger* trigger_in(const Database& db, const QualifiedName& owner,
                              const std::string& name) const {
        if (const Table* table = find_table(db, owner))
            return find_named(table->triggers, name, context_.folding());
        if (const View* view = find_view(db, owner))
            return find_named(view->triggers, name, context_.folding());
        return nullptr;
    }

    const Context& context_;
};

} // namespace

OpFacts facts_of(const Context& context, const Op& op) {
    Collector collector(context);
    std::visit(collector, op);
    return std::move(collector.facts);
}

} // namespace migrate::diff
