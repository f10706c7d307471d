#include "diff/renames.hpp"

#include "diff/candidates.hpp"
#include "diff/compare_objects.hpp"
#include "migrate/error.hpp"
#include "util/edit_distance.hpp"
#include "util/overloaded.hpp"

#include <algorithm>

namespace migrate::diff {
namespace {

template <class T>
std::vector<std::string> names_of(const std::vector<T>& items) {
    std::vector<std::string> names;
    for (const T& item : items) {
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(item.name)>, QualifiedName>)
            names.push_back(to_string(item.name));
        else
            names.push_back(item.name);
    }
    return names;
}

QualifiedName as_name(const std::vector<std::string>& path, std::size_t count) {
    return count > 1 ? QualifiedName{path[count - 2], path[count - 1]} : QualifiedName{{}, path[0]};
}

// The parts of a table as a hint names them: "users.name".
template <class T>
std::vector<std::string> names_within(const QualifiedName& table, const std::vector<T>& parts) {
    std::vector<std::string> names;
    names.reserve(parts.size());
    for (const T& part : parts)
        names.push_back(shown(table, part.name));
    return names;
}

// What the hint says is not there, in the database or in the model.
[[noreturn]] void not_there(const std::string& where, const std::string& kind,
                            const std::string& name, const std::vector<std::string>& known) {
    throw Error(ErrorCode::usage, "--rename: the " + where + " has no " + kind + " " + name +
                                      did_you_mean(name, known));
}

class Finder {
  public:
    Finder(const Database& live, const Database& model, const Dialect& dialect,
           const Options& options, const Questions& questions)
        : live_(live),
          model_(model),
          dialect_(dialect),
          options_(options),
          questions_(questions) {}

    Renames run() {
        for (const RenameHint& hint : options_.rename_hints)
            if (hint.kind == RenameHint::Kind::table || hint.kind == RenameHint::Kind::view)
                relation_hint(hint);
        declared_relations();
        if (asks())
            candidates(table_candidates(state(), model_, dialect_));
        for (const RenameHint& hint : options_.rename_hints)
            if (hint.kind == RenameHint::Kind::column || hint.kind == RenameHint::Kind::index)
                part_hint(hint);
        declared_parts();
        if (asks())
            candidates(column_candidates(state(), model_, dialect_));
        return std::move(renames_);
    }

  private:
    const Database& state() const { return renames_.state ? *renames_.state : live_; }
    NameFolding folding() const { return dialect_.capabilities().folding; }
    bool same(std::string_view a, std::string_view b) const { return same_name(a, b, folding()); }
    bool asks() const { return options_.renames != Options::Renames::never; }

    void take(Op op) {
        if (!renames_.state)
            renames_.state = live_;
        remember(op);
        migrate::apply(op, *renames_.state, dialect_.syntax());
        renames_.ops.push_back(planned(std::move(op)));
    }

    std::string key_of(const QualifiedName& name) const {
        return name.schema.empty()
                   ? folded(name.name, folding())
                   : folded(name.schema, folding()) + '\n' + folded(name.name, folding());
    }

    // Rows are counted in the live database, under its names.
    void remember(const Op& op) {
        std::visit(Overloaded{
                       [&](const RenameTable& rename) {
                           renames_.live_names.tables[key_of({rename.name.schema, rename.to})] =
                               rename.name;
                       },
                       [&](const RenameColumn& rename) {
                           renames_.live_names.columns[key_of(rename.table) + '\n' +
                                                       folded(rename.to, folding())] =
                               rename.column;
                       },
                       [](const auto&) {},
                   },
                   op);
    }

    // --- relations

    void relation_hint(const RenameHint& hint) {
        const std::vector<std::string> path = parse_path(hint.from);
        const QualifiedName from = as_name(path, path.size());
        const QualifiedName to{from.schema, hint.to};
        const bool table = hint.kind == RenameHint::Kind::table;
        const std::string kind = table ? "table" : "view";
        if (table ? !find_table(state(), from) : !find_view(state(), from))
            not_there("database", kind, hint.from,
                      table ? names_of(live_.tables) : names_of(live_.views));
        if (table ? !find_table(model_, to) : !find_view(model_, to))
            not_there("model", kind, to_string(to),
                      table ? names_of(model_.tables) : names_of(model_.views));
        rename_relation(table, from, hint.to);
    }

