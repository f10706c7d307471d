#include "diff/order.hpp"

#include "diff/op_facts.hpp"
#include "diff/op_texts.hpp"
#include "diff/spelling.hpp"
#include "diff/split.hpp"
#include "migrate/error.hpp"
#include "util/overloaded.hpp"
#include "util/text.hpp"
#include "util/toposort.hpp"

#include <algorithm>
#include <set>
#include <unordered_set>
#include <utility>

namespace migrate::diff {
namespace {

using Nodes = std::vector<std::size_t>;
using KeyMap = std::unordered_map<std::string, Nodes>;

// Schemas, extensions, types and routines come first and go last.
int rank(const CreateObject& op) {
    switch (op.object.kind) {
    case ObjectKind::schema:
        return -3;
    case ObjectKind::extension:
        return -2;
    case ObjectKind::materialized_view:
        return 3;
    case ObjectKind::event:
        return 4;
    default:
        return 0;
    }
}
int rank(const DropObject& op) {
    switch (op.name.kind) {
    case ObjectKind::schema:
        return 13;
    case ObjectKind::extension:
        return 12;
    case ObjectKind::materialized_view:
        return 8;
    case ObjectKind::event:
        return 7;
    default:
        return 10;
    }
}

int rank(const Op& op) {
    return std::visit(Overloaded{
                          [](const CreateObject& create) { return rank(create); },
                          [](const DropObject& drop) { return rank(drop); },
                          [](const CreateEnum&) { return 0; }, [](const AlterEnum&) { return 0; },
                          [](const CreateTable&) { return 1; }, [](const CreateView&) { return 3; },
                          [](const AlterView&) { return 3; },
                          [](const CreateTrigger&) { return 4; },
                          [](const AlterTrigger&) { return 4; }, [](const CreateRaw&) { return 5; },
                          [](const AlterRaw&) { return 5; }, [](const DropRaw&) { return 6; },
                          [](const DropTrigger&) { return 7; }, [](const DropView&) { return 8; },
                          [](const DropTable&) { return 9; }, [](const DropEnum&) { return 10; },
                          [](const auto&) { return 2; }, // parts of a table that stays
                      },
                      op);
}

// Whether it is the drop of a table whose foreign keys and triggers are dropped before it already.
bool is_detached(const std::vector<PlannedOp>& ops, const Op& op) {
    const auto* table = std::get_if<DropTable>(&op);
    return table && std::ranges::any_of(ops, [&](const PlannedOp& other) {
               if (const auto* drop = std::get_if<DropConstraint>(&other.op))
                   return drop->table == table->name;
               const auto* drop = std::get_if<DropTrigger>(&other.op);
               return drop && drop->owner == table->name;
           });
}

class Graph {
  public:
    Graph(const Context& context, const std::vector<PlannedOp>& ops) : context_(context) {
        facts_.reserve(ops.size());
        for (const PlannedOp& planned : ops)
            facts_.push_back(facts_of(context, planned.op));
        forget_detached(ops);
        index_keys();
        for (std::size_t i = 0; i < facts_.size(); ++i)
            connect(i);
        if (has_objects_)
            for (std::size_t i = 0; i < ops.size(); ++i)
                connect_objects(i, texts_of(context, ops[i].op));
        chain_tables();
    }

    // Takes soft edges out of cycles until there is none, or one is left that has no soft edge.
    TopologicalOrder sort() {
        while (true) {
            std::vector<Edge> edges(hard_.begin(), hard_.end());
            edges.insert(edges.end(), soft_.begin(), soft_.end());
            TopologicalOrder order = topological_order(facts_.size(), edges);
            if (order.cycle.empty() || !soften(order.cycle))
                return order;
        }
    }

  private:
    static bool is_object(const std::string& key) {
        return key.starts_with("object:") || key.starts_with("call:");
    }

    void index_keys() {
        has_objects_ = std::ranges::any_of(facts_, [](const OpFacts& facts) {
            return std::ranges::any_of(facts.creates, is_object) ||
                   std::ranges::any_of(facts.drops, is_object);
        });
        for (std::size_t i = 0; i < facts_.size(); ++i) {
            for (const std::string& key : facts_[i].creates)
                add_key(creators_, created_columns_, key, i);
            for (const std::string& key : facts_[i].drops)
                add_key(droppers_, dropped_columns_, key, i);
        }
    }

