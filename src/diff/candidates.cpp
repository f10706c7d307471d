#include "diff/candidates.hpp"

#include "diff/context.hpp"
#include "util/edit_distance.hpp"

#include <algorithm>
#include <unordered_set>

namespace migrate::diff {
namespace {

// More pairs than this are no renames but another schema.
constexpr std::size_t most_pairs = 10000;

struct Pair {
    int likeness = 0; // percent
    std::size_t from = 0, to = 0;
};

// The likeliest pairs, each side once; in the order of the old objects.
std::vector<Pair> best_pairs(std::vector<Pair> pairs) {
    std::ranges::stable_sort(pairs, std::ranges::greater(), &Pair::likeness);
    std::unordered_set<std::size_t> from, to;
    std::erase_if(pairs, [&](const Pair& pair) {
        if (from.contains(pair.from) || to.contains(pair.to))
            return true;
        from.insert(pair.from);
        to.insert(pair.to);
        return false;
    });
    std::ranges::stable_sort(pairs, {}, &Pair::from);
    return pairs;
}

int name_likeness(const std::string& a, const std::string& b) {
    const int longest = static_cast<int>(std::max(a.size(), b.size()));
    const int limit = std::max(1, longest);
    return 100 - 100 * std::min(edit_distance(a, b, limit), limit) / limit;
}

class Candidates {
  public:
    Candidates(const Database& live, const Database& model, const Dialect& dialect)
        : context_(dialect, options_, questions_, Way::up, live, model) {}

    std::vector<RenameCandidate> tables() const {
        std::vector<const Table*> gone, made;
        for (const Table& table : context_.from.tables)
            if (!context_.to_table(table.name))
                gone.push_back(&table);
        for (const Table& table : context_.to.tables)
            if (!context_.from_table(table.name))
                made.push_back(&table);
        if (gone.size() * made.size() > most_pairs)
            return {};
        std::vector<Pair> pairs;
        for (std::size_t i = 0; i < gone.size(); ++i)
            for (std::size_t j = 0; j < made.size(); ++j)
                if (const int likeness = table_likeness(*gone[i], *made[j]))
                    pairs.push_back({likeness, i, j});
        std::vector<RenameCandidate> found;
        for (const Pair& pair : best_pairs(std::move(pairs)))
            found.push_back({{RenameHint::Kind::table, to_string(gone[pair.from]->name),
                              made[pair.to]->name.name},
                             "Was the table " + to_string(gone[pair.from]->name) + " renamed to " +
                                 to_string(made[pair.to]->name) + "?"});
        return found;
    }

    std::vector<RenameCandidate> columns() const {
        std::vector<RenameCandidate> found;
        for (const Table& to : context_.to.tables)
            if (const Table* from = context_.from_table(to.name))
                columns_of(*from, to, found);
        return found;
    }

  private:
    bool same_type(const Column& a, const Column& b) const {
        return a.type == b.type || context_.dialect.types().same(a, b);
    }

    // Three of five columns have to be the same, and a table of one column says nothing.
    int table_likeness(const Table& from, const Table& to) const {
        constexpr int least = 60;
        if (from.name.schema != to.name.schema || from.columns.size() < 2 ||
            from.virtual_module.empty() != to.virtual_module.empty())
            return 0;
        std::size_t shared = 0;
        for (const Column& column : from.columns) {
            const Column* other = find_named(to.columns, column.name, context_.folding());
            shared += other && same_type(column, *other) ? 1 : 0;
        }
        const std::size_t most = std::max(from.columns.size(), to.columns.size());
        const int likeness = static_cast<int>(100 * shared / most);
        return likeness >= least ? likeness * 100 + name_likeness(from.name.name, to.name.name) : 0;
    }

    void columns_of(const Table& from, const Table& to, std::vector<RenameCandidate>& found) const {
        std::vector<Pair> pairs;
        for (std::size_t i = 0; i < from.columns.size(); ++i) {
            if (is_column_of(to, i, from.columns[i]))
                continue;
            for (std::size_t j = 0; j < to.columns.size(); ++j)
                if (!is_column_of(from, j, to.columns[j]))
                    if (const int likeness = column_likeness(from, i, to, j))
                        pairs.push_back({likeness, i, j});
        }
        for (const Pair& pair : best_pairs(std::move(pairs))) {
            const std::string old = shown(from.name, from.columns[pair.from].name);
            const std::string& now = to.columns[pair.to].name;
            found.push_back({{RenameHint::Kind::column, old, now},
                             "Was the column " + old + " renamed to " + now + "?"});
        }
    }

    bool is_column_of(const Table& table, std::size_t place, const Column& column) const {
        if (place < table.columns.size() && context_.same(table.columns[place].name, column.name))
            return true;
        return find_named(table.columns, column.name, context_.folding()) != nullptr;
    }

    static int column_likeness(const Column& from, std::size_t place, const Column& to,
                               std::size_t other_place) {
        int likeness = 1 + name_likeness(from.name, to.name);
        likeness += place == other_place ? 100 : 0;
        likeness += from.default_value == to.default_value ? 50 : 0;
        return likeness;
    }
    int column_likeness(const Table& from, std::size_t i, const Table& to, std::size_t j) const {
        const Column& old = from.columns[i];
        const Column& now = to.columns[j];
        if (!same_type(old, now) || old.nullable != now.nullable || old.generated || now.generated)
            return 0;
        return column_likeness(old, i, now, j);
    }

    Options options_;
    Questions questions_;
    Context context_;
};

} // namespace

std::vector<RenameCandidate> table_candidates(const Database& live, const Database& model,
                                              const Dialect& dialect) {
    return Candidates(live, model, dialect).tables();
}

std::vector<RenameCandidate> column_candidates(const Database& live, const Database& model,
                                               const Dialect& dialect) {
    return Candidates(live, model, dialect).columns();
}

} // namespace migrate::diff
