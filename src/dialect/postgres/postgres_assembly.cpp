#include "dialect/postgres/postgres_assembly.hpp"

#include "sql/quote.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <tuple>

namespace migrate::postgres {
namespace {

Node option_value(const std::string& text) {
    if (text == "true" || text == "false")
        return Node::boolean(text == "true");
    const bool digits = !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || c == '.' || c == '-';
    });
    if (!digits)
        return Node::string(text);
    return text.find('.') == std::string::npos ? Node::integer(text) : Node::real(text);
}

template <class Names>
std::string found_name(const Names& names, Oid oid) {
    const auto found = names.find(oid);
    return found == names.end() ? std::string() : found->second;
}

} // namespace

std::string Scope::fill(std::string_view query) const {
    std::string text = text::replace_all(std::string(query), "{schemas}", schemas);
    return text::replace_all(std::move(text), "{relations}", relations);
}

QualifiedName Assembly::name(std::string schema, std::string object) const {
    if (schema == scope_.default_schema)
        schema.clear();
    return {std::move(schema), std::move(object)};
}

std::string Assembly::sql_name(const std::string& schema, const std::string& object) const {
    const auto quoted = [](const std::string& part) {
        return sql::quote_name_if_needed(part, sql::postgres_syntax());
    };
    if (schema.empty() || schema == scope_.default_schema || schema == "pg_catalog")
        return quoted(object);
    return quoted(schema) + '.' + quoted(object);
}

void Assembly::add_table(Oid oid, Table table) {
    relations_[oid] = {Relation::Kind::table, db_.tables.size(), {}};
    db_.tables.push_back(std::move(table));
}

void Assembly::add_view(Oid oid, View view) {
    relations_[oid] = {Relation::Kind::view, db_.views.size(), {}};
    db_.views.push_back(std::move(view));
}

void Assembly::add_object(Oid oid, SchemaObject object) {
    relations_[oid] = {Relation::Kind::object, db_.objects.size(), {}};
    db_.objects.push_back(std::move(object));
}

Relation* Assembly::relation(Oid oid) {
    const auto found = relations_.find(oid);
    return found == relations_.end() ? nullptr : &found->second;
}

Table* Assembly::table(Oid oid) {
    const Relation* found = relation(oid);
    return found && found->kind == Relation::Kind::table ? &db_.tables[found->at] : nullptr;
}

View* Assembly::view(Oid oid) {
    const Relation* found = relation(oid);
    return found && found->kind == Relation::Kind::view ? &db_.views[found->at] : nullptr;
}

SchemaObject* Assembly::object(Oid oid) {
    const Relation* found = relation(oid);
    return found && found->kind == Relation::Kind::object ? &db_.objects[found->at] : nullptr;
}

void Assembly::add_object(Places& places, Oid oid, SchemaObject object) {
    places[oid] = {false, db_.objects.size()};
    db_.objects.push_back(std::move(object));
}

void Assembly::add_enum(Oid oid, EnumType type) {
    types_[oid] = {true, db_.enums.size()};
    db_.enums.push_back(std::move(type));
}

void Assembly::add_type(Oid oid, SchemaObject type) {
    add_object(types_, oid, std::move(type));
}

SchemaObject& Assembly::schema(Oid oid) {
    if (!schemas_.contains(oid)) {
        SchemaObject schema;
        schema.kind = ObjectKind::schema;
        schema.name.name = schema_names_[oid];
        add_object(schemas_, oid, std::move(schema));
    }
    return db_.objects[schemas_[oid].at];
}

void Assembly::add_routine(Oid oid, SchemaObject routine) {
    add_object(routines_, oid, std::move(routine));
}

SchemaObject* Assembly::domain(Oid type) {
    const auto found = types_.find(type);
    return found == types_.end() || found->second.in_enums ? nullptr
                                                           : &db_.objects[found->second.at];
}

Attributes* Assembly::attributes(const Places& places, Oid oid) {
    const auto found = places.find(oid);
    if (found == places.end())
        return nullptr;
    const Place& place = found->second;
    return place.in_enums ? &db_.enums[place.at].attributes : &db_.objects[place.at].attributes;
}