    // A dropped table whose foreign keys and triggers were split off stands on nothing any more.
    void forget_detached(const std::vector<PlannedOp>& ops) {
        for (std::size_t i = 0; i < ops.size(); ++i) {
            if (!is_detached(ops, ops[i].op))
                continue;
            facts_[i].old_texts.clear();
            std::erase_if(facts_[i].releases,
                          [](const std::string& key) { return !key.starts_with("enum:"); });
        }
    }

    // Columns are found by their table too: a text that mentions the table may mention them.
    static void add_key(KeyMap& keys,
                        std::unordered_map<std::string, std::vector<std::string>>& columns,
                        const std::string& key, std::size_t node) {
        keys[key].push_back(node);
        constexpr std::string_view prefix = "column:";
        if (key.starts_with(prefix))
            columns["relation:" + key.substr(prefix.size(), key.find('\n') - prefix.size())]
                .push_back(key);
    }

    void connect(std::size_t i) {
        const OpFacts& facts = facts_[i];
        for (const std::string& key : facts.needs)
            after_creators(i, key, hard_);
        for (const std::string& key : facts.soft_needs)
            after_creators(i, key, soft_);
        for (const std::string& key : facts.releases)
            before_droppers(i, key, hard_);
        for (const std::string& key : facts.soft_releases)
            before_droppers(i, key, soft_);
        for (const std::string& text : facts.new_texts)
            connect_text(i, text, created_columns_,
                         [&](const std::string& key, std::set<Edge>& edges) {
                             after_creators(i, key, edges);
                         });
        for (const std::string& text : facts.old_texts)
            connect_text(i, text, dropped_columns_,
                         [&](const std::string& key, std::set<Edge>& edges) {
                             before_droppers(i, key, edges);
                         });
        for (const std::string& key : facts.creates) // a name is free before it is taken
            after_droppers(i, key);
    }

    template <class Connect>
    void connect_text(std::size_t i, const std::string& text,
                      const std::unordered_map<std::string, std::vector<std::string>>& columns,
                      Connect connect_key) {
        if (text.empty())
            return;
        std::unordered_set<std::string> names = mentioned(context_, text);
        const auto connect_columns = [&](const std::string& relation) {
            const auto found = columns.find(relation);
            if (found == columns.end())
                return;
            for (const std::string& key : found->second) {
                const std::size_t name = key.find('\n') + 1;
                const std::size_t end = key.find('\n', name); // of a column's type
                if ((end == std::string::npos || facts_[i].reads_types) &&
                    (names.contains("*") || names.contains(key.substr(name, end - name))))
                    connect_key(key, hard_);
            }
        };
        const std::string& owner = facts_[i].owner;
        for (const std::string& name : names) {
            const std::string relation = "relation:" + name;
            if (relation == owner)
                continue;
            connect_key(relation, hard_);
            connect_key("definition:" + name, context_.caps().forward_references ? soft_ : hard_);
            connect_columns(relation);
        }
        if (!owner.empty())
            connect_columns(owner);
    }

    // Functions, sequences and types that an operation's SQL names: also inside of strings, as in
    // nextval('orders_id').
    void connect_objects(std::size_t i, const OpTexts& texts) {
        for (const std::string& key : keys_in(texts.now))
            after_creators(i, key, hard_);
        for (const std::string& key : keys_in(texts.old))
            before_droppers(i, key, hard_);
        for (const std::string& key : keys_in(texts.soft_now, true))
            after_creators(i, key, soft_);
        for (const std::string& key : keys_in(texts.soft_old, true))
            before_droppers(i, key, soft_);
    }

    std::vector<std::string> keys_in(const std::vector<std::string>& texts,
                                     bool relations = false) const {
        std::vector<std::string> keys;
        for (const std::string& text : texts) {
            std::unordered_set<std::string> names = mentioned(context_, text);
            for (const std::string& literal : literals_in(context_, text))
                names.merge(mentioned(context_, literal));
            for (const std::string& name : names) {
                keys.push_back("object:" + name);
                if (relations)
                    keys.push_back("relation:" + name);
            }
            for (const std::string& name : called(context_, text))
                keys.push_back("call:" + name);
        }
        return keys;
    }

