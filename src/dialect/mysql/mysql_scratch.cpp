#include "dialect/mysql/mysql_scratch.hpp"

#include "dialect/mysql/mysql_connection.hpp"
#include "util/random_id.hpp"

#include <algorithm>
#include <array>

namespace migrate::mysql {

namespace {

Url at_database(Url url, const std::string& name) {
    url.database = name;
    return url;
}

// The session that makes and drops: in the URL's database or, where that is not there, in none.
std::unique_ptr<MysqlConnection> open_owner(const Url& url) {
    try {
        return std::make_unique<MysqlConnection>(url, ConnectOptions());
    } catch (const DbError& error) {
        if (error.native_code() != "1049")
            throw;
    }
    return std::make_unique<MysqlConnection>(at_database(url, ""), ConnectOptions());
}

bool may_not(const DbError& error) {
    constexpr std::array<std::string_view, 4> numbers{"1044", "1142", "1227", "1290"};
    return error.kind() == DbErrorKind::read_only ||
           std::ranges::find(numbers, error.native_code()) != numbers.end();
}

void create(Connection& owner, const std::string& name) {
    const Result like = owner.query("SELECT @@character_set_database, @@collation_database");
    const Row& row = like.rows.at(0);
    try {
        owner.execute("CREATE DATABASE " + name + " CHARACTER SET " + row[0].value_or("utf8mb4") +
                      " COLLATE " + row[1].value_or("utf8mb4_bin"));
    } catch (const DbError& error) {
        if (!may_not(error))
            throw;
        throw Error(ErrorCode::failed, "a scratch database is needed, and cannot be made beside " +
                                           owner.url().shown())
            .note(owner.server() + " " + error.native_code() + ": " + error.what())
            .help("let the user make databases: GRANT ALL ON `migrate\\_scratch\\_%`.* TO ..., or "
                  "name an empty one: scratch_url in migrate.toml");
    }
}

class ScratchConnection final : public MysqlConnection {
  public:
    ScratchConnection(std::unique_ptr<MysqlConnection> owner, const Url& url)
        : MysqlConnection(url, ConnectOptions()),
          owner_(std::move(owner)) {}

    ~ScratchConnection() override {
        close();
        drop(*owner_, url().database);
    }
    ScratchConnection(const ScratchConnection&) = delete;
    ScratchConnection& operator=(const ScratchConnection&) = delete;

    // Best effort: where the server is gone, nobody can.
    static void drop(Connection& owner, const std::string& name) noexcept {
        try {
            owner.execute("DROP DATABASE IF EXISTS " + name);
        } catch (const Error&) { // NOLINT(bugprone-empty-catch)
        }
    }

  private:
    std::unique_ptr<MysqlConnection> owner_;
};

} // namespace

std::unique_ptr<Connection> scratch_database(const Url& url) {
    std::unique_ptr<MysqlConnection> owner = open_owner(url);
    const std::string name = "migrate_scratch_" + RandomIds().next();
    MysqlConnection& maker = *owner;
    create(maker, name);
    try {
        return std::make_unique<ScratchConnection>(std::move(owner), at_database(url, name));
    } catch (...) {
        if (owner)
            ScratchConnection::drop(*owner, name);
        throw;
    }
}

} // namespace migrate::mysql
