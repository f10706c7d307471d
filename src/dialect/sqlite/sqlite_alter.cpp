#include "dialect/sqlite/sqlite_alter.hpp"

#include "dialect/sqlite/enum_changes.hpp"
#include "dialect/sqlite/rebuild.hpp"
#include "dialect/sqlite/sqlite_connection.hpp"
#include "dialect/sqlite/sqlite_render.hpp"
#include "dialect/sqlite/stored_table.hpp"
#include "dialect/sqlite/table_change.hpp"
#include "sql/rewrite.hpp"
#include "sql/syntax.hpp"

#include <algorithm>

namespace migrate::sqlite {

namespace {

bool same(std::string_view a, std::string_view b) {
    return same_name(a, b, NameFolding::ascii);
}

bool mentions(std::string_view text, std::string_view name) {
    return sql::mentions_name(text, name, sql::sqlite_syntax());
}

Statement plain(std::string sql) {
    return {std::move(sql), false, {}, {}};
}

// ALTER TABLE rewrites views and triggers unless a rebuild that was taken back left this on.
void add_native_rename(std::vector<Statement>& out, std::string sql, Connection* live) {
    if (live && query_optional(*live, "PRAGMA legacy_alter_table") == "1")
        out.push_back(plain("PRAGMA legacy_alter_table = OFF"));
    out.push_back(plain(std::move(sql)));
}

std::string rename_column_text(const RenameColumn& op) {
    return "ALTER TABLE " + name_text(op.table.name) + " RENAME COLUMN " + name_text(op.column) +
           " TO " + name_text(op.to);
}

bool names_column(const std::vector<KeyPart>& parts, const std::string& column) {
    return std::ranges::any_of(parts, [&](const KeyPart& part) {
        return same(part.column, column) || mentions(part.expression, column);
    });
}

bool is_listed(const std::vector<std::string>& columns, const std::string& column) {
    return std::ranges::any_of(columns, [&](const auto& name) { return same(name, column); });
}

bool trigger_names(const Trigger& trigger, const std::string& column) {
    for (const TriggerEvent& event : trigger.events)
        if (is_listed(event.columns, column))
            return true;
    return mentions(trigger.where, column) || mentions(trigger.body, column);
}

// Whether anything besides its own definition names the column. SQLite itself does not look into
// the lists of triggers, and drops a column's check and foreign key in silence.
class ColumnUse {
  public:
    ColumnUse(const Database& db, const Table& table, const Column& column)
        : db_(db),
          table_(table),
          name_(column.name) {}

    bool found() const { return in_table() || in_triggers_and_views() || in_other_keys(); }

  private:
    bool in_table() const {
        const auto& key = table_.primary_key;
        if (key && names_column(key->columns, name_))
            return true;
        const auto listed = [&](const auto& part) { return names_column(part.columns, name_); };
        if (std::ranges::any_of(table_.uniques, listed) ||
            std::ranges::any_of(table_.indexes, listed))
            return true;
        for (const Index& index : table_.indexes)
            if (mentions(index.where, name_))
                return true;
        for (const Check& check : table_.checks)
            if (mentions(check.expression, name_) && !same(check.in_column, name_))
                return true;
        for (const ForeignKey& foreign : table_.foreign_keys)
            if ((is_listed(foreign.columns, name_) && !foreign.in_column) ||
                (same(foreign.table.name, table_.name.name) && is_listed(foreign.referred, name_)))
                return true;
        return std::ranges::any_of(table_.columns, [&](const Column& other) {
            return other.generated && mentions(other.generated->expression, name_);
        });
    }

    bool any_trigger_names(const std::vector<Trigger>& triggers, bool own) const {
        return std::ranges::any_of(triggers, [&](const Trigger& trigger) {
            return (own || mentions(trigger.body, table_.name.name)) &&
                   trigger_names(trigger, name_);
        });
    }

    bool in_triggers_and_views() const {
        for (const Table& other : db_.tables)
            if (any_trigger_names(other.triggers, same(other.name.name, table_.name.name)))
                return true;
        return std::ranges::any_of(db_.views, [&](const View& view) {
            return any_trigger_names(view.triggers, false) ||
                   (mentions(view.as, table_.name.name) && mentions(view.as, name_));
        });
    }

