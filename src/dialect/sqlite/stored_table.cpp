#include "dialect/sqlite/stored_table.hpp"

#include "dialect/sqlite/stored_clauses.hpp"
#include "sql/lexer.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::sqlite {

namespace {

// Where the comments end that stand on the line on which a gap begins; 0 when there are none.
// Without a line end they belong to what follows, unless nothing does.
std::size_t trail_size(std::string_view gap, bool last) {
    std::size_t size = 0;
    for (const sql::Token& token : sql::tokenize(gap, sql::sqlite_syntax())) {
        if (token.kind == sql::TokenKind::comment) {
            size = token.end_offset();
        } else if (token.text.find('\n') != std::string_view::npos) {
            return size;
        }
    }
    return last ? size : 0;
}

std::size_t comma_offset(std::string_view gap) {
    for (const sql::Token& token : sql::tokenize(gap, sql::sqlite_syntax())) {
        if (token.is_punct(',')) {
            return token.offset;
        }
    }
    return std::string_view::npos;
}

class TableParser {
  public:
    explicit TableParser(std::string_view text)
        : cursor_(text, sql::sqlite_syntax()),
          clauses_(cursor_, result_.table) {
        result_.text = text;
    }

    StoredTable run() {
        head();
        do {
            result_.columns.push_back(column());
        } while (cursor_.accept_punct(',') && !clauses_.table_constraint_here());
        constraints();
        const std::size_t close = cursor_.peek().offset;
        cursor_.expect_punct(')');
        options();
        place_all(close);
        settle_nulls();
        result_.table.stored_sql = result_.text;
        return std::move(result_);
    }

  private:
    void head() {
        cursor_.expect("create");
        accept_temporary(cursor_);
        cursor_.expect("table");
        cursor_.accept("if not exists");
        name();
        if (cursor_.accept_punct('.')) {
            name();
        }
        cursor_.expect_punct('(');
        result_.head = {0, cursor_.previous().end_offset()};
    }

    void name() {
        result_.name = {cursor_.peek().offset, cursor_.peek().end_offset()};
        result_.table.name.name = cursor_.expect_name("the name of the table");
    }

    StoredColumn column() {
        StoredColumn stored;
        stored.name = {cursor_.peek().offset, cursor_.peek().end_offset()};
        Column& column = result_.table.columns.emplace_back();
        column.name = cursor_.expect_name("a column");
        stored.type = clauses_.type();
        column.type.text = collapse_type(stored.type.of(result_.text));
        column.type.kind = column.type.text.empty() ? TypeKind::none : TypeKind::other;
        while (!cursor_.at_end() && !cursor_.peek().is_punct(',') &&
               !cursor_.peek().is_punct(')')) {
            stored.clauses.push_back(clauses_.column_clause(column));
        }
        stored.place.def = {stored.name.begin, cursor_.previous().end_offset()};
        return stored;
    }

    void constraints() {
        while (clauses_.table_constraint_here()) {
            StoredConstraint& stored = result_.constraints.emplace_back();
            stored.clause = clauses_.table_clause();
            stored.place.def = stored.clause.range;
            cursor_.accept_punct(','); // SQLite does without it here
        }
    }

    void options() {
        do {
            if (cursor_.accept("without rowid")) {
                result_.table.without_rowid = true;
            } else if (cursor_.accept("strict")) {
                result_.table.strict = true;
            }
        } while (cursor_.accept_punct(','));
        cursor_.accept_punct(';');
        if (!cursor_.at_end()) {
            cursor_.fail("STRICT, WITHOUT ROWID or the end");
        }
    }

    std::vector<Placement*> placements() {
        std::vector<Placement*> all;
        for (StoredColumn& stored : result_.columns) {
            all.push_back(&stored.place);
        }
        for (StoredConstraint& stored : result_.constraints) {
            all.push_back(&stored.place);
        }
        return all;
    }

    void place_all(std::size_t close) {
        const std::vector<Placement*> all = placements();
        result_.head.end += trail_size(gap(result_.head.end, all.front()->def.begin), false);
        std::size_t at = result_.head.end;
        for (std::size_t i = 0; i < all.size(); ++i) {
            const bool last = i + 1 == all.size();
            all[i]->lead = {at, all[i]->def.begin};
            place_behind(*all[i], last ? close : all[i + 1]->def.begin, last);
            at = all[i]->trail.end;
        }
        result_.closing = {at, close};
        result_.options = {close, result_.text.size()};
    }

    void place_behind(Placement& place, std::size_t next, bool last) const {
        std::size_t at = place.def.end;
        const std::size_t comma = comma_offset(gap(at, next));
        if (comma == std::string_view::npos) {
            place.before_comma = place.comma = {at, at};
        } else {
            place.before_comma = {at, at + comma};
            place.comma = {at + comma, at + comma + 1};
        }
        at = place.comma.end;
        place.trail = {at, at + trail_size(gap(at, next), last)};
    }

    std::string_view gap(std::size_t from, std::size_t to) const {
        return Range{from, to}.of(result_.text);
    }

    // SQLite adds NOT NULL by itself to the key of a table WITHOUT ROWID or STRICT, but for the
    // rowid.
    void settle_nulls() {
        Table& table = result_.table;
        if (!table.primary_key || !(table.without_rowid || table.strict) || has_rowid_key(table)) {
            return;
        }
        for (const KeyPart& part : table.primary_key->columns) {
            Column* column = find_named(table.columns, part.column, NameFolding::ascii);
            if (column != nullptr) {
                column->nullable = false;
            }
        }
    }

    StoredTable result_;
    sql::Cursor cursor_;
    ClauseParser clauses_;
};

} // namespace

bool has_rowid_key(const Table& table) {
    if (!table.primary_key || table.primary_key->columns.size() != 1 || table.without_rowid) {
        return false;
    }
    const KeyPart& part = table.primary_key->columns.front();
    const Column* column = find_named(table.columns, part.column, NameFolding::ascii);
    return column != nullptr && text::equals_folded(column->type.text, "integer") &&
           !(part.desc && table.primary_key->in_column);
}

StoredTable parse_stored_table(std::string_view text) {
    return TableParser(text).run();
}

bool is_virtual_table(std::string_view text) {
    sql::Lexer lexer(text, sql::sqlite_syntax());
    const auto significant = [&] {
        sql::Token token = lexer.next();
        while (!token.significant()) {
            token = lexer.next();
        }
        return token;
    };
    return significant().is("create") && significant().is("virtual");
}

Table parse_virtual_table(std::string_view text) {
    sql::Cursor cursor(text, sql::sqlite_syntax());
    Table table;
    cursor.expect("create virtual table");
    cursor.accept("if not exists");
    table.name.name = parse_object_name(cursor, "the name of the table");
    cursor.expect("using");
    table.virtual_module = rest_of_text(cursor);
    table.stored_sql = text;
    return table;
}

} // namespace migrate::sqlite
