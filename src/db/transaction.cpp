#include "migrate/connection.hpp"

#include <algorithm>

namespace migrate {

Transaction::Transaction(Connection& connection) : connection_(connection) {
    connection_.begin();
}

Transaction::~Transaction() {
    try {
        rollback();
    } catch (...) { // the session is lost, and with it the transaction
        open_ = false;
    }
}

void Transaction::commit() {
    connection_.commit();
    open_ = false;
}

void Transaction::rollback() {
    if (!open_)
        return;
    open_ = false;
    if (connection_.in_transaction()) // some errors take the transaction back by themselves
        connection_.rollback();
}

namespace {

// The program's own names are the same bare and quoted, and bare MySQL takes them, too.
std::string quoted(const std::string& name) {
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
    if (std::ranges::all_of(name, plain))
        return name;
    std::string text = "\"";
    for (char c : name)
        text.append(c == '"' ? 2 : 1, c);
    return text + '"';
}

} // namespace

Savepoint::Savepoint(Connection& connection, std::string name)
    : connection_(connection),
      name_(std::move(name)) {
    name_ = quoted(name_);
    connection_.execute("SAVEPOINT " + name_);
}

Savepoint::~Savepoint() {
    try {
        rollback();
    } catch (...) { // as for Transaction
        open_ = false;
    }
}

void Savepoint::release() {
    connection_.execute("RELEASE SAVEPOINT " + name_);
    open_ = false;
}

void Savepoint::rollback() {
    if (!open_)
        return;
    open_ = false;
    if (!connection_.in_transaction())
        return;
    connection_.execute("ROLLBACK TO SAVEPOINT " + name_);
    connection_.execute("RELEASE SAVEPOINT " + name_);
}

} // namespace migrate
