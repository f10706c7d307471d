#include "property/random_mutation.hpp"

#include "property/subject.hpp"

namespace migrate::test {
namespace {

class Mutation {
  public:
    Mutation(const Subject& subject, SchemaPair& pair, Random& random, NameSource& names,
             PartMaker& parts)
        : subject_(subject),
          pair_(pair),
          schema_(pair.b),
          random_(random),
          names_(names),
          parts_(parts) {}

    void run() {
        Table* table = any_table();
        if (table == nullptr || random_.percent(20))
            return whole_object();
        switch (random_.below(4)) {
        case 0:
            return table_itself(*table);
        case 1:
            return key_or_constraint(*table);
        case 2:
            return index_or_trigger(*table);
        default:
            return column(*table);
        }
    }

  private:
    Table* any_table() {
        std::vector<Table*> found;
        for (Table& table : schema_.db.tables)
            if (table.virtual_module.empty())
                found.push_back(&table);
        return found.empty() ? nullptr : random_.pick(found);
    }

    template <class T>
    void drop_one(std::vector<T>& list) {
        if (!list.empty())
            list.erase(list.begin() + static_cast<std::ptrdiff_t>(random_.below(list.size())));
    }
    template <class T>
    void add(std::vector<T>& list, std::optional<T> item) {
        if (item)
            list.push_back(*std::move(item));
    }
    void rename(const std::string& key) { schema_.names[key] = names_.next(); }

    void fill(const Table& table, const Column& column) {
        if (!column.default_value && !column.generated)
            pair_.fills[column.name] = subject_.fill_value(column, table);
    }

    void whole_object();
    void new_table();
    void enumeration();
    void table_itself(Table& table);
    void column(Table& table);
    void alter_column(Table& table, Column& column);
    void key_or_constraint(Table& table);
    void foreign_key(Table& table);
    void index_or_trigger(Table& table);
    void alter_index(Table& table, Index& index);
    void view();

