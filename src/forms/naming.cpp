#include "forms/naming.hpp"

#include "config/naming.hpp"
#include "sql/rewrite.hpp"
#include "sql/syntax.hpp"

namespace migrate::forms {
namespace {

class Namer {
  public:
    Namer(const Table& table, const FormDialect& dialect) : table_(table), dialect_(dialect) {}

    void name(std::string& name, const std::string& name_template,
              const std::vector<std::string>& columns, const std::string& referred = {}) const {
        if (name.empty() && !name_template.empty())
            name = constraint_name(name_template, table_.name.name, columns, referred,
                                   dialect_.max_name_bytes);
    }

    std::vector<std::string> columns_of(const std::vector<KeyPart>& parts) const {
        std::vector<std::string> columns;
        for (const KeyPart& part : parts)
            if (!part.column.empty())
                columns.push_back(part.column);
            else
                for (std::string& named : named_in(part.expression))
                    columns.push_back(std::move(named));
        return columns;
    }

    // The columns that an expression names, in the order of the table.
    std::vector<std::string> named_in(const std::string& expression) const {
        const sql::Syntax& syntax = dialect_.syntax ? *dialect_.syntax : sql::sqlite_syntax();
        std::vector<std::string> columns;
        for (const Column& column : table_.columns)
            if (sql::mentions_name(expression, column.name, syntax))
                columns.push_back(column.name);
        return columns;
    }

  private:
    const Table& table_;
    const FormDialect& dialect_;
};

} // namespace

void apply_naming(Table& table, const Naming& naming, const FormDialect& dialect) {
    const Namer namer(table, dialect);
    if (table.primary_key)
        namer.name(table.primary_key->name, naming.primary_key,
                   namer.columns_of(table.primary_key->columns));
    for (Unique& unique : table.uniques)
        namer.name(unique.name, naming.unique, namer.columns_of(unique.columns));
    for (Check& check : table.checks) {
        std::vector<std::string> columns = namer.named_in(check.expression);
        if (columns.empty() && !check.in_column.empty())
            columns.push_back(check.in_column);
        namer.name(check.name, naming.check, columns);
    }
    for (ForeignKey& key : table.foreign_keys)
        namer.name(key.name, naming.foreign_key, key.columns, key.table.name);
    for (Index& index : table.indexes)
        namer.name(index.name, naming.index, namer.columns_of(index.columns));
}

void apply_naming(Database& db, const Naming& naming, const FormDialect& dialect) {
    for (Table& table : db.tables)
        apply_naming(table, naming, dialect);
}

} // namespace migrate::forms
