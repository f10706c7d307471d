#include "dialect/postgres/postgres_url.hpp"

#include "migrate/error.hpp"
#include "migrate/version.hpp"
#include "util/edit_distance.hpp"
#include "util/text.hpp"
#include "util/utf8.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <unistd.h>

namespace migrate::postgres {

namespace {

// As of libpq 18; an older library refuses what it does not know.
const std::vector<std::string>& known_parameters() {
    static const std::vector<std::string> known{"application_name",
                                                "channel_binding",
                                                "connect_timeout",
                                                "dbname",
                                                "gssdelegation",
                                                "gssencmode",
                                                "gsslib",
                                                "host",
                                                "hostaddr",
                                                "keepalives",
                                                "keepalives_count",
                                                "keepalives_idle",
                                                "keepalives_interval",
                                                "krbsrvname",
                                                "load_balance_hosts",
                                                "options",
                                                "passfile",
                                                "password",
                                                "port",
                                                "require_auth",
                                                "requirepeer",
                                                "service",
                                                "servicefile",
                                                "ssl_max_protocol_version",
                                                "ssl_min_protocol_version",
                                                "sslcert",
                                                "sslcertmode",
                                                "sslcompression",
                                                "sslcrl",
                                                "sslcrldir",
                                                "sslkey",
                                                "sslkeylogfile",
                                                "sslmode",
                                                "sslnegotiation",
                                                "sslpassword",
                                                "sslrootcert",
                                                "sslsni",
                                                "target_session_attrs",
                                                "tcp_user_timeout",
                                                "unix_socket",
                                                "user"};
    return known;
}

void check_parameters(const Url& url) {
    for (const auto& [key, value] : url.query)
        if (std::ranges::find(known_parameters(), key) == known_parameters().end())
            throw Error(ErrorCode::usage, "the URL has an unknown parameter: " + key +
                                              did_you_mean(key, known_parameters()) + ": " +
                                              url.shown())
                .help("PostgreSQL's URLs take the parameters of libpq, such as host, service, "
                      "sslmode and connect_timeout");
}

// The server would take the bytes for names in whatever encoding, and print them.
void check_texts(const Url& url) {
    std::vector<std::string> texts{url.host, url.user, url.password.value_or(""), url.database};
    for (const auto& [key, value] : url.query)
        texts.insert(texts.end(), {key, value});
    for (const std::string& text : texts)
        if (!utf8::valid(text) || text.find('\0') != std::string::npos)
            throw Error(ErrorCode::usage,
                        "the URL holds a NUL, or bytes that are not UTF-8: " + url.shown())
                .help("in a URL %C3%A9 stands for \u00e9: the bytes of its UTF-8");
}

// Holds who runs, so that others see whom they wait for. The server keeps 63 bytes.
std::string application_name() {
    std::array<char, 64> host{};
    ::gethostname(host.data(), host.size() - 1);
    std::string name = "migrate " MIGRATE_VERSION " ";
    const std::string pid = ":" + std::to_string(::getpid());
    return name.append(std::string(host.data()).substr(0, 63 - name.size() - pid.size())) + pid;
}

std::optional<long> seconds(const std::string& text) {
    long value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
    return whole ? std::optional(value) : std::nullopt;
}

} // namespace

Keywords connection_keywords(const Url& url) {
    check_parameters(url);
    check_texts(url);
    Keywords keywords;
    const auto add = [&](const char* key, const std::string& value) {
        if (!value.empty())
            keywords.emplace_back(key, value);
    };
    add("host", url.host);
    add("port", url.port ? std::to_string(*url.port) : "");
    add("user", url.user);
    add("password", url.password.value_or(""));
    add("dbname", url.database);
    // A later keyword counts, so the parameters stand after the parts.
    for (const auto& [key, value] : url.query)
        keywords.emplace_back(key == "unix_socket" ? "host" : key, value);
    const auto unless_given = [&](const char* key, const char* value) {
        if (!url.parameter(key))
            keywords.emplace_back(key, value);
    };
    // A session whose network is gone must be noticed, on both sides.
    unless_given("keepalives_idle", "30");
    unless_given("keepalives_interval", "10");
    unless_given("keepalives_count", "3");
    keywords.emplace_back("fallback_application_name", application_name());
    keywords.emplace_back("client_encoding", "UTF8");
    return keywords;
}

std::optional<std::chrono::milliseconds> connect_timeout(const Url& url) {
    constexpr std::chrono::seconds usual{30};
    const std::string* given = url.parameter("connect_timeout");
    const char* environment = std::getenv("PGCONNECT_TIMEOUT");
    const std::string text = given ? *given : environment ? environment : "";
    if (text.empty())
        return usual;
    const std::optional<long> value = seconds(text);
    if (!value)
        throw Error(ErrorCode::usage, "connect_timeout is not a number of seconds: " + text)
            .help("write, for example, connect_timeout=10");
    if (*value <= 0)
        return std::nullopt;
    return std::chrono::seconds{*value};
}

bool is_local_host(const std::string& host) {
    return host.empty() || host.starts_with('/') || host.starts_with('@') || host == "::1" ||
           host.starts_with("127.") || text::equals_folded(host, "localhost");
}

} // namespace migrate::postgres
