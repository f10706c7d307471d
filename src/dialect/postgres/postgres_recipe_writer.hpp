// One step in, the steps of its recipe out.
#pragma once

#include "dialect/recipes.hpp"

#include <optional>
#include <string>
#include <vector>

namespace migrate::postgres {

class RecipeWriter {
  public:
    RecipeWriter(const PlannedOp& step, const Database& before, Connection* live);

    Recipe write();

    // What has no recipe, or needs none, stays as it is.
    template <class Other>
    void operator()(const Other&) {}
    void operator()(const CreateIndex& op);
    void operator()(const AlterIndex& op);
    void operator()(const DropIndex& op);
    void operator()(const AddConstraint& op);
    void operator()(const AlterConstraint& op);
    void operator()(const ValidateConstraint& op);
    void operator()(const DropTable& op);
    void operator()(const AddPart& op);
    void operator()(const AlterTable& op);
    void operator()(const AlterEnum& op);
    void operator()(const AlterObject& op);
    // postgres_recipe_columns.cpp
    void operator()(const AddColumn& op);
    void operator()(const AlterColumn& op);

  private:
    void add(Op op, std::string comment = {});
    void add_alone(Op op, std::string comment); // outside of the revision's transaction
    void blocks(std::string why) { recipe_.blocks = std::move(why); }

    bool is_taken(const std::string& name) const;
    std::string free_name(const std::string& first, const std::string& second,
                          const std::string& label) const;

    void build(CreateIndex op);
    void build(const std::string& name, const std::vector<KeyPart>& columns,
               const Attributes& attributes);
    void build_by_partition(const CreateIndex& op);
    void drop_beside(DropIndex op);
    void put(const Constraint& constraint);
    void put(PrimaryKey key);
    void put(Unique unique);
    void put(Check check);
    void put(ForeignKey key);
    template <class Key>
    void put_key(Key key);
    template <class Proven>
    void put_unproven(Proven constraint);
    void exchange_key(const Constraint& was, const Constraint& becomes);
    bool is_referred_to(const Constraint& constraint) const;

    void fill(const std::string& column, const Value& value, std::string comment);
    void set_not_null(AlterColumn alter, const std::optional<Value>& value);

    const PlannedOp& step_;
    const Database& before_;
    Connection* live_;
    Table table_; // the one that the step changes, as far as the recipe needs to know it
    Recipe recipe_;
    std::size_t commented_ = 0; // the step that the comments of the original one are about
};

} // namespace migrate::postgres
