#include "sql/body.hpp"

#include <algorithm>
#include <initializer_list>

namespace migrate::sql {

namespace {

bool is_any(const Token& token, std::initializer_list<std::string_view> keywords) {
    return std::ranges::any_of(keywords, [&](std::string_view word) { return token.is(word); });
}

} // namespace

void TriggerBody::see(const Token& token) {
    if (phase_ == Phase::header && token.is("create")) {
        phase_ = Phase::create;
    } else if (phase_ == Phase::header && !is_any(token, {"explain", "query", "plan"})) {
        phase_ = Phase::other;
    } else if (phase_ == Phase::create && !is_any(token, {"temp", "temporary"})) {
        phase_ = token.is("trigger") ? Phase::trigger : Phase::other;
    } else if (phase_ == Phase::trigger) {
        ended_ = begun_ && after_semicolon_ && token.is("end");
        begun_ = begun_ || token.is("begin");
        after_semicolon_ = token.is_punct(';');
    }
}

void AtomicBody::see(const Token& token) {
    if (phase_ == Phase::rule) {
        depth_ += token.is_punct('(') ? 1 : token.is_punct(')') && depth_ > 0 ? -1 : 0;
    } else if (phase_ == Phase::routine) {
        see_routine(token);
    } else {
        see_header(token);
    }
    previous_ = token;
}

void AtomicBody::see_header(const Token& token) {
    if (phase_ == Phase::start) {
        phase_ = token.is("create") ? Phase::create : Phase::other;
    } else if (phase_ == Phase::create && !is_any(token, {"or", "replace"})) {
        phase_ = is_any(token, {"function", "procedure"}) ? Phase::routine
                 : token.is("rule")                       ? Phase::rule
                                                          : Phase::other;
    }
}

void AtomicBody::see_routine(const Token& token) {
    if (depth_ == 0) {
        depth_ = previous_.is("begin") && token.is("atomic") ? 1 : 0;
        return;
    }
    // After a dot or AS even a reserved word is a name.
    if (previous_.is_punct('.') || previous_.is("as")) {
        return;
    }
    depth_ += token.is("case") ? 1 : token.is("end") ? -1 : 0;
}

void CompoundBody::see(const Token& token) {
    const bool starts = phase_ == Phase::program && starts_statement();
    switch (phase_) {
    case Phase::start:
        see_start(token);
        break;
    case Phase::begin:
        phase_ = token.is("not") ? Phase::program : Phase::other;
        if (phase_ == Phase::program) {
            blocks_.push_back(Block::statement);
        }
        break;
    case Phase::create:
        see_create(token);
        break;
    case Phase::program:
        see_program(token);
        break;
    case Phase::other:
        break;
    }
    previous_ = token;
    previous_started_ = starts;
}

void CompoundBody::see_start(const Token& token) {
    if (token.is("begin")) {
        phase_ = Phase::begin; // BEGIN NOT ATOMIC; without these words it begins a transaction
    } else if (is_any(token, {"create", "alter"})) {
        phase_ = Phase::create;
    } else if (is_any(token, {"if", "case", "loop", "repeat", "while", "for"})) {
        phase_ = Phase::program;
        open(token);
    } else {
        phase_ = Phase::other;
    }
}

// Definers, algorithms and other words may stand between CREATE and what is created.
void CompoundBody::see_create(const Token& token) {
    if (is_any(token, {"procedure", "function", "trigger", "event", "package"})) {
        phase_ = Phase::program;
    } else if (is_any(token, {"table", "view", "index", "database", "schema", "user", "role",
                              "server", "tablespace", "sequence", "logfile", "instance"})) {
        phase_ = Phase::other;
    }
}

void CompoundBody::open(const Token& token) {
    blocks_.push_back(token.is("repeat") ? Block::repeat : Block::statement);
}

void CompoundBody::see_program(const Token& token) {
    if (token.kind != TokenKind::word || previous_.is_punct('.') || previous_.is("end")) {
        return; // END IF opens nothing
    }
    const bool in_expression = inside(Block::case_expression);
    const bool starts =
        !in_expression && (blocks_.empty() ? starts_body(token) : starts_statement());
    if (token.is("end")) {
        if (in_expression || inside(Block::repeat) || (starts && !blocks_.empty())) {
            blocks_.pop_back();
        }
    } else if (token.is("case") && !starts) {
        blocks_.push_back(Block::case_expression);
    } else if (starts && is_any(token, {"begin", "if", "case", "loop", "repeat", "while", "for"})) {
        open(token);
    } else if (handler_ && token.is("begin")) {
        open(token);
    }
    declaring_ = starts ? token.is("declare") : declaring_;
    handler_ = declaring_ && (handler_ || token.is("handler"));
}

// In a block: after what ends or opens a list of statements.
bool CompoundBody::starts_statement() const {
    if (previous_.is_punct(';') || previous_.text == ":") {
        return true;
    }
    if (is_any(previous_, {"begin", "loop", "repeat", "atomic"})) {
        return true;
    }
    // DO is also a statement, and what follows that one is an expression.
    return !previous_started_ && is_any(previous_, {"then", "else", "do"});
}

// Before the first block: after the head of the program, whose last word may be almost any.
bool CompoundBody::starts_body(const Token& token) const {
    if (previous_.is_punct(')') || previous_.kind == TokenKind::string || previous_.text == ":") {
        return true;
    }
    if (token.is("begin")) {
        return previous_.is_name() && !is_any(previous_, {"set", "select", "where", "and", "or",
                                                          "not", "by", "on", "distinct", "return"});
    }
    return is_any(previous_, {"row", "do", "deterministic", "data", "sql", "definer", "invoker"});
}

Body body_of(const Syntax& syntax) {
    switch (syntax.bodies) {
    case Bodies::atomic:
        return AtomicBody{};
    case Bodies::compound:
        return CompoundBody{};
    case Bodies::trigger:
        break;
    }
    return TriggerBody{};
}

} // namespace migrate::sql
