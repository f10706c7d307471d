#include "forms/model_form.hpp"

#include "forms/check.hpp"
#include "forms/object_form.hpp"
#include "forms/schema_object_form.hpp"
#include "forms/table_form.hpp"
#include "schema/words.hpp"
#include "toml/reader.hpp"

#include <algorithm>
#include <unordered_map>

namespace migrate::forms {
namespace {

std::string where(const DeclaredAt& at) {
    return (at.file && !at.file->empty() ? *at.file : std::string("the model")) + ":" +
           std::to_string(at.pos.line);
}

// [table.billing.invoices] parses as table "billing" with a table "invoices" in it.
void refuse_split_name(const CheckScope& scope, const Key& kind, const Node::Member& object) {
    const Kind& known = kind_of(kind.kind);
    if (!object.value.is_table() || object.value.members().empty())
        return;
    const Node::Member& first = object.value.members().front();
    const bool all_unknown =
        std::ranges::all_of(object.value.members(), [&](const Node::Member& member) {
            return member.value.is_table() && !find_key(known, member.key) &&
                   !find_prefix(member.key);
        });
    if (!all_unknown)
        return;
    const std::string name = format_path({object.key, first.key});
    throw toml::error_at(scope.document, object.key_pos,
                         std::string(kind.name) + " \"" + object.key +
                             "\" holds nothing but the unknown key \"" + first.key + "\"")
        .help("a name with a dot stands in quotes: write [" + std::string(kind.name) + ".\"" +
              name + "\"]");
}

// The naming of a file: its own, or none, or what the project says.
Naming naming_of(const Document& document, const Naming& project) {
    const Node* own = document.root.find("naming");
    if (!own)
        return project;
    Naming naming;
    const auto text = [&](const char* key) {
        const Node* value = own->find(key);
        return value && value->is_string() ? value->text() : std::string();
    };
    naming.index = text("index");
    naming.unique = text("unique");
    naming.foreign_key = text("foreign_key");
    naming.check = text("check");
    naming.primary_key = text("primary_key");
    return naming;
}

// Where the objects stand that were read so far, by what tells them apart.
using Places = std::unordered_map<std::string, DeclaredAt>;

// One file, for one database, into the schema.
class FileReader {
  public:
    FileReader(const Document& document, const FormDialect& dialect, Database& db, Places& places,
               Naming naming)
        : reader_(reader_of(document, dialect)),
          dialect_(dialect),
          db_(db),
          places_(places),
          naming_(std::move(naming)) {}

    void run() {
        const Node& root = reader_.document.root;
        check_format(root);
        std::vector<Key> keys = kind_of("file").keys;
        check_file(root, keys);
        if (!counts_here(root, dialect_))
            return;
        const Overlaid file = overlay(root, kind_of("file"), dialect_, table_defaults());
        if (const Node* only = file.node.find("only"))
            only_ = *only;
        if (const Node* schema = file.node.find("default_schema"); schema && dialect_.schemas)
            default_schema_ = schema->text();
        for (const Key& key : kind_of("file").keys)
            if (const Node* group = key.shape == Shape::group ? file.node.find(key.name) : nullptr)
                for (const Node::Member& object : group->members())
                    if (counts_here(object.value, dialect_))
                        read(key, object);
    }

  private:
    void check_format(const Node& root) const {
        const Node* format = root.find("format");
        if (!format)
            return;
        if (!format->is_integer() || format->text() != "1")
            throw reader_
                .error(format->pos,
                       "format " + format->text() + " is not one that this version reads")
                .help("this version reads format 1; a newer one needs a newer migrate");
    }

    // Below a prefix of the file stand defaults for its tables.
    static std::vector<Key> table_defaults() {
        std::vector<Key> keys;
        for (const Key& key : kind_of("table").keys)
            if (!is_group(key) && key.shape != Shape::unnamed && key.name != "only" &&
                key.name != "primary_key" && !find_key(kind_of("file"), key.name))
                keys.push_back(key);
        return keys;
    }

