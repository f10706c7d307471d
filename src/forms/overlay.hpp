// What one database reads of a form that speaks for several: the keys under its prefixes laid over
// the plain ones; and the way back, so that a form is written for every database again.
#pragma once

#include "forms/vocabulary.hpp"
#include "migrate/node.hpp"
#include "migrate/schema.hpp"

#include <string>
#include <vector>

namespace migrate::forms {

struct Overlaid {
    Node node;           // no prefixes in it, no parts that are for other databases only
    Overrides overrides; // of the keys in `keys` that belong to the object
};

// True unless the table's own `only` leaves the database out.
bool counts_here(const Node& value, const FormDialect& dialect);

// Lays the prefixes at hand over the plain keys, the broadest first. Groups are merged by name,
// anything else is replaced. `extra` are keys that the node may also have (those of a step): they
// are overlaid and not remembered.
Overlaid overlay(const Node& table, const Kind& kind, const FormDialect& dialect,
                 const std::vector<Key>& extra = {});

// Turns what was written from the values at hand into the form for every database: keys that only
// the database at hand has stand under its prefix, those that replaced a plain one too. Sorts the
// keys as the vocabulary does.
void restore(Node& written, const Kind& kind, const Overrides& overrides,
             const FormDialect& dialect);

} // namespace migrate::forms
