// alter_table: many changes of one table. A clause is a step of its own without the table's name:
//   add_column.age = { type = "integer" }      create_index.ix_age = ["age"]
//   unnamed = [{ drop_unique = ["email"] }]    alter_primary_key = { columns = ["a", "b"] }
#include "forms/attribute_form.hpp"
#include "forms/step.hpp"

#include "toml/reader.hpp"

#include <algorithm>

namespace migrate::forms {
namespace {

struct Clause {
    NodePos pos;
    Node step; // as if it stood alone
    Dialects covers = on::all;
    std::string prefix{};
};

const VerbInfo* clause_verb(const std::string& key) {
    const VerbInfo* verb = find_verb(key);
    return verb && verb->is_clause ? verb : nullptr;
}

// What a clause's short value stands for.
const char* content_key(const VerbInfo& verb) {
    if (verb.action == Action::rename)
        return "to";
    return verb.kind == "check" ? "expression" : "columns";
}

Node as_step(const VerbInfo& verb, std::string target, NodePos pos, const Node& value) {
    Node step = Node::table();
    step.pos = pos;
    Node name = Node::string(std::move(target));
    name.pos = pos;
    step.members().push_back({verb.name, pos, std::move(name)});
    if (value.is_table())
        for (const Node::Member& member : value.members())
            step.members().push_back(member);
    else if (!(verb.action == Action::drop && value.is_boolean()))
        step.members().push_back({content_key(verb), value.pos, value});
    return step;
}

class ClauseFinder {
  public:
    ClauseFinder(const Document& document, const std::string& table) : document_(document) {
        table_ = parse_path(table);
    }

    // Takes the clauses out of a table of keys.
    void take(Node& table) {
        for (const Node::Member& member : table.members())
            if (member.key == "unnamed")
                take_list(member);
            else if (const VerbInfo* verb = clause_verb(member.key))
                take_member(*verb, member);
        std::erase_if(table.members(), [](const Node::Member& member) {
            return member.key == "unnamed" || clause_verb(member.key);
        });
    }

    void take_all(Node& step) {
        take(step);
        for (Node::Member& member : step.members())
            if (const Prefix* prefix = find_prefix(member.key); prefix && member.value.is_table()) {
                covers_ = prefix->covers;
                prefix_ = prefix->name;
                take(member.value);
                covers_ = on::all;
                prefix_.clear();
            }
        std::ranges::stable_sort(clauses, [](const Clause& a, const Clause& b) {
            return std::pair(a.pos.line, a.pos.column) < std::pair(b.pos.line, b.pos.column);
        });
    }

    std::vector<Clause> clauses;

  private:
    std::string path(const std::string& part) const {
        std::vector<std::string> parts = table_;
        if (!part.empty())
            parts.push_back(part);
        return format_path(parts);
    }

    void add(const VerbInfo& verb, const std::string& part, NodePos pos, const Node& value) {
        clauses.push_back({pos, as_step(verb, path(part), pos, value), covers_, prefix_});
    }

    void take_member(const VerbInfo& verb, const Node::Member& member) {
        if (verb.kind == "primary_key")
            return add(verb, "", member.key_pos, member.value);
        if (!member.value.is_table())
            throw toml::error_at(document_, member.key_pos,
                                 "a clause of alter_table needs a name: " + member.key +
                                     ".NAME = ...")
                .help("a part without a name: unnamed = [{ " + member.key + " = ... }]");
        for (const Node::Member& part : member.value.members())
            add(verb, part.key, part.key_pos, part.value);
    }

    // An element holds one clause: that of a nameless part, with the keys beside it, or a named
    // one.
    void take_list(const Node::Member& list) {
        if (!list.value.is_array())
            throw toml::error_at(
                document_, list.value.pos,
                "\"unnamed\" should be a list such as [{ drop_unique = [\"a\"] }]");
        for (const Node& item : list.value.items())
            take_item(item);
    }

    void take_item(const Node& item) {
        const Node::Member* clause = nullptr;
        for (const Node::Member& member : item.members())
            if (clause_verb(member.key))
                clause = &member;
        if (!clause)
            throw toml::error_at(document_, item.pos,
                                 "an element of \"unnamed\" in alter_table needs a verb: "
                                 "{ add_unique = [\"a\"] }");
        const VerbInfo& verb = *clause_verb(clause->key);
        if (clause->value.is_table())
            return take_member(verb, *clause);
        Node rest = item;
        rest.erase(clause->key);
        Node step = as_step(verb, path(""), clause->key_pos, clause->value);
        for (const Node::Member& member : rest.members())
            step.members().push_back(member);
        clauses.push_back({item.pos, std::move(step), covers_, prefix_});
    }

