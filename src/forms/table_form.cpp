#include "forms/table_form.hpp"

#include "forms/attribute_form.hpp"
#include "forms/naming.hpp"
#include "forms/schema_object_form.hpp"
#include "schema/words.hpp"

#include <algorithm>

namespace migrate::forms {
namespace {

// Calls `read` with name, value and place of each member of a group.
template <class F>
void each_member(const Fields& fields, std::string_view group, F read) {
    if (const Node* members = fields.find(group))
        for (const Node::Member& member : members->members())
            read(member.key, member.value, member.key_pos);
}

bool in_primary_key(const Table& table, const std::string& column, NameFolding folding) {
    return table.primary_key &&
           std::ranges::any_of(table.primary_key->columns, [&](const KeyPart& part) {
               return same_name(part.column, column, folding);
           });
}

bool null_unless_said(const Table& table, const Column& column, const FormDialect& dialect) {
    const bool in_key = in_primary_key(table, column.name, dialect.folding);
    const bool own_key = in_key && table.primary_key && table.primary_key->in_column;
    const PrimaryKey* own = own_key ? &*table.primary_key : nullptr;
    return null_by_default(column, in_key, own, table.without_rowid, dialect);
}

class TableReader {
  public:
    TableReader(const Reader& reader, const Fields& fields, Table& table, const Naming& naming)
        : reader_(reader),
          fields_(fields),
          table_(table),
          naming_(naming) {}

    void run() {
        table_.strict = fields_.flag("strict");
        table_.without_rowid = fields_.flag("without_rowid");
        table_.virtual_module = fields_.sql("virtual");
        table_.comment = fields_.text("comment");
        table_.renamed_from = fields_.text("renamed_from");
        table_.attributes = read_attributes(fields_, kind_of("table"));
        read_columns();
        read_groups();
        apply_naming(table_, naming_, reader_.dialect);
        if (const Node* unnamed = fields_.find("unnamed"))
            for (const Node& item : unnamed->items())
                if (counts_here(item, reader_.dialect))
                    read_unnamed(item);
        settle_null();
    }

  private:
    void read_columns() {
        each_member(fields_, "column",
                    [&](const std::string& name, const Node& value, NodePos pos) {
                        ColumnForm form = read_column(reader_, name, value, pos);
                        if (!form.says_null)
                            silent_.push_back(table_.columns.size());
                        take_parts(form.definition, pos);
                        table_.columns.push_back(std::move(form.definition.column));
                    });
    }

    void take_parts(ColumnDefinition& definition, NodePos pos) {
        if (definition.primary_key)
            set_primary_key(std::move(*definition.primary_key), pos);
        if (definition.unique)
            table_.uniques.push_back(std::move(*definition.unique));
        std::ranges::move(definition.checks, std::back_inserter(table_.checks));
        if (definition.foreign_key)
            table_.foreign_keys.push_back(std::move(*definition.foreign_key));
        if (definition.index)
            table_.indexes.push_back(std::move(*definition.index));
    }

    void set_primary_key(PrimaryKey key, NodePos pos) {
        if (table_.primary_key)
            throw reader_
                .error(pos, "table \"" + to_string(table_.name) + "\" has two primary keys")
                .help("a key of several columns is one list: primary_key = [\"a\", \"b\"]");
        table_.primary_key = std::move(key);
    }

    void read_groups() {
        if (const Node* key = fields_.find("primary_key"))
            set_primary_key(read_primary_key(reader_, *key, key->pos), key->pos);
        each_member(fields_, "unique", [&](const auto& name, const Node& value, NodePos pos) {
            table_.uniques.push_back(read_unique(reader_, name, value, pos));
        });
        each_member(fields_, "check", [&](const auto& name, const Node& value, NodePos pos) {
            table_.checks.push_back(read_check(reader_, name, value, pos));
        });
        each_member(fields_, "foreign_key", [&](const auto& name, const Node& value, NodePos pos) {
            table_.foreign_keys.push_back(read_foreign_key(reader_, name, value, pos));
        });
        each_member(fields_, "index", [&](const auto& name, const Node& value, NodePos pos) {
            table_.indexes.push_back(read_index(reader_, name, value, pos));
        });
        each_member(fields_, "trigger", [&](const auto& name, const Node& value, NodePos pos) {
            table_.triggers.push_back(read_trigger(reader_, name, value, pos));
        });
        for (const PartWord& known : part_words())
            each_member(fields_, known.word, [&](const auto& name, const Node& value, NodePos pos) {
                table_.parts.push_back(read_table_part(reader_, known.kind, name, value, pos));
            });
    }

    // { unique = [...], ... }: the key that names the kind holds the columns or the expression.
    static Node part_of(const Node& item, const char* kind, const char* content) {
        Node table = item;
        for (Node::Member& member : table.members())
            if (member.key == kind && !member.value.is_boolean()) {
                member.key = content;
                break;
            }
        return table;
    }

