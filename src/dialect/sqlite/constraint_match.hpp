// Which constraints of a changed table stand for which of the stored one's. Part of rebuilt_text().
#pragma once

#include "dialect/sqlite/sqlite_render.hpp"
#include "dialect/sqlite/stored_table.hpp"

#include <optional>

namespace migrate::sqlite {

inline bool same_column_name(std::string_view a, std::string_view b) {
    return same_name(a, b, NameFolding::ascii);
}

// Where it stands is no part of what a constraint says.
template <class T>
T bare(T part) {
    part.in_column = {};
    part.overrides.clear();
    return part;
}
template <class T>
bool says_same(const T& a, const T& b) {
    return bare(a) == bare(b);
}

inline std::string column_of(const PrimaryKey& key) {
    return single_column(key.columns);
}
inline std::string column_of(const Unique& unique) {
    return single_column(unique.columns);
}
inline std::string column_of(const Check& check) {
    return check.in_column;
}
inline std::string column_of(const ForeignKey& key) {
    return key.columns.size() == 1 ? key.columns.front() : std::string();
}

inline std::string text_of(const Unique& part, bool in_column) {
    return in_column ? inline_unique_text(part) : unique_text(part);
}
inline std::string text_of(const Check& part, bool) {
    return check_text(part);
}
inline std::string text_of(const ForeignKey& part, bool in_column) {
    return in_column ? inline_foreign_key_text(part) : foreign_key_text(part);
}

template <class T>
bool is_told_by(const T& part, const T& told) {
    return part.name.empty() && told.name.empty() ? says_same(part, told)
                                                  : same_column_name(part.name, told.name);
}

// Which constraint of the new table stands where an old one stood, for one kind.
template <class T>
class Match {
  public:
    // `stands_in_column` is for each old one whether its text stands in a column's definition.
    Match(const std::vector<T>& before, const std::vector<T>& renamed, const Table& after,
          const std::vector<T>& wanted, const std::vector<bool>& stands_in_column)
        : before_(before),
          renamed_(renamed),
          after_(after),
          wanted_(wanted),
          in_column_(stands_in_column),
          to_(before.size(), none),
          taken_(wanted.size(), false) {
        pair_up([](const T& old, const T& now, bool) { return says_same(old, now); });
        pair_up([this](const T& old, const T& now, bool in_column) {
            return !old.name.empty() && same_column_name(old.name, now.name) &&
                   fits(old, now, in_column);
        });
        pair_up([this](const T& old, T now, bool in_column) { // renamed
            now.name = old.name;
            return says_same(old, now) && fits(old, now, in_column);
        });
        pair_up([this](const T& old, const T& now, bool in_column) {
            return in_column && fits(old, now, in_column);
        });
    }

    // The text of the old one: kept, replaced, or nothing when it is gone.
    std::optional<std::string> text(std::size_t old, std::string_view stored) const {
        if (to_[old] == none)
            return std::nullopt;
        const T& now = wanted_[to_[old]];
        if (says_same(renamed_[old], now) && says_same(before_[old], renamed_[old]))
            return std::string(stored);
        return text_of(now, in_column_[old]);
    }

    bool is_taken(std::size_t now) const { return taken_[now]; }
    bool is_kept(std::size_t old) const { return to_[old] != none; }

  private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    bool fits(const T& old, const T& now, bool in_column) const {
        return !in_column ||
               (is_inline(now, after_) && same_column_name(column_of(old), column_of(now)));
    }

    template <class Same>
    void pair_up(Same same_part) {
        for (std::size_t old = 0; old < to_.size(); ++old)
            for (std::size_t now = 0; now < wanted_.size() && to_[old] == none; ++now)
                if (!taken_[now] && same_part(renamed_[old], wanted_[now], in_column_[old])) {
                    to_[old] = now;
                    taken_[now] = true;
                }
    }

    const std::vector<T>& before_;
    const std::vector<T>& renamed_;
    const Table& after_;
    const std::vector<T>& wanted_;
    std::vector<bool> in_column_;
    std::vector<std::size_t> to_;
    std::vector<bool> taken_;
};

template <class T>
std::vector<T> not_taken(const std::vector<T>& all, const Match<T>& match) {
    std::vector<T> left;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (!match.is_taken(i))
            left.push_back(all[i]);
    return left;
}

// For each constraint of the stored text the place of the one that stands for it in `parts`, which
// are as many: those of a lifted or replayed table have not kept the order.
template <class T>
std::vector<std::size_t> stored_order(const std::vector<T>& told, const std::vector<T>& parts) {
    std::vector<std::size_t> order(told.size(), parts.size());
    std::vector<bool> placed(parts.size(), false);
    const auto place_first = [&](std::size_t& slot, auto fits) {
        for (std::size_t i = 0; i < parts.size() && slot == parts.size(); ++i)
            if (!placed[i] && fits(parts[i])) {
                slot = i;
                placed[i] = true;
            }
    };
    for (std::size_t i = 0; i < told.size(); ++i)
        place_first(order[i], [&](const T& part) { return is_told_by(part, told[i]); });
    for (std::size_t& slot : order)
        place_first(slot, [](const T&) { return true; });
    return order;
}

template <class T>
std::vector<T> in_order(const std::vector<T>& parts, const std::vector<std::size_t>& order) {
    std::vector<T> list;
    for (const std::size_t i : order)
        list.push_back(parts[i]);
    return list;
}

inline std::vector<bool> standing_in_columns(const StoredTable& stored, ClauseKind kind,
                                             std::size_t count) {
    std::vector<bool> in_column(count, false);
    for (const StoredColumn& column : stored.columns)
        for (const Clause& clause : column.clauses)
            if (clause.kind == kind && clause.index < count)
                in_column[clause.index] = true;
    return in_column;
}

} // namespace migrate::sqlite