    void rename_relation(bool table, const QualifiedName& from, const std::string& to) {
        if (table)
            take(RenameTable{from, to});
        else
            take(RenameView{from, to});
    }

    // As long as one makes room for the next: c from b, then b from a.
    void declared_relations() {
        bool again = true;
        while (again) {
            again = false;
            for (const Table& table : model_.tables)
                if (!table.renamed_from.empty() && !find_table(state(), table.name))
                    again |= declared_relation(true, table.name, table.renamed_from);
            for (const View& view : model_.views)
                if (!view.renamed_from.empty() && !find_view(state(), view.name))
                    again |= declared_relation(false, view.name, view.renamed_from);
        }
    }

    bool declared_relation(bool table, const QualifiedName& to, const std::string& renamed_from) {
        const std::vector<std::string> path = parse_path(renamed_from);
        QualifiedName from = as_name(path, path.size());
        if (from.schema.empty())
            from.schema = to.schema;
        if (from.schema != to.schema ||
            (table ? !find_table(state(), from) : !find_view(state(), from)))
            return false;
        rename_relation(table, from, to.name);
        return true;
    }

    // --- parts of tables

    // A hint may call the table by its old name.
    const Table* hinted_table(const QualifiedName& name) const {
        if (const Table* table = find_table(state(), name))
            return table;
        for (const auto& [key, old] : renames_.live_names.tables)
            if (same_name(old, name, folding()))
                for (const Table& table : state().tables)
                    if (key_of(table.name) == key)
                        return &table;
        return nullptr;
    }

    void check_part(const std::string& where, const QualifiedName& name, const Table* table,
                    bool column, const std::string& part) const {
        if (!table)
            not_there(where, "table", to_string(name), names_of(model_.tables));
        if (column ? !find_named(table->columns, part, folding())
                   : !find_named(table->indexes, part, folding()))
            not_there(where, column ? "column" : "index", shown(name, part),
                      column ? names_within(name, table->columns)
                             : names_within(name, table->indexes));
    }

    void part_hint(const RenameHint& hint) {
        const std::vector<std::string> path = parse_path(hint.from);
        const QualifiedName table_name = as_name(path, path.size() - 1);
        const Table* table = hinted_table(table_name);
        if (!table)
            not_there("database", "table", to_string(table_name), names_of(live_.tables));
        const std::string& part = path.back();
        const bool column = hint.kind == RenameHint::Kind::column;
        check_part("database", table->name, table, column, part);
        check_part("model", table->name, find_table(model_, table->name), column, hint.to);
        const QualifiedName name = table->name;
        if (column)
            take(RenameColumn{name, part, hint.to});
        else
            take(RenameIndex{name, part, hint.to});
    }

    void declared_parts() {
        for (const Table& table : model_.tables) {
            const auto is_declared = [](const auto& part) { return !part.renamed_from.empty(); };
            if (!std::ranges::any_of(table.columns, is_declared) &&
                !std::ranges::any_of(table.indexes, is_declared))
                continue;
            while (declared_column(table) || declared_index(table)) {
            }
        }
    }

    bool declared_column(const Table& wanted) {
        const Table* table = find_table(state(), wanted.name);
        if (!table)
            return false;
        for (const Column& column : wanted.columns) {
            if (column.renamed_from.empty() || find_named(table->columns, column.name, folding()) ||
                !find_named(table->columns, column.renamed_from, folding()))
                continue;
            const QualifiedName name = table->name;
            take(RenameColumn{name, column.renamed_from, column.name});
            return true;
        }
        return false;
    }

