// Revision files in TOML: writing one that is a pleasure to review.
#include "dialect/form_dialect.hpp"
#include "forms/layout.hpp"
#include "forms/verbs.hpp"
#include "migrate/revision.hpp"
#include "revision/header.hpp"
#include "toml/writer.hpp"

namespace migrate {
namespace {

Node texts(const std::vector<std::string>& values) {
    Node list = Node::array();
    for (const std::string& value : values)
        list.push_back(Node::string(value));
    return list;
}

void write_header(toml::BlockWriter& writer, const RevisionHeader& header) {
    const auto add = [&](const char* key, const Node& value) { writer.add({key}, value); };
    writer.align_bare_keys();
    add("revision", Node::string(header.id));
    if (header.parents.size() == 1)
        add("down_revision", Node::string(header.parents.front()));
    else if (!header.parents.empty())
        add("down_revision", texts(header.parents));
    add("message", Node::string(header.message));
    if (!header.created_at.empty())
        add("created_at", Node::datetime(header.created_at));
    if (!header.labels.empty())
        add("branch_labels", texts(header.labels));
    if (!header.depends_on.empty())
        add("depends_on", texts(header.depends_on));
    if (header.transaction)
        add("transaction", Node::boolean(*header.transaction));
    if (!header.irreversible.empty())
        add("irreversible", Node::string(header.irreversible));
    if (!header.only.empty())
        add("only", texts(header.only));
}

void write_steps(toml::BlockWriter& writer, const char* key, const std::vector<PlannedOp>& steps,
                 const forms::FormDialect& dialect) {
    for (const PlannedOp& step : steps) {
        Node node = forms::write_op(step.op, dialect);
        if (step.destructive)
            node.add("destructive", Node::boolean(true));
        if (step.alone)
            node.add("transaction", Node::boolean(false));
        writer.array_header({key});
        for (const std::string& comment : step.comments)
            writer.comment(comment);
        writer.members(node);
    }
}

} // namespace

std::string revision::header_as_toml(const RevisionHeader& header) {
    toml::BlockWriter writer({.layout = forms::step_layout});
    writer.comment(header.message);
    write_header(writer, header);
    return writer.take();
}

std::string revision_as_toml(const NewRevision& revision, const Dialect& dialect) {
    const forms::FormDialect form = form_dialect(dialect);
    toml::BlockWriter writer({.layout = forms::step_layout});
    writer.comment(revision.header.message);
    for (const std::string& comment : revision.comments)
        writer.comment(comment);
    write_header(writer, revision.header);
    const bool takes_back = revision.header.irreversible.empty();
    if (takes_back && revision.downgrade.empty() && !revision.upgrade.empty())
        writer.add({"downgrade"}, Node::array());
    write_steps(writer, "upgrade", revision.upgrade, form);
    write_steps(writer, "downgrade", revision.downgrade, form);
    return writer.take();
}

std::string steps_as_toml(const std::vector<PlannedOp>& steps, const Dialect& dialect) {
    toml::BlockWriter writer({.layout = forms::step_layout});
    write_steps(writer, "upgrade", steps, form_dialect(dialect));
    return writer.take();
}

} // namespace migrate
