#include "config/load.hpp"

#include "config/naming.hpp"
#include "toml/reader.hpp"
#include "util/duration.hpp"
#include "util/edit_distance.hpp"
#include "util/text.hpp"

#include <charconv>
#include <limits>

namespace migrate {
namespace {

using std::chrono::milliseconds;
using toml::Fields;

// One section. A text with a variable that is not filled now counts as not given.
class Section {
  public:
    Section(const Document& document, const Node& table, std::string what, Variables variables,
            const Config& config)
        : fields_(document, table, std::move(what)),
          variables_(variables),
          config_(config) {}

    Fields& fields() { return fields_; }

    LateText late(const Node& node) const {
        return {node.text(), {fields_.document().file, node.pos.line, node.pos.column}};
    }

    std::optional<LateText> late(std::string_view key) {
        return fields_.string(key) ? std::optional(late(*fields_.node(key))) : std::nullopt;
    }

    std::vector<LateText> late_list(std::string_view key, const Node& list) const {
        std::vector<LateText> result;
        for (const Node& item : list.items()) {
            if (!item.is_string())
                throw fields_.type_error(key, item, "a list of texts");
            result.push_back(late(item));
        }
        return result;
    }

    std::optional<std::string> text(std::string_view key) {
        const auto found = late(key);
        return found ? filled(*found) : std::nullopt;
    }

    void read(std::string_view key, std::string& into) {
        if (auto value = text(key))
            into = std::move(*value);
    }

    void read(std::string_view key, bool& into) { into = fields_.boolean(key).value_or(into); }

    void read(std::string_view key, int& into, int least, int most) {
        const auto value = fields_.integer(key);
        if (value && (*value < least || *value > most))
            throw fields_.error(key, fields_.what() + ": \"" + std::string(key) +
                                         "\" should be from " + std::to_string(least) + " to " +
                                         std::to_string(most));
        into = static_cast<int>(value.value_or(into));
    }

    void read(std::string_view key, std::vector<std::string>& into) {
        const Node* list = fields_.node(key);
        if (!list)
            return;
        if (!list->is_array())
            throw fields_.type_error(key, *list, "a list of texts");
        into.clear();
        for (const LateText& item : late_list(key, *list))
            if (auto value = filled(item))
                into.push_back(std::move(*value));
    }

    // One of a few words.
    template <class T>
    void read(std::string_view key, T& into, const std::vector<std::pair<std::string, T>>& words) {
        const auto value = text(key);
        if (!value)
            return;
        std::vector<std::string> known;
        for (const auto& [word, meaning] : words) {
            known.push_back(word);
            if (word == *value) {
                into = meaning;
                return;
            }
        }
        throw fields_
            .error(key, fields_.what() + ": \"" + std::string(key) + "\" cannot be \"" + *value +
                            "\"" + did_you_mean(*value, known))
            .help("it is one of " + text::join(known, ", "));
    }

    void read_template(std::string_view key, std::string& into,
                       const std::vector<std::string>& placeholders) {
        read(key, into);
        if (const auto unknown = unknown_placeholder(into, placeholders))
            throw fields_
                .error(key, fields_.what() + ": \"" + std::string(key) + "\" knows no {" +
                                *unknown + "}" + did_you_mean(*unknown, placeholders))
                .help("the placeholders are {" + text::join(placeholders, "} {") + "}");
    }

    void read_not_empty(std::string_view key, std::string& into) {
        read(key, into);
        if (into.empty())
            throw fields_.error(key,
                                fields_.what() + ": \"" + std::string(key) + "\" cannot be empty");
    }

    // "60s"; "off" only where the caller says so, and none then.
    std::optional<milliseconds> duration(std::string_view key, milliseconds least,
                                         bool may_be_off) {
        const auto value = text(key);
        if (!value || (may_be_off && *value == "off"))
            return std::nullopt;
        const auto parsed = parse_duration(*value);
        if (!parsed || *parsed < least)
            throw fields_
                .error(key, fields_.what() + ": \"" + std::string(key) + "\" is no duration: \"" +
                                *value + "\"")
                .help(
                    std::string("write a number and a unit: \"500ms\", \"60s\", \"5m\" or \"1h\"") +
                    (may_be_off ? ", or \"off\"" : ""));
        return parsed;
    }

    void read(std::string_view key, milliseconds& into, milliseconds least) {
        into = duration(key, least, false).value_or(into);
    }

  private:
    std::optional<std::string> filled(const LateText& value) const {
        if (variables_ == Variables::fill)
            return config_.expand(value);
        return value.text.find("${") == std::string::npos ? std::optional(value.text)
                                                          : std::nullopt;
    }

