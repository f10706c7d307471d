#include "diff/safe.hpp"

#include <algorithm>
#include <set>

namespace migrate::diff {
namespace {

using Names = std::set<QualifiedName>;

// Nobody waits for a table that this very revision makes, or takes away in the end.
class PrivateTables {
  public:
    explicit PrivateTables(const std::vector<PlannedOp>& steps) {
        for (const PlannedOp& step : steps)
            if (const auto* drop = std::get_if<DropTable>(&step.op))
                dropped_.insert(drop->name);
    }

    void follow(const Op& op) {
        if (const auto* create = std::get_if<CreateTable>(&op))
            made_.insert(create->table.name);
        else if (const auto* object = std::get_if<CreateObject>(&op))
            made_.insert(object->object.name);
        else if (const auto* rename = std::get_if<RenameTable>(&op);
                 rename && made_.contains(rename->name))
            made_.insert({rename->name.schema, rename->to});
    }

    bool has_one_of(const Op& op) const {
        return std::ranges::any_of(touched_objects(op), [&](const QualifiedName& name) {
            return made_.contains(name) || dropped_.contains(name);
        });
    }

    // Whether the recipe goes beyond its step: no partition is detached from a table that goes too.
    bool has_one_beside(const PlannedOp& step, const Recipe& recipe) const {
        const std::vector<QualifiedName> own = touched_objects(step.op);
        const auto is_private_other = [&](const QualifiedName& name) {
            return std::ranges::find(own, name) == own.end() &&
                   (made_.contains(name) || dropped_.contains(name));
        };
        return std::ranges::any_of(recipe.steps, [&](const PlannedOp& each) {
            return std::ranges::any_of(touched_objects(each.op), is_private_other);
        });
    }

  private:
    Names made_, dropped_;
};

class SafeSteps {
  public:
    SafeSteps(Database db, const Dialect& dialect, const Recipes& recipes, Connection* connection)
        : db_(std::move(db)),
          dialect_(dialect),
          recipes_(recipes),
          connection_(connection) {}

    // The schema is then as it is after the steps.
    std::vector<std::string> replace(std::vector<PlannedOp>& steps) {
        PrivateTables tables(steps);
        std::vector<std::string> left;
        std::vector<PlannedOp> out;
        for (PlannedOp& step : steps) {
            Recipe recipe = recipe_for(step, tables);
            tables.follow(step.op);
            if (!recipe.blocks.empty()) {
                left.push_back(describe(step.op) + ": " + recipe.blocks);
                step.comments.push_back(recipe.blocks);
            }
            if (recipe.steps.empty())
                recipe.steps.push_back(std::move(step));
            for (PlannedOp& each : recipe.steps) {
                dialect_.follow(each.op, db_);
                out.push_back(std::move(each));
            }
        }
        steps = std::move(out);
        return left;
    }

  private:
    Recipe recipe_for(const PlannedOp& step, const PrivateTables& tables) const {
        const bool drops = std::holds_alternative<DropTable>(step.op);
        if (!drops && tables.has_one_of(step.op))
            return {};
        Recipe recipe = recipes_.recipe_for(step, db_, connection_);
        return drops && tables.has_one_beside(step, recipe) ? Recipe() : recipe;
    }

    Database db_;
    const Dialect& dialect_;
    const Recipes& recipes_;
    Connection* connection_;
};

} // namespace

std::vector<std::string> make_safe(OpTree& tree, Database live, const Dialect& dialect,
                                   const Recipes& recipes, Connection* connection) {
    SafeSteps safe(std::move(live), dialect, recipes, connection);
    std::vector<std::string> left = safe.replace(tree.upgrade);
    safe.replace(tree.downgrade);
    return left;
}

} // namespace migrate::diff