    bool in_other_keys() const {
        for (const Table& other : db_.tables)
            for (const ForeignKey& key : other.foreign_keys)
                if (same(key.table.name, table_.name.name) && is_listed(key.referred, name_))
                    return true;
        return false;
    }

    const Database& db_;
    const Table& table_;
    const std::string& name_;
};

bool is_constant(const Value& value) {
    if (std::holds_alternative<Literal>(value))
        return true;
    const std::string text = default_text(value); // DEFAULT (...) is refused where rows are
    return text.find('(') == std::string::npos && !same(text, "DEFAULT CURRENT_TIMESTAMP") &&
           !same(text, "DEFAULT CURRENT_DATE") && !same(text, "DEFAULT CURRENT_TIME");
}

bool is_null(const Value& value) {
    return same(value_text(value), "NULL");
}

// What ADD COLUMN takes whether the table has rows or not.
bool can_add(const AddColumn& op) {
    const ColumnDefinition& definition = op.definition;
    const Column& column = definition.column;
    const auto& value = column.default_value;
    if (op.first || !op.after.empty() || definition.primary_key || definition.unique)
        return false;
    if (column.generated && (column.generated->stored || !column.nullable))
        return false;
    if (value && !is_constant(*value))
        return false;
    if (!column.nullable && (!value || is_null(*value)))
        return false;
    if (definition.foreign_key && value && !is_null(*value))
        return false;
    return definition.checks.empty() || library_version() >= 3037000; // older ones skip the rows
}

// A schema that was replayed has the text that it was introspected with.
std::string stored_text(const std::string& table, Connection& live) {
    const std::vector<Param> params{table};
    return query_optional(live,
                          "SELECT sql FROM sqlite_schema WHERE type = 'table' AND "
                          "name = ? COLLATE NOCASE",
                          params)
        .value_or("");
}

// Whether a check of the column stands behind the columns, where SQLite's DROP COLUMN stumbles over
// it. The model of the table may not tell: that of an enum is always made as one of the column.
bool has_check_behind(const Table& table, const Column& column, const std::string& stored) {
    const auto is_own = [&](const Check& check) {
        return !check.name.empty() && same(check.in_column, column.name);
    };
    if (stored.empty() || std::ranges::none_of(table.checks, is_own))
        return false;
    const Table told = parse_stored_table(stored).table;
    return std::ranges::any_of(told.checks, [&](const Check& check) {
        const Check* own = find_named(table.checks, check.name, NameFolding::ascii);
        return check.in_column.empty() && own && is_own(*own);
    });
}

// Plans the clauses one after the other for as long as ALTER TABLE can do them.
class NativePlan {
  public:
    NativePlan(const AlterTable& op, const Database& before, Connection* live)
        : op_(op),
          before_(before),
          live_(live),
          work_(only_table(before, op.name)) {}

    // Nothing when a rebuild is needed.
    std::optional<std::vector<Statement>> run() {
        if (op_.rebuild == true || op_.strict || op_.without_rowid)
            return std::nullopt;
        for (const TableClause& clause : op_.clauses) {
            if (!std::visit([&](const auto& c) { return plan(c); }, clause))
                return std::nullopt;
            std::visit([&](const auto& c) { migrate::apply(Op(c), work_, sql::sqlite_syntax()); },
                       clause);
        }
        return std::move(statements_);
    }

  private:
    Table& table() { return work_.tables.front(); }
    std::string table_text() { return name_text(table().name.name); }
    const Column* column(const std::string& name) {
        return find_named(table().columns, name, NameFolding::ascii);
    }
    void add(std::string sql) { statements_.push_back(plain(std::move(sql))); }

    // Whether the definition names a column that a later clause adds.
    bool names_later_column(const ColumnDefinition& definition) {
        return std::ranges::any_of(op_.clauses, [&](const TableClause& clause) {
            const auto* other = std::get_if<AddColumn>(&clause);
            if (!other || column(other->definition.column.name) ||
                same(other->definition.column.name, definition.column.name))
                return false;
            const std::string& name = other->definition.column.name;
            const auto& generated = definition.column.generated;
            return (generated && mentions(generated->expression, name)) ||
                   std::ranges::any_of(definition.checks, [&](const Check& check) {
                       return mentions(check.expression, name);
                   });
        });
    }

