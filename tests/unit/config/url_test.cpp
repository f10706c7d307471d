#include "migrate/url.hpp"

#include "migrate/error.hpp"

#include "support/catch.hpp"

#include <random>

using namespace migrate;
using Query = std::vector<std::pair<std::string, std::string>>;

TEST_CASE("all parts of a URL are read and decoded", "[url]") {
    const Url url = parse_url("PostgreSQL+psycopg2://us%40er:p%2Fw%3A@db.example.com:5433/"
                              "my%20db?sslmode=require&x=a+b&x=");
    CHECK(url.dialect == "postgresql");
    CHECK(url.driver == "psycopg2");
    CHECK(url.user == "us@er");
    CHECK(url.password == "p/w:");
    CHECK(url.host == "db.example.com");
    CHECK(url.port == 5433);
    CHECK(url.database == "my db");
    CHECK(url.query == Query{{"sslmode", "require"}, {"x", "a b"}, {"x", ""}});
    CHECK(*url.parameter("x") == "");
    CHECK(url.parameter("y") == nullptr);
}

TEST_CASE("a SQLite URL has three slashes for a relative path, four for an absolute one", "[url]") {
    CHECK(parse_url("sqlite:///app.db").database == "app.db");
    CHECK(parse_url("sqlite:////var/app.db?foreign_keys=on").database == "/var/app.db");
    CHECK(parse_url("sqlite://").database.empty());
    CHECK(parse_url("sqlite:///:memory:").database.empty());
    CHECK(parse_url("sqlite:///a@b:c.db").database == "a@b:c.db");
    CHECK(parse_url("sqlite:///50%.db").database == "50%.db");
    CHECK_THROWS_WITH(parse_url("sqlite://app.db"), "a SQLite URL has no host");
}

TEST_CASE("hosts may be IPv6 addresses or sockets", "[url]") {
    const Url url = parse_url("mysql://root@[fe80::1%25eth0]:3307/");
    CHECK(url.host == "fe80::1%eth0");
    CHECK(url.port == 3307);
    CHECK_FALSE(url.password);
    const Url socket = parse_url("postgresql:///shop?host=/run/postgresql");
    CHECK(socket.host.empty());
    CHECK(socket.database == "shop");
    CHECK(*socket.parameter("host") == "/run/postgresql");
}

TEST_CASE("a password may hold slashes and colons, a query may hold an at sign", "[url]") {
    CHECK(parse_url("mysql://u:p/w:x?y@h/d?a=1").password == "p/w:x?y");
    CHECK(parse_url("mysql://u:p/w:x?y@h/d?a=1").query == Query{{"a", "1"}});
    const Url url = parse_url("postgresql://h:5432/d?user=a@b");
    CHECK(url.host == "h");
    CHECK(url.port == 5432);
    CHECK(url.query == Query{{"user", "a@b"}});
}

TEST_CASE("a password never shows", "[url]") {
    const Url url = parse_url("postgresql://u:secret@h/d?password=secret&sslmode=x");
    CHECK(url.shown() == "postgresql://u:***@h/d?password=***&sslmode=x");
    CHECK(url.secret_text() == "postgresql://u:secret@h/d?password=secret&sslmode=x");
    for (const char* bad :
         {"postgresql://u:secret", "postgresql://u:a@secret@h/d", "postgresql://u:secret@[h/d",
          "postgresql://u:secret@h:secret/d", "u:secret@h", "u:secret@h://x"}) {
        try {
            parse_url(bad);
            FAIL("read " << bad);
        } catch (const Error& error) {
            CHECK(error.code() == ErrorCode::usage);
            CHECK((std::string(error.what()) + error.help_text()).find("secret") ==
                  std::string::npos);
        }
    }
}

TEST_CASE("passwords are masked in any text", "[url]") {
    CHECK(mask_passwords("url = \"mysql://u:s@cr/et@h/d\"\nx") == "url = \"mysql://u:***@h/d\"\nx");
    CHECK(mask_passwords("mysql://u@h/d?Password=abc&x=1") == "mysql://u@h/d?Password=***&x=1");
    CHECK(mask_passwords("host=h password=abc port=1") == "host=h password=*** port=1");
    CHECK(mask_passwords("nothing to hide: a@b") == "nothing to hide: a@b");
}

TEST_CASE("a URL is the same after writing and reading", "[url][property]") {
    std::mt19937 random(11);
    const auto word = [&](std::size_t least) {
        static const std::string letters = "ab/:@?#%&=+ []\"'\xC3\xA9.-~5";
        std::string result;
        for (auto left = least + random() % 5; left > 0; --left)
            result += letters[random() % letters.size()];
        return result;
    };
    for (int round = 0; round < 2000; ++round) {
        Url url;
        url.dialect = random() % 3 == 0 ? "sqlite" : "postgresql";
        if (random() % 3 == 0)
            url.driver = "drv";
        url.database = random() % 4 ? word(1) : "";
        if (url.dialect != "sqlite") {
            url.user = random() % 2 ? word(1) : "";
            if (random() % 2)
                url.password = word(0);
            url.host = random() % 3 ? word(1) : "::1";
            if (random() % 2)
                url.port = 1 + static_cast<int>(random() % 65535);
        }
        for (auto left = random() % 3; left > 0; --left)
            url.query.emplace_back(word(1), word(0));
        INFO(url.secret_text());
        REQUIRE(parse_url(url.secret_text()) == url);
    }
}
