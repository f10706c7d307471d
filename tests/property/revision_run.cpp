#include "property/revision_run.hpp"

#include "dialect/form_dialect.hpp"
#include "runner/runner.hpp"
#include "toml/reader.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

#include <filesystem>
#include <unistd.h>

namespace migrate::test {
namespace {

void run_statement(Connection& connection, const Statement& statement) {
    if (!statement.probe) {
        connection.execute(statement.sql);
        return;
    }
    const std::string count = query_optional(connection, statement.sql).value_or("0");
    if (count != "0")
        throw Error(ErrorCode::failed, text::replace_all(statement.refusal, "{n}", count))
            .help(statement.help)
            .note("in " + statement.sql);
}

class Quiet final : public Observer {
  public:
    void on(const Event&) override {}
};

struct Folder {
    Folder() {
        path = std::filesystem::temp_directory_path() /
               ("migrate_property_" + std::to_string(getpid()));
        std::filesystem::create_directories(path);
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::filesystem::path path;
};

} // namespace

forms::FormDialect forms_of(const Dialect& dialect) {
    return form_dialect(dialect);
}

Document parse_model(const std::string& text) {
    return toml::read_document(text, "model.toml");
}

void run_steps(Connection& connection, const Dialect& dialect, const std::vector<Step>& steps) {
    const auto guard = dialect.transaction_guard(connection);
    guard->before_begin();
    {
        Transaction transaction(connection);
        guard->after_begin();
        std::vector<EnumType> enums; // known so far: nothing stores one that no column uses
        for (const Step& step : steps) {
            Savepoint savepoint(connection, "step");
            Database before = dialect.introspect(connection, {});
            for (const EnumType& type : enums)
                if (!find_enum(before, type.name))
                    before.enums.push_back(type);
            for (const Statement& statement : dialect.ddl().render(step.op, before, &connection))
                run_statement(connection, statement);
            dialect.follow(step.op, before);
            enums = std::move(before.enums);
            savepoint.release();
        }
        guard->before_commit();
        transaction.commit();
    }
    guard->after_end();
}

void run_from_file(Connection& connection, const Dialect& dialect, const std::string& revision,
                   Direction direction) {
    const Folder folder;
    write_file_atomically(folder.path / "random.toml", revision, Overwrite::allow);
    const ScriptFolder scripts = ScriptFolder::load({folder.path});
    const SystemClock clock;
    Quiet observer;
    runner::Settings settings;
    settings.working_dir = folder.path;
    runner::run({connection, dialect, scripts, clock, observer}, direction,
                direction == Direction::up ? "head" : "base", settings);
}

} // namespace migrate::test
