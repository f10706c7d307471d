#include "migrate/error.hpp"
#include "migrate/ops.hpp"
#include "ops/attribute_changes.hpp"
#include "ops/column_drop.hpp"
#include "ops/constraints.hpp"
#include "ops/implied_drops.hpp"
#include "ops/objects.hpp"
#include "ops/rename.hpp"
#include "ops/targets.hpp"

#include <algorithm>

namespace migrate {
namespace {

using namespace ops;

// One overload per operation, so that one that is forgotten does not compile.
class Applier {
  public:
    Applier(Database& db, const sql::Syntax& syntax) : db_(db), syntax_(syntax) {}

    void operator()(const CreateTable& op) {
        if (op.if_not_exists && find_table(db_, op.table.name))
            return;
        refuse_existing_relation(db_, op.table.name);
        for (const Index& index : op.table.indexes)
            refuse_existing_index(op.table.name.schema, index.name);
        db_.tables.push_back(op.table);
        Table& table = db_.tables.back();
        table.renamed_from.clear();
        for (Column& column : table.columns)
            column.renamed_from.clear();
    }

    void operator()(const DropTable& op) {
        if (op.if_exists && !find_table(db_, op.name))
            return;
        table_of(db_, op.name);
        std::erase_if(db_.tables,
                      [&](const Table& t) { return same_name(t.name, op.name, db_.folding); });
        drop_what_is_owned(db_, op.name);
        if (op.cascade)
            drop_dependants(db_, op.name, syntax_);
    }

    void operator()(const RenameTable& op) {
        table_of(db_, op.name);
        if (!same_name(op.name.name, op.to, db_.folding))
            refuse_existing_relation(db_, {op.name.schema, op.to});
        rename_relation_everywhere(db_, op.name, op.to, syntax_);
    }

    void operator()(const AlterTable& op) {
        for (const TableClause& clause : without_implied_drops(op, db_, syntax_).clauses)
            std::visit(*this, clause);
        Table& table = table_of(db_, op.name);
        set(table.strict, op.strict);
        set(table.without_rowid, op.without_rowid);
        set(table.virtual_module, op.virtual_module);
        set(table.comment, op.comment);
        apply_changes(table.attributes, without_schema(op.attributes));
        if (const auto schema = new_schema(op.attributes))
            move_to(op.name, *schema);
    }

    void operator()(const AddColumn& op) {
        Table& table = table_of(db_, op.table);
        const ColumnDefinition& definition = op.definition;
        if (find_named(table.columns, definition.column.name, db_.folding)) {
            if (op.if_not_exists)
                return;
            throw Error(ErrorCode::usage, "there is a column " + to_string(op.table) + "." +
                                              definition.column.name + " already");
        }
        auto place = table.columns.end();
        if (op.first)
            place = table.columns.begin();
        else if (!op.after.empty())
            place = table.columns.begin() +
                    (&column_of(table, op.after, db_.folding) - table.columns.data()) + 1;
        table.columns.insert(place, definition.column)->renamed_from.clear();
        add_parts(table, definition);
    }

    void operator()(const AlterColumn& op) {
        Table& table = table_of(db_, op.table);
        Column& column = column_of(table, op.column, db_.folding);
        set(column.type, op.type);
        if (op.nullable) {
            column.nullable = op.nullable->to.value_or(true);
            if (column.nullable) {
                column.not_null_name.clear();
                column.not_null_conflict = Conflict::none;
            }
        }
        set(column.not_null_name, op.not_null_name);
        set(column.not_null_conflict, op.not_null_conflict);
        if (op.default_value)
            column.default_value = op.default_value->to;
        if (op.generated)
            column.generated = op.generated->to;
        if (op.identity)
            column.identity = op.identity->to;
        set(column.autoincrement, op.autoincrement);
        set(column.collation, op.collation);
        set(column.comment, op.comment);
        apply_changes(column.attributes, op.attributes);
        alter_parts(table, column.name, op);
    }