    void read_unnamed(const Node& item) {
        const auto has = [&](const char* kind) {
            const Node* value = item.find(kind);
            return value && !value->is_boolean();
        };
        if (has("foreign_key"))
            table_.foreign_keys.push_back(
                read_foreign_key(reader_, "", part_of(item, "foreign_key", "columns"), item.pos));
        else if (has("check"))
            table_.checks.push_back(
                read_check(reader_, "", part_of(item, "check", "expression"), item.pos));
        else if (has("index"))
            table_.indexes.push_back(
                read_index(reader_, "", part_of(item, "index", "columns"), item.pos));
        else if (has("unique"))
            table_.uniques.push_back(
                read_unique(reader_, "", part_of(item, "unique", "columns"), item.pos));
        else if (database_of(reader_.dialect) == on::postgresql)
            table_.parts.push_back(read_table_part(reader_, PartKind::exclude, "",
                                                   part_of(item, "exclude", "columns"), item.pos));
        else
            throw reader_.error(item.pos, "an exclusion constraint is PostgreSQL only: write "
                                          "only = [\"postgresql\"] beside it");
    }

    // Only now is it known which columns stand in the primary key.
    void settle_null() {
        for (const std::size_t at : silent_) {
            Column& column = table_.columns[at];
            column.nullable = null_unless_said(table_, column, reader_.dialect);
        }
    }

    const Reader& reader_;
    const Fields& fields_;
    Table& table_;
    const Naming& naming_;
    std::vector<std::size_t> silent_; // columns that do not say whether they may be NULL
};

class TableWriter {
  public:
    TableWriter(const Table& table, const FormDialect& dialect)
        : table_(table),
          dialect_(dialect) {}

    Node write() {
        put_text("comment", table_.comment);
        put_text("renamed_from", table_.renamed_from);
        write_columns();
        write_keys();
        write_parts();
        write_indexes();
        write_attributes(node_, table_.attributes, kind_of("table"));
        put_flag("strict", table_.strict);
        put_flag("without_rowid", table_.without_rowid);
        put_text("virtual", table_.virtual_module);
        for (const Trigger& trigger : table_.triggers)
            node_["trigger"].add(trigger.name, trigger_table(trigger, dialect_));
        restore(node_, kind_of("table"), table_.overrides, dialect_);
        return std::move(node_);
    }

  private:
    void put_text(const char* key, const std::string& text) {
        if (!text.empty())
            node_.add(key, Node::string(text));
    }
    void put_flag(const char* key, bool value) {
        if (value)
            node_.add(key, Node::boolean(true));
    }

    void write_columns() {
        definitions_ = definitions_of(table_);
        for (const ColumnDefinition& definition : definitions_)
            node_["column"].add(definition.column.name,
                                write_column(definition,
                                             null_unless_said(table_, definition.column, dialect_),
                                             dialect_));
    }

    // Whether a part stands in a column's definition already.
    template <class Part, class Held>
    bool in_definition(const Part& part, Held held) const {
        return std::ranges::any_of(definitions_, [&](const ColumnDefinition& definition) {
            return held(definition, part);
        });
    }

    void unnamed(const char* kind, const char* content, Node table) {
        for (Node::Member& member : table.members())
            if (member.key == content)
                member.key = kind;
        std::ranges::stable_sort(table.members(), {},
                                 [&](const Node::Member& member) { return member.key != kind; });
        if (unnamed_.is_null())
            unnamed_ = Node::array();
        unnamed_.push_back(std::move(table));
    }

    void add(const char* kind, const char* content, const std::string& name, Node table) {
        if (name.empty())
            return unnamed(kind, content, std::move(table));
        node_[kind].add(name, shortened(std::move(table), kind_of(kind)));
    }

    void write_keys() {
        const auto held_key = [](const ColumnDefinition& d, const PrimaryKey&) {
            return d.primary_key.has_value();
        };
        if (table_.primary_key && !in_definition(*table_.primary_key, held_key))
            node_.add("primary_key", shortened(primary_key_table(*table_.primary_key, dialect_),
                                               kind_of("primary_key")));
        const auto held_unique = [](const ColumnDefinition& d, const Unique& u) {
            return u.in_column && d.unique == u;
        };
        for (const Unique& unique : table_.uniques)
            if (!in_definition(unique, held_unique))
                add("unique", "columns", unique.name, unique_table(unique, dialect_));
        const auto held_check = [](const ColumnDefinition& d, const Check& c) {
            return std::ranges::find(d.checks, c) != d.checks.end();
        };
        for (const Check& check : table_.checks)
            if (!in_definition(check, held_check))
                add("check", "expression", check.name, check_table(check, dialect_));
        const auto held_foreign_key = [](const ColumnDefinition& d, const ForeignKey& f) {
            return f.in_column && d.foreign_key == f;
        };
        for (const ForeignKey& key : table_.foreign_keys)
            if (!in_definition(key, held_foreign_key))
                add("foreign_key", "columns", key.name, foreign_key_table(key, dialect_));
    }

