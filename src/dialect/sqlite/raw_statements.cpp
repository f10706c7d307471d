#include "dialect/sqlite/raw_statements.hpp"

#include "sql/lexer.hpp"
#include "sql/splitter.hpp"
#include "sql/table_statement.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::sqlite {

bool stands_alone(std::string_view statement) {
    const auto tokens = sql::significant_tokens(statement, sql::sqlite_syntax());
    if (tokens.empty())
        return false;
    const sql::Token& first = tokens.front();
    if (first.is("vacuum") || first.is("attach") || first.is("detach"))
        return true;
    if (!first.is("pragma"))
        return false;
    for (std::size_t i = 1; i < tokens.size() && i < 4; ++i)
        for (std::string_view name : {"journal_mode", "foreign_keys", "auto_vacuum", "page_size",
                                      "synchronous", "temp_store"})
            if (tokens[i].is(name))
                return i + 1 < tokens.size(); // it sets, and does not ask
    return false;
}

bool drops_table(std::string_view statement) {
    return !sql::dropped_table(statement, sql::sqlite_syntax()).empty();
}

bool script_drops_table(std::string_view script) {
    const auto is_d = [](char c) { return c == 'd' || c == 'D'; };
    const auto may_drop = [&](auto at) { // most do not, and thousands of them are asked
        return text::starts_with_folded(std::string_view(at, script.end()), "drop");
    };
    auto at = std::find_if(script.begin(), script.end(), is_d);
    while (at != script.end() && !may_drop(at))
        at = std::find_if(at + 1, script.end(), is_d);
    if (at == script.end())
        return false;
    const auto pieces = sql::split(script, sql::sqlite_syntax());
    return std::ranges::any_of(pieces,
                               [](const sql::Piece& piece) { return drops_table(piece.sql); });
}

} // namespace migrate::sqlite
