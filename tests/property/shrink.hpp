// A failing pair made small: whatever can go while the same law stays broken, goes.
#pragma once

#include "property/random_schema.hpp"

#include <functional>

namespace migrate::test {

// `still_fails` is asked about smaller pairs, at most `tries` times.
SchemaPair shrink(const Subject& subject, SchemaPair pair,
                  const std::function<bool(const SchemaPair&)>& still_fails, int tries = 400);

} // namespace migrate::test
