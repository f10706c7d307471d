#include "dialect/sqlite/table_change.hpp"

#include "dialect/sqlite/sqlite_enums.hpp"
#include "dialect/sqlite/sqlite_render.hpp"
#include "dialect/sqlite/sqlite_types.hpp"
#include "migrate/error.hpp"
#include "ops/targets.hpp"
#include "sql/syntax.hpp"
#include "util/overloaded.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::sqlite {

namespace {

bool same(std::string_view a, std::string_view b) {
    return same_name(a, b, NameFolding::ascii);
}

// Follows each column by name through the clauses.
class Worker {
  public:
    Worker(const Database& before, const AlterTable& op)
        : op_(op),
          db_(only_table(before, op.name)),
          renamed_(db_) {
        change_.before = db_.tables.front();
        for (std::size_t i = 0; i < change_.before.columns.size(); ++i)
            tracks_.push_back({change_.before.columns[i].name, static_cast<int>(i), {}});
    }

    TableChange run() {
        for (const TableClause& clause : op_.clauses) {
            // apply() may leave out what `if_exists` excuses: what is tracked follows the table
            std::visit([&](const auto& c) { before_clause(c); }, clause);
            std::visit([&](const auto& c) { migrate::apply(Op(c), db_, sql::sqlite_syntax()); },
                       clause);
            std::visit([&](const auto& c) { after_clause(c); }, clause);
        }
        AlterTable options = op_;
        options.clauses.clear();
        migrate::apply(Op(options), db_, sql::sqlite_syntax());
        change_.renamed = renamed_.tables.front();
        change_.after = db_.tables.front();
        for (const Column& column : change_.after.columns) {
            const Track& track = track_of(column.name);
            change_.origins.push_back(track.origin);
            change_.values.push_back(track.value);
        }
        return std::move(change_);
    }

  private:
    struct Track {
        std::string name;
        int origin = -1;
        RowValue value;
    };

    Track* find(const std::string& name) {
        const auto found =
            std::ranges::find_if(tracks_, [&](const Track& t) { return same(t.name, name); });
        return found == tracks_.end() ? nullptr : &*found;
    }

    const Track& track_of(const std::string& name) {
        if (const Track* track = find(name))
            return *track;
        throw Error(ErrorCode::failed, "column " + name + " was lost on the way");
    }

    template <class T>
    void before_clause(const T&) {}
    void before_clause(const AddColumn& op) { exists_already_ = find(op.definition.column.name); }

    template <class T>
    void after_clause(const T&) {}

    void after_clause(const AddColumn& op) {
        if (!exists_already_)
            tracks_.push_back({op.definition.column.name, -1, {op.fill, {}}});
    }

    void after_clause(const DropColumn& op) {
        std::erase_if(tracks_, [&](const Track& t) { return same(t.name, op.column); });
    }

    void after_clause(const AlterColumn& op) {
        Track* track = find(op.column);
        if (!track)
            return;
        if (op.fill)
            track->value.fill = op.fill;
        if (!op.using_expression.empty())
            track->value.using_expression = op.using_expression;
    }

    void after_clause(const RenameColumn& op) {
        Track* track = find(op.column);
        if (!track)
            return;
        track->name = op.to;
        if (track->origin >= 0)
            rename_early(op.table, track->origin, op.to);
    }

    void rename_early(const QualifiedName& table, int origin, const std::string& to) {
        const std::vector<Column>& columns = renamed_.tables.front().columns;
        const std::string from = columns[static_cast<std::size_t>(origin)].name;
        const auto taken = std::ranges::find_if(columns, [&](const Column& c) {
            return same(c.name, to) && &c != &columns[static_cast<std::size_t>(origin)];
        });
        if (taken != columns.end()) // an earlier clause drops that one, but the rebuild comes later
            rename_now({table, taken->name, free_name(columns)});
        rename_now({table, from, to});
    }

    void rename_now(const RenameColumn& rename) {
        migrate::apply(Op(rename), renamed_, sql::sqlite_syntax());
        change_.renames.push_back(rename);
    }

    static std::string free_name(const std::vector<Column>& columns) {
        for (int i = 1;; ++i) {
            std::string name = "migrate_dropped_" + std::to_string(i);
            if (!find_named(columns, name, NameFolding::ascii))
                return name;
        }
    }

    const AlterTable& op_;
    Database db_;
    Database renamed_;
    TableChange change_;
    std::vector<Track> tracks_;
    bool exists_already_ = false;
};

} // namespace

Database only_table(const Database& db, const QualifiedName& name) {
    Database one;
    one.folding = db.folding;
    one.tables.push_back(lowered_table(ops::table_of(db, name), db));
    return one;
}

TableChange work_out(const Database& before, const AlterTable& op) {
    return Worker(before, op).run();
}

bool same_definition(const Table& a, const Table& b) {
    return create_table_text(a) == create_table_text(b);
}

bool is_rowid_alias(const Table& table, const Column& column) {
    if (table.without_rowid || !table.primary_key)
        return false;
    const PrimaryKey& key = *table.primary_key;
    return same(single_column(key.columns), column.name) &&
           text::equals_folded(SqliteTypes().render(column), "integer") &&
           !(is_inline(key, table) && key.columns.front().desc);
}

} // namespace migrate::sqlite
