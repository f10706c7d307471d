// Changes of the objects that no struct knows.
#include "dialect/postgres/postgres_attributes.hpp"
#include "dialect/postgres/postgres_dependants.hpp"
#include "dialect/postgres/postgres_grants.hpp"
#include "dialect/postgres/postgres_objects.hpp"
#include "dialect/postgres/postgres_probes.hpp"
#include "dialect/postgres/postgres_render.hpp"
#include "dialect/postgres/postgres_routines.hpp"
#include "dialect/postgres/postgres_types.hpp"
#include "migrate/error.hpp"
#include "ops/targets.hpp"
#include "sql/syntax.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::postgres {

namespace {

const Node* side(const std::optional<Node>& value) {
    return value ? &*value : nullptr;
}

class ObjectChange {
  public:
    ObjectChange(const AlterObject& op, const SchemaObject& becomes, const Database& before)
        : op_(op),
          becomes_(becomes),
          before_(before),
          alter_("ALTER " + object_text(op.name)) {}

    std::vector<Statement> run() {
        change_definition();
        if (op_.restart)
            add(alter_ + " RESTART WITH " + std::to_string(*op_.restart));
        if (op_.comment && !made_again_)
            add(comment_text(object_text(op_.name), becomes_.comment));
        for (const AttributeChange& change : op_.attributes)
            change_any_kind(change);
        return std::move(out_);
    }

  private:
    void add(std::string sql) { out_.push_back(plain(std::move(sql))); }

    const AttributeChange* find(std::string_view key) const {
        return find_change(op_.attributes, key);
    }
    bool changes_any(std::initializer_list<std::string_view> keys) const {
        return std::ranges::any_of(keys, [&](std::string_view key) { return find(key); });
    }

    [[noreturn]] void refuse(std::string_view key) const {
        throw Error(ErrorCode::usage, std::string(to_string(op_.name.kind)) + " " +
                                          to_string(op_.name) + ": PostgreSQL cannot change its " +
                                          std::string(key))
            .help("create another one, move what uses it over, and drop this one");
    }

    void change_definition() {
        switch (op_.name.kind) {
        case ObjectKind::domain:
            return change_domain();
        case ObjectKind::composite:
            return change_fields();
        case ObjectKind::range:
            for (const char* key : {"subtype", "opclass", "collation", "canonical"})
                if (find(key))
                    refuse(key);
            return;
        case ObjectKind::sequence:
            return change_sequence();
        case ObjectKind::function:
        case ObjectKind::procedure:
        case ObjectKind::aggregate:
            return change_routine();
        case ObjectKind::materialized_view:
            return change_view();
        case ObjectKind::extension:
            return change_extension();
        default:
            return;
        }
    }

    void change_domain() {
        for (const char* key : {"type", "collation"})
            if (find(key))
                refuse(key);
        if (const AttributeChange* change = find("default"))
            add(alter_ +
                (change->to ? " SET " + default_text(value_of(*change->to)) : " DROP DEFAULT"));
        if (find("null"))
            add(alter_ + (attribute_flag(becomes_.attributes, "null", true) ? " DROP NOT NULL"
                                                                            : " SET NOT NULL"));
        if (const AttributeChange* change = find("check"))
            change_checks(side(change->from), side(change->to));
    }

    static bool only_validates(const Node& was, const Node& becomes) {
        Node like = was;
        if (like.is_table())
            like.erase("validated");
        const Node* only =
            like.is_table() && like.members().size() == 1 ? like.find("expression") : nullptr;
        return !is_validated(was) && is_validated(becomes) &&
               (like == becomes || (only && *only == becomes));
    }

    void change_checks(const Node* from, const Node* to) {
        if (from)
            for (const Node::Member& check : from->members()) {
                const Node* now = to ? to->find(check.key) : nullptr;
                if (!now || !only_validates(check.value, *now))
                    add(alter_ + " DROP CONSTRAINT " + name_text(check.key));
            }
        if (to)
            for (const Node::Member& check : to->members()) {
                const Node* was = from ? from->find(check.key) : nullptr;
                if (was && only_validates(*was, check.value))
                    add(alter_ + " VALIDATE CONSTRAINT " + name_text(check.key));
                else
                    add(alter_ + " ADD " + domain_check_text(check.key, check.value));
            }
    }

    void change_fields() {
        const AttributeChange* change = find("field");
        if (!change)
            return;
        std::vector<std::string> parts;
        if (change->from)
            for (const Node::Member& field : change->from->members())
                if (!change->to || !change->to->find(field.key))
                    parts.push_back("DROP ATTRIBUTE " + name_text(field.key));
        if (change->to)
            for (const Node::Member& field : change->to->members()) {
                const bool there = change->from && change->from->find(field.key);
                parts.push_back((there ? "ALTER ATTRIBUTE " : "ADD ATTRIBUTE ") +
                                name_text(field.key) + (there ? " TYPE " : " ") +
                                field_type_text(field.value));
            }
        add(alter_ + " " + text::join(parts, ", "));
    }

