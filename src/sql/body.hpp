// Whether a semicolon ends the statement that it stands in, or belongs to a body in it.
#pragma once

#include "sql/token.hpp"

#include <variant>
#include <vector>

namespace migrate::sql {

// CREATE TRIGGER ... BEGIN ...; END. The body ends at an END that follows a semicolon, and at no
// other: `end` and `begin` may be names of columns, and CASE has an END of its own.
class TriggerBody {
  public:
    void see(const Token& token);
    bool holds_semicolon() const { return begun_ && !ended_; }

  private:
    enum class Phase { header, create, trigger, other };
    Phase phase_ = Phase::header;
    bool begun_ = false;
    bool ended_ = false;
    bool after_semicolon_ = false;
};

// CREATE FUNCTION ... BEGIN ATOMIC ...; END, and the parentheses of CREATE RULE ... DO (...; ...).
class AtomicBody {
  public:
    void see(const Token& token);
    bool holds_semicolon() const { return depth_ > 0; }

  private:
    enum class Phase { start, create, routine, rule, other };
    void see_header(const Token& token);
    void see_routine(const Token& token);

    Phase phase_ = Phase::start;
    int depth_ = 0;
    Token previous_;
};

// Stored programs: BEGIN ... END and IF, CASE, LOOP, REPEAT, WHILE, FOR with their ENDs. Most of
// these words are also functions or names, so they count only where a statement begins.
class CompoundBody {
  public:
    void see(const Token& token);
    bool holds_semicolon() const { return !blocks_.empty(); }

  private:
    enum class Phase { start, begin, create, program, other };
    enum class Block : char { statement, repeat, case_expression };

    void see_start(const Token& token);
    void see_create(const Token& token);
    void see_program(const Token& token);
    bool starts_statement() const;
    bool starts_body(const Token& token) const;
    void open(const Token& token);
    bool inside(Block block) const { return !blocks_.empty() && blocks_.back() == block; }

    Phase phase_ = Phase::start;
    std::vector<Block> blocks_;
    Token previous_;
    bool previous_started_ = false; // a statement
    bool declaring_ = false;        // the statement at hand is a DECLARE
    bool handler_ = false;          // ... HANDLER FOR, which a block may follow
};

// One of them, as the dialect says; made anew for each statement.
using Body = std::variant<TriggerBody, AtomicBody, CompoundBody>;
Body body_of(const Syntax& syntax);

} // namespace migrate::sql