    void after_creators(std::size_t i, const std::string& key, std::set<Edge>& edges) {
        if (const auto found = creators_.find(key); found != creators_.end())
            for (std::size_t creator : found->second)
                if (creator != i)
                    edges.emplace(creator, i);
    }
    void before_droppers(std::size_t i, const std::string& key, std::set<Edge>& edges) {
        if (const auto found = droppers_.find(key); found != droppers_.end())
            for (std::size_t dropper : found->second)
                if (dropper != i)
                    edges.emplace(i, dropper);
    }
    void after_droppers(std::size_t i, const std::string& key) {
        if (key.starts_with("keys:") || key.starts_with("definition:"))
            return; // no names
        if (const auto found = droppers_.find(key); found != droppers_.end())
            for (std::size_t dropper : found->second)
                if (dropper != i)
                    hard_.emplace(dropper, i);
    }

    // The separate steps of one table come in the order in which they were given.
    void chain_tables() {
        std::unordered_map<std::string, std::size_t> last;
        for (std::size_t i = 0; i < facts_.size(); ++i) {
            if (facts_[i].table.empty())
                continue;
            const auto [found, fresh] = last.try_emplace(facts_[i].table, i);
            if (!fresh)
                hard_.emplace(std::exchange(found->second, i), i);
        }
    }

    bool soften(const std::vector<std::size_t>& cycle) {
        for (std::size_t at = 0; at < cycle.size(); ++at) {
            const Edge edge{cycle[at], cycle[(at + 1) % cycle.size()]};
            if (!hard_.contains(edge) && soft_.erase(edge) > 0)
                return true;
        }
        return false;
    }

    const Context& context_;
    std::vector<OpFacts> facts_;
    KeyMap creators_, droppers_;
    std::unordered_map<std::string, std::vector<std::string>> created_columns_, dropped_columns_;
    std::set<Edge> hard_, soft_;
    bool has_objects_ = false;
};

[[noreturn]] void refuse(const std::vector<PlannedOp>& ops, const std::vector<std::size_t>& cycle) {
    std::vector<std::string> names;
    for (std::size_t i : cycle)
        names.push_back(describe(ops[i].op));
    throw Error(ErrorCode::failed, "these changes wait for each other: " + text::join(names, "; "))
        .help("make one of them in a revision of its own");
}

// A view that is dropped and made again has its triggers again, but for those that are dropped
// before it.
void forget_dropped_triggers(std::vector<PlannedOp>& ops) {
    for (PlannedOp& made : ops) {
        auto* create = std::get_if<CreateView>(&made.op);
        if (!create)
            continue;
        for (const PlannedOp& other : ops)
            if (const auto* drop = std::get_if<DropTrigger>(&other.op);
                drop && drop->owner == create->view.name)
                std::erase_if(create->view.triggers,
                              [&](const Trigger& trigger) { return trigger.name == drop->name; });
    }
}

// Replaces one operation of the cycle by several; false when none can be.
bool split_one(const Context& context, std::vector<PlannedOp>& ops,
               const std::vector<std::size_t>& cycle) {
    for (int effort = 0; effort <= last_effort; ++effort)
        for (std::size_t i : cycle) {
            if (is_detached(ops, ops[i].op))
                continue;
            std::vector<PlannedOp> parts = split(context, ops[i], effort);
            if (parts.empty())
                continue;
            ops.erase(ops.begin() + static_cast<std::ptrdiff_t>(i));
            ops.insert(ops.begin() + static_cast<std::ptrdiff_t>(i),
                       std::make_move_iterator(parts.begin()),
                       std::make_move_iterator(parts.end()));
            forget_dropped_triggers(ops);
            return true;
        }
    return false;
}

} // namespace

std::vector<PlannedOp> order(const Context& context, std::vector<PlannedOp> ops) {
    while (true) {
        std::ranges::stable_sort(ops, {}, [](const PlannedOp& op) { return rank(op.op); });
        const TopologicalOrder sorted = Graph(context, ops).sort();
        if (sorted.cycle.empty()) {
            std::vector<PlannedOp> result;
            result.reserve(ops.size());
            for (std::size_t i : sorted.order)
                result.push_back(std::move(ops[i]));
            return result;
        }
        if (!split_one(context, ops, sorted.cycle))
            refuse(ops, sorted.cycle);
    }
}

} // namespace migrate::diff