Attributes* Assembly::attributes(std::string_view catalog, Oid oid) {
    if (catalog == "pg_type")
        return attributes(types_, oid);
    if (catalog == "pg_proc")
        return attributes(routines_, oid);
    if (catalog == "pg_namespace")
        return schema_names_.contains(oid) ? &schema(oid).attributes : nullptr;
    return relation_attributes(oid);
}

Attributes* Assembly::relation_attributes(Oid oid) {
    if (Table* found = table(oid))
        return &found->attributes;
    if (View* found = view(oid))
        return &found->attributes;
    if (SchemaObject* found = object(oid))
        return &found->attributes;
    const auto owned = owners_.find(oid);
    Sequence* sequence = owned == owners_.end() ? nullptr
                                                : owned_sequence(owned->second.owner.first,
                                                                 owned->second.owner.second);
    return sequence ? &sequence->object.attributes : nullptr;
}

void Assembly::add_owned_sequence(Oid oid, Sequence sequence) {
    const std::pair owner(sequence.owner_table, sequence.owner_column);
    if (!table(owner.first))
        return; // of a table that is not read
    owners_[oid] = {sequence.object.name, owner};
    owned_.emplace(owner, std::move(sequence));
}

Sequence* Assembly::owned_sequence(Oid table, int column) {
    const auto found = owned_.find({table, column});
    return found == owned_.end() ? nullptr : &found->second;
}

std::optional<QualifiedName> Assembly::column_sequence(Oid oid) const {
    const auto found = owners_.find(oid);
    return found == owners_.end() ? std::nullopt : std::optional(found->second.name);
}

std::optional<QualifiedName> Assembly::name_of(Oid oid) {
    if (const Table* found = table(oid))
        return found->name;
    if (const View* found = view(oid))
        return found->name;
    if (const SchemaObject* found = object(oid))
        return found->name;
    return std::nullopt;
}

const NumberedColumn* Assembly::column(Oid oid, int number) {
    const Relation* found = relation(oid);
    if (!found)
        return nullptr;
    const auto at = std::ranges::lower_bound(found->columns, number, {}, &NumberedColumn::number);
    return at != found->columns.end() && at->number == number ? &*at : nullptr;
}

std::vector<std::string> Assembly::column_names(Oid oid, const std::vector<int>& numbers) {
    std::vector<std::string> names;
    for (const int number : numbers)
        if (const NumberedColumn* found = column(oid, number))
            names.push_back(found->name);
    return names;
}

// No column speaks for them, so they are objects of their own.
void Assembly::add_left_sequences() {
    for (auto& [owner, sequence] : owned_) {
        const QualifiedName name = *name_of(owner.first);
        const NumberedColumn* owning = column(owner.first, owner.second);
        std::vector<std::string> path{name.name, owning ? owning->name : std::string()};
        if (!name.schema.empty())
            path.insert(path.begin(), name.schema);
        set_attribute(sequence.object.attributes, "owned_by", format_path(path));
        db_.objects.push_back(std::move(sequence.object));
    }
    owned_.clear();
}

Database Assembly::finish() {
    add_left_sequences();
    const auto by_name = [](const auto& thing) -> const auto& { return thing.name; };
    const auto by_place_and_signature = [](const SchemaObject& object) {
        return std::tie(object.kind, object.name, object.signature);
    };
    std::ranges::sort(db_.tables, {}, by_name);
    std::ranges::sort(db_.views, {}, by_name);
    std::ranges::sort(db_.enums, {}, by_name);
    std::ranges::sort(db_.objects, {}, by_place_and_signature);
    std::ranges::sort(db_.not_compared);
    return std::move(db_);
}

std::string Assembly::collation(Oid oid) const {
    return found_name(collations_, oid);
}

std::string Assembly::operator_class(Oid oid) const {
    return found_name(operator_classes_, oid);
}

Node read_options(const std::vector<std::string>& options) {
    Node table = Node::table();
    for (const std::string& option : options) {
        const auto equals = option.find('=');
        if (equals != std::string::npos)
            table.add(option.substr(0, equals), option_value(option.substr(equals + 1)));
    }
    return table;
}

Node integer_node(long long value) {
    return Node::integer(std::to_string(value));
}

} // namespace migrate::postgres
