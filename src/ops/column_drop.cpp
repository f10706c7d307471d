#include "ops/column_drop.hpp"

#include "migrate/error.hpp"
#include "ops/objects.hpp"
#include "schema/attribute_roles.hpp"
#include "sql/rewrite.hpp"

#include <algorithm>

namespace migrate::ops {
namespace {

class Dropper {
  public:
    Dropper(Database& db, const DropColumn& op, const sql::Syntax& syntax)
        : db_(db),
          op_(op),
          syntax_(syntax) {}

    void drop_references() const {
        for (Table& other : db_.tables)
            if (!same_name(other.name, op_.table, db_.folding))
                std::erase_if(other.foreign_keys,
                              [&](const ForeignKey& key) { return refers_to_it(key); });
    }

    void refuse_references() const {
        for (const Table& other : db_.tables) {
            if (same_name(other.name, op_.table, db_.folding))
                continue;
            for (const ForeignKey& key : other.foreign_keys)
                if (refers_to_it(key))
                    throw Error(ErrorCode::usage,
                                "column " + to_string(op_.table) + "." + op_.column +
                                    " cannot be dropped: a foreign key of table " +
                                    to_string(other.name) + " refers to it")
                        .help("drop that foreign key in a step before");
        }
    }

    void drop_parts(Table& table) const {
        if (table.primary_key && names(table.primary_key->columns))
            table.primary_key.reset();
        std::erase_if(table.uniques, [&](const Unique& u) { return names(u.columns); });
        std::erase_if(table.checks, [&](const Check& c) {
            return same_name(c.in_column, op_.column, db_.folding) || mentions(c.expression);
        });
        std::erase_if(table.foreign_keys, [&](const ForeignKey& key) {
            const bool self = same_name(key.table, table.name, db_.folding);
            return has(key.columns) || (self && has(key.referred));
        });
        std::erase_if(table.indexes, [&](const Index& index) {
            return names(index.columns) || mentions(index.where) || names(index.attributes);
        });
        std::erase_if(table.parts, [&](const TablePart& part) {
            return part.kind != PartKind::rule && part.kind != PartKind::partition &&
                   names(part.attributes);
        });
    }

  private:
    bool refers_to_it(const ForeignKey& key) const {
        return same_name(key.table, op_.table, db_.folding) && has(key.referred);
    }

    bool mentions(std::string_view sql) const {
        return sql::mentions_name(sql, op_.column, syntax_);
    }

    bool has(const std::vector<std::string>& columns) const {
        return std::ranges::any_of(
            columns, [&](const std::string& c) { return same_name(c, op_.column, db_.folding); });
    }

    bool names(const std::vector<KeyPart>& parts) const {
        return std::ranges::any_of(parts, [&](const KeyPart& part) {
            return same_name(part.column, op_.column, db_.folding) || mentions(part.expression);
        });
    }

    bool names(const Attributes& attributes) const {
        return std::ranges::any_of(attributes, [&](const Attribute& attribute) {
            const AttributeRole role = role_of(attribute.key);
            return (role == AttributeRole::columns &&
                    std::ranges::any_of(attribute.value.items(),
                                        [&](const Node& element) { return names(element); })) ||
                   (role == AttributeRole::expression && mentions(attribute.value.text()));
        });
    }

    // A name, or { column = , ... } or { sql = , ... }.
    bool names(const Node& element) const {
        const Node* column = element.is_table() ? element.find("column") : &element;
        const Node* sql = element.is_table() ? element.find("sql") : nullptr;
        return (column && same_name(column->text(), op_.column, db_.folding)) ||
               (sql && mentions(sql->text()));
    }

    Database& db_;
    const DropColumn& op_;
    const sql::Syntax& syntax_;
};

} // namespace

void drop_what_names_column(Database& db, Table& table, const DropColumn& op,
                            const sql::Syntax& syntax) {
    const Dropper dropper(db, op, syntax);
    if (op.cascade)
        dropper.drop_references();
    else
        dropper.refuse_references();
    dropper.drop_parts(table);
    drop_what_is_owned(db, op.table, op.column);
}

} // namespace migrate::ops
