#include "dialect/sqlite/sqlite_ddl.hpp"

#include "dialect/author_statements.hpp"
#include "dialect/sqlite/enum_changes.hpp"
#include "dialect/sqlite/raw_statements.hpp"
#include "dialect/sqlite/sqlite_alter.hpp"
#include "dialect/sqlite/sqlite_enums.hpp"
#include "dialect/sqlite/sqlite_guard.hpp"
#include "dialect/sqlite/sqlite_render.hpp"
#include "dialect/sqlite/sqlite_rows.hpp"
#include "ops/targets.hpp"
#include "sql/lexer.hpp"
#include "sql/splitter.hpp"
#include "sql/syntax.hpp"
#include "util/overloaded.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::sqlite {

namespace {

using Statements = std::vector<Statement>;

Statement plain(std::string sql) {
    return {std::move(sql), false, {}, {}};
}

void append(Statements& out, Statements more) {
    std::ranges::move(more, std::back_inserter(out));
}

// The guard has to know what was broken before a table goes.
Statements run_raw(Statements statements, Connection* live) {
    const auto drops = [](const Statement& each) { return script_drops_table(each.sql); };
    if (live && std::ranges::any_of(statements, drops))
        remember_violations(*live);
    return statements;
}

const char* if_exists_text(bool yes) {
    return yes ? "IF EXISTS " : "";
}

class Renderer {
  public:
    Renderer(const Database& before, Connection* live) : before_(before), live_(live) {}

    Statements operator()(const CreateTable& op) const {
        const Table table = lowered_table(op.table, before_);
        Statements out{plain(create_table_text(table, op.if_not_exists))};
        for (const Index& index : table.indexes)
            out.push_back(plain(create_index_text(table.name.name, index, op.if_not_exists)));
        for (const Trigger& trigger : table.triggers)
            out.push_back(plain(create_trigger_text(table.name.name, trigger, op.if_not_exists)));
        return out;
    }
    Statements operator()(const DropTable& op) const {
        if (live_)
            remember_violations(*live_);
        return {plain(std::string("DROP TABLE ") + if_exists_text(op.if_exists) +
                      name_text(op.name.name))};
    }
    // The checks first: what is read of the live table, it has under its old name.
    Statements operator()(const RenameTable& op) const {
        Statements out = all(rename_enum_checks(op, before_));
        append(out, rename_table(op, before_, live_));
        return out;
    }
    Statements operator()(const AlterTable& op) const { return alter_table(op, before_, live_); }

    Statements operator()(const AddColumn& op) const { return alter(op.table, op); }
    Statements operator()(const AlterColumn& op) const { return alter(op.table, op); }
    Statements operator()(const RenameColumn& op) const { return alter(op.table, op); }
    Statements operator()(const DropColumn& op) const { return alter(op.table, op); }
    Statements operator()(const AddConstraint& op) const { return alter(op.table, op); }
    Statements operator()(const DropConstraint& op) const { return alter(op.table, op); }
    Statements operator()(const AlterConstraint& op) const { return alter(op.table, op); }
    Statements operator()(const RenameConstraint& op) const { return alter(op.table, op); }
    Statements operator()(const ValidateConstraint&) const { return {}; }
    Statements operator()(const CreateIndex& op) const { return alter(op.table, op); }
    Statements operator()(const AlterIndex& op) const { return alter(op.table, op); }
    Statements operator()(const RenameIndex& op) const { return alter(op.table, op); }
    Statements operator()(const DropIndex& op) const {
        return {
            plain(std::string("DROP INDEX ") + if_exists_text(op.if_exists) + name_text(op.name))};
    }

    Statements operator()(const CreateTrigger& op) const {
        return {plain(create_trigger_text(op.owner.name, op.trigger))};
    }
    Statements operator()(const AlterTrigger& op) const {
        return replace_trigger(op, op.owner, op.name, op.name);
    }
    Statements operator()(const RenameTrigger& op) const {
        return replace_trigger(op, op.owner, op.name, op.to);
    }
    Statements operator()(const DropTrigger& op) const {
        return {plain(std::string("DROP TRIGGER ") + if_exists_text(op.if_exists) +
                      name_text(op.name))};
    }

    Statements operator()(const CreateView& op) const { return create_view(op.view); }
    Statements operator()(const AlterView& op) const { return replace_views(op); }
    Statements operator()(const RenameView& op) const { return replace_views(op); }
    Statements operator()(const DropView& op) const {
        return {plain(std::string("DROP VIEW ") + if_exists_text(op.if_exists) +
                      name_text(op.name.name))};
    }

    // Nothing stores an enum but the checks of its columns.
    Statements operator()(const CreateEnum&) const { return {}; }
    Statements operator()(const DropEnum&) const { return {}; }
    Statements operator()(const AlterEnum& op) const {
        Statements out = all(alter_enum(op, before_));
        for (Statement& each : out)
            if (each.probe)
                each.help = "say in the step what they get: replace.OLD = \"another value\"";
        return out;
    }
    Statements operator()(const RenameEnum& op) const { return all(rename_enum(op, before_)); }

    Statements operator()(const CreateRaw& op) const { return run_raw(author().create(op), live_); }
    Statements operator()(const AlterRaw& op) const { return run_raw(author().alter(op), live_); }
    Statements operator()(const DropRaw& op) const { return run_raw(author().drop(op), live_); }

