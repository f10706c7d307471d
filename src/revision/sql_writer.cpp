// Revision files in SQL: exactly what runs on one database.
#include "migrate/revision.hpp"
#include "sql/splitter.hpp"
#include "util/text.hpp"

namespace migrate {
namespace {

void directive(std::string& out, const std::string& word, const std::string& argument) {
    out += "-- migrate:" + word + (argument.empty() ? "" : " " + argument) + "\n";
}

void write_header(std::string& out, const RevisionHeader& header) {
    directive(out, "revision", header.id);
    for (const std::string& parent : header.parents)
        directive(out, "down_revision", parent);
    for (const std::string& line : text::split(header.message, '\n'))
        if (!text::trim(line).empty())
            directive(out, "message", std::string(text::trim(line)));
    if (!header.created_at.empty())
        directive(out, "created_at", header.created_at);
    for (const std::string& label : header.labels)
        directive(out, "branch_labels", label);
    for (const std::string& dependency : header.depends_on)
        directive(out, "depends_on", dependency);
    if (!header.irreversible.empty())
        directive(out, "irreversible", header.irreversible);
    for (const std::string& dialect : header.only)
        directive(out, "only", dialect);
}

// Renders the steps one after the other, each on the schema that the one before leaves.
void write_steps(std::string& out, const std::vector<PlannedOp>& steps, const Dialect& dialect,
                 Database& schema) {
    for (const PlannedOp& step : steps) {
        out += "\n-- " + describe(step.op) + "\n";
        for (const std::string& comment : step.comments)
            out += "-- " + text::replace_all(comment, "\n", "\n-- ") + "\n";
        for (const Statement& statement : dialect.ddl().render(step.op, schema, nullptr)) {
            if (statement.probe)
                continue; // its refusal belongs to a step that knows its operation; plain SQL has
                          // none
            if (step.destructive)
                directive(out, "destructive", {});
            if (step.alone)
                directive(out, "no-transaction", {});
            out += sql::terminated(statement.sql);
        }
        dialect.follow(step.op, schema);
    }
}

void write_section(std::string& out, const char* word, const std::vector<PlannedOp>& steps,
                   const Dialect& dialect, Database& schema) {
    out += '\n';
    directive(out, word, {});
    write_steps(out, steps, dialect, schema);
}

} // namespace

std::string revision_as_sql(const NewRevision& revision, const Dialect& dialect,
                            const Database& before) {
    std::string out;
    for (const std::string& comment : revision.comments)
        out += "-- " + text::replace_all(comment, "\n", "\n-- ") + "\n";
    write_header(out, revision.header);
    Database schema = before;
    write_section(out, "upgrade", revision.upgrade, dialect, schema);
    if (revision.header.irreversible.empty())
        write_section(out, "downgrade", revision.downgrade, dialect, schema);
    return out;
}

std::string steps_as_sql(const std::vector<PlannedOp>& steps, const Dialect& dialect,
                         const Database& before) {
    std::string out;
    Database schema = before;
    write_steps(out, steps, dialect, schema);
    return std::string(text::trim(out)) + (out.empty() ? "" : "\n");
}

} // namespace migrate