    void write_parts() {
        for (const TablePart& part : table_.parts) {
            const std::string kind(word_of(part.kind));
            Node table = table_part_table(part, dialect_);
            if (part.name.empty() && part.kind == PartKind::exclude)
                unnamed("exclude", "columns", std::move(table));
            else
                node_[kind].add(part.name, shortened(std::move(table), kind_of(kind)));
        }
    }

    void write_indexes() {
        const auto held = [](const ColumnDefinition& d, const Index& i) {
            return i.in_column && d.index == i;
        };
        for (const Index& index : table_.indexes)
            if (!in_definition(index, held))
                add("index", "columns", index.name, index_table(index, dialect_));
        if (!unnamed_.is_null())
            node_.add("unnamed", unnamed_);
    }

    const Table& table_;
    const FormDialect& dialect_;
    std::vector<ColumnDefinition> definitions_;
    Node node_ = Node::table();
    Node unnamed_;
};

// The definition that a part on a single column was written in.
ColumnDefinition* definition_named(std::vector<ColumnDefinition>& definitions,
                                   const std::string& column) {
    const auto found = std::ranges::find_if(
        definitions, [&](const ColumnDefinition& d) { return d.column.name == column; });
    return found == definitions.end() ? nullptr : &*found;
}

// The first part of a kind goes into the definition; a second one has no shorthand there.
template <class Part, class Columns>
void place(std::vector<ColumnDefinition>& definitions, const std::vector<Part>& parts,
           std::optional<Part> ColumnDefinition::* slot, Columns column_of) {
    for (const Part& part : parts) {
        if (!part.in_column)
            continue;
        ColumnDefinition* definition = definition_named(definitions, column_of(part));
        if (definition && !(definition->*slot))
            definition->*slot = part;
    }
}

std::string single_column(const std::vector<KeyPart>& parts) {
    return parts.size() == 1 ? parts.front().column : std::string();
}

} // namespace

std::vector<ColumnDefinition> definitions_of(const Table& table) {
    std::vector<ColumnDefinition> definitions;
    for (const Column& column : table.columns) {
        definitions.emplace_back();
        definitions.back().column = column;
    }
    if (table.primary_key && table.primary_key->in_column)
        if (ColumnDefinition* own =
                definition_named(definitions, single_column(table.primary_key->columns)))
            own->primary_key = table.primary_key;
    // A collation or an order of its own has no word in the shorthand.
    const auto unique_column = [](const Unique& unique) {
        return unique.columns == parts_of({single_column(unique.columns)})
                   ? single_column(unique.columns)
                   : std::string();
    };
    place(definitions, table.uniques, &ColumnDefinition::unique, unique_column);
    place(definitions, table.foreign_keys, &ColumnDefinition::foreign_key,
          [](const ForeignKey& key) {
              return key.columns.size() == 1 ? key.columns.front() : std::string();
          });
    place(definitions, table.indexes, &ColumnDefinition::index,
          [](const Index& index) { return single_column(index.columns); });
    for (const Check& check : table.checks)
        if (!check.in_column.empty())
            if (ColumnDefinition* own = definition_named(definitions, check.in_column))
                own->checks.push_back(check);
    return definitions;
}

Table read_table(const Reader& reader, QualifiedName name, const Node& node, NodePos pos,
                 const Naming& naming) {
    Table table;
    table.name = std::move(name);
    Fields fields = fields_of(reader, node, kind_of("table"));
    TableReader(reader, fields, table, naming).run();
    table.overrides = std::move(fields.overrides());
    table.declared_at = reader.at(pos);
    return table;
}

Node write_table(const Table& table, const FormDialect& dialect) {
    return TableWriter(table, dialect).write();
}

Node constraint_table(const Constraint& constraint, const FormDialect& dialect) {
    if (const auto* key = std::get_if<PrimaryKey>(&constraint))
        return primary_key_table(*key, dialect);
    if (const auto* unique = std::get_if<Unique>(&constraint))
        return unique_table(*unique, dialect);
    if (const auto* check = std::get_if<Check>(&constraint))
        return check_table(*check, dialect);
    return foreign_key_table(std::get<ForeignKey>(constraint), dialect);
}

Constraint read_constraint(const Reader& reader, ConstraintKind kind, std::string name,
                           const Node& value, NodePos pos) {
    switch (kind) {
    case ConstraintKind::primary_key:
        return read_primary_key(reader, value, pos);
    case ConstraintKind::unique:
        return read_unique(reader, std::move(name), value, pos);
    case ConstraintKind::check:
        return read_check(reader, std::move(name), value, pos);
    case ConstraintKind::foreign_key:
        break;
    }
    return read_foreign_key(reader, std::move(name), value, pos);
}

} // namespace migrate::forms
