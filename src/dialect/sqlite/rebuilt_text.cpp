#include "dialect/sqlite/rebuilt_text.hpp"

#include "dialect/sqlite/constraint_match.hpp"
#include "dialect/sqlite/sqlite_render.hpp"
#include "dialect/sqlite/sqlite_types.hpp"
#include "dialect/sqlite/stored_table.hpp"
#include "sql/lexer.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::sqlite {

namespace {

bool same(std::string_view a, std::string_view b) {
    return same_name(a, b, NameFolding::ascii);
}

// The canonical order of clauses in a column's definition.
int rank_of(ClauseKind kind) {
    switch (kind) {
    case ClauseKind::primary_key:
        return 1;
    case ClauseKind::not_null:
    case ClauseKind::null:
        return 2;
    case ClauseKind::unique:
        return 3;
    case ClauseKind::default_value:
        return 4;
    case ClauseKind::check:
        return 5;
    case ClauseKind::collate:
        return 6;
    case ClauseKind::foreign_key:
    case ClauseKind::deferral:
        return 7;
    case ClauseKind::generated:
        return 8;
    case ClauseKind::nothing:
        break;
    }
    return 0;
}

struct Piece {
    ClauseKind kind;
    std::string gap; // before it
    std::string text;
};

// A new clause goes before the first one that canonically follows it, or that follows one of
// `rank`.
void insert_piece(std::vector<Piece>& pieces, ClauseKind kind, std::string text, int rank = 0) {
    const int wanted = std::max(rank, rank_of(kind));
    const auto place = std::ranges::find_if(
        pieces, [&](const Piece& piece) { return rank_of(piece.kind) > wanted; });
    pieces.insert(place, Piece{kind, " ", std::move(text)});
}

// Whether the table says DEFAULT 1 NOT NULL where it says both.
bool writes_not_null_late(const StoredTable& stored) {
    for (const StoredColumn& column : stored.columns) {
        const auto place = [&](ClauseKind kind) {
            return std::ranges::find(column.clauses, kind, &Clause::kind);
        };
        const auto null = place(ClauseKind::not_null);
        const auto value = place(ClauseKind::default_value);
        if (null != column.clauses.end() && value != column.clauses.end())
            return value < null;
    }
    return false;
}

class Rewriter {
  public:
    Rewriter(const StoredTable& stored, const TableChange& change)
        : stored_(stored),
          change_(change),
          late_not_null_(writes_not_null_late(stored)),
          uniques_(change.before.uniques, change.renamed.uniques, change.after,
                   change.after.uniques,
                   standing_in_columns(stored, ClauseKind::unique, change.before.uniques.size())),
          checks_(change.before.checks, change.renamed.checks, change.after, change.after.checks,
                  standing_in_columns(stored, ClauseKind::check, change.before.checks.size())),
          keys_(change.before.foreign_keys, change.renamed.foreign_keys, change.after,
                change.after.foreign_keys,
                standing_in_columns(stored, ClauseKind::foreign_key,
                                    change.before.foreign_keys.size())),
          fresh_(change.after) {
        fresh_.uniques = not_taken(change.after.uniques, uniques_);
        fresh_.checks = not_taken(change.after.checks, checks_);
        fresh_.foreign_keys = not_taken(change.after.foreign_keys, keys_);
        if (primary_key_stays())
            fresh_.primary_key.reset();
    }

    std::string run(const std::string& name) {
        std::string head(stored_.of(stored_.head));
        head.replace(stored_.name.begin, stored_.name.size(), name_text(name));
        append(head);
        std::vector<std::pair<Placement, std::string>> items = columns();
        add_constraints(items);
        for (std::size_t i = 0; i < items.size(); ++i)
            append_item(items[i].first, items[i].second, i + 1 == items.size());
        append(std::string(stored_.of(stored_.closing)));
        append(options());
        return out_;
    }

  private:
    using Items = std::vector<std::pair<Placement, std::string>>;

