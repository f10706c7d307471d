#include "dialect/postgres/postgres_ddl.hpp"

#include "dialect/author_statements.hpp"
#include "dialect/postgres/postgres_alter.hpp"
#include "dialect/postgres/postgres_concurrent.hpp"
#include "dialect/postgres/postgres_enums.hpp"
#include "dialect/postgres/postgres_objects.hpp"
#include "dialect/postgres/postgres_partitions.hpp"
#include "dialect/postgres/postgres_parts.hpp"
#include "dialect/postgres/postgres_probes.hpp"
#include "dialect/postgres/postgres_raw.hpp"
#include "dialect/postgres/postgres_render.hpp"
#include "dialect/postgres/postgres_rows.hpp"
#include "dialect/postgres/postgres_views.hpp"
#include "ops/targets.hpp"
#include "sql/splitter.hpp"
#include "sql/syntax.hpp"
#include "util/overloaded.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::postgres {

namespace {

using Statements = std::vector<Statement>;

Statements plain(std::vector<std::string> texts) {
    Statements out;
    for (std::string& text : texts)
        out.push_back(postgres::plain(std::move(text)));
    return out;
}

Statements one(std::string text) {
    return {postgres::plain(std::move(text))};
}

void append(Statements& out, Statements more) {
    std::ranges::move(more, std::back_inserter(out));
}

const char* cascade_text(bool yes) {
    return yes ? " CASCADE" : "";
}

std::string drop_text(const char* kind, bool if_exists, const QualifiedName& name, bool cascade) {
    return std::string("DROP ") + kind + (if_exists ? " IF EXISTS " : " ") + name_text(name) +
           cascade_text(cascade);
}

std::string rename_text(const char* kind, const QualifiedName& name, const std::string& to) {
    return std::string("ALTER ") + kind + " " + name_text(name) + " RENAME TO " + name_text(to);
}

class Renderer {
  public:
    Renderer(const Database& before, Connection* live) : before_(before), live_(live) {}

    Statements operator()(const CreateTable& op) const {
        return plain(table_statements(op.table, op.if_not_exists));
    }
    Statements operator()(const DropTable& op) const {
        return one(drop_text("TABLE", op.if_exists, op.name, op.cascade));
    }
    Statements operator()(const RenameTable& op) const { return rename_table(op, before_, live_); }
    Statements operator()(const AlterTable& op) const { return alter_table(op, before_, live_); }

    Statements operator()(const AddColumn& op) const { return alter(op.table, op); }
    Statements operator()(const AlterColumn& op) const { return alter(op.table, op); }
    Statements operator()(const RenameColumn& op) const { return alter(op.table, op); }
    Statements operator()(const DropColumn& op) const { return alter(op.table, op); }
    Statements operator()(const AddConstraint& op) const { return alter(op.table, op); }
    Statements operator()(const DropConstraint& op) const { return alter(op.table, op); }
    Statements operator()(const AlterConstraint& op) const { return alter(op.table, op); }
    Statements operator()(const RenameConstraint& op) const { return alter(op.table, op); }
    Statements operator()(const ValidateConstraint& op) const {
        return one("ALTER TABLE " + name_text(op.table) + " VALIDATE CONSTRAINT " +
                   name_text(op.name));
    }
    Statements operator()(const CreateIndex& op) const { return alter(op.table, op); }
    Statements operator()(const AlterIndex& op) const { return alter(op.table, op); }
    Statements operator()(const RenameIndex& op) const { return alter(op.table, op); }
    // One that is dropped concurrently may be there half, and then counts as missing.
    Statements operator()(const DropIndex& op) const {
        return op.concurrently ? one(drop_index_text(op)) : alter(op.table, op);
    }

    Statements operator()(const CreateTrigger& op) const {
        return plain(trigger_statements(op.owner, op.trigger));
    }
    Statements operator()(const AlterTrigger& op) const {
        Database after = before_;
        migrate::apply(op, after, sql::postgres_syntax());
        Statements out = one(drop_trigger_text(op.owner, op.name, false));
        append(out, plain(trigger_statements(op.owner, ops::trigger_of(after, op.owner, op.name))));
        return out;
    }
    Statements operator()(const RenameTrigger& op) const {
        return one("ALTER TRIGGER " + name_text(op.name) + " ON " + name_text(op.owner) +
                   " RENAME TO " + name_text(op.to));
    }
    Statements operator()(const DropTrigger& op) const {
        return one(drop_trigger_text(op.owner, op.name, op.if_exists) + cascade_text(op.cascade));
    }

    Statements operator()(const CreateView& op) const { return plain(view_statements(op.view)); }
    Statements operator()(const AlterView& op) const { return alter_view(op, before_); }
    Statements operator()(const RenameView& op) const {
        return one(rename_text("VIEW", op.name, op.to));
    }
    Statements operator()(const DropView& op) const {
        return one(drop_text("VIEW", op.if_exists, op.name, op.cascade));
    }

