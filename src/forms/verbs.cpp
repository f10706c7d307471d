#include "forms/verbs.hpp"

#include "forms/step.hpp"
#include "toml/reader.hpp"
#include "util/edit_distance.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace migrate::forms {
namespace {

using toml::error_at;

// A verb whose value may differ by database, so that it may stand under prefixes alone.
bool may_be_prefixed(std::string_view verb) {
    return verb == "sql" || verb == "sql_file" || verb == "program" || verb == "assert";
}

// Keys of a revision's head; behind the last step TOML reads them as keys of that step.
constexpr std::array<std::string_view, 8> head_keys{"format",     "revision",      "down_revision",
                                                    "created_at", "branch_labels", "depends_on",
                                                    "downgrade",  "upgrade"};

void refuse_head_key(const Document& document, const Node& step) {
    for (const Node::Member& member : step.members())
        if (std::ranges::find(head_keys, member.key) != head_keys.end())
            throw error_at(document, member.key_pos,
                           "\"" + member.key +
                               "\" belongs to the head of the file; behind [[upgrade]] "
                               "it is a key of that step")
                .help("move it above the first [[upgrade]]");
}

std::vector<const Node::Member*> verbs_in(const Node& step) {
    std::vector<const Node::Member*> found;
    for (const Node::Member& member : step.members())
        if (find_verb(member.key))
            found.push_back(&member);
    if (!found.empty())
        return found;
    for (const Node::Member& prefix : step.members()) {
        if (!find_prefix(prefix.key))
            continue;
        for (const Node::Member& member : prefix.value.members())
            if (may_be_prefixed(member.key) && (found.empty() || found.front()->key != member.key))
                found.push_back(&member);
    }
    return found;
}

Error no_verb_error(const Document& document, const Node& step) {
    std::vector<std::string> names;
    for (const VerbInfo& verb : verbs())
        names.push_back(verb.name);
    for (const Node::Member& member : step.members()) {
        const std::string_view advice = alembic_advice(member.key);
        if (!advice.empty())
            return error_at(document, member.key_pos, "\"" + member.key + "\" is no verb")
                .help("write " + std::string(advice));
    }
    for (const Node::Member& member : step.members())
        if (!find_prefix(member.key) && nearest(member.key, names))
            return error_at(document, member.key_pos,
                            "\"" + member.key + "\" is no verb" + did_you_mean(member.key, names));
    return error_at(document, step.pos, "the step has no verb")
        .help("write what it does, such as add_column = \"users.age\" or sql = \"...\"");
}

// The step without the verb, its further keys and the options: what its object says.
Node object_of(const Node& step, const VerbInfo& verb) {
    Node object = step;
    const std::vector<Key> keys = step_keys_of(verb);
    for (const Key& key : keys)
        object.erase(key.name);
    for (Node::Member& member : object.members())
        if (find_prefix(member.key) && member.value.is_table())
            for (const Key& key : keys)
                member.value.erase(key.name);
    std::erase_if(object.members(), [](const Node::Member& member) {
        return find_prefix(member.key) && member.value.members().empty();
    });
    return object;
}

void check_means(const CheckScope& scope, const Node& step) {
    const Node* means = step.find("means");
    if (!means)
        return;
    if (!means->is_array())
        throw error_at(scope.document, means->pos, "\"means\" should be a list of steps");
    for (const Node& clause : means->items())
        check_step(scope, clause);
}

void check_verb_database(const CheckScope& scope, const VerbInfo& verb, NodePos pos) {
    if ((verb.dialects & scope.here) == 0)
        throw error_at(scope.document, pos,
                       "\"" + verb.name + "\" is " + display_names(verb.dialects) + " only")
            .help("put only = [\"" + std::string(advised_prefix(verb.dialects)) +
                  "\"] on the step");
}

const Kind& no_kind() {
    static const Kind none{"step"};
    return none;
}

using Readers = std::map<std::string_view, ReadStep>;

const Readers& readers() {
    static const Readers all = [] {
        Readers map;
        for (const auto family :
             {table_readers(), column_readers(), constraint_readers(), object_readers(),
              part_readers(), schema_object_readers(), row_readers(), other_readers()})
            for (const VerbReader& reader : family)
                map.emplace(reader.verb, reader.read);
        return map;
    }();
    return all;
}

// `sqlite.rebuild` beside one change of a table: an alter_table with that one clause.
Op with_rebuild(Op op, bool rebuild) {
    return std::visit(
        [&]<class T>(T& one) -> Op {
            if constexpr (std::is_constructible_v<TableClause, T>) {
                AlterTable table;
                table.name = one.table;
                table.rebuild = rebuild;
                table.clauses.emplace_back(std::move(one));
                return table;
            } else {
                return std::move(one);
            }
        },
        op);
}

} // namespace