    bool plan(const AddColumn& op) {
        const Column& column_to_add = op.definition.column;
        if (op.if_not_exists && column(column_to_add.name))
            return true;
        if (!can_add(op) || names_later_column(op.definition))
            return false;
        Database with = work_;
        migrate::apply(Op(op), with, sql::sqlite_syntax());
        Table alone = with.tables.front(); // with the parts of the definition only
        alone.uniques.clear();
        alone.primary_key.reset();
        alone.checks = op.definition.checks;
        alone.foreign_keys.clear();
        if (op.definition.foreign_key) {
            alone.foreign_keys.push_back(*op.definition.foreign_key);
            alone.foreign_keys.front().in_column = true;
        }
        for (Check& check : alone.checks)
            check.in_column = column_to_add.name;
        add("ALTER TABLE " + table_text() + " ADD COLUMN " + column_text(column_to_add, alone));
        if (op.fill)
            fill(column_to_add, *op.fill);
        if (op.definition.index)
            add(create_index_text(table().name.name, *op.definition.index));
        return true;
    }

    void fill(const Column& target, const Value& value) {
        if (!target.default_value || !(*target.default_value == value))
            add("UPDATE " + table_text() + " SET " + name_text(target.name) + " = " +
                value_text(value));
    }

    // Only what SQLite does not store, and rows.
    bool plan(const AlterColumn& op) {
        Database after = work_;
        migrate::apply(Op(op), after, sql::sqlite_syntax());
        if (!same_definition(table(), after.tables.front()))
            return false;
        const std::string name = name_text(op.column);
        if (!op.using_expression.empty())
            add("UPDATE " + table_text() + " SET " + name + " = " + op.using_expression);
        if (op.fill)
            add("UPDATE " + table_text() + " SET " + name + " = " + value_text(*op.fill) +
                " WHERE " + name + " IS NULL");
        return true;
    }

    bool plan(const RenameColumn& op) {
        add_native_rename(statements_, rename_column_text(op), live_);
        return true;
    }

    bool plan(const DropColumn& op) {
        const Column* found = column(op.column);
        if (!found)
            return op.if_exists;
        const std::string stored =
            live_ ? stored_text(table().name.name, *live_) : table().stored_sql;
        if (ColumnUse(before_, table(), *found).found() ||
            has_check_behind(table(), *found, stored))
            return false;
        add("ALTER TABLE " + table_text() + " DROP COLUMN " + name_text(found->name));
        return true;
    }

    bool plan(const AddConstraint&) { return false; }
    bool plan(const DropConstraint&) { return false; }
    bool plan(const AlterConstraint&) { return false; }
    bool plan(const RenameConstraint&) { return false; }
    bool plan(const AddPart& op) { refuse(op.part.kind); }
    bool plan(const AlterPart& op) { refuse(op.kind); }
    bool plan(const RenamePart& op) { refuse(op.kind); }
    bool plan(const DropPart& op) { refuse(op.kind); }
    [[noreturn]] static void refuse(PartKind kind) {
        throw Error(ErrorCode::usage, "SQLite has no " + std::string(to_string(kind)))
            .help("leave SQLite out of the step: only = [...]");
    }

    bool plan(const CreateIndex& op) {
        if (op.index.unique)
            statements_.push_back(duplicates_probe(table().name.name,
                                                   "the unique index " + op.index.name,
                                                   op.index.columns, op.index.where));
        add(create_index_text(table().name.name, op.index, op.if_not_exists));
        return true;
    }

    bool plan(const AlterIndex& op) {
        Database after = work_;
        migrate::apply(Op(op), after, sql::sqlite_syntax());
        return replace_index(op.name, op.name, after);
    }

    bool plan(const RenameIndex& op) {
        Database after = work_;
        migrate::apply(Op(op), after, sql::sqlite_syntax());
        return replace_index(op.name, op.to, after);
    }