    void operator()(const RenameColumn& op) {
        Table& table = table_of(db_, op.table);
        column_of(table, op.column, db_.folding);
        if (!same_name(op.column, op.to, db_.folding) &&
            find_named(table.columns, op.to, db_.folding))
            throw Error(ErrorCode::usage,
                        "there is a column " + to_string(op.table) + "." + op.to + " already");
        rename_column_everywhere(db_, op.table, op.column, op.to, syntax_);
    }

    void operator()(const DropColumn& op) {
        Table& table = table_of(db_, op.table);
        if (op.if_exists && !find_named(table.columns, op.column, db_.folding))
            return;
        column_of(table, op.column, db_.folding);
        drop_what_names_column(db_, table, op, syntax_);
        std::erase_if(table.columns,
                      [&](const Column& c) { return same_name(c.name, op.column, db_.folding); });
    }

    void operator()(const AddConstraint& op) {
        Table& table = table_of(db_, op.table);
        // The index that becomes the constraint's is none of its own any more.
        if (!op.using_index.empty())
            std::erase_if(table.indexes, [&](const Index& i) {
                return same_name(i.name, op.using_index, db_.folding);
            });
        add_constraint(table, op.constraint, db_.folding);
    }
    void operator()(const DropConstraint& op) {
        drop_constraint(table_of(db_, op.table), op, syntax_, db_.folding);
    }
    void operator()(const AlterConstraint& op) {
        alter_constraint(table_of(db_, op.table), op, db_.folding);
    }
    void operator()(const RenameConstraint& op) {
        rename_constraint(table_of(db_, op.table), op, db_.folding);
    }
    void operator()(const ValidateConstraint& op) {
        Table& table = table_of(db_, op.table);
        if (Check* check = find_named(table.checks, op.name, db_.folding))
            check->validated = true;
        else if (ForeignKey* key = find_named(table.foreign_keys, op.name, db_.folding))
            key->validated = true;
        else
            no_such("check or foreign key", to_string(op.table) + "." + op.name, op.name, {});
    }

    void operator()(const CreateIndex& op) {
        std::vector<Index>& indexes = indexes_of(db_, op.table);
        if (op.if_not_exists && find_named(indexes, op.index.name, db_.folding))
            return;
        refuse_existing_index(op.table.schema, op.index.name);
        indexes.push_back(op.index);
        indexes.back().renamed_from.clear();
    }
    void operator()(const AlterIndex& op) {
        Index& index = index_of(db_, op.table, op.name);
        set(index.columns, op.columns);
        set(index.unique, op.unique);
        set(index.where, op.where);
        set(index.comment, op.comment);
        apply_changes(index.attributes, op.attributes);
    }
    void operator()(const RenameIndex& op) {
        Index& index = index_of(db_, op.table, op.name);
        if (!same_name(op.name, op.to, db_.folding))
            refuse_existing_index(op.table.schema, op.to);
        index.name = op.to;
    }
    void operator()(const DropIndex& op) {
        std::vector<Index>& indexes = indexes_of(db_, op.table);
        if (op.if_exists && !find_named(indexes, op.name, db_.folding))
            return;
        index_of(db_, op.table, op.name);
        std::erase_if(indexes,
                      [&](const Index& i) { return same_name(i.name, op.name, db_.folding); });
    }

    void operator()(const CreateTrigger& op) {
        std::vector<Trigger>& triggers = triggers_of(db_, op.owner);
        if (find_named(triggers, op.trigger.name, db_.folding))
            throw Error(ErrorCode::usage, "there is a trigger " + op.trigger.name + " already");
        triggers.push_back(op.trigger);
        triggers.back().renamed_from.clear();
    }
    void operator()(const AlterTrigger& op) {
        Trigger& trigger = trigger_of(db_, op.owner, op.name);
        if (op.timing)
            trigger.timing = op.timing->to;
        set(trigger.events, op.events);
        set(trigger.where, op.where);
        set(trigger.body, op.body);
        set(trigger.comment, op.comment);
        apply_changes(trigger.attributes, op.attributes);
    }
    void operator()(const RenameTrigger& op) { trigger_of(db_, op.owner, op.name).name = op.to; }
    void operator()(const DropTrigger& op) {
        std::vector<Trigger>& triggers = triggers_of(db_, op.owner);
        if (op.if_exists && !find_named(triggers, op.name, db_.folding))
            return;
        trigger_of(db_, op.owner, op.name);
        std::erase_if(triggers,
                      [&](const Trigger& t) { return same_name(t.name, op.name, db_.folding); });
    }

