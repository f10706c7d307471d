#include "migrate/schema.hpp"

namespace migrate {

Database::Database() = default;
Database::Database(const Database&) = default;
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(const Database&) = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;
bool Database::operator==(const Database&) const = default;

} // namespace migrate
