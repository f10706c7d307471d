// What a step says of a value that changes.
#pragma once

#include "migrate/ops.hpp"

#include <optional>

namespace migrate::diff {

// Both sides, as they are.
template <class T>
Change<T> change(const T& from, const T& to) {
    return {from, to, true};
}

// A side that has the default is left out.
template <class T>
Change<T> change_from_default(const T& from, const T& to) {
    Change<T> result;
    if (from != T())
        result.from = from;
    if (to != T())
        result.to = to;
    return result;
}

template <class T>
MaybeChange<T> change_if(bool same, const T& from, const T& to) {
    return same ? MaybeChange<T>() : change_from_default(from, to);
}

} // namespace migrate::diff
