// What the tests of forms share: dialects, documents from text, round trips.
#pragma once

#include "forms/form_dialect.hpp"
#include "forms/layout.hpp"
#include "forms/model_form.hpp"
#include "forms/verbs.hpp"
#include "migrate/error.hpp"
#include "toml/reader.hpp"
#include "toml/writer.hpp"

#include <string>

namespace forms_test {

inline migrate::forms::FormDialect sqlite() {
    migrate::forms::FormDialect dialect;
    dialect.name = "sqlite";
    dialect.display_name = "SQLite";
    dialect.prefixes = {"sqlite"};
    dialect.folding = migrate::NameFolding::ascii;
    dialect.rowid_alias = true;
    return dialect;
}

inline migrate::forms::FormDialect mariadb() {
    migrate::forms::FormDialect dialect;
    dialect.name = "mariadb";
    dialect.display_name = "MariaDB";
    dialect.prefixes = {"mysql", "mariadb"};
    return dialect;
}

inline migrate::Database model(const std::string& text,
                               const migrate::forms::FormDialect& dialect = sqlite()) {
    return migrate::forms::read_models({migrate::toml::read_document(text, "model.toml")}, dialect);
}

// The one table of a model.
inline migrate::Table table(const std::string& text,
                            const migrate::forms::FormDialect& dialect = sqlite()) {
    return model(text, dialect).tables.at(0);
}

inline migrate::Op op(const std::string& step,
                      const migrate::forms::FormDialect& dialect = sqlite()) {
    const migrate::Document document =
        migrate::toml::read_document("[[upgrade]]\n" + step, "step.toml");
    return migrate::forms::read_op(document, document.root.find("upgrade")->items().at(0), dialect);
}

// The text of a step, as a revision would hold it.
inline std::string text(const migrate::Op& op,
                        const migrate::forms::FormDialect& dialect = sqlite()) {
    migrate::Node root = migrate::Node::table();
    root.add("upgrade", migrate::Node::array({migrate::forms::write_op(op, dialect)}));
    std::string written =
        migrate::toml::write_document(root, {.layout = migrate::forms::step_layout});
    return written.substr(written.find('\n') + 1);
}

// Message, place and advice of the error that `work` throws: "2:1: message | advice".
template <class F>
std::string error_of(F work) {
    try {
        work();
    } catch (const migrate::Error& error) {
        return std::to_string(error.pos().line) + ":" + std::to_string(error.pos().column) + ": " +
               error.what() + (error.help_text().empty() ? "" : " | " + error.help_text());
    }
    return "no error";
}

inline std::string step_error(const std::string& step) {
    return error_of([&] { op(step); });
}

inline std::string model_error(const std::string& text) {
    return error_of([&] { model(text); });
}

} // namespace forms_test
