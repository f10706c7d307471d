// Revision files in TOML: the body.
#include "dialect/form_dialect.hpp"
#include "forms/verbs.hpp"
#include "revision/checksum.hpp"
#include "revision/header.hpp"
#include "revision/steps.hpp"
#include "toml/reader.hpp"
#include "util/duration.hpp"

#include <algorithm>

namespace migrate::revision {
namespace {

// The options of a step: plain ones, and those under a prefix that counts here, which win.
class OptionReader {
  public:
    OptionReader(const Document& document, const Node& step, const Dialect& dialect)
        : document_(document),
          step_(step),
          dialect_(dialect) {}

    StepOptions read() const {
        StepOptions options;
        options.only = texts("only");
        if (const Node* node = find("transaction"))
            options.transaction = boolean("transaction", *node);
        if (const Node* node = find("on_error"))
            options.continue_on_error = continues(*node);
        if (const Node* node = find("done_when"))
            options.done_when = text("done_when", *node);
        if (const Node* node = find("destructive"))
            options.destructive = boolean("destructive", *node);
        options.allow = texts("allow");
        options.lock_timeout = duration("lock_timeout");
        options.statement_timeout = duration("statement_timeout");
        if (const Node* node = find("retries"))
            options.retries = count("retries", *node);
        return options;
    }

  private:
    const Node* find(std::string_view key) const {
        const Node* found = step_.find(key);
        for (const std::string_view prefix : dialect_.prefixes())
            if (const Node* table = step_.find(prefix); table && table->is_table())
                if (const Node* own = table->find(key))
                    found = own;
        return found;
    }

    Error wrong(std::string_view key, const Node& node, std::string_view expected) const {
        return toml::error_at(document_, node.pos,
                              std::string(key) + ": expected " + std::string(expected) + ", not " +
                                  std::string(toml::kind_name(node)));
    }

    bool boolean(std::string_view key, const Node& node) const {
        if (!node.is_boolean())
            throw wrong(key, node, "true or false");
        return node.as_boolean();
    }

    std::string text(std::string_view key, const Node& node) const {
        if (!node.is_string())
            throw wrong(key, node, "a text");
        return node.text();
    }

    std::vector<std::string> texts(std::string_view key) const {
        const Node* node = find(key);
        if (!node)
            return {};
        if (node->is_string())
            return {node->text()};
        if (!node->is_array())
            throw wrong(key, *node, "a list of texts");
        std::vector<std::string> result;
        for (const Node& item : node->items())
            result.push_back(text(key, item));
        return result;
    }

    bool continues(const Node& node) const {
        const std::string value = text("on_error", node);
        if (value != "continue" && value != "stop")
            throw toml::error_at(document_, node.pos,
                                 "on_error: expected \"continue\" or \"stop\"");
        return value == "continue";
    }

    int count(std::string_view key, const Node& node) const {
        if (!node.is_integer() || node.text().size() > 6 || node.text().starts_with('-'))
            throw wrong(key, node, "a number from 0");
        return std::stoi(node.text());
    }

    std::optional<std::chrono::milliseconds> duration(std::string_view key) const {
        const Node* node = find(key);
        if (!node)
            return std::nullopt;
        const auto value = parse_duration(text(key, *node));
        if (!value)
            throw toml::error_at(document_, node->pos,
                                 std::string(key) +
                                     ": expected a duration such as \"5s\" or \"500ms\"");
        return *value;
    }

    const Document& document_;
    const Node& step_;
    const Dialect& dialect_;
};

class Reader {
  public:
    Reader(const Document& document, const std::filesystem::path& path, const Dialect& dialect)
        : document_(document),
          lines_(document.text),
          path_(path),
          dialect_(dialect),
          form_(form_dialect(dialect)) {}

    std::vector<Step> steps(const Node& list, const char* key) const {
        if (!list.is_array())
            throw toml::error_at(document_, list.pos,
                                 std::string(key) + " is a list of steps: write [[" + key + "]]");
        std::vector<Step> result;
        int number = 0;
        for (const Node& node : list.items()) {
            ++number;
            if (auto step = read(node, number))
                result.push_back(std::move(*step));
        }
        return result;
    }

  private:
    std::optional<Step> read(const Node& node, int number) const {
        if (!node.is_table())
            throw toml::error_at(document_, node.pos, "a step is a table with a verb");
        Step step;
        step.number = number;
        step.options = OptionReader(document_, node, dialect_).read();
        if (!is_for(step.options.only, dialect_)) {
            forms::validate_step(document_, node);
            return std::nullopt;
        }
        const forms::Verb verb = forms::verb_of(document_, node);
        step.pos = {document_.file, verb.pos.line, verb.pos.column};
        step.quoted_line = lines_[verb.pos.line];
        step.op = forms::read_op(document_, node, form_);
        load_file(step, node);
        read_means(step, node);
        return step;
    }

    void load_file(Step& step, const Node& node) const {
        auto* sql = std::get_if<Sql>(&step.op);
        if (!sql || sql->file.empty())
            return;
        try {
            sql->text = read_beside(path_, sql->file);
        } catch (Error& error) {
            throw error.at({document_.file, node.pos.line, node.pos.column}, step.quoted_line);
        }
    }

    void read_means(Step& step, const Node& node) const {
        const Node* means = node.find("means");
        if (!means)
            return;
        if (!means->is_array())
            throw toml::error_at(document_, means->pos, "means: expected a list of operations");
        step.says_means = true;
        for (const Node& clause : means->items())
            step.means.push_back(forms::read_op(document_, clause, form_));
    }

    const Document& document_;
    const toml::Lines lines_;
    const std::filesystem::path& path_;
    const Dialect& dialect_;
    forms::FormDialect form_;
};

} // namespace

bool is_for(const std::vector<std::string>& only, const Dialect& dialect) {
    if (only.empty())
        return true;
    const auto prefixes = dialect.prefixes();
    return std::ranges::any_of(only, [&](const std::string& name) {
        return std::ranges::find(prefixes, name) != prefixes.end();
    });
}

Revision read_toml_revision(const std::string& text, const std::filesystem::path& path,
                            const std::string& shown, const Dialect& dialect) {
    const Document document = toml::read_document(text, shown);
    Revision revision;
    revision.header = read_toml_header(document);
    revision.path = path;
    const Reader reader(document, path, dialect);
    if (const Node* upgrade = document.root.find("upgrade"))
        revision.upgrade = reader.steps(*upgrade, "upgrade");
    if (const Node* downgrade = document.root.find("downgrade"))
        revision.downgrade = reader.steps(*downgrade, "downgrade");
    // A revision that changes nothing, such as a merge, is taken back by doing nothing.
    if (!document.root.find("upgrade") && !revision.downgrade)
        revision.downgrade.emplace();
    if (!is_for(revision.header.only, dialect)) {
        revision.upgrade.clear();
        revision.downgrade.emplace();
    }
    return revision;
}

} // namespace migrate::revision
