#include "dialect/mysql/mysql_raw.hpp"

#include "sql/lexer.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace migrate::mysql {

namespace {

// The first words of a statement; those in a comment that the server runs count.
class Words {
  public:
    explicit Words(std::string_view statement) {
        for (const sql::Token& token :
             sql::significant_tokens(statement.substr(0, 2000), sql::mysql_syntax()))
            if (token.kind != sql::TokenKind::executable_comment)
                add(token.text);
            else
                add_inner(token.text);
    }

    bool at(std::size_t place, std::string_view word) const {
        return place < words_.size() && text::equals_folded(words_[place], word);
    }
    bool has(std::string_view word) const {
        return std::ranges::any_of(
            words_, [&](const std::string& each) { return text::equals_folded(each, word); });
    }
    template <std::size_t N>
    bool begins_with_one_of(const std::array<std::string_view, N>& words) const {
        return std::ranges::any_of(words, [&](std::string_view word) { return at(0, word); });
    }

  private:
    void add(std::string_view text) { words_.emplace_back(text); }

    // "/*!50001 CREATE VIEW ... */" and "/*M!100100 ... */"
    void add_inner(std::string_view comment) {
        comment.remove_prefix(comment.find('!') + 1);
        comment.remove_suffix(2);
        while (!comment.empty() && comment.front() >= '0' && comment.front() <= '9')
            comment.remove_prefix(1);
        for (const sql::Token& token : sql::significant_tokens(comment, sql::mysql_syntax()))
            add(token.text);
    }

    std::vector<std::string> words_;
};

// https://dev.mysql.com/doc/refman/en/implicit-commit.html; anything that is not known to stand in
// a transaction is taken to end it.
constexpr std::array<std::string_view, 25> within{
    "call",    "checksum", "deallocate", "delete",  "desc",     "describe",  "do",
    "execute", "explain",  "get",        "handler", "help",     "insert",    "kill",
    "load",    "prepare",  "release",    "replace", "rollback", "savepoint", "select",
    "signal",  "update",   "values",     "with"};

bool is_temporary(const Words& words) {
    const bool creates = words.at(0, "create") || words.at(0, "drop");
    return creates && (words.at(1, "temporary") ||
                       (words.at(1, "or") && words.at(2, "replace") && words.at(3, "temporary")));
}

bool sets_what_commits(const Words& words) {
    return words.has("autocommit") || words.at(1, "password") || words.at(1, "role") ||
           (words.at(1, "default") && words.at(2, "role"));
}

} // namespace

bool commits(std::string_view statement) {
    const Words words(statement);
    if (words.at(0, "set"))
        return sets_what_commits(words);
    const bool only_looks =
        words.at(0, "show") || words.at(0, "use") || words.at(0, "table") || words.at(0, "(");
    return !only_looks && !words.begins_with_one_of(within) && !is_temporary(words);
}

bool bounds_transaction(std::string_view statement) {
    const Words words(statement);
    if (words.at(0, "begin"))
        return !words.at(1, "not"); // BEGIN NOT ATOMIC is a block
    if (words.at(0, "commit") || (words.at(0, "start") && words.at(1, "transaction")))
        return true;
    return words.at(0, "xa") || (words.at(0, "rollback") && !words.has("to"));
}

} // namespace migrate::mysql
