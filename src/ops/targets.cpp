#include "ops/targets.hpp"

#include "migrate/error.hpp"
#include "util/edit_distance.hpp"

namespace migrate::ops {
namespace {

template <class T>
std::vector<std::string> names_of(const std::vector<T>& items) {
    std::vector<std::string> names;
    for (const T& item : items) {
        if constexpr (std::is_same_v<decltype(item.name), const QualifiedName> ||
                      std::is_same_v<decltype(item.name), QualifiedName>)
            names.push_back(to_string(item.name));
        else
            names.push_back(item.name);
    }
    return names;
}

} // namespace

void no_such(const std::string& kind, const std::string& shown, std::string_view name,
             const std::vector<std::string>& known) {
    throw Error(ErrorCode::usage, "there is no " + kind + " " + shown + did_you_mean(name, known));
}

const Table& table_of(const Database& db, const QualifiedName& name) {
    if (const Table* table = find_table(db, name))
        return *table;
    no_such("table", to_string(name), to_string(name), names_of(db.tables));
}

Table& table_of(Database& db, const QualifiedName& name) {
    return const_cast<Table&>(table_of(std::as_const(db), name));
}

View& view_of(Database& db, const QualifiedName& name) {
    if (View* view = find_view(db, name))
        return *view;
    no_such("view", to_string(name), to_string(name), names_of(db.views));
}

EnumType& enum_of(Database& db, const QualifiedName& name) {
    if (EnumType* type = find_enum(db, name))
        return *type;
    no_such("enum", to_string(name), to_string(name), names_of(db.enums));
}

Column& column_of(Table& table, std::string_view name, NameFolding folding) {
    if (Column* column = find_named(table.columns, name, folding))
        return *column;
    no_such("column", to_string(table.name) + "." + std::string(name), name,
            names_of(table.columns));
}

std::vector<Index>& indexes_of(Database& db, const QualifiedName& owner) {
    if (std::vector<Index>* indexes = find_indexes(db, owner))
        return *indexes;
    return table_of(db, owner).indexes; // throws
}

Index& index_of(Database& db, const QualifiedName& owner, std::string_view name) {
    std::vector<Index>& indexes = indexes_of(db, owner);
    if (Index* index = find_named(indexes, name, db.folding))
        return *index;
    no_such("index", to_string(owner) + "." + std::string(name), name, names_of(indexes));
}

SchemaObject& object_of(Database& db, const ObjectName& name) {
    if (SchemaObject* object = find_object(db, name))
        return *object;
    std::vector<std::string> known;
    for (const SchemaObject& object : db.objects)
        if (object.kind == name.kind)
            known.push_back(to_string(name_of(object)));
    no_such(std::string(to_string(name.kind)), to_string(name), to_string(name), known);
}

std::vector<Trigger>& triggers_of(Database& db, const QualifiedName& owner) {
    if (Table* table = find_table(db, owner))
        return table->triggers;
    if (View* view = find_view(db, owner))
        return view->triggers;
    std::vector<std::string> known = names_of(db.tables);
    for (const std::string& view : names_of(db.views))
        known.push_back(view);
    no_such("table or view", to_string(owner), to_string(owner), known);
}

Trigger& trigger_of(Database& db, const QualifiedName& owner, std::string_view name) {
    std::vector<Trigger>& triggers = triggers_of(db, owner);
    if (Trigger* trigger = find_named(triggers, name, db.folding))
        return *trigger;
    no_such("trigger", to_string(owner) + "." + std::string(name), name, names_of(triggers));
}

void refuse_existing_relation(const Database& db, const QualifiedName& name) {
    if (find_table(db, name))
        throw Error(ErrorCode::usage, "there is a table " + to_string(name) + " already");
    if (find_view(db, name))
        throw Error(ErrorCode::usage, "there is a view " + to_string(name) + " already");
    for (const ObjectKind kind : {ObjectKind::materialized_view, ObjectKind::sequence})
        if (find_object(db, {kind, name}))
            throw Error(ErrorCode::usage, "there is a " + std::string(to_string(kind)) + " " +
                                              to_string(name) + " already");
}

} // namespace migrate::ops