    bool declared_index(const Table& wanted) {
        const Table* table = find_table(state(), wanted.name);
        if (!table)
            return false;
        for (const Index& index : wanted.indexes) {
            if (index.renamed_from.empty() || find_named(table->indexes, index.name, folding()) ||
                !find_named(table->indexes, index.renamed_from, folding()))
                continue;
            const QualifiedName name = table->name;
            take(RenameIndex{name, index.renamed_from, index.name});
            return true;
        }
        return false;
    }

    // --- likely ones

    void candidates(const std::vector<RenameCandidate>& found) {
        for (const RenameCandidate& candidate : found) {
            if (options_.renames == Options::Renames::always ||
                (questions_.was_renamed && questions_.was_renamed(candidate)))
                accept(candidate.hint);
            else if (!questions_.was_renamed)
                leave(candidate);
        }
    }

    void accept(const RenameHint& hint) {
        if (hint.kind == RenameHint::Kind::table)
            relation_hint(hint);
        else
            part_hint(hint);
    }

    void leave(const RenameCandidate& candidate) {
        const RenameHint& hint = candidate.hint;
        const std::string option =
            "--rename " + std::string(hint.kind == RenameHint::Kind::table ? "table:" : "column:") +
            hint.from + "=" + format_path({hint.to});
        renames_.notes.push_back(candidate.question + " Then give " + option);
        renames_.drop_comments[hint.from] =
            candidate.question + " Then generate this file again with " + option;
    }

    const Database& live_;
    const Database& model_;
    const Dialect& dialect_;
    const Options& options_;
    const Questions& questions_;
    Renames renames_;
};

// What holds the name that a rename needs back.
std::optional<Op> occupant(const Op& rename, const Database& state, NameFolding folding) {
    if (const auto* table = std::get_if<RenameTable>(&rename)) {
        const QualifiedName name{table->name.schema, table->to};
        if (find_table(state, name))
            return DropTable{name};
        if (find_view(state, name))
            return DropView{name};
    }
    if (const auto* view = std::get_if<RenameView>(&rename)) {
        const QualifiedName name{view->name.schema, view->to};
        if (find_view(state, name))
            return DropView{name};
        if (find_table(state, name))
            return DropTable{name};
    }
    const auto* column = std::get_if<RenameColumn>(&rename);
    const Table* table = column ? find_table(state, column->table) : nullptr;
    if (table && find_named(table->columns, column->to, folding))
        return DropColumn{column->table, column->to};
    const auto* index = std::get_if<RenameIndex>(&rename);
    table = index ? find_table(state, index->table) : nullptr;
    if (table && find_named(table->indexes, index->to, folding))
        return DropIndex{index->table, index->to};
    return std::nullopt;
}

Op inverse(const Op& rename) {
    return std::visit(
        Overloaded{
            [](const RenameTable& op) -> Op {
                return RenameTable{{op.name.schema, op.to}, op.name.name};
            },
            [](const RenameView& op) -> Op {
                return RenameView{{op.name.schema, op.to}, op.name.name};
            },
            [](const RenameColumn& op) -> Op { return RenameColumn{op.table, op.to, op.column}; },
            [](const RenameIndex& op) -> Op { return RenameIndex{op.table, op.to, op.name}; },
            [](const auto& op) -> Op { return op; },
        },
        rename);
}

} // namespace

Renames find_renames(const Database& live, const Database& model, const Dialect& dialect,
                     const Options& options, const Questions& questions) {
    return Finder(live, model, dialect, options, questions).run();
}

std::vector<PlannedOp> rename_back(const std::vector<PlannedOp>& renames, Database& state,
                                   const Dialect& dialect) {
    std::vector<PlannedOp> ops;
    const auto take = [&](Op op) {
        apply(op, state, dialect.syntax());
        ops.push_back(planned(std::move(op)));
    };
    for (auto rename = renames.rbegin(); rename != renames.rend(); ++rename) {
        Op op = inverse(rename->op);
        if (std::optional<Op> drop = occupant(op, state, dialect.capabilities().folding))
            take(std::move(*drop));
        take(std::move(op));
    }
    return ops;
}

} // namespace migrate::diff
