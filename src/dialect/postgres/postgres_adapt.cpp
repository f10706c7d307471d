#include "dialect/postgres/postgres_adapt.hpp"

#include "dialect/postgres/postgres_names.hpp"
#include "dialect/postgres/postgres_objects.hpp"
#include "dialect/postgres/postgres_partitions.hpp"
#include "dialect/postgres/postgres_types.hpp"
#include "sql/syntax.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <limits>

namespace migrate::postgres {

namespace {

void forget(std::optional<long long>& value, long long standard) {
    if (value == standard)
        value.reset();
}

long long largest(const Column& column) {
    const std::string type = canonical_type(type_text(column.type));
    if (type == "smallint")
        return std::numeric_limits<short>::max();
    if (type == "integer")
        return std::numeric_limits<int>::max();
    return std::numeric_limits<long long>::max();
}

// Of a sequence that counts upwards:
// https://www.postgresql.org/docs/current/sql-createsequence.html
void adapt(Identity& identity, const Column& column) {
    forget(identity.increment, 1);
    forget(identity.cache, 1);
    if (identity.increment && *identity.increment < 0)
        return;
    forget(identity.start, identity.min.value_or(1));
    forget(identity.min, 1);
    forget(identity.max, largest(column));
}

void adapt(Column& column) {
    if (const std::string_view base = serial_base(column.type.text); !base.empty()) {
        column.type = parse_type(base);
        column.nullable = false;
        if (!column.identity) {
            column.identity.emplace();
            column.identity->serial = true;
        }
    }
    if (column.identity)
        adapt(*column.identity, column);
}

void adapt(ForeignKey& key) {
    if (key.deferral == Deferral::not_deferrable)
        key.deferral.reset();
    if (text::equals_folded(key.match, "simple"))
        key.match.clear();
}

// A statistics object has its columns in the order of the table, and expressions behind them.
void order_statistics(Table& table) {
    const auto place = [&](const Node& element) {
        const auto is_it = [&](const Column& column) {
            return element.is_string() && column.name == element.text();
        };
        return std::ranges::find_if(table.columns, is_it) - table.columns.begin();
    };
    for (TablePart& part : table.parts)
        if (const Node* columns = attribute(part.attributes, "columns");
            columns && part.kind == PartKind::statistics) {
            Node ordered = *columns;
            std::ranges::stable_sort(ordered.items(), {}, place);
            set_attribute(part.attributes, "columns", std::move(ordered));
        }
}

void require_key_columns(Table& table) {
    if (!table.primary_key)
        return;
    for (const KeyPart& part : table.primary_key->columns)
        if (Column* column = find_named(table.columns, part.column, NameFolding::exact))
            column->nullable = false;
}

const QualifiedName* changed_table(const Op& op) {
    return std::visit(
        [](const auto& each) -> const QualifiedName* {
            using T = std::decay_t<decltype(each)>;
            if constexpr (std::is_same_v<T, CreateTable>)
                return &each.table.name;
            else if constexpr (std::is_same_v<T, AlterTable>)
                return &each.name;
            else if constexpr (std::is_same_v<T, AddColumn> || std::is_same_v<T, AlterColumn> ||
                               std::is_same_v<T, AddConstraint> ||
                               std::is_same_v<T, AlterConstraint> || std::is_same_v<T, CreateIndex>)
                return &each.table;
            else
                return nullptr;
        },
        op);
}

} // namespace

void adapt(Database& model) {
    unfold_partitions(model);
    std::erase_if(model.objects, [](const SchemaObject& object) {
        return is_always_there(name_of(object)) && object.attributes.empty() &&
               object.comment.empty();
    });
    for (Table& table : model.tables) {
        for (Column& column : table.columns)
            adapt(column);
        for (ForeignKey& key : table.foreign_keys)
            adapt(key);
        order_statistics(table);
        require_key_columns(table);
    }
}

void follow(const Op& op, Database& db) {
    if (const std::optional<Op> other = as_table_operation(op))
        return follow(*other, db);
    apply(op, db, sql::postgres_syntax());
    follow_partition(op, db);
    const QualifiedName* name = changed_table(op);
    Table* table = name ? find_table(db, *name) : nullptr;
    if (!table)
        return;
    for (Column& column : table->columns)
        adapt(column);
    require_key_columns(*table);
    name_parts(*table, db);
}

} // namespace migrate::postgres
