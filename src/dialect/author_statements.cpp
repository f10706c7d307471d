#include "dialect/author_statements.hpp"

#include "sql/splitter.hpp"

#include <algorithm>

namespace migrate {

std::vector<Statement> AuthorStatements::alter(const AlterRaw& op) const {
    const RawObject* known = find_named(before_.raws, op.name, before_.folding);
    std::vector<Statement> out =
        split(op.drop && op.drop->from ? *op.drop->from : known_drop(op.name));
    std::string create = known ? known->create : "";
    if (op.create)
        create = op.create->to.value_or("");
    std::ranges::move(split(create), std::back_inserter(out));
    return out;
}

std::vector<Statement> AuthorStatements::drop(const DropRaw& op) const {
    return split(op.drop.empty() ? known_drop(op.name) : op.drop);
}

std::vector<Statement> AuthorStatements::script(const Sql& op) const {
    if (op.split)
        return split(op.text);
    return {{op.text, false, {}, {}}};
}

std::vector<Statement> AuthorStatements::probe(const Assert& op) const {
    const std::vector<Statement> pieces = split(op.query);
    const std::string& query = pieces.empty() ? op.query : pieces.front().sql;
    return {{"SELECT CASE WHEN (" + query + "\n) THEN 0 ELSE 1 END", true,
             op.message.empty() ? "not true: " + shortened(op.query) : op.message,
             "the step asserts: " + shortened(op.query)}};
}

void AuthorStatements::refuse(const Irreversible& op) {
    throw Error(ErrorCode::usage, "irreversible: " + op.why);
}

std::vector<Statement> AuthorStatements::split(const std::string& script) const {
    std::vector<Statement> out;
    for (const sql::Piece& piece : sql::split(script, syntax_))
        out.push_back({sql::sent_text(piece), false, {}, {}});
    return out;
}

std::string AuthorStatements::known_drop(const std::string& name) const {
    const RawObject* known = find_named(before_.raws, name, before_.folding);
    if (!known || known->drop.empty())
        throw Error(ErrorCode::usage, "how to drop the raw object " + name + " is not known here")
            .help("say it in the step: drop = \"DROP ...\"");
    return known->drop;
}

} // namespace migrate
