#include "dialect/mysql/mysql_url.hpp"

#include "dialect/mysql/option_file.hpp"
#include "migrate/error.hpp"
#include "support/catch.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace migrate;
using namespace migrate::mysql;
using migrate::test::ContainsSubstring;

namespace {

// Nobody's option file and password.
class Nobody {
  public:
    Nobody()
        : home_(std::filesystem::temp_directory_path() /
                ("migrate-my-cnf-" + std::to_string(::getpid()))) {
        std::filesystem::create_directories(home_);
        ::setenv("HOME", home_.c_str(), 1);
        ::unsetenv("MYSQL_PWD");
    }
    ~Nobody() {
        ::unsetenv("MYSQL_PWD");
        std::filesystem::remove_all(home_);
    }
    Nobody(const Nobody&) = delete;
    Nobody& operator=(const Nobody&) = delete;

    std::filesystem::path write(const char* name, const char* text) const {
        std::ofstream(home_ / name) << text;
        return home_ / name;
    }

  private:
    std::filesystem::path home_;
};

Target target_of(const std::string& url) {
    return read_target(parse_url(url));
}

} // namespace

TEST_CASE("a URL says where and as whom to connect", "[mysql]") {
    const Nobody nobody;
    const Target target = target_of(
        "mysql+pymysql://ann:p%40ss@db.example:3307/shop?charset=utf8mb4&connect_timeout=7");
    CHECK(target.host == "db.example");
    CHECK(target.port == 3307);
    CHECK(target.user == "ann");
    CHECK(target.password == "p@ss");
    CHECK(target.database == "shop");
    CHECK(target.tls == Tls::prefer);
    CHECK(target.connect_timeout == std::chrono::seconds{7});
    CHECK_FALSE(is_local(target));
    CHECK(is_local(target_of("mariadb:///shop")));
    CHECK(is_local(target_of("mysql://root@127.0.0.1:3306/shop")));
    CHECK(target_of("mysql://u@/shop?unix_socket=/run/my.sock").socket == "/run/my.sock");
}

TEST_CASE("what protects a session is named exactly", "[mysql]") {
    const Nobody nobody;
    CHECK(target_of("mysql://h/d?tls=off").tls == Tls::off);
    CHECK(target_of("mysql://h/d?tls=verify-full").tls == Tls::verify_full);
    const Target target = target_of("mysql://h/d?tls=verify-ca&ssl_ca=/ca.pem&ssl_key=/k.pem");
    CHECK(target.tls == Tls::verify_ca);
    CHECK(target.ssl_ca == "/ca.pem");
    CHECK(target.ssl_key == "/k.pem");
    CHECK_THROWS_WITH(target_of("mysql://h/d?tls=on"), ContainsSubstring("tls=on is not known"));
    CHECK_THROWS_WITH(target_of("mysql://h/d?tls=verify-ca"), ContainsSubstring("certificate"));
}

TEST_CASE("what a URL cannot say is refused, without its password", "[mysql]") {
    const Nobody nobody;
    CHECK_THROWS_WITH(target_of("mysql://u:secret@h/d?unix_sock=/x"),
                      ContainsSubstring("did you mean \"unix_socket\"") &&
                          !ContainsSubstring("secret"));
    CHECK_THROWS_AS(target_of("mysql://h/d?charset=latin1"), Error);
    CHECK_THROWS_AS(target_of("mysql://h/d?connect_timeout=soon"), Error);
    CHECK_THROWS_WITH(target_of("mysql://h/d?sql_mode=STRICT_TRANS_TABLES,ansi_quotes"),
                      ContainsSubstring("ANSI_QUOTES"));
    CHECK(target_of("mysql://h/d?sql_mode=NO_ZERO_DATE").sql_mode == "NO_ZERO_DATE");
}

TEST_CASE("what a URL leaves open comes from the option file", "[mysql]") {
    const Nobody nobody;
    nobody.write(".my.cnf", "[client]\nuser = ann\npassword = \"s3#cret\"\nssl-mode=REQUIRED\n"
                            "[mysqld]\nuser = mysql\n");
    CHECK(target_of("mysql://h/d").user == "ann");
    CHECK(target_of("mysql://h/d").password == "s3#cret");
    CHECK(target_of("mysql://h/d").tls == Tls::require);
    CHECK(target_of("mysql://bob:x@h/d?tls=off").user == "bob");
    CHECK(target_of("mysql://bob:x@h/d?tls=off").password == "x");
    const auto file = nobody.write("other.cnf", "[client]\nhost=a\nport=3310\n[deploy]\nhost=b\n");
    const std::string at = "mysql:///d?read_default_file=" + file.string();
    CHECK(target_of(at).host == "a");
    CHECK(target_of(at).user.empty());
    CHECK(target_of(at + "&read_default_group=deploy").host == "b");
    CHECK(target_of(at).port == 3310);
    CHECK_THROWS_AS(target_of("mysql:///d?read_default_file=/no/such/file"), Error);
}

TEST_CASE("the password is at last the environment's", "[mysql]") {
    const Nobody nobody;
    ::setenv("MYSQL_PWD", "from the environment", 1);
    CHECK(target_of("mysql://ann@h/d").password == "from the environment");
    CHECK(target_of("mysql://ann:x@h/d").password == "x");
}

TEST_CASE("option files have quotes, escapes and comments", "[mysql]") {
    const FileOptions options = read_options("# first\n; second\n!include x\n[client]\n"
                                             "ssl_ca = '/a b/ca.pem'\n"
                                             "password=a\\sb\\\\c # why\nskip-name\n"
                                             "[other]\nuser=x\n",
                                             {"client"});
    CHECK(options == FileOptions{{"ssl-ca", "/a b/ca.pem"}, {"password", "a b\\c"}});
}