    const Document& document_;
    std::vector<std::string> table_;
    Dialects covers_ = on::all;
    std::string prefix_;
};

void refuse_parts(const CheckScope& scope, const Node& step) {
    for (const Node::Member& member : step.members()) {
        const Key* key = find_key(kind_of("table"), member.key);
        if (!key || (key->shape != Shape::group && member.key != "primary_key"))
            continue;
        const std::string made = (find_verb("add_" + member.key) ? "add_" : "create_") + member.key;
        throw toml::error_at(scope.document, member.key_pos,
                             "\"" + member.key + "\" is no key of alter_table")
            .help(clause_verb(made) ? "write the clause " + made + ".NAME = ... or alter_" +
                                          member.key + ".NAME = ..."
                                    : "write a step of its own: " + made);
    }
}

// --- writing

struct Written {
    std::string verb;
    std::string name; // empty: nameless
    Node value;
    bool has_place = false; // named by its verb alone: a primary key
};

Node short_value(const VerbInfo& verb, Node rest) {
    if (rest.members().size() != 1 || rest.members().front().key != content_key(verb))
        return rest;
    const bool is_short = verb.action == Action::rename ||
                          ((verb.action == Action::add || verb.action == Action::create) &&
                           verb.kind != "foreign_key" && verb.kind != "column");
    return is_short ? rest.members().front().value : rest;
}

Written written(const TableClause& clause, const QualifiedName& table, const FormDialect& dialect) {
    Node step = std::visit([&](const auto& one) { return write(one, dialect); }, clause);
    Written result;
    result.verb = step.members().front().key;
    const std::vector<std::string> path = parse_path(step.members().front().value.text());
    const std::size_t table_parts = table.schema.empty() ? 1 : 2;
    if (path.size() > table_parts)
        result.name = path.back();
    const VerbInfo& verb = *find_verb(result.verb);
    result.has_place = verb.kind == "primary_key";
    step.members().erase(step.members().begin());
    result.value = result.name.empty() && !result.has_place ? std::move(step)
                                                            : short_value(verb, std::move(step));
    return result;
}

// The element of `unnamed` for a clause.
Node list_item(Written clause) {
    Node item = Node::table();
    const VerbInfo& verb = *find_verb(clause.verb);
    if (!clause.name.empty()) {
        item.add(clause.verb, Node::table()).add(clause.name, std::move(clause.value));
        return item;
    }
    if (clause.has_place) {
        item.add(clause.verb, std::move(clause.value));
        return item;
    }
    Node& content = item.add(clause.verb, Node::array());
    for (Node::Member& member : clause.value.members())
        if (member.key == content_key(verb))
            content = std::move(member.value);
    for (Node::Member& member : clause.value.members())
        if (member.key != content_key(verb))
            item.members().push_back(std::move(member));
    return item;
}

// Clauses from the first to the last that a key cannot hold stand in one list, in their order.
std::pair<std::size_t, std::size_t> listed(const std::vector<Written>& clauses) {
    std::size_t first = clauses.size();
    std::size_t last = 0;
    for (std::size_t at = 0; at < clauses.size(); ++at) {
        const Written& clause = clauses[at];
        const bool again =
            std::any_of(clauses.begin(), clauses.begin() + static_cast<std::ptrdiff_t>(at),
                        [&](const Written& other) {
                            return other.verb == clause.verb && other.name == clause.name;
                        });
        if (!again && (clause.has_place || !clause.name.empty()))
            continue;
        first = std::min(first, at);
        last = at + 1;
    }
    return {first, last};
}

void write_clauses(Node& step, std::vector<Written> clauses) {
    const auto [first, last] = listed(clauses);
    for (std::size_t at = 0; at < clauses.size(); ++at) {
        if (at >= first && at < last) {
            if (at == first)
                step.add("unnamed", Node::array());
            step["unnamed"].push_back(list_item(std::move(clauses[at])));
            continue;
        }
        Written& clause = clauses[at];
        if (clause.has_place) {
            step.add(clause.verb, std::move(clause.value));
            continue;
        }
        // A key stands again where another came between: the order of the clauses counts.
        Node::Member& previous = step.members().back();
        Node& group =
            previous.key == clause.verb ? previous.value : step.add(clause.verb, Node::table());
        group.add(clause.name, std::move(clause.value));
    }
}

} // namespace

Node check_clauses(const CheckScope& scope, const Node& step, const std::string& table) {
    refuse_parts(scope, step);
    Node rest = step;
    ClauseFinder finder(scope.document, table.empty() ? "table" : table);
    finder.take_all(rest);
    for (const Clause& clause : finder.clauses)
        check_step(narrowed(scope, clause.covers), clause.step);
    return rest;
}

Op read_alter_table(const Step& step) {
    const Reader& reader = step.reader;
    AlterTable op;
    op.name = reader.object_name(step.value());
    ClauseFinder finder(reader.document, step.text());
    Node rest = step.source;
    finder.take_all(rest);
    for (const Clause& clause : finder.clauses) {
        const auto& at_hand = reader.dialect.prefixes;
        if (!clause.prefix.empty() && std::ranges::find(at_hand, clause.prefix) == at_hand.end())
            continue;
        Op read = read_checked_op(reader, clause.step);
        std::visit(
            [&]<class T>(T& one) {
                if constexpr (std::is_constructible_v<TableClause, T>)
                    op.clauses.emplace_back(std::move(one));
            },
            read);
    }
    op.strict = read_flag_change(step, "strict");
    op.without_rowid = read_flag_change(step, "without_rowid");
    op.virtual_module = read_text_change(step, "virtual");
    op.comment = read_text_change(step, "comment");
    op.attributes = read_attribute_changes(step);
    if (const Node* rebuild = step.fields.find("rebuild"))
        op.rebuild = rebuild->as_boolean();
    return op;
}

Node write(const AlterTable& op, const FormDialect& dialect) {
    Node step = step_node("alter_table", to_string(op.name));
    std::vector<Written> clauses;
    clauses.reserve(op.clauses.size());
    for (const TableClause& clause : op.clauses)
        clauses.push_back(written(clause, op.name, dialect));
    write_clauses(step, std::move(clauses));
    Node table = Node::table();
    write_text_change(table, "comment", op.comment);
    write_flag_change(table, "strict", op.strict);
    write_flag_change(table, "without_rowid", op.without_rowid);
    write_text_change(table, "virtual", op.virtual_module);
    write_attribute_changes(table, op.attributes, kind_of("table"));
    restore(table, kind_of("table"), {}, dialect);
    if (op.rebuild)
        table[dialect.prefixes.back()]["rebuild"] = Node::boolean(*op.rebuild);
    append(step, std::move(table));
    return step;
}

} // namespace migrate::forms
