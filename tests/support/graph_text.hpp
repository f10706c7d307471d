// Graphs as one line of text: "a -> b -> c, b -> d, c & d -> e, e needs x, a is trunk".
#pragma once

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "migrate/graph.hpp"

namespace migrate::test {

// Nodes in the order of their first mention. `a & b -> c` is a merge, `c needs a b` dependencies,
// `c is x y` labels.
class GraphText {
  public:
    explicit GraphText(const std::string& text) {
        std::istringstream clauses(text);
        for (std::string clause; std::getline(clauses, clause, ',');) {
            read_clause(clause);
        }
    }

    std::vector<RevisionNode> nodes;

  private:
    RevisionNode& node(const std::string& id) {
        const auto known =
            std::find_if(nodes.begin(), nodes.end(), [&](const auto& n) { return n.id == id; });
        if (known != nodes.end()) {
            return *known;
        }
        RevisionNode made;
        made.id = id;
        made.message = "makes " + id;
        made.file = id + ".toml";
        nodes.push_back(made);
        return nodes.back();
    }

    void read_clause(const std::string& clause) {
        std::istringstream words(clause);
        std::string word;
        if (!(words >> word)) {
            return;
        }
        std::vector<std::string> below = {word};
        node(word);
        for (std::string next; words >> word >> next;) {
            if (word == "&") {
                node(next);
                below.push_back(next);
            } else if (word == "->") {
                RevisionNode& child = node(next);
                child.parents.insert(child.parents.end(), below.begin(), below.end());
                below = {next};
            } else if (word == "needs" || word == "is") {
                auto& list =
                    word == "is" ? node(below.front()).labels : node(below.front()).depends_on;
                do {
                    list.push_back(next);
                } while (words >> next);
            } else {
                throw std::logic_error("graph text: \"" + clause + "\"");
            }
        }
    }
};

inline std::vector<RevisionNode> nodes_of(const std::string& text) {
    return GraphText(text).nodes;
}

inline RevisionGraph graph_of(const std::string& text) {
    return RevisionGraph(nodes_of(text));
}

// "a b c"
inline std::string words(const std::vector<std::string>& list) {
    std::string line;
    for (const std::string& word : list) {
        line += (line.empty() ? "" : " ") + word;
    }
    return line;
}

inline std::string words(const RevisionGraph& graph, const std::vector<RevisionIndex>& revisions) {
    return words(graph.ids(revisions));
}

inline std::vector<std::string> split_words(const std::string& line) {
    std::istringstream in(line);
    std::vector<std::string> list;
    for (std::string word; in >> word;) {
        list.push_back(word);
    }
    return list;
}

} // namespace migrate::test
