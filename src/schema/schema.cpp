#include "migrate/schema.hpp"

#include <utility>

namespace migrate {
namespace {

template <class T>
const T* find_qualified(const std::vector<T>& items, const QualifiedName& name,
                        NameFolding folding) {
    for (const T& item : items)
        if (same_name(item.name, name, folding))
            return &item;
    return nullptr;
}

} // namespace

const Table* find_table(const Database& db, const QualifiedName& name) {
    return find_qualified(db.tables, name, db.folding);
}

Table* find_table(Database& db, const QualifiedName& name) {
    return const_cast<Table*>(find_table(std::as_const(db), name));
}

const View* find_view(const Database& db, const QualifiedName& name) {
    return find_qualified(db.views, name, db.folding);
}

View* find_view(Database& db, const QualifiedName& name) {
    return const_cast<View*>(find_view(std::as_const(db), name));
}

const EnumType* find_enum(const Database& db, const QualifiedName& name) {
    return find_qualified(db.enums, name, db.folding);
}

EnumType* find_enum(Database& db, const QualifiedName& name) {
    return const_cast<EnumType*>(find_enum(std::as_const(db), name));
}

ObjectName name_of(const SchemaObject& object) {
    return {object.kind, object.name, object.signature};
}

std::string to_string(const ObjectName& name) {
    return to_string(name.name) + (name.signature ? '(' + *name.signature + ')' : std::string());
}

const SchemaObject* find_object(const Database& db, const ObjectName& name) {
    const SchemaObject* found = nullptr;
    for (const SchemaObject& object : db.objects) {
        if (object.kind != name.kind || !same_name(object.name, name.name, db.folding))
            continue;
        if (object.signature == name.signature)
            return &object;
        if (!name.signature) {
            if (found)
                return nullptr;
            found = &object;
        }
    }
    return found;
}

SchemaObject* find_object(Database& db, const ObjectName& name) {
    return const_cast<SchemaObject*>(find_object(std::as_const(db), name));
}

const TablePart* find_part(const Table& table, PartKind kind, std::string_view name,
                           NameFolding folding) {
    for (const TablePart& part : table.parts)
        if (part.kind == kind && same_name(part.name, name, folding))
            return &part;
    return nullptr;
}

TablePart* find_part(Table& table, PartKind kind, std::string_view name, NameFolding folding) {
    return const_cast<TablePart*>(find_part(std::as_const(table), kind, name, folding));
}

const std::vector<Index>* find_indexes(const Database& db, const QualifiedName& owner) {
    if (const Table* table = find_table(db, owner))
        return &table->indexes;
    const SchemaObject* view = find_object(db, {ObjectKind::materialized_view, owner});
    return view ? &view->indexes : nullptr;
}

std::vector<Index>* find_indexes(Database& db, const QualifiedName& owner) {
    return const_cast<std::vector<Index>*>(find_indexes(std::as_const(db), owner));
}

} // namespace migrate
