// The clauses of a stored CREATE TABLE: what stands in a column's definition behind its name, and
// the table constraints. Part of parse_stored_table().
#pragma once

#include "dialect/sqlite/stored_table.hpp"

namespace migrate::sqlite {

// Reads clauses at the cursor into the table.
class ClauseParser {
  public:
    ClauseParser(sql::Cursor& cursor, Table& table) : cursor_(cursor), table_(table) {}

    // The declared type, which may be empty.
    Range type();
    Clause column_clause(Column& column);

    bool table_constraint_here() const;
    Clause table_clause();

  private:
    Clause named_clause(std::string& name);
    ClauseKind column_body(Column& column, const std::string& name, Clause& clause);
    bool value_clause(Column& column, ClauseKind& kind);
    bool null_clause(Column& column, const std::string& name, ClauseKind& kind);
    bool key_clause(Column& column, const std::string& name, Clause& clause);
    ClauseKind table_body(const std::string& name, Clause& clause);
    void default_value(Column& column);
    void generated(Column& column);
    void column_key(Column& column, const std::string& name);
    void table_key(const std::string& name);
    void set_key(PrimaryKey key, bool autoincrement);
    void check(const std::string& name, const std::string& in_column, Clause& clause);
    void references(ForeignKey& key);
    void on_action(ForeignKey& key);
    FkAction action();
    std::optional<Deferral> deferral();
    void late_deferral(Clause& clause);
    bool generated_always_here() const;

    sql::Cursor& cursor_;
    Table& table_;
};

} // namespace migrate::sqlite
