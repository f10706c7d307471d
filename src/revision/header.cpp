#include "revision/header.hpp"

#include "revision/plain_header.hpp"
#include "sql/directives.hpp"
#include "toml/reader.hpp"
#include "util/edit_distance.hpp"
#include "util/text.hpp"

#include <array>

namespace migrate::revision {
namespace {

constexpr int known_format = 1;

// A date-time, or a text that holds one.
std::string created_at(toml::Fields& fields) {
    const Node* node = fields.node("created_at");
    if (!node)
        return {};
    if (node->kind() != Node::Kind::datetime && !node->is_string())
        throw fields.type_error("created_at", *node, "a date and time");
    return node->text();
}

void check_format(toml::Fields& fields) {
    const auto format = fields.integer("format");
    if (format && *format > known_format)
        throw fields
            .error("format", "format " + std::to_string(*format) + " is newer than this migrate")
            .help("install a newer migrate; this one reads format " + std::to_string(known_format));
}

// Directives that belong to the header; those of sections and statements are in sql_script.cpp.
constexpr std::array<std::string_view, 8> header_words{
    "revision",      "down_revision", "message",      "created_at",
    "branch_labels", "depends_on",    "irreversible", "only"};
constexpr std::array<std::string_view, 6> other_words{"upgrade",   "downgrade",   "no-transaction",
                                                      "done-when", "destructive", "lint-ignore"};

void take(RevisionHeader& header, const sql::Directive& directive) {
    const std::string& word = directive.word;
    const std::string& argument = directive.argument;
    if (word == "revision")
        header.id = argument;
    else if (word == "down_revision")
        header.parents.push_back(argument);
    else if (word == "message")
        header.message += (header.message.empty() ? "" : "\n") + argument;
    else if (word == "created_at")
        header.created_at = argument;
    else if (word == "branch_labels")
        header.labels.push_back(argument);
    else if (word == "depends_on")
        header.depends_on.push_back(argument);
    else if (word == "irreversible")
        header.irreversible = argument;
    else if (word == "only")
        header.only.push_back(argument);
}

bool is_one_of(std::string_view word, auto& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

[[noreturn]] void unknown_word(const sql::Directive& directive, const std::string& file,
                               std::string_view text) {
    std::vector<std::string> known(header_words.begin(), header_words.end());
    known.insert(known.end(), other_words.begin(), other_words.end());
    throw Error(ErrorCode::usage, "there is no directive migrate:" + directive.word +
                                      did_you_mean(directive.word, known))
        .at({file, directive.line, directive.column},
            std::string(toml::line_of(text, directive.line)));
}

// Everything before the first section, so that a long script is not lexed for its header.
std::string_view before_sections(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const std::string_view line = text::trim(text.substr(at, text.find('\n', at) - at));
        if (line.starts_with("-- migrate:upgrade") || line.starts_with("-- migrate:downgrade"))
            return text.substr(0, at);
        const auto end = text.find('\n', at);
        if (end == std::string_view::npos)
            break;
        at = end + 1;
    }
    return text;
}

} // namespace

RevisionHeader read_toml_header(const Document& document) {
    toml::Fields fields(document, document.root, "the revision");
    check_format(fields);
    RevisionHeader header;
    header.id = fields.required_string("revision");
    header.parents = fields.string_or_strings("down_revision").value_or(std::vector<std::string>());
    header.message = text::trim(fields.string("message").value_or(""));
    header.created_at = created_at(fields);
    header.labels = fields.string_or_strings("branch_labels").value_or(std::vector<std::string>());
    header.depends_on = fields.string_or_strings("depends_on").value_or(std::vector<std::string>());
    header.transaction = fields.boolean("transaction");
    header.irreversible = text::trim(fields.string("irreversible").value_or(""));
    header.only = fields.string_or_strings("only").value_or(std::vector<std::string>());
    fields.allow("downgrade"); // downgrade = [] stands in the header
    fields.allow("upgrade");
    fields.finish();
    try {
        check_revision_id(header.id);
    } catch (const Error& error) {
        throw fields.error("revision", error.what()).help(error.help_text());
    }
    return header;
}

std::optional<RevisionHeader> read_sql_header(std::string_view whole, const std::string& file) {
    const std::string_view text = before_sections(whole);
    RevisionHeader header;
    const sql::Directive* id = nullptr;
    const std::vector<sql::Directive> directives = sql::find_directives(text, sql::sqlite_syntax());
    for (const sql::Directive& directive : directives) {
        if (!is_one_of(directive.word, header_words) && !is_one_of(directive.word, other_words))
            unknown_word(directive, file, text);
        take(header, directive);
        if (directive.word == "revision")
            id = &directive;
    }
    if (!id)
        return std::nullopt;
    try {
        check_revision_id(header.id);
    } catch (const Error& error) {
        throw Error(ErrorCode::usage, error.what())
            .at({file, id->line, id->column}, std::string(toml::line_of(text, id->line)))
            .help(error.help_text());
    }
    return header;
}

std::optional<RevisionHeader> read_header(const std::string& text, const std::string& file,
                                          bool is_sql) {
    if (is_sql)
        return read_sql_header(text, file);
    if (auto header = read_plain_header(toml::header_text(text)))
        return header;
    std::optional<Document> document;
    try {
        document = toml::read_document(std::string(toml::header_text(text)), file);
    } catch (const Error&) {
        // A multi-line text of the header has a line that begins with `[`; or the file is broken,
        // and reading it whole says where.
        document = toml::read_document(text, file);
    }
    document->text = text;
    return read_toml_header(*document);
}

RevisionNode graph_node(const RevisionHeader& header, const std::string& file) {
    return {header.id,
            header.parents,
            header.depends_on,
            header.labels,
            std::string(text::trim(text::first_line(header.message))),
            file};
}

} // namespace migrate::revision
