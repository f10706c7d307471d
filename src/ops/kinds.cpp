#include "migrate/ops.hpp"

namespace migrate {

TableClause::TableClause() = default;
TableClause::TableClause(const TableClause&) = default;
TableClause::TableClause(TableClause&&) noexcept = default;
TableClause& TableClause::operator=(const TableClause&) = default;
TableClause& TableClause::operator=(TableClause&&) noexcept = default;
TableClause::~TableClause() = default;
bool TableClause::operator==(const TableClause& other) const {
    return static_cast<const TableClauseKinds&>(*this) ==
           static_cast<const TableClauseKinds&>(other);
}

Op::Op() = default;
Op::Op(const Op&) = default;
Op::Op(Op&&) noexcept = default;
Op& Op::operator=(const Op&) = default;
Op& Op::operator=(Op&&) noexcept = default;
Op::~Op() = default;
bool Op::operator==(const Op& other) const {
    return static_cast<const OpKinds&>(*this) == static_cast<const OpKinds&>(other);
}

} // namespace migrate
