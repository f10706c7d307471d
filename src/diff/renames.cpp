#include "diff/renames.hpp"

#include "diff/candidates.hpp"
#include "diff/compare_objects.hpp"
#include "migrate/error.hpp"
#include "util/edit_distance.hpp"
#include "util/overloaded.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <iterator>

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
        take_hints(true);
        refuse_circle("", model_.tables, state().tables);
        declared_relations();
        declared_objects();
        if (asks())
            candidates(table_candidates(state(), model_, dialect_));
        take_hints(false);
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
        dialect_.follow(op, *renames_.state);
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
                           auto& tables = renames_.live_names.tables;
                           const auto before = tables.extract(key_of(rename.name));
                           tables[key_of({rename.name.schema, rename.to})] =
                               before ? before.mapped() : rename.name;
                       },
                       [&](const RenameColumn& rename) {
                           auto& columns = renames_.live_names.columns;
                           const std::string table = key_of(rename.table) + '\n';
                           const auto before =
                               columns.extract(table + folded(rename.column, folding()));
                           columns[table + folded(rename.to, folding())] =
                               before ? before.mapped() : rename.column;
                       },
                       [](const auto&) {},
                   },
                   op);
    }

    // --- hints

    static bool is_relation(const RenameHint& hint) {
        return hint.kind == RenameHint::Kind::table || hint.kind == RenameHint::Kind::view;
    }

    // In an order in which one makes room for the next. Where they go round in a circle, one steps
    // aside first.
    void take_hints(bool relations) {
        std::vector<RenameHint> waiting;
        std::ranges::copy_if(
            options_.rename_hints, std::back_inserter(waiting),
            [&](const RenameHint& hint) { return is_relation(hint) == relations; });
        while (!waiting.empty()) {
            auto next = std::ranges::find_if(
                waiting, [&](const RenameHint& hint) { return !occupant_of(hint, waiting); });
            if (next == waiting.end()) {
                next = waiting.begin();
                step_aside(*occupant_of(*next, waiting));
            }
            if (relations)
                relation_hint(*next);
            else
                part_hint(*next);
            waiting.erase(next);
        }
    }

    // The other hint whose object still has the name that this one's gets.
    RenameHint* occupant_of(const RenameHint& hint, std::vector<RenameHint>& waiting) const {
        std::vector<std::string> taken = parse_path(hint.from);
        if (same(taken.back(), hint.to))
            return nullptr;
        taken.back() = hint.to;
        const auto found = std::ranges::find_if(waiting, [&](const RenameHint& other) {
            return other.kind == hint.kind &&
                   std::ranges::equal(parse_path(other.from), taken,
                                      [&](const auto& a, const auto& b) { return same(a, b); });
        });
        return found == waiting.end() ? nullptr : &*found;
    }

    void step_aside(RenameHint& hint) {
        std::vector<std::string> path = parse_path(hint.from);
        QualifiedName object = as_name(path, path.size() - (is_relation(hint) ? 0 : 1));
        if (const Table* table = is_relation(hint) ? nullptr : hinted_table(object))
            object = table->name; // by copy: take() changes the state
        const std::string aside = "migrate_swap_" + path.back();
        switch (hint.kind) {
        case RenameHint::Kind::table:
        case RenameHint::Kind::view:
            rename_relation(hint.kind == RenameHint::Kind::table, object, aside);
            break;
        case RenameHint::Kind::column:
            take(RenameColumn{object, path.back(), aside});
            break;
        case RenameHint::Kind::index:
            take(RenameIndex{object, path.back(), aside});
            break;
        }
        path.back() = aside;
        hint.from = format_path(path);
    }

    // Of a circle the database cannot show whether it has been gone round already.
    template <class T>
    void refuse_circle(const std::string& table, const std::vector<T>& wanted,
                       const std::vector<T>& live) const {
        for (const T& start : wanted) {
            std::vector<std::string> circle{name_text(start)};
            const T* at = &start;
            while (!at->renamed_from.empty() && circle.size() <= wanted.size()) {
                const std::string from = at->renamed_from;
                const auto named = [&](const T& item) { return same(name_text(item), from); };
                const auto found = std::ranges::find_if(wanted, named);
                if (found == wanted.end() || std::ranges::none_of(live, named))
                    break;
                circle.push_back(name_text(*found));
                at = &*found;
                if (at != &start)
                    continue;
                if (circle.size() > 2)
                    refuse(table, start, circle);
                break; // its own name, perhaps in other letters
            }
        }
    }

    static std::string name_text(const Table& table) { return to_string(table.name); }
    static std::string name_text(const Column& column) { return format_path({column.name}); }

    template <class T>
    [[noreturn]] static void refuse(const std::string& table, const T& start,
                                    const std::vector<std::string>& circle) {
        const bool columns = !table.empty();
        std::string options;
        for (std::size_t i = 0; i + 1 < circle.size(); ++i)
            options += std::string(options.empty() ? "" : " ") + "--rename " +
                       (columns ? "column:" + table + "." : "table:") + circle[i + 1] + "=" +
                       circle[i];
        Error error(ErrorCode::usage,
                    std::string(columns ? "columns of table " + table : "tables") +
                        " are renamed from each other: " + text::join(circle, " from "));
        if (start.declared_at.file)
            error.at({*start.declared_at.file, start.declared_at.pos.line,
                      start.declared_at.pos.column});
        throw error
            .note("the database cannot show whether that has been done already: it has all of them "
                  "before and after")
            .help("take renamed_from away; if it is still to be done, give " + options);
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

    // Types, routines and the rest. A view that stands under the old name of one is none of it.
    void declared_objects() {
        for (const EnumType& type : model_.enums) {
            const QualifiedName from = old_name(type.name, type.renamed_from);
            if (!type.renamed_from.empty() && !find_enum(state(), type.name) &&
                from.schema == type.name.schema && find_enum(state(), from))
                take(RenameEnum{from, type.name.name});
        }
        for (const SchemaObject& object : model_.objects) {
            if (object.renamed_from.empty() || find_object(state(), name_of(object)))
                continue;
            const QualifiedName from = old_name(object.name, object.renamed_from);
            const SchemaObject* old = find_object(state(), {object.kind, from, object.signature});
            if (old && from.schema == object.name.schema)
                take(RenameObject{name_of(*old), object.name.name});
        }
    }

    static QualifiedName old_name(const QualifiedName& now, const std::string& renamed_from) {
        if (renamed_from.empty())
            return {};
        const std::vector<std::string> path = parse_path(renamed_from);
        QualifiedName from = as_name(path, path.size());
        if (from.schema.empty())
            from.schema = now.schema;
        return from;
    }

    bool declared_relation(bool table, const QualifiedName& to, const std::string& renamed_from) {
        const QualifiedName from = old_name(to, renamed_from);
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
                !std::ranges::any_of(table.indexes, is_declared) &&
                !std::ranges::any_of(table.parts, is_declared))
                continue;
            if (const Table* live = find_table(state(), table.name))
                refuse_circle(to_string(table.name), table.columns, live->columns);
            while (declared_column(table) || declared_index(table) || declared_part(table)) {
            }
        }
    }

    bool declared_part(const Table& wanted) {
        const Table* table = find_table(state(), wanted.name);
        if (!table)
            return false;
        for (const TablePart& part : wanted.parts) {
            if (part.renamed_from.empty() || find_part(*table, part.kind, part.name, folding()) ||
                !find_part(*table, part.kind, part.renamed_from, folding()))
                continue;
            const QualifiedName name = table->name;
            take(RenamePart{name, part.kind, part.renamed_from, part.name});
            return true;
        }
        return false;
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
        if (hint.kind != RenameHint::Kind::column)
            return;
        const std::vector<std::string> path = parse_path(hint.from);
        renames_.column_options[key_of(as_name(path, path.size() - 1)) + '\n' +
                                folded(hint.to, folding())] = option;
    }

    const Database& live_;
    const Database& model_;
    const Dialect& dialect_;
    const Options& options_;
    const Questions& questions_;
    Renames renames_;
};

} // namespace

Renames find_renames(const Database& live, const Database& model, const Dialect& dialect,
                     const Options& options, const Questions& questions) {
    return Finder(live, model, dialect, options, questions).run();
}

} // namespace migrate::diff