    void change_sequence() {
        std::vector<std::string> parts;
        if (find("type")) {
            const std::string type = attribute_text(becomes_.attributes, "type");
            parts.push_back("AS " + (type.empty() ? "bigint" : type_text(parse_type(type))));
        }
        struct Option {
            const char* key;
            const char* words;
            const char* standard;
        };
        for (const Option& option :
             {Option{"increment", "INCREMENT BY ", "INCREMENT BY 1"},
              Option{"min", "MINVALUE ", "NO MINVALUE"}, Option{"max", "MAXVALUE ", "NO MAXVALUE"},
              Option{"start", "START WITH ", "START WITH 1"}, Option{"cache", "CACHE ", "CACHE 1"}})
            if (const AttributeChange* change = find(option.key))
                parts.push_back(change->to ? option.words + change->to->text() : option.standard);
        if (find("cycle"))
            parts.emplace_back(attribute_flag(becomes_.attributes, "cycle") ? "CYCLE" : "NO CYCLE");
        if (const AttributeChange* change = find("owned_by"))
            parts.push_back("OWNED BY " + (change->to ? path_text(change->to->text()) : "NONE"));
        if (!parts.empty())
            add(alter_ + " " + text::join(parts, " "));
        if (find("unlogged"))
            add(alter_ + (attribute_flag(becomes_.attributes, "unlogged") ? " SET UNLOGGED"
                                                                          : " SET LOGGED"));
    }

    // What it takes and gives cannot be replaced; everything else can.
    void change_routine() {
        const bool replaced = std::ranges::any_of(op_.attributes, [](const AttributeChange& c) {
            return c.key != "grant" && c.key != "owner" && c.key != "schema";
        });
        if (!replaced)
            return;
        if (!changes_any({"arguments", "returns", "stype"}))
            return add(create_object_text(becomes_, true, false, true));
        add("DROP " + object_text(op_.name));
        make_again();
    }

    void make_again() {
        for (std::string& each : object_statements(becomes_, op_.with_data))
            add(std::move(each));
        made_again_ = true;
    }

    void change_view() {
        if (!find("as")) {
            if (const AttributeChange* change = find("with"))
                for (const std::string& part :
                     changed_settings(side(change->from), side(change->to)))
                    add(alter_ + " " + part);
            if (find("tablespace")) {
                const std::string name = attribute_text(becomes_.attributes, "tablespace");
                add(alter_ + " SET TABLESPACE " + name_text(name.empty() ? "pg_default" : name));
            }
            if (find("access_method")) {
                const std::string name = attribute_text(becomes_.attributes, "access_method");
                add(alter_ + " SET ACCESS METHOD " + name_text(name.empty() ? "heap" : name));
            }
            return;
        }
        Dependants readers(before_);
        readers.add_view(op_.name.name);
        out_ = readers.drop();
        add("DROP " + object_text(op_.name));
        make_again();
        std::ranges::move(readers.create(before_), std::back_inserter(out_));
    }

    void change_extension() {
        if (const AttributeChange* change = find("version"))
            add(alter_ + " UPDATE" + (change->to ? " TO " + string_text(change->to->text()) : ""));
        if (const AttributeChange* change = find("schema"); change && change->to)
            add(alter_ + " SET SCHEMA " + name_text(change->to->text()));
    }

    void change_any_kind(const AttributeChange& change) {
        if (change.key == "grant" && !made_again_)
            for (std::string& each :
                 grant_statements(grant_text(op_.name), side(change.from), side(change.to)))
                add(std::move(each));
        else if (change.key == "owner" && change.to)
            add(alter_ + " OWNER TO " + name_text(change.to->text()));
        else if (change.key == "schema" && change.to && op_.name.kind != ObjectKind::extension)
            add(alter_ + " SET SCHEMA " + name_text(change.to->text()));
    }

    const AlterObject& op_;
    const SchemaObject& becomes_;
    const Database& before_;
    std::string alter_;
    bool made_again_ = false;
    std::vector<Statement> out_;
};

} // namespace

std::vector<Statement> alter_object(const AlterObject& op, const Database& before) {
    const SchemaObject* was = find_object(before, op.name);
    if (!was)
        ops::no_such(std::string(to_string(op.name.kind)), to_string(op.name), op.name.name.name,
                     {});
    SchemaObject becomes = *was;
    apply_changes(becomes.attributes, op.attributes);
    if (op.name.kind != ObjectKind::extension)
        set_attribute(becomes.attributes, "schema", Node());
    if (op.comment)
        becomes.comment = op.comment->to.value_or(std::string());
    return ObjectChange(op, becomes, before).run();
}

} // namespace migrate::postgres