    Items columns() {
        Items items;
        for (std::size_t i = 0; i < change_.after.columns.size(); ++i) {
            const int origin = change_.origins[i];
            if (origin < 0)
                items.emplace_back(Placement{}, column_text(change_.after.columns[i], fresh_));
            else
                items.emplace_back(stored_.columns[static_cast<std::size_t>(origin)].place,
                                   edited_column(static_cast<std::size_t>(origin), i));
        }
        return items;
    }

    // A new primary key goes first: behind a UNIQUE of the same column SQLite 3.40 cannot rename
    // that column any more ("error in table t after rename: no such column").
    void add_constraints(Items& items) {
        if (fresh_.primary_key && !is_inline(*fresh_.primary_key, change_.after))
            items.emplace_back(Placement{}, key_text(*fresh_.primary_key));
        for (const StoredConstraint& constraint : stored_.constraints)
            if (auto text = kept_text(constraint.clause))
                items.emplace_back(constraint.place, *std::move(text));
        for (const Unique& unique : fresh_.uniques)
            if (!is_inline(unique, change_.after))
                items.emplace_back(Placement{}, unique_text(unique));
        for (const Check& check : fresh_.checks)
            if (!is_inline(check, change_.after))
                items.emplace_back(Placement{}, check_text(check));
        for (const ForeignKey& key : fresh_.foreign_keys)
            if (!is_inline(key, change_.after))
                items.emplace_back(Placement{}, foreign_key_text(key));
    }

    // The text of a constraint that may have changed; nothing when it is gone.
    std::optional<std::string> kept_text(const Clause& clause) const {
        const std::string_view text = stored_.of(clause.range);
        switch (clause.kind) {
        case ClauseKind::primary_key:
            return primary_key_stays() ? std::optional(std::string(text)) : std::nullopt;
        case ClauseKind::unique:
            return uniques_.text(clause.index, text);
        case ClauseKind::check:
            return checks_.text(clause.index, text);
        case ClauseKind::foreign_key:
            return keys_.text(clause.index, text);
        case ClauseKind::deferral:
            return keys_.is_kept(clause.index) &&
                           keys_.text(clause.index, "kept") == std::optional<std::string>("kept")
                       ? std::optional(std::string(text))
                       : std::nullopt;
        default:
            return std::string(text);
        }
    }

    // A key that changed is written anew: in its column's place, or at the end.
    bool primary_key_stays() const {
        const auto& before = change_.before.primary_key;
        const auto& renamed = change_.renamed.primary_key;
        const auto& after = change_.after.primary_key;
        return before && after && says_same(*renamed, *after) && says_same(*before, *renamed) &&
               counts(change_.before) == counts(change_.after) && !changes_place();
    }

    // PRIMARY KEY DESC in a column is another key than behind the columns
    // (https://sqlite.org/lang_createtable.html#rowid).
    bool changes_place() const {
        const PrimaryKey& after = *change_.after.primary_key;
        return after.columns.front().desc &&
               is_inline(*change_.before.primary_key, change_.before) !=
                   is_inline(after, change_.after);
    }

    static std::string counts(const Table& table) {
        for (const Column& column : table.columns)
            if (column.autoincrement)
                return text::lower(column.name);
        return {};
    }

    std::string edited_column(std::size_t origin, std::size_t target) const {
        const StoredColumn& stored = stored_.columns[origin];
        const Column& before = change_.before.columns[origin];
        const Column& after = change_.after.columns[target];
        std::string out = same(before.name, after.name) && before.name == after.name
                              ? std::string(stored_.of(stored.name))
                              : name_text(after.name);
        out += edited_type(stored, before, after);
        for (const Piece& piece : pieces(stored, change_.renamed.columns[origin], before, after))
            out += piece.gap + piece.text;
        return out;
    }

    std::string edited_type(const StoredColumn& stored, const Column& before,
                            const Column& after) const {
        const std::string type = SqliteTypes().render(after);
        if (SqliteTypes().render(before) == type)
            return std::string(Range{stored.name.end, stored.type.end}.of(stored_.text));
        return type.empty() ? "" : " " + type;
    }

