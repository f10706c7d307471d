// Names as nobody would choose them and everybody has them somewhere.
#pragma once

#include "property/random_source.hpp"

#include <set>
#include <string>

namespace migrate::test {

// Hands out names that differ also when letter case is ignored.
class NameSource {
  public:
    NameSource(Random& random, std::size_t odd_percent)
        : random_(random),
          odd_percent_(odd_percent) {}

    std::string next();

  private:
    std::string candidate();

    Random& random_;
    std::size_t odd_percent_;
    std::set<std::string> taken_;
};

} // namespace migrate::test
