#include "crash/project.hpp"

#include "migrate/dialect.hpp"
#include "util/file.hpp"
#include "util/random_id.hpp"

#include <fmt/format.h>

namespace migrate::test {

namespace fs = std::filesystem;

CrashProject::CrashProject()
    : folder_(fs::temp_directory_path() / ("migrate-crash-" + RandomIds().next())) {
    fs::create_directories(folder_ / "migrations/revisions");
    write("migrate.toml",
          "[migrate]\nurl = \"sqlite:///app.db\"\nmodels = [\"models/*.toml\"]\n"
          "script_location = \"migrations\"\nversion_locations = [\"migrations/revisions\"]\n");
}

CrashProject::~CrashProject() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

void CrashProject::write(const std::string& name, const std::string& text) const {
    create_new_file(folder_ / name, text);
}

std::string CrashProject::next_header() {
    ++count_;
    const std::string down =
        count_ > 1 ? fmt::format("down_revision = \"r{:03}\"\n", count_ - 1) : "";
    return fmt::format("revision = \"r{:03}\"\n{}message = \"step {}\"\n", count_, down, count_);
}

void CrashProject::add(const std::string& body) {
    const std::string text = next_header() + body;
    write(fmt::format("migrations/revisions/r{:03}.toml", count_), text);
}

void CrashProject::add_sql(const std::string& body) {
    ++count_;
    write(fmt::format("migrations/revisions/r{:03}.sql", count_),
          fmt::format("-- migrate:revision r{:03}\n-- migrate:down_revision r{:03}\n-- "
                      "migrate:message step {}\n\n{}",
                      count_, count_ - 1, count_, body));
}

void CrashProject::add_mixed_revisions() {
    // `token` counts how often each statement on rows ran.
    add(R"(
[[upgrade]]
create_table = "token"
column.name = { type = "text", primary_key = true }
column.n    = { type = "integer", null = false, default = 0 }

[[upgrade]]
insert_rows = "token"
rows = [{ name = "a" }, { name = "b" }, { name = "c" }, { name = "d" }]
)");
    add(R"(
[[upgrade]]
create_table = "users"
column.id   = { type = "integer", primary_key = true, autoincrement = true }
column.name = { type = "varchar(50)", null = false
}
column.age  = { type = "integer" }
index.ix_users_name = ["name"]

[[upgrade]]
insert_rows = "users"
rows = [{ name = "Ada", age = 36 }, { name = "Grace" }, { name = "Edsger", age = 72 }]
)");
    add("\n[[upgrade]]\nsql = \"UPDATE token SET n = n + 1 WHERE name = 'a'\"\n");
add("\n[[upgrade]]\nadd_column = \"users.email\"\ntype = \"text\"\n");
    add(R"(
[[upgrade]]
alter_table = "users"
alter_column.age = { null = { from = true, to = false }, default = { to = 0 } }
add_check.ck_users_age = "age >= 0"
add_column.nick = { type = "varchar(30)"
    }

[[upgrade]]
sql = "UPDATE token SET n = n + 1 WHERE name = 'b'"
)");
    add(R"(
transaction = false

[[upgrade]]
create_index = "users.ix_users_age"
columns = ["age"]
)");
add("\n[[upgrade]]\nsql = \"VACUUM\"\n");
add(R"(
[[upgrade]]
sql = "CREATE TABLE outside (x INTEGER)" transaction = false done_when =
        "SELECT count(*) = 1 FROM sqlite_schema WHERE name = 'outside'"

    [[upgrade]] sql = "UPDATE token SET n = n + 1 WHERE name = 'c'") ");
    add_sql("-- migrate:upgrade\nCREATE TABLE plain (id INTEGER PRIMARY KEY, t TEXT);\n"
            "INSERT INTO plain (t) VALUES ('one; two');\n");
add_sql("-- migrate:no-transaction\n-- migrate:upgrade\n"
        "-- migrate:done-when SELECT count(*) = 1 FROM sqlite_schema WHERE name = 'ix_plain'\n"
        "CREATE INDEX ix_plain ON plain (t);\n");
add("\n[[upgrade]]\nprogram = [\"touch\", \"made-by-a-program\"]\ndone_when = \"SELECT 0\"\n");
add("\n[[upgrade]]\nrename_column = \"users.nick\"\nto = \"handle\"\n");
add(R"(
[[upgrade]]
create_view = "adults"
as = "SELECT id, name FROM users WHERE age > 17"

[[upgrade]]
create_trigger = "users.users_touch"
after = "update of name"
body = '''
BEGIN
  UPDATE users SET age = age + 1 WHERE id = new.id;
END'''
)");
add(R"(
[[upgrade]]
sql = "CREATE TABLE meant (x INTEGER)" transaction = false means = [ {
        create_table = "meant", column.x = {type = "integer"}} ]) ");
    add(R"(
[[upgrade]]
backfill = "users"
set.email = { sql = "name || '@example.org'" }
where = "email IS NULL"
key = ["id"]
batch = 2
)");
for (int i = 0; i < 10; ++i)
    add(fmt::format("\n[[upgrade]]\ncreate_table = \"t{}\"\ncolumn.id = {{ type = \"integer\", "
                    "primary_key = true }}\n",
                    i));
add("\n[[upgrade]]\ndrop_table = \"t3\"\n\n[[upgrade]]\nsql = \"UPDATE token SET n = n + 1 WHERE "
    "name = 'd'\"\n");
add("\n[[upgrade]]\nrename_table = \"t4\"\nto = \"four\"\n");
add("\n[[upgrade]]\ndrop_column = \"users.email\"\n");
add("\n[[upgrade]]\nsql = \"ANALYZE\"\ntransaction = false\n");
add("\n[[upgrade]]\nassert = \"SELECT sum(n) = 4 FROM token\"\nmessage = \"a statement ran twice "
    "or not at all\"\n");
}

ProcessResult
CrashProject::run(const std::vector<std::string>& arguments,
                  const std::vector<std::pair<std::string, std::string>>& environment) const {
    ProcessOptions options;
    options.arguments = {MIGRATE_BINARY};
    options.arguments.insert(options.arguments.end(), arguments.begin(), arguments.end());
    options.environment = {{"CI", "true"}, {"NO_COLOR", "1"}};
    options.environment.insert(options.environment.end(), environment.begin(), environment.end());
    options.working_directory = folder_;
    return run_process(options);
}

std::unique_ptr<Connection> CrashProject::connect() const {
    const Url url = parse_url("sqlite:///" + (folder_ / "app.db").string());
    return dialect_for(url).connect(url, {});
}

std::string CrashProject::dump() const {
    const auto connection = connect();
    std::string text;
    const auto line = [&](const Row& row) {
        for (const Cell& cell : row)
            text += cell.value_or("NULL") + "|";
        text += '\n';
    };
    const Result objects = connection->query("SELECT type, name, sql FROM sqlite_schema WHERE name "
                                             "NOT LIKE 'migrate\\_%' ESCAPE '\\' AND name NOT LIKE "
                                             "'sqlite\\_%' ESCAPE '\\' ORDER BY type, name");
    for (const Row& object : objects.rows) {
        line(object);
        if (object[0] == "table")
            for (const Row& row : connection->query("SELECT * FROM \"" + *object[1] + "\"").rows)
                line(row);
    }
    for (const Row& row :
         connection->query("SELECT version_num FROM migrate_version ORDER BY 1").rows)
        line(row);
    line(connection->query("PRAGMA integrity_check").rows.at(0));
    return text;
}

std::map<std::string, int> CrashProject::applied() const {
    std::map<std::string, int> counts;
    for (const Row& row : connect()
                              ->query("SELECT revision, count(*) FROM migrate_version_log WHERE "
                                      "outcome = 'ok' GROUP BY 1")
                              .rows)
        counts[row[0].value_or("")] = std::stoi(row[1].value_or("0"));
    return counts;
}

void CrashProject::forget_database() const {
    for (const char* name : {"app.db", "app.db-journal", "app.db-wal", "app.db-shm",
                             "app.db-migrate", "made-by-a-program"})
        fs::remove(folder_ / name);
}

} // namespace migrate::test