    Statements operator()(const CreateEnum& op) const { return plain(enum_statements(op.type)); }
    Statements operator()(const AlterEnum& op) const { return alter_enum(op, before_); }
    Statements operator()(const RenameEnum& op) const {
        return one(rename_text("TYPE", op.name, op.to));
    }
    Statements operator()(const DropEnum& op) const {
        return one(drop_text("TYPE", op.if_exists, op.name, op.cascade));
    }

    Statements operator()(const CreateObject& op) const {
        return plain(object_statements(op.object, op.with_data, op.if_not_exists));
    }
    Statements operator()(const AlterObject& op) const { return alter_object(op, before_); }
    Statements operator()(const RenameObject& op) const {
        return one("ALTER " + object_text(op.name) + " RENAME TO " + name_text(op.to));
    }
    Statements operator()(const DropObject& op) const {
        if (const SchemaObject* known = find_object(before_, op.name);
            known && is_always_there(op.name))
            return plain(forget_statements(*known));
        std::string object = object_text(op.name);
        if (op.if_exists)
            object.insert(object.find(' ', object.starts_with("MATERIALIZED ") ? 13 : 0),
                          " IF EXISTS");
        return one("DROP " + object + cascade_text(op.cascade));
    }
    Statements operator()(const RefreshView& op) const {
        return one(std::string("REFRESH MATERIALIZED VIEW ") +
                   (op.concurrently ? "CONCURRENTLY " : "") + name_text(op.name) +
                   (op.with_data ? "" : " WITH NO DATA"));
    }

    Statements operator()(const AddPart& op) const { return alter(op.table, op); }
    Statements operator()(const AlterPart& op) const {
        if (const std::optional<Op> other = as_table_operation(op))
            return (*this)(std::get<AlterTable>(*other));
        return alter(op.table, op);
    }
    Statements operator()(const RenamePart& op) const { return alter(op.table, op); }
    Statements operator()(const DropPart& op) const { return alter(op.table, op); }
    Statements operator()(const AttachPartition& op) const {
        return one(attach_text(op.table, op.partition, op.values));
    }
    Statements operator()(const DetachPartition& op) const {
        return one(detach_text(op.table, op.partition, op.concurrently));
    }

    Statements operator()(const CreateRaw& op) const { return author().create(op); }
    Statements operator()(const AlterRaw& op) const { return author().alter(op); }
    Statements operator()(const DropRaw& op) const { return author().drop(op); }

    Statements operator()(const InsertRows& op) const { return row_statements().insert(op); }
    Statements operator()(const UpdateRows& op) const { return row_statements().update(op); }
    Statements operator()(const DeleteRows& op) const { return row_statements().remove(op); }
    Statements operator()(const Backfill& op) const { return backfill(op, before_, live_); }

    Statements operator()(const Sql& op) const { return author().script(op); }
    Statements operator()(const Program&) const { return {}; } // the runner's
    Statements operator()(const Assert& op) const { return author().probe(op); }
    Statements operator()(const Irreversible& op) const { AuthorStatements::refuse(op); }

  private:
    AuthorStatements author() const { return {sql::postgres_syntax(), before_}; }

    Statements alter(const QualifiedName& table, TableClause clause) const {
        AlterTable op;
        op.name = table;
        op.clauses.push_back(std::move(clause));
        return alter_table(op, before_, live_);
    }

    static std::string drop_trigger_text(const QualifiedName& owner, const std::string& name,
                                         bool if_exists) {
        return std::string("DROP TRIGGER ") + (if_exists ? "IF EXISTS " : "") + name_text(name) +
               " ON " + name_text(owner);
    }

    const Database& before_;
    Connection* live_;
};

} // namespace

std::vector<Statement> PostgresDdl::render(const Op& op, const Database& before,
                                           Connection* live) const {
    std::vector<Statement> statements = std::visit(Renderer(before, live), op);
    return live ? without_half_done(std::move(statements), *live) : statements;
}

std::optional<bool> PostgresDdl::took_effect(const Op& op, Connection& live) const {
    return concurrent_took_effect(op, live);
}

bool PostgresDdl::outside_transaction(const Op& op) const {
    const auto any_alone = [](const std::string& script) {
        return std::ranges::any_of(sql::split(script, sql::postgres_syntax()),
                                   [](const sql::Piece& piece) { return stands_alone(piece.sql); });
    };
    return std::visit(Overloaded{
                          [](const Program&) { return true; },
                          [](const CreateIndex& index) { return index.concurrently; },
                          [](const DropIndex& index) { return index.concurrently; },
                          [](const DetachPartition& part) { return part.concurrently; },
                          [&](const Sql& script) { return any_alone(script.text); },
                          [&](const CreateRaw& raw) { return any_alone(raw.object.create); },
                          [](const auto&) { return false; },
                      },
                      op);
}

std::string PostgresDdl::render_value(const Value& value) const {
    return value_text(value);
}

const Ddl& postgres_ddl() {
    static const PostgresDdl ddl;
    return ddl;
}

} // namespace migrate::postgres