    Fields fields_;
    Variables variables_;
    const Config& config_;
};

void read_models(Section& section, ModelSetting& models) {
    Fields& fields = section.fields();
    const Node* node = fields.node("models");
    if (!node)
        return;
    models = {{}, {}, {fields.document().file, node->pos.line, node->pos.column}};
    if (node->is_string()) {
        models.patterns.push_back(section.late(*node));
    } else if (node->is_array()) {
        models.patterns = section.late_list("models", *node);
    } else if (node->is_table()) {
        Fields inner(fields.document(), *node, "models");
        inner.allow("command");
        inner.finish(); // a mistyped key is the likelier mistake than a missing one
        const Node& command =
            inner.required_node("command", "a list, the program and its arguments");
        inner.strings("command");
        if (command.items().empty())
            throw inner.error("command", "models: \"command\" cannot be empty");
        models.command = section.late_list("command", command);
    } else {
        throw fields.type_error("models", *node, "a list of file patterns or { command = [...] }");
    }
}

void read_migrate(Section section, Config& config) {
    if (auto url = section.late("url")) {
        config.url = std::move(url);
        config.url_root = config.root;
    }
    if (auto url = section.late("scratch_url"))
        config.scratch_url = std::move(url);
    if (auto path = section.late("password_file"))
        config.password_file = std::move(path);
    read_models(section, config.models);
    section.read_not_empty("script_location", config.script_location);
    section.read("version_locations", config.version_locations);
    section.read_template(
        "file_template", config.file_template,
        {"rev", "slug", "year", "month", "day", "hour", "minute", "second", "epoch"});
    section.read("truncate_slug_length", config.truncate_slug_length, 1, 200);
    section.read_not_empty("timezone", config.timezone);
    section.read_not_empty("version_table", config.version_table);
    section.read("version_table_schema", config.version_table_schema);
    section.fields().finish();
}

void read_autogenerate(Section section, AutogenerateSettings& settings) {
    section.read("include", settings.include);
    section.read("exclude", settings.exclude);
    section.read("schemas", settings.schemas);
    section.read("compare_type", settings.compare_type);
    section.read("compare_default", settings.compare_default);
    section.read("compare_comment", settings.compare_comment);
    section.read<RenameMode>(
        "renames", settings.renames,
        {{"ask", RenameMode::ask}, {"never", RenameMode::never}, {"always", RenameMode::always}});
    section.read("safe", settings.safe);
    section.fields().finish();
}

void read_naming(Section section, Naming& naming) {
    const std::vector<std::string> with_columns{"table", "columns"};
    section.read_template("index", naming.index, with_columns);
    section.read_template("unique", naming.unique, with_columns);
    section.read_template("foreign_key", naming.foreign_key,
                          {"table", "columns", "referred_table"});
    section.read_template("check", naming.check, with_columns);
    section.read_template("primary_key", naming.primary_key, with_columns);
    section.fields().finish();
}

void read_run(Section section, RunSettings& run) {
    section.read<TransactionScope>("transaction", run.transaction,
                                   {{"revision", TransactionScope::revision},
                                    {"all", TransactionScope::all},
                                    {"none", TransactionScope::none}});
    section.read<bool>("destructive", run.refuse_destructive, {{"allow", false}, {"refuse", true}});
    section.read("lock_wait", run.lock_wait, milliseconds(0));
    section.read("lock_timeout", run.lock_timeout, milliseconds(1));
    run.statement_timeout = section.duration("statement_timeout", milliseconds(1), true);
    section.read("retries", run.retries, 0, 1000);
    section.fields().finish();
}

// Other braces are the program's own: awk '{print}'.
void refuse_mistyped_file(const Fields& hook, const Node& command) {
    const std::vector<std::string> known{"file"};
    for (const Node& word : command.items())
        if (const auto unknown = unknown_placeholder(word.text(), known))
            if (const std::string guess = did_you_mean(*unknown, known); !guess.empty())
                throw hook.error("command",
                                 "[[hooks.post_write]]: there is no {" + *unknown + "}" + guess);
}

void read_hooks(Section section, std::vector<Hook>& post_write) {
    Fields& fields = section.fields();
    if (const Node* list = fields.node("post_write")) {
        if (!list->is_array())
            throw fields.type_error("post_write", *list, "a list of tables, [[hooks.post_write]]");
        for (const Node& item : list->items()) {
            Fields hook(fields.document(), item, "[[hooks.post_write]]");
            const Node& command =
                hook.required_node("command", "a list, the program and its arguments");
            if (hook.strings("command").value_or(std::vector<std::string>()).empty())
                throw hook.error("command", "[[hooks.post_write]]: \"command\" cannot be empty");
            refuse_mistyped_file(hook, command);
            post_write.push_back({section.late_list("command", command)});
            hook.finish();
        }
    }
    fields.finish();
}

} // namespace

void read_sections(const Document& document, const Node& sections, Variables variables,
                   Config& config) {
    Fields root(document, sections, "the configuration");
    root.accept_format(1);
    const auto section = [&](const char* name, auto&& read, auto& into) {
        if (const Node* table = root.table(name))
            read(Section(document, *table, std::string("[") + name + "]", variables, config), into);
    };
    section("migrate", read_migrate, config);
    section("autogenerate", read_autogenerate, config.autogenerate);
    section("naming", read_naming, config.naming);
    section("run", read_run, config.run);
    section("hooks", read_hooks, config.post_write);
    root.allow("environments");
    root.finish();
    if (config.version_locations.empty())
        config.version_locations = {config.script_location + "/revisions"};
}

} // namespace migrate