    void operator()(const CreateView& op) {
        refuse_existing_relation(db_, op.view.name);
        db_.views.push_back(op.view);
        db_.views.back().renamed_from.clear();
    }
    void operator()(const AlterView& op) {
        View& view = view_of(db_, op.name);
        set(view.as, op.as);
        set(view.columns, op.columns);
        set(view.comment, op.comment);
        apply_changes(view.attributes, without_schema(op.attributes));
        if (const auto schema = new_schema(op.attributes))
            move_to(op.name, *schema);
    }
    void operator()(const RenameView& op) {
        view_of(db_, op.name);
        if (!same_name(op.name.name, op.to, db_.folding))
            refuse_existing_relation(db_, {op.name.schema, op.to});
        rename_relation_everywhere(db_, op.name, op.to, syntax_);
    }
    void operator()(const DropView& op) {
        if (op.if_exists && !find_view(db_, op.name))
            return;
        view_of(db_, op.name);
        std::erase_if(db_.views,
                      [&](const View& v) { return same_name(v.name, op.name, db_.folding); });
        if (op.cascade)
            drop_dependants(db_, op.name, syntax_);
    }

    void operator()(const CreateEnum& op) {
        if (find_enum(db_, op.type.name))
            throw Error(ErrorCode::usage,
                        "there is an enum " + to_string(op.type.name) + " already");
        db_.enums.push_back(op.type);
        db_.enums.back().renamed_from.clear();
    }
    void operator()(const AlterEnum& op) {
        EnumType& type = enum_of(db_, op.name);
        for (const auto& [from, to] : op.rename_value) {
            const auto found = std::ranges::find(type.values, from);
            if (found == type.values.end())
                no_such("value", to_string(op.name) + "." + from, from, type.values);
            *found = to;
        }
        set(type.values, op.values);
        set(type.comment, op.comment);
        apply_changes(type.attributes, without_schema(op.attributes));
        if (const auto schema = new_schema(op.attributes))
            rename_enum(type, {*schema, op.name.name});
    }
    void operator()(const RenameEnum& op) {
        rename_enum(enum_of(db_, op.name), {op.name.schema, op.to});
    }
    void operator()(const DropEnum& op) {
        if (op.if_exists && !find_enum(db_, op.name))
            return;
        enum_of(db_, op.name);
        std::erase_if(db_.enums,
                      [&](const EnumType& e) { return same_name(e.name, op.name, db_.folding); });
        if (op.cascade)
            drop_columns_of_type(db_, op.name);
    }

    void operator()(const CreateRaw& op) {
        if (find_named(db_.raws, op.object.name, db_.folding))
            throw Error(ErrorCode::usage, "there is a raw object " + op.object.name + " already");
        db_.raws.push_back(op.object);
    }
    void operator()(const AlterRaw& op) {
        RawObject* raw = find_named(db_.raws, op.name, db_.folding);
        if (!raw)
            no_such("raw object", op.name, op.name, {});
        set(raw->create, op.create);
        set(raw->drop, op.drop);
    }
    void operator()(const DropRaw& op) {
        // The database is never read for raw objects: what the replay does not know may be there.
        std::erase_if(db_.raws,
                      [&](const RawObject& r) { return same_name(r.name, op.name, db_.folding); });
    }