const std::vector<std::string>& step_option_keys() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const Key& key : option_keys())
            all.emplace_back(key.name);
        all.emplace_back("means");
        return all;
    }();
    return names;
}

Verb verb_of(const Document& document, const Node& step) {
    if (!step.is_table())
        throw error_at(document, step.pos, "a step is a table with a verb");
    std::vector<const Node::Member*> found = verbs_in(step);
    // The verbs of clauses stand beside alter_table.
    const auto alters_table = std::ranges::find_if(found, [](const Node::Member* member) {
        return member->key == "alter_table" && member->value.is_string();
    });
    if (alters_table != found.end())
        std::erase_if(found, [&](const Node::Member* member) {
            return member != *alters_table && find_verb(member->key)->is_clause &&
                   !member->value.is_string();
        });
    if (found.empty()) {
        refuse_head_key(document, step);
        throw no_verb_error(document, step);
    }
    if (found.size() > 1)
        throw error_at(document, found[1]->key_pos,
                       "the step has two verbs: \"" + found[0]->key + "\" and \"" + found[1]->key +
                           "\"")
            .help("one step does one thing: begin another with [[upgrade]]; many changes of one "
                  "table are clauses of alter_table: " +
                  std::string(find_verb(found[1]->key)->is_clause ? found[1]->key + ".NAME = ..."
                                                                  : "add_column.NAME = ..."));
    return {found.front()->key, found.front()->key_pos};
}

void check_step(const CheckScope& outer, const Node& step) {
    const Verb verb = verb_of(outer.document, step);
    const VerbInfo& info = *find_verb(verb.name);
    const Node* only = step.find("only");
    const CheckScope scope = only ? narrowed(outer, read_only_list(outer.document, *only)) : outer;
    check_verb_database(scope, info, verb.pos);
    refuse_head_key(outer.document, step);
    const Node* value = step.find(verb.name);
    const Node rest =
        verb.name == "alter_table" ? check_clauses(scope, step, value ? value->text() : "") : step;
    const KeyMode mode = info.action == Action::alter ? KeyMode::changes : KeyMode::values;
    check_members(scope, rest, keys_of(info), mode, verb.name);
    check_means(scope, step);
}

void validate_step(const Document& document, const Node& step) {
    check_step({document, on::all}, step);
}

Op read_checked_op(const Reader& reader, const Node& node) {
    const Verb verb = verb_of(reader.document, node);
    const VerbInfo& info = *find_verb(verb.name);
    const auto found = readers().find(verb.name);
    if (found == readers().end())
        throw reader
            .error(verb.pos, reader.dialect.display_name + " has no " +
                                 (info.kind.empty() ? verb.name : std::string(info.kind)))
            .help("put only = [...] on the step to leave " + reader.dialect.display_name + " out");
    const Kind& kind = info.kind.empty() ? no_kind() : kind_of(info.kind);
    const Step step{
        reader, info, verb, object_of(node, info), fields_of(reader, node, kind, keys_of(info)),
        node};
    Op op = found->second(step);
    const Node* rebuild = verb.name == "alter_table" ? nullptr : step.fields.find("rebuild");
    return rebuild ? with_rebuild(std::move(op), rebuild->as_boolean()) : op;
}

Op read_op(const Document& document, const Node& step, const FormDialect& dialect) {
    check_step({document, database_of(dialect)}, step);
    const Reader reader = reader_of(document, dialect);
    return read_checked_op(reader, step);
}

Node write_op(const Op& op, const FormDialect& dialect) {
    return std::visit([&](const auto& one) { return write(one, dialect); }, op);
}

} // namespace migrate::forms
