// What stands on a column and keeps it from being changed: views that read it, views that read
// those, triggers, policies and rules that name it. They are dropped before the change and made
// again after it, with their comments and privileges.
#pragma once

#include "migrate/dialect.hpp"

#include <string>
#include <vector>

namespace migrate::postgres {

class Dependants {
  public:
    explicit Dependants(const Database& before) : before_(before) {}

    // Looks for names by their tokens, so that one too many may be found and none is missed.
    void add_column(const QualifiedName& table, const std::string& column);
    // The views that read this view, not the view itself.
    void add_view(const QualifiedName& view);

    std::vector<Statement> drop() const;
    // As they are in `after`, which may hold only those that the change reaches.
    std::vector<Statement> create(const Database& after) const;

  private:
    struct Reader { // a view, plain or materialized
        QualifiedName name;
        bool materialized = false;
        bool operator==(const Reader&) const = default;
    };
    struct Watcher { // a trigger, or a part of a table
        QualifiedName table;
        std::string name;
        std::optional<PartKind> part;
        bool operator==(const Watcher&) const = default;
    };

    void take(const Reader& reader);
    void take_readers(const QualifiedName& view);
    void watch(Watcher watcher);
    template <class Visit>
    void each_query(Visit visit) const;

    const Database& before_;
    std::vector<Reader> seen_;
    std::vector<Reader> readers_; // a view after those that read it
    std::vector<Watcher> watchers_;
};

} // namespace migrate::postgres