    Statements operator()(const CreateObject& op) const { refuse(to_string(op.object.kind)); }
    Statements operator()(const AlterObject& op) const { refuse(to_string(op.name.kind)); }
    Statements operator()(const RenameObject& op) const { refuse(to_string(op.name.kind)); }
    Statements operator()(const DropObject& op) const { refuse(to_string(op.name.kind)); }
    Statements operator()(const RefreshView&) const {
        refuse(to_string(ObjectKind::materialized_view));
    }
    Statements operator()(const AddPart& op) const { refuse(to_string(op.part.kind)); }
    Statements operator()(const AlterPart& op) const { refuse(to_string(op.kind)); }
    Statements operator()(const RenamePart& op) const { refuse(to_string(op.kind)); }
    Statements operator()(const DropPart& op) const { refuse(to_string(op.kind)); }
    Statements operator()(const AttachPartition&) const { refuse(to_string(PartKind::partition)); }
    Statements operator()(const DetachPartition&) const { refuse(to_string(PartKind::partition)); }

    Statements operator()(const InsertRows& op) const { return insert_rows(op); }
    Statements operator()(const UpdateRows& op) const { return update_rows(op); }
    Statements operator()(const DeleteRows& op) const { return delete_rows(op); }
    Statements operator()(const Backfill& op) const { return backfill(op, before_, live_); }

    Statements operator()(const Sql& op) const { return run_raw(author().script(op), live_); }
    Statements operator()(const Program&) const { return {}; } // the runner's
    Statements operator()(const Assert& op) const { return author().probe(op); }
    Statements operator()(const Irreversible& op) const { AuthorStatements::refuse(op); }

  private:
    AuthorStatements author() const { return {sql::sqlite_syntax(), before_}; }

    // The forms let no such step through: only a program can build one.
    [[noreturn]] static void refuse(std::string_view kind) {
        throw Error(ErrorCode::usage, "SQLite has no " + std::string(kind))
            .help("leave SQLite out of the step: only = [...]");
    }

    Statements alter(const QualifiedName& table, TableClause clause) const {
        return alter_table(as_alter_table(table, std::move(clause)), before_, live_);
    }

    Statements all(const std::vector<AlterTable>& changes) const {
        Statements out;
        for (const AlterTable& change : changes)
            append(out, alter_table(change, before_, live_));
        return out;
    }

    template <class TriggerOp>
    Statements replace_trigger(const TriggerOp& op, const QualifiedName& owner,
                               const std::string& old, const std::string& name) const {
        Database after = before_;
        migrate::apply(Op(op), after, sql::sqlite_syntax());
        const Trigger& now = ops::trigger_of(after, owner, name);
        return {plain("DROP TRIGGER " + name_text(old)),
                plain(create_trigger_text(owner.name, now))};
    }

    static Statements create_view(const View& view) {
        Statements out{plain(create_view_text(view))};
        for (const Trigger& trigger : view.triggers)
            out.push_back(plain(create_trigger_text(view.name.name, trigger)));
        return out;
    }

    // A view cannot be altered: those that the operation changes (a new name also changes the views
    // and triggers that name it) are dropped and created.
    template <class ViewOp>
    Statements replace_views(const ViewOp& op) const {
        Database after = before_;
        migrate::apply(Op(op), after, sql::sqlite_syntax());
        Statements out;
        Statements create;
        for (std::size_t i = 0; i < before_.views.size(); ++i) {
            const View& now = after.views[i];
            const View& was = before_.views[i];
            if (create_view_text(was) == create_view_text(now) && was.triggers == now.triggers)
                continue;
            out.push_back(plain("DROP VIEW " + name_text(was.name.name)));
            append(create, create_view(now));
        }
        for (std::size_t i = 0; i < before_.tables.size(); ++i)
            replace_triggers(before_.tables[i], after.tables[i], out, create);
        append(out, std::move(create));
        return out;
    }

    static void replace_triggers(const Table& was, const Table& now, Statements& drop,
                                 Statements& create) {
        for (std::size_t i = 0; i < was.triggers.size(); ++i) {
            if (was.triggers[i] == now.triggers[i])
                continue;
            drop.push_back(plain("DROP TRIGGER " + name_text(was.triggers[i].name)));
            create.push_back(plain(create_trigger_text(now.name.name, now.triggers[i])));
        }
    }

    const Database& before_;
    Connection* live_;
};

} // namespace

std::vector<Statement> SqliteDdl::render(const Op& op, const Database& before,
                                         Connection* live) const {
    return std::visit(Renderer(before, live), op);
}

bool SqliteDdl::outside_transaction(const Op& op) const {
    if (std::holds_alternative<Program>(op))
        return true;
    const auto* script = std::get_if<Sql>(&op);
    if (!script)
        return false;
    return std::ranges::any_of(sql::split(script->text, sql::sqlite_syntax()),
                               [](const sql::Piece& piece) { return stands_alone(piece.sql); });
}

bool SqliteDdl::wants_guard(const Op& op) const {
    return std::visit(
        Overloaded{
            [](const Sql& raw) { return script_drops_table(raw.text); },
            [](const CreateRaw& raw) { return script_drops_table(raw.object.create); },
            [](const AlterRaw&) { return true; }, // what it drops is known when it runs
            [](const DropRaw&) { return true; },
            [](const DropTable&) { return true; },
            [](const RenameTable&) { return true; }, // the check of an enum bears the table's name,
            [](const RenameColumn&) { return true; }, // and the column's
            [](const AlterTable&) { return true; },
            [](const AddColumn&) { return true; },
            [](const AlterColumn&) { return true; },
            [](const DropColumn&) { return true; },
            [](const AddConstraint&) { return true; },
            [](const DropConstraint&) { return true; },
            [](const AlterConstraint&) { return true; },
            [](const RenameConstraint&) { return true; },
            [](const AlterEnum&) { return true; },
            [](const RenameEnum&) { return true; },
            [](const auto&) { return false; },
        },
        op);
}

std::string SqliteDdl::render_value(const Value& value) const {
    return value_text(value);
}

} // namespace migrate::sqlite
