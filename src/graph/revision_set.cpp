#include <algorithm>

#include "migrate/graph.hpp"

namespace migrate {

bool RevisionSet::insert(RevisionIndex i) {
    const bool is_new = bits_[i] == 0;
    bits_[i] = 1;
    size_ += is_new ? 1 : 0;
    return is_new;
}

void RevisionSet::erase(RevisionIndex i) {
    size_ -= bits_[i];
    bits_[i] = 0;
}

std::vector<RevisionIndex> RevisionSet::members() const {
    std::vector<RevisionIndex> result;
    result.reserve(size_);
    for (RevisionIndex i = 0; i < bits_.size(); ++i) {
        if (contains(i)) {
            result.push_back(i);
        }
    }
    return result;
}

RevisionSet& RevisionSet::operator|=(const RevisionSet& other) {
    for (RevisionIndex i = 0; i < bits_.size(); ++i) {
        if (other.contains(i)) {
            insert(i);
        }
    }
    return *this;
}

RevisionSet& RevisionSet::operator&=(const RevisionSet& other) {
    for (RevisionIndex i = 0; i < bits_.size(); ++i) {
        if (!other.contains(i)) {
            erase(i);
        }
    }
    return *this;
}

RevisionSet& RevisionSet::operator-=(const RevisionSet& other) {
    for (RevisionIndex i = 0; i < bits_.size(); ++i) {
        if (other.contains(i)) {
            erase(i);
        }
    }
    return *this;
}

} // namespace migrate
