#include "dialect/postgres/postgres_script.hpp"

#include "sql/quote.hpp"
#include "sql/syntax.hpp"

namespace migrate::postgres {

namespace {

// A tag for dollar quotes that the text does not hold.
std::string dollar_tag(const std::string& text) {
    std::string tag = "$migrate$";
    while (text.find(tag) != std::string::npos)
        tag.insert(tag.size() - 1, "_");
    return tag;
}

} // namespace

// Without it psql goes on after an error, and COMMIT then ends what is left of a transaction.
std::string PostgresScript::head() const {
    return "\\set ON_ERROR_STOP on\n";
}

std::string PostgresScript::begin() const {
    return "BEGIN";
}

std::string PostgresScript::commit() const {
    return "COMMIT";
}

std::vector<std::string> PostgresScript::expect_zero(const std::string& query,
                                                     const std::string& message) const {
    const std::string body =
        "\nBEGIN\n    IF (" + query + ") <> 0 THEN\n        RAISE EXCEPTION USING MESSAGE = " +
        sql::quote_string(message, sql::postgres_syntax()) + ";\n    END IF;\nEND\n";
    const std::string tag = dollar_tag(body);
    return {"DO " + tag + body + tag};
}

// Constraints look after themselves here.
std::unique_ptr<ScriptGuard> PostgresScript::guard(Connection&) const {
    return nullptr;
}

} // namespace migrate::postgres