    std::vector<Piece> pieces(const StoredColumn& stored, const Column& renamed,
                              const Column& before, const Column& after) const {
        std::vector<Piece> all;
        std::size_t end = std::max(stored.name.end, stored.type.end);
        for (const Clause& clause : stored.clauses) {
            std::string gap(Range{end, clause.range.begin}.of(stored_.text));
            end = clause.range.end;
            if (auto text = edited_clause(clause, renamed, before, after))
                all.push_back({clause.kind, std::move(gap), *std::move(text)});
        }
        add_pieces(all, before, after);
        return all;
    }

    // A clause of a column, as it stays or becomes; nothing when it goes.
    std::optional<std::string> edited_clause(const Clause& clause, const Column& renamed,
                                             const Column& before, const Column& after) const {
        std::string kept(stored_.of(clause.range));
        switch (clause.kind) {
        case ClauseKind::not_null:
            if (before.nullable == after.nullable && before.not_null_name == after.not_null_name &&
                before.not_null_conflict == after.not_null_conflict)
                return kept;
            return after.nullable ? std::nullopt : std::optional(not_null_text(after));
        case ClauseKind::null:
            return after.nullable ? std::optional(kept) : std::nullopt;
        case ClauseKind::default_value:
            if (before.default_value == after.default_value)
                return kept;
            return after.default_value ? std::optional(default_text(*after.default_value))
                                       : std::nullopt;
        case ClauseKind::collate:
            if (same(before.collation, after.collation))
                return kept;
            return after.collation.empty() ? std::nullopt
                                           : std::optional("COLLATE " + name_text(after.collation));
        case ClauseKind::generated:
            if (renamed.generated == after.generated && before.generated == renamed.generated)
                return kept;
            return after.generated ? std::optional(generated_text(*after.generated)) : std::nullopt;
        case ClauseKind::primary_key:
            if (!primary_key_stays() && key_stands_in(after))
                return inline_key_text(*change_.after.primary_key, after.autoincrement);
            return kept_text(clause);
        default:
            return kept_text(clause);
        }
    }

    bool key_stands_in(const Column& column) const {
        const auto& key = change_.after.primary_key;
        return key && is_inline(*key, change_.after) && same(column_of(*key), column.name);
    }

    // Clauses that the stored definition has no place for yet.
    void add_pieces(std::vector<Piece>& all, const Column& before, const Column& after) const {
        const auto has = [&](ClauseKind kind) {
            return std::ranges::any_of(all, [&](const Piece& p) { return p.kind == kind; });
        };
        if (fresh_.primary_key && key_stands_in(after) && !has(ClauseKind::primary_key))
            insert_piece(all, ClauseKind::primary_key,
                         inline_key_text(*fresh_.primary_key, after.autoincrement));
        const bool null_changed = before.nullable != after.nullable ||
                                  before.not_null_conflict != after.not_null_conflict ||
                                  before.not_null_name != after.not_null_name;
        if (!after.nullable && null_changed && !has(ClauseKind::not_null))
            insert_piece(all, ClauseKind::not_null, not_null_text(after),
                         late_not_null_ ? rank_of(ClauseKind::default_value) : 0);
        if (after.default_value && !has(ClauseKind::default_value))
            insert_piece(all, ClauseKind::default_value, default_text(*after.default_value));
        if (!after.collation.empty() && !has(ClauseKind::collate))
            insert_piece(all, ClauseKind::collate, "COLLATE " + name_text(after.collation));
        if (after.generated && !has(ClauseKind::generated))
            insert_piece(all, ClauseKind::generated, generated_text(*after.generated));
        add_fresh(all, ClauseKind::unique, fresh_.uniques, after);
        add_fresh(all, ClauseKind::check, fresh_.checks, after);
        add_fresh(all, ClauseKind::foreign_key, fresh_.foreign_keys, after);
    }

    template <class T>
    void add_fresh(std::vector<Piece>& all, ClauseKind kind, const std::vector<T>& parts,
                   const Column& column) const {
        for (const T& part : parts)
            if (is_inline(part, change_.after) && same(column_of(part), column.name))
                insert_piece(all, kind, text_of(part, true));
    }

