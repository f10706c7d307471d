// Names as nobody would choose them and everybody has them somewhere.
#pragma once

#include "property/random_source.hpp"

#include <set>
#include <string>

namespace migrate::test {

// Hands out names that differ also when letter case is ignored.
class NameSource {
  public:
    // `max_bytes` 0: as long as they come.
    NameSource(Random& random, std::size_t odd_percent, std::size_t max_bytes)
        : random_(random),
          odd_percent_(odd_percent),
          max_bytes_(max_bytes) {}

    std::string next();
    // Never hands this one out.
    void leave_out(const std::string& name) { taken_.insert(name); }

  private:
    std::string candidate();

    Random& random_;
    std::size_t odd_percent_;
    std::size_t max_bytes_;
    std::set<std::string> taken_;
};

} // namespace migrate::test