    void check_file(const Node& root, std::vector<Key>& keys) const {
        const CheckScope at_hand{reader_.document, database_of(dialect_)};
        const Node* only = root.find("only");
        const CheckScope scope =
            only ? narrowed(at_hand, read_only_list(reader_.document, *only)) : at_hand;
        for (const Node::Member& member : root.members()) {
            const Key* key = find_key(std::span<const Key>(keys), member.key);
            if (key && key->shape == Shape::group && member.value.is_table())
                check_objects(scope, *key, member.value);
        }
        // Plain keys of tables do not stand in a file's head, only those under a prefix.
        const std::vector<Key> defaults = table_defaults();
        for (const Node::Member& member : root.members())
            if (const Prefix* prefix = find_prefix(member.key); prefix && member.value.is_table()) {
                std::vector<Key> below = keys;
                below.insert(below.end(), defaults.begin(), defaults.end());
                check_members(narrowed(scope, prefix->covers), member.value, below, KeyMode::values,
                              "the file, " + member.key);
            }
        Node plain = root;
        std::erase_if(plain.members(), [&](const Node::Member& member) {
            return find_prefix(member.key) && member.value.is_table();
        });
        check_members(scope, plain, keys, KeyMode::values, "the file");
    }

    void check_objects(const CheckScope& scope, const Key& kind, const Node& group) const {
        for (const Node::Member& object : group.members()) {
            refuse_split_name(scope, kind, object);
            const Node* only = object.value.is_table() ? object.value.find("only") : nullptr;
            const CheckScope own =
                only ? narrowed(scope, read_only_list(scope.document, *only)) : scope;
            if ((kind.dialects & own.here) == 0 || (kind_of(kind.kind).dialects & own.here) == 0)
                throw toml::error_at(scope.document, object.key_pos,
                                     std::string(kind.name) + " \"" + object.key + "\" is " +
                                         display_names(kind_of(kind.kind).dialects) + " only")
                    .help("put only = [\"" +
                          std::string(advised_prefix(kind_of(kind.kind).dialects)) + "\"] on it");
        }
    }

    // What the file says for all of its tables, where a table says nothing itself.
    Node with_defaults(const Node& table) const {
        Node result = table;
        for (const Node::Member& defaults : reader_.document.root.members()) {
            if (!find_prefix(defaults.key) || !defaults.value.is_table())
                continue;
            for (const Node::Member& member : defaults.value.members()) {
                if (find_key(kind_of("file"), member.key) || table.find(member.key))
                    continue;
                Node& own = result[defaults.key];
                if (!own.find(member.key))
                    own.add(member.key, member.value);
            }
        }
        return result;
    }

    QualifiedName name_of(const Node::Member& object) const {
        QualifiedName name = reader_.object_name(object.key, object.key_pos);
        if (name.schema.empty())
            name.schema = default_schema_;
        return name;
    }

    // Schemas and extensions stand in no schema.
    ObjectName name_of(ObjectKind kind, const Node::Member& object) const {
        Node text = Node::string(object.key);
        text.pos = object.key_pos;
        ObjectName name = read_object_name(reader_, kind, text);
        if (name.name.schema.empty() && kind != ObjectKind::schema && kind != ObjectKind::extension)
            name.name.schema = default_schema_;
        return name;
    }

    // Equal for two objects that cannot both be there.
    template <class Object>
    std::string identity(std::string_view kind, const Object& object) const {
        const auto part = [&](std::string_view name) {
            return '\0' + folded(name, dialect_.folding);
        };
        std::string key(kind);
        if constexpr (std::is_same_v<Object, RawObject>)
            key += part(object.name);
        else
            key += part(object.name.schema) + part(object.name.name);
        if constexpr (std::is_same_v<Object, SchemaObject>)
            if (object.signature)
                key += '\0' + *object.signature;
        return key;
    }

