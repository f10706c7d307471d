// Steps whose SQL the author has written: raw objects, scripts, assertions. The same on every
// database but for its syntax.
#pragma once

#include "migrate/dialect.hpp"

#include <string>
#include <vector>

namespace migrate {

class AuthorStatements {
  public:
    // `before` knows the raw objects of the steps so far.
    AuthorStatements(const sql::Syntax& syntax, const Database& before)
        : syntax_(syntax),
          before_(before) {}

    std::vector<Statement> create(const CreateRaw& op) const { return split(op.object.create); }
    std::vector<Statement> alter(const AlterRaw& op) const;
    std::vector<Statement> drop(const DropRaw& op) const;
    std::vector<Statement> script(const Sql& op) const;
    std::vector<Statement> probe(const Assert& op) const;
    [[noreturn]] static void refuse(const Irreversible& op);

  private:
    std::vector<Statement> split(const std::string& script) const;
    std::string known_drop(const std::string& name) const;

    const sql::Syntax& syntax_;
    const Database& before_;
};

} // namespace migrate