    const Subject& subject_;
    SchemaPair& pair_;
    KeyedSchema& schema_;
    Random& random_;
    NameSource& names_;
    PartMaker& parts_;
};

void Mutation::new_table() {
    Table table;
    table.name.name = parts_.key(schema_, 't');
    table.strict = random_.percent(20);
    for (std::size_t i = random_.between(1, 5); i > 0; --i)
        table.columns.push_back(parts_.column(schema_, table));
    parts_.decorate(schema_, table);
    table.primary_key = parts_.primary_key(schema_, table);
    add(table.indexes, parts_.index(schema_, table));
    add(table.checks, parts_.check(schema_, table));
    if (const Table* parent = any_table())
        add(table.foreign_keys, parts_.foreign_key(schema_, table, *parent));
    const std::size_t place = random_.below(schema_.db.tables.size() + 1);
    schema_.db.tables.insert(schema_.db.tables.begin() + static_cast<std::ptrdiff_t>(place), table);
}

void Mutation::enumeration() {
    auto& enums = schema_.db.enums;
    if (enums.empty() || random_.percent(20))
        return enums.push_back(parts_.enumeration(schema_));
    EnumType& type = random_.pick(enums);
    switch (random_.below(4)) {
    case 0:
        return rename(type.name.name);
    case 1:
        return random_.shuffle(type.values);
    case 2:
        if (type.values.back() != enum_default)
            type.values.pop_back();
        return;
    default:
        return parts_.add_value(type);
    }
}

void Mutation::whole_object() {
    auto& tables = schema_.db.tables;
    switch (random_.below(10)) {
    case 8:
    case 9:
        return enumeration();
    case 0:
    case 1:
        return new_table();
    case 2:
        if (tables.size() > 1)
            drop_one(tables);
        return;
    case 3:
        if (!tables.empty())
            rename(random_.pick(tables).name.name);
        return;
    case 4:
    case 5:
        return parts_.own_object(schema_);
    default:
        return view();
    }
}

void Mutation::view() {
    auto& views = schema_.db.views;
    if (views.empty() || random_.percent(25)) {
        views.push_back(parts_.view(schema_));
        return;
    }
    View& view = random_.pick(views);
    switch (random_.below(4)) {
    case 0:
        return drop_one(views);
    case 1:
        return rename(view.name.name);
    case 2:
        if (view.triggers.empty())
            view.triggers.push_back(parts_.instead_of(schema_));
        else
            drop_one(view.triggers);
        return;
    default: { // never over views: a cycle is no schema
        KeyedSchema only_tables = schema_;
        only_tables.db.views.clear();
        std::size_t columns = 0;
        view.columns.clear();
        view.as = parts_.query(only_tables, columns, view.name.name);
    }
    }
}

void Mutation::table_itself(Table& table) {
    switch (random_.below(4)) {
    case 0:
        return rename(table.name.name);
    case 1:
        return column(table);
    default:
        return parts_.alter_own(schema_, table);
    }
}

void Mutation::column(Table& table) {
    auto& columns = table.columns;
    switch (random_.below(6)) {
    case 0:
    case 1: {
        const Column made = parts_.column(schema_, table);
        const std::size_t place =
            random_.percent(60) ? columns.size() : random_.below(columns.size() + 1);
        if (!made.nullable)
            fill(table, made);
        columns.insert(columns.begin() + static_cast<std::ptrdiff_t>(place), made);
        return;
    }
    case 2:
        if (columns.size() > 1)
            drop_one(columns);
        return;
    case 3:
        return rename(random_.pick(columns).name);
    default:
        return alter_column(table, random_.pick(columns));
    }
}

void Mutation::alter_column(Table& table, Column& column) {
    switch (random_.below(9)) {
    case 0:
        if (!column.generated)
            parts_.alter_type(schema_, table, column);
        return;
    case 1:
        column.default_value = parts_.default_value(column, table);
        return;
    case 2:
        column.default_value.reset();
        if (!column.nullable)
            fill(table, column);
        return;
    case 3:
        column.nullable = !column.nullable;
        if (!column.nullable) {
            column.not_null_name = parts_.maybe_key(schema_, 'n', 30);
            fill(table, column);
        }
        return;
    case 7:
        if (column.nullable)
            return;
        if (!column.not_null_name.empty() && random_.percent(60))
            return rename(column.not_null_name);
        column.not_null_name = column.not_null_name.empty() ? parts_.key(schema_, 'n') : "";
        return;
    case 4:
        column.collation = column.collation.empty() ? parts_.collation() : std::string();
        return;
    case 5:
    case 6:
        return parts_.alter_own(schema_, table, column);
    default:
        if (column.generated) {
            column.generated = parts_.generated(table, column);
            if (!column.generated)
                column.nullable = true;
        }
    }
}

void Mutation::key_or_constraint(Table& table) {
    switch (random_.below(9)) {
    case 0:
        if (table.primary_key && random_.percent(30)) {
            table.primary_key.reset();
            return;
        }
        if (table.primary_key && table.primary_key->columns.size() == 1 && random_.percent(40)) {
            table.primary_key->in_column = !table.primary_key->in_column;
            return;
        }
        table.primary_key = parts_.primary_key(schema_, table);
        return;
    case 1:
        return add(table.uniques, parts_.unique(schema_, table));
    case 2:
        return drop_one(table.uniques);
    case 3:
        if (!table.uniques.empty())
            parts_.alter_own(random_.pick(table.uniques));
        return;
    case 4:
        return add(table.checks, parts_.check(schema_, table));
    case 5:
        return drop_one(table.checks);
    case 6:
        if (!table.checks.empty())
            random_.pick(table.checks).expression =
                parts_.check_expression(table, random_.pick(table.columns));
        return;
    default:
        return foreign_key(table);
    }
}

void Mutation::foreign_key(Table& table) {
    auto& keys = table.foreign_keys;
    if (keys.empty() || random_.percent(30)) {
        if (const Table* parent = any_table())
            add(keys, parts_.foreign_key(schema_, table, *parent));
        return;
    }
    if (random_.percent(30))
        return drop_one(keys);
    ForeignKey& key = random_.pick(keys);
    (random_.percent(50) ? key.on_delete : key.on_update) = parts_.action();
    if (random_.percent(40))
        key.deferral = parts_.deferral();
}

void Mutation::index_or_trigger(Table& table) {
    switch (random_.below(7)) {
    case 0:
    case 1:
        return add(table.indexes, parts_.index(schema_, table));
    case 2:
        return drop_one(table.indexes);
    case 3:
        if (!table.indexes.empty())
            alter_index(table, random_.pick(table.indexes));
        return;
    case 4:
        table.triggers.push_back(parts_.trigger(schema_, table));
        return;
    case 5:
        return drop_one(table.triggers);
    default:
        if (table.triggers.empty())
            return;
        Trigger& trigger = random_.pick(table.triggers);
        if (random_.percent(50))
            parts_.alter_own(trigger, schema_);
        else
            trigger.timing = trigger.timing == TriggerTiming::after ? TriggerTiming::before
                                                                    : TriggerTiming::after;
    }
}

void Mutation::alter_index(Table& table, Index& index) {
    switch (random_.below(4)) {
    case 0:
        return rename(index.name);
    case 1:
        index.where = index.where.empty() ? parts_.condition(table) : std::string();
        return;
    case 2:
        index.columns.front().desc = !index.columns.front().desc;
        return;
    default:
        if (const auto made = parts_.index(schema_, table)) {
            index.columns = made->columns;
            index.unique = made->unique;
        }
    }
}

} // namespace

void mutate(const Subject& subject, SchemaPair& pair, Random& random, NameSource& names,
            PartMaker& parts) {
    Mutation(subject, pair, random, names, parts).run();
}

} // namespace migrate::test