    template <class Object>
    static std::string shown(const Object& object) {
        if constexpr (std::is_same_v<Object, SchemaObject>)
            return to_string(migrate::name_of(object));
        else if constexpr (std::is_same_v<Object, RawObject>)
            return object.name;
        else
            return to_string(object.name);
    }

    template <class Object>
    void add(std::vector<Object>& objects, std::string_view kind, Object object) {
        const auto [first, is_new] = places_.emplace(identity(kind, object), object.declared_at);
        if (!is_new)
            throw reader_
                .error(object.declared_at.pos, std::string(kind) + " \"" + shown(object) +
                                                   "\" stands twice: here and at " +
                                                   where(first->second))
                .help("an object stands in one file; take one of the two away");
        // What the file is for, its objects are for.
        const auto says_only = [](const Override& o) {
            return o.dialect.empty() && o.key == "only";
        };
        if (!only_.is_null() && std::ranges::none_of(object.overrides, says_only))
            object.overrides.push_back({"", "only", only_});
        objects.push_back(std::move(object));
    }

    void read(const Key& kind, const Node::Member& object) {
        const Node& node = object.value;
        const NodePos pos = object.key_pos;
        if (kind.name == "table")
            add(db_.tables, "table",
                read_table(reader_, name_of(object), with_defaults(node), pos, naming_));
        else if (kind.name == "view")
            add(db_.views, "view", read_view(reader_, name_of(object), node, pos));
        else if (kind.name == "enum")
            add(db_.enums, "enum", read_enum(reader_, name_of(object), node, pos));
        else if (kind.name == "raw")
            add(db_.raws, "raw", read_raw(reader_, object.key, node, pos));
        else
            read_schema_object(kind, object);
    }

    void read_schema_object(const Key& key, const Node::Member& object) {
        const std::optional<ObjectKind> kind = object_kind(key.name);
        const bool is_there = kind && (kind_of(key.name).dialects & database_of(dialect_)) != 0;
        if (!is_there)
            throw reader_.error(object.key_pos, std::string(key.name) + " \"" + object.key +
                                                    "\": " + dialect_.display_name +
                                                    " has no such objects");
        add(db_.objects, to_string(*kind),
            read_object(reader_, name_of(*kind, object), object.value, object.key_pos));
    }

    Reader reader_;
    const FormDialect& dialect_;
    Database& db_;
    Places& places_;
    Naming naming_;
    Node only_;
    std::string default_schema_;
};

} // namespace

namespace {

bool is_type(const SchemaObject& object) {
    return object.kind == ObjectKind::domain || object.kind == ObjectKind::composite ||
           object.kind == ObjectKind::range;
}

// What the model calls so, whatever the word means elsewhere.
void resolve_type(const Database& db, ColumnType& type) {
    const auto is_named = [&](const QualifiedName& name) {
        return same_name(to_string(name), type.text, db.folding) ||
               same_name(name.name, type.text, db.folding);
    };
    const auto is_enum = [&](const EnumType& known) { return is_named(known.name); };
    const auto is_other = [&](const SchemaObject& known) {
        return is_type(known) && is_named(known.name);
    };
    ColumnType found;
    found.text = type.text;
    if (std::ranges::any_of(db.enums, is_enum))
        found.kind = TypeKind::enumeration;
    else if (!std::ranges::any_of(db.objects, is_other))
        return;
    type = std::move(found);
}

} // namespace

void resolve_enums(Database& db) {
    for (Table& table : db.tables)
        for (Column& column : table.columns)
            if (!column.type.native && !column.type.text.empty())
                resolve_type(db, column.type);
}

Database read_models(const std::vector<Document>& documents, const FormDialect& dialect,
                     const Naming& naming) {
    Database db;
    db.folding = dialect.folding;
    Places places;
    for (const Document& document : documents)
        FileReader(document, dialect, db, places, naming_of(document, naming)).run();
    resolve_enums(db);
    return db;
}

Database read_models(const std::vector<Document>& documents, const FormDialect& dialect) {
    return read_models(documents, dialect, Naming{});
}

} // namespace migrate::forms
