// Schemas whose names are keys: "{c7}" stands wherever the name of column 7 does, in lists of
// columns as in the text of expressions, views and triggers. So an object is the same one in two
// schemas when its key is, whatever it is called there, and a rename changes one entry of a map.
#pragma once

#include "migrate/schema.hpp"
#include "sql/syntax.hpp"

#include <functional>
#include <map>
#include <set>
#include <string>

namespace migrate::test {

struct KeyedSchema {
    const sql::Syntax* syntax = &sql::sqlite_syntax();
    Database db;
    std::map<std::string, std::string> names; // key → name
};

// Every place of a name, of the path of an object, and of SQL text. Empty strings are passed over.
struct TextVisitor {
    std::function<void(std::string&)> name;
    std::function<void(std::string&)> path;
    std::function<void(std::string&)> sql;
};
void visit(Table& table, const TextVisitor& visitor);
void visit(View& view, const TextVisitor& visitor);
void visit(SchemaObject& object, const TextVisitor& visitor);
void visit(Database& db, const TextVisitor& visitor);

// By its key, whatever schema it is in.
template <class T>
T* find_by_key(std::vector<T>& objects, const std::string& key) {
    for (T& object : objects)
        if (object.name.name == key)
            return &object;
    return nullptr;
}
template <class T>
const T* find_by_key(const std::vector<T>& objects, const std::string& key) {
    return find_by_key(const_cast<std::vector<T>&>(objects), key);
}

// The keys that stand in a text, in their order.
std::vector<std::string> keys_in(const std::string& text);

// With real names. Where `before` knows another name of a key, it becomes renamed_from.
Database resolve(const KeyedSchema& schema, const KeyedSchema* before = nullptr);
// The text with its keys as quoted names, those of objects behind their schema.
std::string resolve_sql(const std::string& text, const KeyedSchema& schema);
// The name of an object as the schema knows it; its key stands for itself.
QualifiedName name_of(const KeyedSchema& schema, const QualifiedName& keys);

} // namespace migrate::test