    std::string options() const {
        if (change_.before.strict == change_.after.strict &&
            change_.before.without_rowid == change_.after.without_rowid)
            return std::string(stored_.of(stored_.options));
        return ")" + options_text(change_.after);
    }

    // --- layout

    // A comment to the end of the line must not swallow what follows it.
    void append(const std::string& text) {
        if (open_comment_ && text.find('\n') != 0 && !text.starts_with("\r\n"))
            out_ += '\n';
        out_ += text;
        if (!text.empty())
            open_comment_ = ends_in_comment(text);
    }

    static bool ends_in_comment(const std::string& text) {
        const std::vector<sql::Token> tokens = sql::tokenize(text, sql::sqlite_syntax());
        return !tokens.empty() && tokens.back().kind == sql::TokenKind::comment &&
               tokens.back().text.starts_with("--");
    }

    // New items stand as their neighbours do: each on a line of its own, or all on one.
    std::string lead_of_new_item(bool first) const {
        const std::string_view lead = stored_.of(stored_.columns.back().place.lead);
        const std::size_t line = lead.rfind('\n');
        if (line != std::string_view::npos)
            return "\n" + std::string(text_blanks(lead.substr(line + 1)));
        return first ? "" : " ";
    }

    static std::string_view text_blanks(std::string_view text) {
        return text.substr(0, text.find_first_not_of(" \t"));
    }

    void append_item(const Placement& place, const std::string& text, bool last) {
        const bool first = first_item_;
        first_item_ = false;
        const bool is_new = place.def.empty();
        append(is_new ? lead_of_new_item(first) : std::string(stored_.of(place.lead)));
        append(text);
        append(std::string(stored_.of(place.before_comma)));
        if (!last)
            append(",");
        append(std::string(stored_.of(place.trail)));
    }

    const StoredTable& stored_;
    const TableChange& change_;
    bool late_not_null_;
    Match<Unique> uniques_;
    Match<Check> checks_;
    Match<ForeignKey> keys_;
    Table fresh_; // `after` with those constraints only that no stored text stands for
    std::string out_;
    bool open_comment_ = false;
    bool first_item_ = true;
};

// A replayed table may have moved on from the text that it was introspected with.
bool fits(const StoredTable& stored, const Table& table) {
    const Table& told = stored.table;
    return std::ranges::equal(told.columns, table.columns, {}, &Column::name, &Column::name) &&
           told.uniques.size() == table.uniques.size() &&
           told.checks.size() == table.checks.size() &&
           told.foreign_keys.size() == table.foreign_keys.size() &&
           told.primary_key.has_value() == table.primary_key.has_value();
}

template <class T>
void put_in_stored_order(std::vector<T> Table::* parts, const StoredTable& stored,
                         TableChange& change) {
    const auto order = stored_order(stored.table.*parts, change.before.*parts);
    change.before.*parts = in_order(change.before.*parts, order);
    change.renamed.*parts = in_order(change.renamed.*parts, order);
}

TableChange in_stored_order(TableChange change, const StoredTable& stored) {
    put_in_stored_order(&Table::uniques, stored, change);
    put_in_stored_order(&Table::checks, stored, change);
    put_in_stored_order(&Table::foreign_keys, stored, change);
    return change;
}

} // namespace

std::string rebuilt_text(const TableChange& change, const std::string& name) {
    if (!change.before.stored_sql.empty() && change.before.virtual_module.empty()) {
        const StoredTable stored = parse_stored_table(change.before.stored_sql);
        if (fits(stored, change.before))
            return Rewriter(stored, in_stored_order(change, stored)).run(name);
    }
    Table anew = change.after;
    anew.name.name = name;
    return create_table_text(anew);
}

std::string without_qualifiers(const std::string& text, const std::string& table) {
    const std::vector<sql::Token> tokens = sql::tokenize(text, sql::sqlite_syntax());
    std::string out;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const bool qualifier = i + 1 < tokens.size() && tokens[i + 1].is_punct('.') &&
                               tokens[i].is_name() && same(sql::unquoted(tokens[i]), table);
        if (qualifier)
            ++i;
        else
            out += tokens[i].text;
    }
    return out;
}

} // namespace migrate::sqlite
