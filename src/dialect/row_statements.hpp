// Operations on rows as SQL that SQLite and PostgreSQL share.
#pragma once

#include "migrate/dialect.hpp"

#include <string>
#include <vector>

namespace migrate {

class RowStatements {
  public:
    // `same` compares two values and finds NULL too.
    RowStatements(const sql::Syntax& syntax, const Ddl& ddl, NameFolding folding, std::string same)
        : syntax_(syntax),
          ddl_(ddl),
          folding_(folding),
          same_(std::move(same)) {}

    std::vector<Statement> insert(const InsertRows& op) const;
    std::vector<Statement> update(const UpdateRows& op) const;
    std::vector<Statement> remove(const DeleteRows& op) const;

    // "UPDATE t SET a = 1", and a WHERE of the conditions that are not empty.
    std::string update_text(const QualifiedName& table, const RowValues& set) const;
    static std::string where_text(const std::vector<std::string>& conditions);

  private:
    std::string name(std::string_view name) const;
    std::string name(const QualifiedName& name) const;
    std::string names(const std::vector<std::string>& names) const;
    std::string in_expression(const Value& value) const;
    std::string on_conflict(const InsertRows& op, const std::vector<std::string>& columns) const;
    std::string row_condition(const RowValues& row) const;
    bool is_one_of(const std::vector<std::string>& names, const std::string& name) const;

    const sql::Syntax& syntax_;
    const Ddl& ddl_;
    NameFolding folding_;
    std::string same_;
};

} // namespace migrate