    bool replace_index(const std::string& old, const std::string& name, const Database& after) {
        const Index* was = find_named(table().indexes, old, NameFolding::ascii);
        const Index* now = find_named(after.tables.front().indexes, name, NameFolding::ascii);
        const std::string text = create_index_text(table().name.name, *now);
        if (text == create_index_text(table().name.name, *was))
            return true;
        if (now->unique && (!was->unique || was->columns != now->columns))
            statements_.push_back(duplicates_probe(table().name.name, "the unique index " + name,
                                                   now->columns, now->where));
        add("DROP INDEX " + name_text(was->name));
        add(text);
        return true;
    }

    bool plan(const DropIndex& op) {
        add(std::string("DROP INDEX ") + (op.if_exists ? "IF EXISTS " : "") + name_text(op.name));
        return true;
    }

    const AlterTable& op_;
    const Database& before_;
    Connection* live_;
    Database work_;
    std::vector<Statement> statements_;
};

// An index of columns that a module keeps by itself: its rows can be made again.
bool has_outside_content(const std::string& module) {
    return mentions(module, "content") && module.find("content=''") == std::string::npos;
}

std::vector<Statement> change_module(const AlterTable& op, const Database& before) {
    Database after = only_table(before, op.name);
    const Table old = after.tables.front();
    migrate::apply(Op(op), after, sql::sqlite_syntax());
    const Table& now = after.tables.front();
    const std::string name = name_text(old.name.name);
    std::vector<Statement> out;
    const bool rebuildable = has_outside_content(now.virtual_module);
    if (!rebuildable)
        out.push_back({"SELECT count(*) FROM " + name, true,
                       "{n} {rows} of the virtual table " + old.name.name +
                           " would be lost: a module's table cannot be copied",
                       "create a new one, copy the rows by sql, then drop the old one"});
    out.push_back(plain("DROP TABLE " + name));
    out.push_back(plain(create_table_text(now)));
    if (rebuildable)
        out.push_back(plain("INSERT INTO " + name + " (" + name + ") VALUES ('rebuild')"));
    for (const Trigger& trigger : now.triggers)
        out.push_back(plain(create_trigger_text(now.name.name, trigger)));
    return out;
}

} // namespace

AlterTable as_alter_table(const QualifiedName& table, TableClause clause) {
    AlterTable op;
    op.name = table;
    op.clauses.push_back(std::move(clause));
    return op;
}

std::vector<Statement> alter_table(const AlterTable& wanted, const Database& before,
                                   Connection* live) {
    if (wanted.virtual_module)
        return change_module(wanted, before);
    const AlterTable op = lowered_clauses(wanted, before);
    if (auto statements = NativePlan(op, before, live).run())
        return *std::move(statements);
    TableChange change = work_out(before, op);
    if (live)
        change.before.stored_sql = stored_text(change.before.name.name, *live);
    if (op.rebuild == false)
        throw Error(ErrorCode::usage, "table " + to_string(op.name) +
                                          " would have to be rebuilt, and the step forbids it")
            .help("SQLite " + library_version_text() +
                  " has no ALTER TABLE for it: take sqlite.rebuild = false away");
    std::vector<Statement> statements;
    for (const RenameColumn& rename : change.renames)
        add_native_rename(statements, rename_column_text(rename), live);
    std::vector<Statement> rest = rebuild(change, before, live);
    std::ranges::move(rest, std::back_inserter(statements));
    return statements;
}

std::vector<Statement> rename_table(const RenameTable& op, const Database& before,
                                    Connection* live) {
    std::vector<Statement> out;
    const auto rename = [&](const std::string& from, const std::string& to) {
        add_native_rename(out, "ALTER TABLE " + name_text(from) + " RENAME TO " + name_text(to),
                          live);
    };
    if (same(op.name.name, op.to)) { // SQLite says that there is such a table already
        const std::string between = free_table_name(op.to, before, live);
        rename(op.name.name, between);
        rename(between, op.to);
    } else {
        rename(op.name.name, op.to);
    }
    return out;
}

} // namespace migrate::sqlite
