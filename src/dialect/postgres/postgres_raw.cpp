#include "dialect/postgres/postgres_raw.hpp"

#include "sql/lexer.hpp"

#include <algorithm>
#include <initializer_list>
#include <vector>

namespace migrate::postgres {

namespace {

// The first words of a statement: enough to tell what it is.
class Words {
  public:
    explicit Words(std::string_view statement)
        : tokens_(sql::significant_tokens(statement.substr(0, 2000), sql::postgres_syntax())) {}

    bool empty() const { return tokens_.empty(); }
    std::size_t size() const { return tokens_.size(); }
    bool at(std::size_t place, std::string_view word) const {
        return place < tokens_.size() && tokens_[place].is(word);
    }
    bool begins(std::initializer_list<std::string_view> words) const {
        std::size_t place = 0;
        return std::ranges::all_of(words, [&](std::string_view word) { return at(place++, word); });
    }
    bool has(std::string_view word) const {
        return std::ranges::any_of(tokens_, [&](const sql::Token& t) { return t.is(word); });
    }
    // Behind options in parentheses.
    std::size_t behind_options(std::size_t place) const {
        if (place < tokens_.size() && tokens_[place].is_punct('('))
            do
                ++place;
            while (place < tokens_.size() && !tokens_[place - 1].is_punct(')'));
        return place;
    }

  private:
    std::vector<sql::Token> tokens_;
};

bool reindexes_alone(const Words& words) {
    std::size_t place = words.behind_options(1);
    if (words.at(place, "concurrently"))
        return true;
    const bool many =
        words.at(place, "schema") || words.at(place, "database") || words.at(place, "system");
    const bool of_options = place > 1 && words.has("concurrently");
    return many || of_options || words.at(place + 1, "concurrently");
}

bool is_concurrent(const Words& words) {
    if (words.begins({"create", "index"}) || words.begins({"drop", "index"}))
        return words.at(2, "concurrently");
    if (words.begins({"create", "unique", "index"}))
        return words.at(3, "concurrently");
    return words.begins({"alter", "table"}) && words.has("detach") && words.has("concurrently");
}

bool is_of_the_cluster(const Words& words) {
    for (const std::string_view verb : {"create", "drop", "alter"})
        if (words.at(0, verb) && (words.at(1, "tablespace") || words.at(1, "database")))
            return verb != std::string_view("alter") ||
                   (words.at(1, "database") && words.has("tablespace"));
    return words.begins({"alter", "system"}) || words.begins({"create", "subscription"}) ||
           words.begins({"drop", "subscription"}) ||
           (words.begins({"alter", "subscription"}) &&
            (words.has("refresh") || words.has("publication")));
}

} // namespace

bool stands_alone(std::string_view statement) {
    const Words words(statement);
    if (words.at(0, "vacuum") || words.begins({"discard", "all"}) ||
        words.begins({"commit", "prepared"}) || words.begins({"rollback", "prepared"}))
        return true;
    if (words.at(0, "cluster"))
        return words.size() == words.behind_options(words.at(1, "verbose") ? 2 : 1);
    if (words.at(0, "reindex"))
        return reindexes_alone(words);
    return is_concurrent(words) || is_of_the_cluster(words);
}

bool bounds_transaction(std::string_view statement) {
    const Words words(statement);
    if (words.begins({"commit", "prepared"}) || words.begins({"rollback", "prepared"}))
        return false;
    if (words.at(0, "begin") || words.at(0, "commit") || words.at(0, "end") ||
        words.at(0, "abort") || words.begins({"start", "transaction"}) ||
        words.begins({"prepare", "transaction"}))
        return true;
    return words.at(0, "rollback") && !words.has("to");
}

} // namespace migrate::postgres
