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

} // namespace migrate
