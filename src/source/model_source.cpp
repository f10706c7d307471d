#include "source/model_source.hpp"

#include "dialect/form_dialect.hpp"
#include "forms/model_form.hpp"
#include "forms/naming.hpp"
#include "source/program_source.hpp"
#include "source/sql_source.hpp"
#include "toml/reader.hpp"
#include "util/file.hpp"
#include "util/json.hpp"

#include <algorithm>

namespace migrate::source {
namespace {

template <class T>
void append(std::vector<T>& to, std::vector<T>& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

Error at_declaration(Error error, const DeclaredAt& where) {
    if (where.file)
        error.at({*where.file, where.pos.line, where.pos.column});
    return error;
}

// Where the database stores enums in the tables that use them, a SQL model may hold one that a TOML
// model declares.
void merge_enums(std::vector<EnumType>& into, const std::vector<EnumType>& from,
                 NameFolding folding) {
    for (const EnumType& type : from) {
        const auto known = std::ranges::find_if(
            into, [&](const EnumType& each) { return same_name(each.name, type.name, folding); });
        if (known == into.end())
            into.push_back(type);
        else if (known->values != type.values)
            throw at_declaration(
                Error(ErrorCode::usage, "the enum " + to_string(type.name) +
                                            " has other values in the SQL models than in TOML")
                    .help("give it the same values, in the same order, in both"),
                known->declared_at);
    }
}

void merge(Database& into, Database from) {
    append(into.tables, from.tables);
    append(into.views, from.views);
    merge_enums(into.enums, from.enums, from.folding);
    append(into.raws, from.raws);
    append(into.not_compared, from.not_compared);
}

Database read_files(const std::vector<std::filesystem::path>& files, const Config& config,
                    const Dialect& dialect) {
    std::vector<Document> documents;
    std::vector<std::filesystem::path> scripts;
    for (const std::filesystem::path& file : files) {
        if (file.extension() == ".sql")
            scripts.push_back(file);
        else if (file.extension() == ".json")
            documents.push_back(read_json(read_file(file), file.string()));
        else
            documents.push_back(toml::read_file(file.string()));
    }
    const forms::FormDialect form = form_dialect(dialect);
    Database model = forms::read_models(documents, form, config.naming);
    if (!scripts.empty()) {
        Database from_sql = read_sql_models(scripts, config, dialect);
        forms::apply_naming(from_sql, config.naming, form);
        merge(model, std::move(from_sql));
    }
    return model;
}

Database finished(Database model, const Dialect& dialect) {
    model.folding = dialect.capabilities().folding;
    dialect.adapt(model);
    validate(model);
    return model;
}

} // namespace

Database load_model(const Config& config, const Dialect& dialect) {
    if (config.models.command.empty())
        return finished(read_files(model_files(config), config, dialect), dialect);
    return finished(
        forms::read_models({run_model_program(config)}, form_dialect(dialect), config.naming),
        dialect);
}

Database load_model_file(const std::filesystem::path& file, const Config& config,
                         const Dialect& dialect) {
    return finished(read_files({file}, config, dialect), dialect);
}

} // namespace migrate::source
