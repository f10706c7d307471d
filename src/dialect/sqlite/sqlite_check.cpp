// What SQLite has no way to do, told before anything runs.
#include "dialect/sqlite/enum_changes.hpp"
#include "dialect/sqlite/sqlite_ddl.hpp"
#include "dialect/sqlite/sqlite_render.hpp"
#include "dialect/step_checks.hpp"
#include "sql/lexer.hpp"
#include "sql/splitter.hpp"
#include "sql/syntax.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::sqlite {

namespace {

[[noreturn]] void refuse(const std::string& what, const std::string& help) {
    throw Error(ErrorCode::usage, what).help(help);
}

void check_column(const Column& column) {
    if (column.identity) {
        const Identity& identity = *column.identity;
        if (identity.start || identity.increment || identity.min || identity.max ||
            identity.cache || identity.cycle)
            refuse("column " + column.name +
                       ": SQLite's rowid has no start, increment, min, max, cache or cycle",
                   "write identity = true, and keep the rest under the other database's prefix");
    }
    if (column.generated && column.default_value)
        refuse("column " + column.name +
                   " is generated and has a default: SQLite takes one of them",
               "take the default away");
    if (column.generated && column.identity)
        refuse("column " + column.name + " is generated and an identity", "take one of them away");
}

void check_parts(const std::vector<KeyPart>& parts, const std::string& what) {
    for (const KeyPart& part : parts)
        if (part.column.empty())
            refuse(what + " has an expression: SQLite's take columns only",
                   "write a unique index over the expression");
}

void check_constraint(const Constraint& constraint) {
    if (const auto* key = std::get_if<PrimaryKey>(&constraint))
        check_parts(key->columns, "the primary key");
    if (const auto* unique = std::get_if<Unique>(&constraint))
        check_parts(unique->columns, "the unique constraint " + unique->name);
}

// BEGIN, COMMIT, END and ROLLBACK, but not ROLLBACK TO a savepoint.
bool bounds_transaction(std::string_view statement) {
    const auto tokens = sql::significant_tokens(statement.substr(0, 200), sql::sqlite_syntax());
    if (tokens.empty())
        return false;
    const sql::Token& first = tokens.front();
    if (first.is("begin") || first.is("commit") || first.is("end"))
        return true;
    return first.is("rollback") &&
           std::ranges::none_of(tokens, [](const sql::Token& token) { return token.is("to"); });
}

void check_script(const Sql& op) {
    for (const sql::Piece& piece : sql::split(op.text, sql::sqlite_syntax()))
        if (bounds_transaction(piece.sql))
            refuse_transaction_word(piece.sql);
}

// One overload per operation that can ask for too much.
class Checker {
  public:
    explicit Checker(const Database& before) : before_(before) {}

    template <class T>
    void operator()(const T& op) const {
        if constexpr (requires { op.table.schema; })
            check_name(op.table);
        if constexpr (requires { op.name.schema; })
            check_name(op.name);
        if constexpr (requires { op.owner.schema; })
            check_name(op.owner);
        details(op);
    }

  private:
    static void check_name(const QualifiedName& name) {
        if (!name.schema.empty() && !text::equals_folded(name.schema, "main"))
            refuse(to_string(name) + ": SQLite has no schemas",
                   "write the name alone, or mark the step for other databases: only = [...]");
    }

    template <class T>
    void details(const T&) const {}

    void details(const CreateTable& op) const {
        check_name(op.table.name);
        for (const Column& column : op.table.columns)
            check_column(column);
        if (op.table.primary_key)
            check_constraint(*op.table.primary_key);
        for (const Unique& unique : op.table.uniques)
            check_constraint(unique);
        for (const Trigger& trigger : op.table.triggers)
            create_trigger_text(op.table.name.name, trigger);
        if (op.table.columns.empty() && op.table.virtual_module.empty())
            refuse("table " + to_string(op.table.name) + " has no columns",
                   "SQLite's tables have one at least");
    }
    void details(const CreateTrigger& op) const { create_trigger_text(op.owner.name, op.trigger); }
    void details(const CreateView& op) const {
        check_name(op.view.name);
        for (const Trigger& trigger : op.view.triggers)
            create_trigger_text(op.view.name.name, trigger);
    }
    void details(const AddColumn& op) const {
        check_no_module(op.table, "takes no new column");
        check_column(op.definition.column);
    }
    void details(const AlterColumn& op) const {
        check_no_module(op.table, "has no columns that can be altered");
    }
    void details(const DropColumn& op) const {
        check_no_module(op.table, "has no columns that can be dropped");
    }
    void details(const AddConstraint& op) const {
        check_no_module(op.table, "takes no constraints");
        check_constraint(op.constraint);
    }
    void details(const AlterTable& op) const {
        for (const TableClause& clause : op.clauses)
            std::visit(*this, clause);
    }
    void details(const DropEnum& op) const {
        if (const std::string user = user_of_enum(op.name, before_); !user.empty())
            refuse("the enum " + to_string(op.name) + " is the type of " + user,
                   "drop the column, or give it another type, in a step before");
    }
    void details(const Sql& op) const { check_script(op); }
    void details(const InsertRows& op) const { check_rows(op); }
    void details(const UpdateRows& op) const { check_set(op.set, op.table); }
    void details(const Backfill& op) const { check_set(op.set, op.table); }

    void check_no_module(const QualifiedName& name, const std::string& what) const {
        const Table* table = find_table(before_, name);
        if (table && !table->virtual_module.empty())
            refuse("table " + to_string(name) + " is virtual (" + table->virtual_module + "): it " +
                       what,
                   "change the module's arguments: alter_table with virtual = \"...\"");
    }

    const Database& before_;
};

} // namespace

void SqliteDdl::check(const Op& op, const Database& before) const {
    std::visit(Checker(before), op);
}

} // namespace migrate::sqlite