    void operator()(const CreateObject& op) {
        for (const Index& index : op.object.indexes)
            refuse_existing_index(op.object.name.schema, index.name);
        ops::create(db_, op);
    }
    void operator()(const AlterObject& op) { ops::alter(db_, op); }
    void operator()(const RenameObject& op) { ops::rename(db_, op, syntax_); }
    void operator()(const DropObject& op) { ops::drop(db_, op, syntax_); }
    void operator()(const AddPart& op) { ops::add(db_, op); }
    void operator()(const AlterPart& op) { ops::alter(db_, op); }
    void operator()(const RenamePart& op) { ops::rename(db_, op); }
    void operator()(const DropPart& op) { ops::drop(db_, op); }
    void operator()(const AttachPartition& op) { ops::attach(db_, op); }
    void operator()(const DetachPartition& op) { ops::detach(db_, op); }
    void operator()(const RefreshView& op) {
        object_of(db_, {ObjectKind::materialized_view, op.name});
    }

    // Rows, raw SQL and programs: opaque.
    void operator()(const InsertRows&) const {}
    void operator()(const UpdateRows&) const {}
    void operator()(const DeleteRows&) const {}
    void operator()(const Backfill&) const {}
    void operator()(const Sql&) const {}
    void operator()(const Program&) const {}
    void operator()(const Assert&) const {}
    void operator()(const Irreversible&) const {}

  private:
    template <class T>
    static void set(T& target, const MaybeChange<T>& change) {
        if (change)
            target = change->to.value_or(T());
    }

    void move_to(const QualifiedName& relation, const std::string& schema) {
        if (schema != relation.schema)
            refuse_existing_relation(db_, {schema, relation.name});
        move_relation(db_, relation, schema);
    }

    void rename_enum(EnumType& type, const QualifiedName& to) {
        const QualifiedName from = type.name;
        type.name = to;
        rename_type_everywhere(db_, from, to);
    }

    // Index names are unique in their schema, whatever the table (in SQLite and PostgreSQL; where
    // they are not, two tables of one schema rarely share one either).
    void refuse_existing_index(const std::string& schema, const std::string& name) const {
        for (const Table& table : db_.tables)
            if (!name.empty() && table.name.schema == schema &&
                find_named(table.indexes, name, db_.folding))
                throw Error(ErrorCode::usage, "there is an index " + name + " already, on table " +
                                                  to_string(table.name));
    }

    void add_parts(Table& table, const ColumnDefinition& definition) {
        if (definition.primary_key)
            add_constraint(table, *definition.primary_key, db_.folding);
        if (definition.unique)
            add_constraint(table, *definition.unique, db_.folding);
        for (const Check& check : definition.checks)
            add_constraint(table, check, db_.folding);
        if (definition.foreign_key)
            add_constraint(table, *definition.foreign_key, db_.folding);
        if (definition.index) {
            refuse_existing_index(table.name.schema, definition.index->name);
            table.indexes.push_back(*definition.index);
        }
    }

    // The parts written in a column's definition are replaced as a whole.
    void alter_parts(Table& table, const std::string& column, const AlterColumn& op) {
        const auto only_this = [&](const std::vector<KeyPart>& parts) {
            return parts.size() == 1 && same_name(parts[0].column, column, db_.folding);
        };
        if (op.primary_key)
            table.primary_key = op.primary_key->to;
        if (op.unique) {
            std::erase_if(table.uniques,
                          [&](const Unique& u) { return u.in_column && only_this(u.columns); });
            if (op.unique->to)
                table.uniques.push_back(*op.unique->to);
        }
        if (op.checks) {
            std::erase_if(table.checks, [&](const Check& c) {
                return same_name(c.in_column, column, db_.folding);
            });
            for (const Check& check : op.checks->to.value_or(std::vector<Check>()))
                table.checks.push_back(check);
        }
        if (op.foreign_key) {
            std::erase_if(table.foreign_keys, [&](const ForeignKey& key) {
                return key.in_column && key.columns.size() == 1 &&
                       same_name(key.columns[0], column, db_.folding);
            });
            if (op.foreign_key->to)
                table.foreign_keys.push_back(*op.foreign_key->to);
        }
    }

    Database& db_;
    const sql::Syntax& syntax_;
};

} // namespace

void apply(const Op& op, Database& db, const sql::Syntax& syntax) {
    std::visit(Applier(db, syntax), op);
}

} // namespace migrate
