#include "diff/enum_values.hpp"

#include "diff/op_texts.hpp"
#include "diff/spelling.hpp"
#include "util/edit_distance.hpp"
#include "util/overloaded.hpp"

#include <algorithm>

namespace migrate::diff {
namespace {

using Values = std::vector<std::string>;

bool contains(const Values& values, const std::string& value) {
    return std::ranges::find(values, value) != values.end();
}

Values added_values(const Context& context, const Op& op) {
    const auto* alter = std::get_if<AlterEnum>(&op);
    const EnumType* was = alter ? find_enum(context.from, alter->name) : nullptr;
    Values added;
    if (was && alter->values && alter->values->to)
        for (const std::string& value : *alter->values->to)
            if (!contains(was->values, value))
                added.push_back(value);
    return added;
}

void take(const std::optional<Value>& value, Values& literals) {
    if (const auto* literal = value ? std::get_if<Literal>(&*value) : nullptr)
        literals.push_back(literal->text);
}

void take_defaults(const Op& op, Values& literals);

void take_defaults(const TableClause& clause, Values& literals) {
    std::visit([&](const auto& each) { take_defaults(Op(each), literals); }, clause);
}

void take_defaults(const Op& op, Values& literals) {
    std::visit(Overloaded{
                   [&](const CreateTable& create) {
                       for (const Column& column : create.table.columns)
                           take(column.default_value, literals);
                   },
                   [&](const AddColumn& add) {
                       take(add.definition.column.default_value, literals);
                       take(add.fill, literals);
                   },
                   [&](const AlterColumn& alter) {
                       if (alter.default_value)
                           take(alter.default_value->to, literals);
                       take(alter.fill, literals);
                   },
                   [&](const AlterTable& alter) {
                       for (const TableClause& clause : alter.clauses)
                           take_defaults(clause, literals);
                   },
                   [](const auto&) {},
               },
               op);
}

// Every literal that the operation brings in; that of an array holds several values.
Values literals_of(const Context& context, const Op& op) {
    Values literals;
    take_defaults(op, literals);
    for (const std::string& text : texts_of(context, op).now)
        for (const std::string& literal : literals_in(context, text))
            literals.push_back(literal);
    return literals;
}

bool any_names(const Values& literals, const Values& values) {
    return std::ranges::any_of(literals, [&](const std::string& literal) {
        return std::ranges::any_of(values, [&](const std::string& value) {
            return literal.find(value) != std::string::npos;
        });
    });
}

} // namespace

void separate_new_values(const Context& context, std::vector<PlannedOp>& ops) {
    if (!context.caps().enum_values_wait)
        return;
    for (auto op = ops.begin(); op != ops.end(); ++op)
        if (const Values added = added_values(context, op->op); !added.empty())
            op->alone = std::any_of(op + 1, ops.end(), [&](const PlannedOp& later) {
                return any_names(literals_of(context, later.op), added);
            });
}

std::vector<std::pair<std::string, std::string>> renamed_value(const EnumType& from,
                                                               const EnumType& to) {
    if (from.values.size() != to.values.size())
        return {};
    const auto [old, now] = std::ranges::mismatch(from.values, to.values);
    if (old == from.values.end() || !std::equal(old + 1, from.values.end(), now + 1) ||
        contains(to.values, *old) || contains(from.values, *now))
        return {};
    const int half = static_cast<int>(std::max(old->size(), now->size()) / 2);
    if (edit_distance(*old, *now, half) > half)
        return {};
    return {{*old, *now}};
}

} // namespace migrate::diff
