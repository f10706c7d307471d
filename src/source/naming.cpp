#include "source/naming.hpp"

#include "config/naming.hpp"
#include "sql/rewrite.hpp"

namespace migrate::source {
namespace {

class Namer {
  public:
    Namer(const Table& table, const Naming& naming, const sql::Syntax& syntax,
          std::size_t max_bytes)
        : table_(table),
          naming_(naming),
          syntax_(syntax),
          max_bytes_(max_bytes) {}

    void name(PrimaryKey& key) const {
        give(key.name, naming_.primary_key, columns(key.columns), {});
    }
    void name(Unique& unique) const {
        give(unique.name, naming_.unique, columns(unique.columns), {});
    }
    void name(Index& index) const { give(index.name, naming_.index, columns(index.columns), {}); }
    void name(ForeignKey& key) const {
        give(key.name, naming_.foreign_key, key.columns, key.table.name);
    }
    void name(Check& check) const {
        std::vector<std::string> named = columns_in(check.expression);
        if (named.empty() && !check.in_column.empty())
            named.push_back(check.in_column);
        give(check.name, naming_.check, named, {});
    }

  private:
    void give(std::string& name, const std::string& pattern,
              const std::vector<std::string>& columns, const std::string& referred) const {
        if (name.empty() && !pattern.empty())
            name = constraint_name(pattern, table_.name.name, columns, referred, max_bytes_);
    }

    std::vector<std::string> columns_in(const std::string& expression) const {
        std::vector<std::string> found;
        for (const Column& column : table_.columns)
            if (sql::mentions_name(expression, column.name, syntax_))
                found.push_back(column.name);
        return found;
    }

    std::vector<std::string> columns(const std::vector<KeyPart>& parts) const {
        std::vector<std::string> names;
        for (const KeyPart& part : parts) {
            if (!part.column.empty())
                names.push_back(part.column);
            else
                for (const std::string& column : columns_in(part.expression))
                    names.push_back(column);
        }
        return names;
    }

    const Table& table_;
    const Naming& naming_;
    const sql::Syntax& syntax_;
    std::size_t max_bytes_;
};

} // namespace

void apply_naming(Database& model, const Naming& naming, const sql::Syntax& syntax,
                  std::size_t max_bytes) {
    for (Table& table : model.tables) {
        const Namer namer(table, naming, syntax, max_bytes);
        if (table.primary_key)
            namer.name(*table.primary_key);
        for (Unique& unique : table.uniques)
            namer.name(unique);
        for (Check& check : table.checks)
            namer.name(check);
        for (ForeignKey& key : table.foreign_keys)
            namer.name(key);
        for (Index& index : table.indexes)
            namer.name(index);
    }
}

} // namespace migrate::source
