// Laws of plans over random graphs with fixed seeds.
#include <algorithm>
#include <cstdint>

#include "support/catch.hpp"
#include "support/graph_text.hpp"

using namespace migrate;
using namespace migrate::test;

namespace {

// The same numbers on every platform, which std's distributions do not promise.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed * 2654435769U + 1) {}
    std::size_t below(std::size_t bound) {
        state_ = state_ * 6364136223846793005U + 1442695040888963407U;
        return static_cast<std::size_t>((state_ >> 33U) % bound);
    }

  private:
    std::uint64_t state_;
};

// Up to 16 revisions; their ids stand in no relation to the order of the edges.
std::vector<RevisionNode> random_nodes(Dice& dice) {
    std::vector<RevisionNode> nodes;
    const std::size_t count = 1 + dice.below(16);
    for (std::size_t i = 0; i < count; ++i) {
        RevisionNode node;
        node.id = std::to_string(dice.below(900) + 100) + "x" + std::to_string(i);
        const auto pick = [&](std::vector<std::string>& into) {
            const std::string& id = nodes[dice.below(i)].id;
            if (std::find(into.begin(), into.end(), id) == into.end()) {
                into.push_back(id);
            }
        };
        for (std::size_t parents = i == 0 ? 0 : dice.below(3); parents > 0; --parents) {
            pick(node.parents);
        }
        if (i > 0 && dice.below(4) == 0) {
            pick(node.depends_on);
        }
        nodes.push_back(std::move(node));
    }
    return nodes;
}

void shuffle(std::vector<RevisionNode>& nodes, Dice& dice) {
    for (std::size_t i = nodes.size(); i > 1; --i) {
        std::swap(nodes[i - 1], nodes[dice.below(i)]);
    }
}

std::vector<std::string> steps_of(const RevisionGraph& graph, const Plan& plan) {
    std::vector<std::string> ids;
    ids.reserve(plan.steps.size());
    for (const PlanStep& step : plan.steps) {
        ids.push_back(graph.id(step.revision));
    }
    return ids;
}

// A database that holds every step against the rule.
struct Database {
    explicit Database(const RevisionGraph& g) : graph(g), applied(g.size()) {}

    void run(const Plan& plan) {
        REQUIRE(plan.rows_before == rows);
        for (const PlanStep& step : plan.steps) {
            take(step);
            REQUIRE(rows == graph.ids(graph.maximal(applied)));
        }
        REQUIRE(plan.rows_after == rows);
    }

    void take(const PlanStep& step) {
        const bool up = step.direction == Direction::up;
        REQUIRE(applied.contains(step.revision) != up);
        for (const RevisionIndex i : up ? graph.below(step.revision) : graph.above(step.revision)) {
            REQUIRE(applied.contains(i) == up);
        }
        if (up) {
            applied.insert(step.revision);
        } else {
            applied.erase(step.revision);
        }
        rows = apply_change(rows, step.change);
    }

    const RevisionGraph& graph;
    RevisionSet applied;
    std::vector<std::string> rows;
};

void random_command(Database& db, Dice& dice) {
    const auto target = static_cast<RevisionIndex>(dice.below(db.graph.size()));
    const std::string& id = db.graph.id(target);
    if (dice.below(2) == 0) {
        db.run(plan_upgrade(db.graph, db.rows, id));
    } else if (db.applied.contains(target)) {
        db.run(plan_downgrade(db.graph, db.rows, id));
        for (const RevisionIndex child : db.graph.children(target)) {
            REQUIRE_FALSE(db.applied.contains(child));
        }
    } else {
        return;
    }
    REQUIRE(db.applied.contains(target));
}

} // namespace

TEST_CASE("after every step the rows are the maximal applied revisions", "[graph][property]") {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        Dice dice(seed);
        const RevisionGraph graph(random_nodes(dice));
        Database db(graph);
        for (int command = 0; command < 8; ++command) {
            random_command(db, dice);
        }
        db.run(plan_upgrade(graph, db.rows, "heads"));
        REQUIRE(db.applied.size() == graph.size());
        REQUIRE(is_at_heads(graph, db.rows));
        db.run(plan_downgrade(graph, db.rows, "base"));
        REQUIRE(db.rows.empty());
    }
}

TEST_CASE("the order of the files changes no plan and no listing", "[graph][property]") {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        CAPTURE(seed);
        Dice dice(seed);
        std::vector<RevisionNode> nodes = random_nodes(dice);
        const RevisionGraph graph(nodes);
        shuffle(nodes, dice);
        const RevisionGraph shuffled(nodes);
        const Plan plan = plan_upgrade(graph, {}, "heads");
        const Plan other = plan_upgrade(shuffled, {}, "heads");
        REQUIRE(steps_of(graph, plan) == steps_of(shuffled, other));
        REQUIRE(plan.rows_after == other.rows_after);
        REQUIRE(steps_of(graph, plan_downgrade(graph, plan.rows_after, "base")) ==
                steps_of(shuffled, plan_downgrade(shuffled, other.rows_after, "base")));
        REQUIRE(history_range(graph, {}, {}) == history_range(shuffled, {}, {}));
    }
}

TEST_CASE("stamping leaves rows that an upgrade accepts", "[graph][property]") {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        CAPTURE(seed);
        Dice dice(seed);
        const RevisionGraph graph(random_nodes(dice));
        std::vector<std::string> rows;
        for (int command = 0; command < 5; ++command) {
            const auto& target = graph.id(static_cast<RevisionIndex>(dice.below(graph.size())));
            const StampPlan plan = plan_stamp(graph, rows, {target});
            REQUIRE(apply_change(rows, plan.change) == plan.rows_after);
            rows = plan.rows_after;
            REQUIRE(std::count(rows.begin(), rows.end(), target) == 1);
            REQUIRE_NOTHROW(plan_upgrade(graph, rows, "heads"));
        }
    }
}
