#include "dialect/mysql/mysql_url.hpp"

#include "dialect/mysql/option_file.hpp"
#include "migrate/error.hpp"
#include "util/edit_distance.hpp"
#include "util/env.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <optional>

namespace migrate::mysql {

namespace {

// charset is what URLs of Python have; sessions speak utf8mb4 whatever it says.
const std::vector<std::string>& known_parameters() {
    static const std::vector<std::string> known{
        "charset",    "connect_timeout", "read_default_file", "read_default_group",
        "sql_mode",   "ssl_ca",          "ssl_capath",        "ssl_cert",
        "ssl_cipher", "ssl_crl",         "ssl_key",           "tls",
        "unix_socket"};
    return known;
}

void check_parameters(const Url& url) {
    for (const auto& [key, value] : url.query)
        if (std::ranges::find(known_parameters(), key) == known_parameters().end())
            throw Error(ErrorCode::usage, "the URL has an unknown parameter: " + key +
                                              did_you_mean(key, known_parameters()) + ": " +
                                              url.shown())
                .help("known are " + text::join(known_parameters(), ", "));
}

struct TlsWord {
    const char* word;
    Tls tls;
};
constexpr TlsWord tls_words[] = {
    {"off", Tls::off},
    {"prefer", Tls::prefer},
    {"require", Tls::require},
    {"verify-ca", Tls::verify_ca},
    {"verify-full", Tls::verify_full},
};
// How option files say it: ssl-mode=REQUIRED.
constexpr TlsWord mode_words[] = {
    {"disabled", Tls::off},
    {"preferred", Tls::prefer},
    {"required", Tls::require},
    {"verify_ca", Tls::verify_ca},
    {"verify_identity", Tls::verify_full},
};

template <std::size_t N>
std::optional<Tls> tls_of(const std::string& word, const TlsWord (&words)[N]) {
    const auto* found = std::ranges::find_if(
        words, [&](const TlsWord& each) { return text::equals_folded(word, each.word); });
    return found == std::end(words) ? std::nullopt : std::optional(found->tls);
}

template <typename Number>
Number number_of(const std::string& text, const std::string& what, const char* example) {
    Number value{};
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size())
        throw Error(ErrorCode::usage, what + " is not a number: " + text)
            .help(std::string("write, for example, ") + example);
    return value;
}

// The lexer knows one meaning of quotes and backslashes only.
void check_sql_mode(const std::string& mode) {
    for (const std::string& each : text::split(mode, ','))
        for (const char* word : {"ANSI", "ANSI_QUOTES", "NO_BACKSLASH_ESCAPES", "ORACLE", "MSSQL",
                                 "DB2", "MAXDB", "POSTGRESQL"})
            if (text::equals_folded(text::trim(each), word))
                throw Error(ErrorCode::usage, "sql_mode " + std::string(word) +
                                                  " changes what quotes and backslashes mean")
                    .help("leave it out of the URL: names stand in `backticks` here");
}

void check_charset(const std::string& charset) {
    if (!text::starts_with_folded(charset, "utf8"))
        throw Error(ErrorCode::usage, "charset=" + charset + ": the session speaks utf8mb4")
            .help("leave charset out of the URL");
}

FileOptions file_options(const Url& url) {
    std::vector<std::string> groups{"client"};
    if (const std::string* group = url.parameter("read_default_group"))
        groups.push_back(*group);
    if (const std::string* file = url.parameter("read_default_file"))
        return read_option_file(*file, groups);
    const std::filesystem::path usual =
        std::filesystem::path(get_env("HOME").value_or("")) / ".my.cnf";
    std::error_code ignored;
    if (!usual.has_parent_path() || !std::filesystem::is_regular_file(usual, ignored))
        return {};
    return read_option_file(usual, groups);
}

class TargetReader {
  public:
    explicit TargetReader(const Url& url) : url_(url), file_(file_options(url)) {}

    Target read() {
        check_parameters(url_);
        Target target;
        read_place(target);
        target.user = url_.user.empty() ? in_file("user") : url_.user;
        target.password = url_.password
                              ? *url_.password
                              : first(in_file("password"), get_env("MYSQL_PWD").value_or(""));
        target.database = first(url_.database, in_file("database"));
        read_tls(target);
        if (const std::string* seconds = url_.parameter("connect_timeout"))
            target.connect_timeout = std::chrono::seconds{
                number_of<unsigned>(*seconds, "connect_timeout", "connect_timeout=10")};
        if (const std::string* charset = url_.parameter("charset"))
            check_charset(*charset);
        if (const std::string* mode = url_.parameter("sql_mode")) {
            check_sql_mode(*mode);
            target.sql_mode = *mode;
        }
        return target;
    }

  private:
    static std::string first(const std::string& a, const std::string& b) {
        return a.empty() ? b : a;
    }
    std::string in_file(const std::string& name) const {
        const auto found = file_.find(name);
        return found == file_.end() ? "" : found->second;
    }
    // The file is asked under the name with dashes.
    std::string parameter(const std::string& name) const {
        const std::string* given = url_.parameter(name);
        return given ? *given : in_file(text::replace_all(name, "_", "-"));
    }

    // A socket is used where one is named, by the URL or, beside no host, by the file.
    void read_place(Target& target) {
        target.host = first(url_.host, in_file("host"));
        if (const std::string* socket = url_.parameter("unix_socket"))
            target.socket = *socket;
        else if (target.host.empty())
            target.socket = in_file("socket");
        const std::string port = in_file("port");
        if (url_.port)
            target.port = static_cast<unsigned>(*url_.port);
        else if (url_.host.empty() && !port.empty())
            target.port = number_of<unsigned>(port, "the port of the option file", "port = 3306");
        if (target.host.empty())
            target.host = target.port == 0 ? "localhost" : "127.0.0.1";
    }

    void read_tls(Target& target) {
        target.ssl_ca = parameter("ssl_ca");
        target.ssl_capath = parameter("ssl_capath");
        target.ssl_cert = parameter("ssl_cert");
        target.ssl_key = parameter("ssl_key");
        target.ssl_cipher = parameter("ssl_cipher");
        target.ssl_crl = parameter("ssl_crl");
        if (const std::string* word = url_.parameter("tls")) {
            const auto tls = tls_of(*word, tls_words);
            if (!tls)
                throw Error(ErrorCode::usage, "tls=" + *word + " is not known: " + url_.shown())
                    .help("write tls=off, prefer, require, verify-ca or verify-full");
            target.tls = *tls;
        } else if (const auto mode = tls_of(in_file("ssl-mode"), mode_words)) {
            target.tls = *mode;
        }
        if (target.tls == Tls::verify_ca && target.ssl_ca.empty() && target.ssl_capath.empty())
            throw Error(ErrorCode::usage, "tls=verify-ca needs the authority's certificate")
                .help("name it in the URL: ssl_ca=/path/to/ca.pem");
    }

    const Url& url_;
    FileOptions file_;
};

} // namespace

Target read_target(const Url& url) {
    return TargetReader(url).read();
}

bool is_local(const Target& target) {
    return !target.socket.empty() || target.host.empty() || target.host == "::1" ||
           target.host.starts_with("127.") || text::equals_folded(target.host, "localhost");
}

const char* word_of(Tls tls) {
    return std::ranges::find(tls_words, tls, &TlsWord::tls)->word;
}

} // namespace migrate::mysql
