// What stands on a column and keeps it from being changed: views that read it, views that read
// those, triggers that watch it. They are dropped before the change and made again after it.
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
    void take_view(const View& view);
    void take_readers(const std::string& name);

    struct WatchingTrigger {
        QualifiedName table;
        std::string name;
    };

    const Database& before_;
    std::vector<QualifiedName> seen_;
    std::vector<QualifiedName> views_; // a view after those that read it
    std::vector<WatchingTrigger> triggers_;
};

} // namespace migrate::postgres
