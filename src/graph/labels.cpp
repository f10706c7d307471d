// Which branch a revision belongs to. Most revisions share their labels with their neighbours, so
// each different set of labels is kept once and revisions hold its number.
#include <algorithm>
#include <iterator>
#include <map>

#include "migrate/graph.hpp"

namespace migrate {

namespace {

using Labels = std::vector<std::uint32_t>;

class LabelSets {
  public:
    explicit LabelSets(std::vector<Labels>& sets) : sets_(sets) { number(Labels{}); }

    std::uint32_t number(const Labels& labels) {
        const auto [at, is_new] =
            numbers_.emplace(labels, static_cast<std::uint32_t>(sets_.size()));
        if (is_new) {
            sets_.push_back(labels);
        }
        return at->second;
    }

    std::uint32_t united(std::uint32_t a, std::uint32_t b) {
        if (a == b || b == 0) {
            return a;
        }
        if (a == 0) {
            return b;
        }
        const auto [at, is_new] = unions_.emplace(std::minmax(a, b), 0);
        if (is_new) {
            Labels both;
            std::set_union(sets_[a].begin(), sets_[a].end(), sets_[b].begin(), sets_[b].end(),
                           std::back_inserter(both));
            at->second = number(both);
        }
        return at->second;
    }

  private:
    std::vector<Labels>& sets_;
    std::map<Labels, std::uint32_t> numbers_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> unions_;
};

} // namespace

void RevisionGraph::inherit_labels(const std::vector<RevisionIndex>& oldest_first) {
    LabelSets sets(label_sets_);
    label_set_.assign(size(), 0);
    if (labels_.empty()) {
        return;
    }
    std::vector<std::uint32_t> single(labels_.size());
    for (std::uint32_t k = 0; k < labels_.size(); ++k) {
        single[k] = sets.number({k});
        label_set_[labels_[k].second] = sets.united(label_set_[labels_[k].second], single[k]);
    }
    for (const RevisionIndex i : oldest_first) {
        for (const RevisionIndex parent : parents(i)) {
            label_set_[i] = sets.united(label_set_[i], label_set_[parent]);
        }
    }
    const auto forks = [this](RevisionIndex i) { return above(i).size() > 1 || is_merge_point(i); };
    for (std::uint32_t k = 0; k < labels_.size(); ++k) {
        RevisionIndex at = labels_[k].second;
        while (!forks(at) && !parents(at).empty() && !forks(parents(at).front())) {
            at = parents(at).front();
            label_set_[at] = sets.united(label_set_[at], single[k]);
        }
    }
}

std::vector<std::string> RevisionGraph::labels_of(RevisionIndex i) const {
    std::vector<std::string> result;
    for (const std::uint32_t k : label_sets_[label_set_[i]]) {
        result.push_back(labels_[k].first);
    }
    return result;
}

} // namespace migrate
