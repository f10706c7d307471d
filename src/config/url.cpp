#include "migrate/url.hpp"

#include "migrate/error.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace migrate {
namespace {

constexpr std::array<std::string_view, 3> secret_keys{"password", "passwd", "sslpassword"};
constexpr std::string_view hidden = "***";

bool is_secret(std::string_view key) {
    return std::ranges::any_of(
        secret_keys, [&](std::string_view known) { return text::equals_folded(key, known); });
}

int hex_value(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string decode(std::string_view text, bool plus_is_blank = false) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
            hex_value(text[i + 2]) >= 0) {
            result += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
            i += 2;
        } else {
            result += plus_is_blank && text[i] == '+' ? ' ' : text[i];
        }
    }
    return result;
}

std::string encode(std::string_view text, std::string_view also_plain = {}) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') ||
                           std::string_view("-._~").find(c) != std::string_view::npos ||
                           also_plain.find(c) != std::string_view::npos;
        const auto byte = static_cast<unsigned char>(c);
        if (plain)
            result += c;
        else
            ((result += '%') += digits[byte >> 4U]) += digits[byte & 0xFU];
    }
    return result;
}

Error bad_url(std::string_view text, const std::string& problem) {
    const auto scheme = text.find("://");
    const std::string start = scheme == std::string_view::npos
                                  ? ""
                                  : " " + std::string(text.substr(0, scheme + 3)) + "...";
    return Error(ErrorCode::usage, "the database URL" + start + ": " + problem)
        .help("write dialect://user:password@host:port/database, with % escapes (@ is %40, / is "
              "%2F, : is %3A), or "
              "sqlite:///file.db");
}

// Reads the parts of a URL from the front.
class UrlParser {
  public:
    explicit UrlParser(std::string_view text) : text_(text), rest_(text) {}

    Url parse() {
        take_scheme();
        take_query();
        if (url_.dialect == "sqlite")
            take_file();
        else
            take_server();
        return std::move(url_);
    }

  private:
    void take_scheme() {
        const auto end = rest_.find("://");
        if (end == std::string_view::npos)
            throw bad_url(text_, "expected dialect://...");
        const std::string_view scheme = rest_.substr(0, end);
        const auto plus = scheme.find('+');
        url_.dialect = text::lower(scheme.substr(0, plus));
        if (plus != std::string_view::npos)
            url_.driver = text::lower(scheme.substr(plus + 1));
        const auto is_word = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        };
        if (url_.dialect.empty() || !std::ranges::all_of(url_.dialect, is_word) ||
            !std::ranges::all_of(url_.driver, is_word) ||
            (plus != std::string_view::npos && url_.driver.empty()))
            throw bad_url({}, "what stands before :// is no dialect, such as sqlite or postgresql");
        rest_.remove_prefix(end + 3);
    }

    // A `?` in a password that is not escaped is taken for part of it, as there is an `@` after it.
    void take_query() {
        const auto at = user_end();
        const auto mark = rest_.find('?', at == std::string_view::npos ? 0 : at);
        if (mark == std::string_view::npos)
            return;
        std::string_view query = rest_.substr(mark + 1);
        rest_ = rest_.substr(0, mark);
        while (!query.empty()) {
            const std::string_view pair = query.substr(0, query.find('&'));
            query.remove_prefix(std::min(query.size(), pair.size() + 1));
            if (pair.empty())
                continue;
            const auto equals = pair.find('=');
            url_.query.emplace_back(
                decode(pair.substr(0, equals), true),
                equals == std::string_view::npos ? "" : decode(pair.substr(equals + 1), true));
        }
    }

    // Where the `@` after user and password stands, if there are any. `host:5432/db?x=a@b` has
    // none.
    std::size_t user_end() const {
        const auto at = rest_.find('@');
        const auto stop = rest_.find_first_of(":/?");
        if (at == std::string_view::npos || at < stop)
            return at;
        if (rest_[stop] != ':')
            return std::string_view::npos;
        const auto end = rest_.find_first_of("/?", stop);
        const std::string_view maybe_port =
            rest_.substr(stop + 1, end == std::string_view::npos ? end : end - stop - 1);
        const bool port = end != std::string_view::npos && end < at && !maybe_port.empty() &&
                          maybe_port.find_first_not_of("0123456789") == std::string_view::npos;
        return port ? std::string_view::npos : at;
    }

    void take_file() {
        if (rest_.empty())
            return;
        if (rest_[0] != '/')
            throw Error(ErrorCode::usage, "a SQLite URL has no host")
                .help("write sqlite:///file.db for a relative path, sqlite:////dir/file.db for an "
                      "absolute one");
        url_.database = decode(rest_.substr(1));
        if (url_.database == ":memory:")
            url_.database.clear();
    }

    void take_server() {
        if (const auto at = user_end(); at != std::string_view::npos) {
            const std::string_view user = rest_.substr(0, at);
            const auto colon = user.find(':');
            url_.user = decode(user.substr(0, colon));
            if (colon != std::string_view::npos)
                url_.password = decode(user.substr(colon + 1));
            rest_.remove_prefix(at + 1);
        }
        const auto slash = rest_.find('/');
        if (slash != std::string_view::npos)
            url_.database = decode(rest_.substr(slash + 1));
        rest_ = rest_.substr(0, slash);
        take_host();
    }

    void take_host() {
        if (rest_.starts_with('[')) {
            const auto end = rest_.find(']');
            if (end == std::string_view::npos)
                throw bad_url(text_, "the [ of the IPv6 address is never closed");
            url_.host = decode(rest_.substr(1, end - 1));
            rest_.remove_prefix(end + 1);
            if (!rest_.empty() && rest_[0] != ':')
                throw bad_url(text_, "after the ] of the IPv6 address expected a port or a /");
        } else {
            const std::string_view host = rest_.substr(0, rest_.find(':'));
            if (host.find_first_of("@[] ") != std::string_view::npos)
                throw bad_url(text_, "the host holds an @, a blank or a bracket; a password with "
                                     "an @ writes it %40");
            url_.host = decode(host);
            rest_.remove_prefix(host.size());
        }
        if (rest_.size() > 1)
            take_port(rest_.substr(1));
    }

    void take_port(std::string_view digits) {
        int port = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), port);
        if (read.ec != std::errc() || read.ptr != digits.data() + digits.size() || port < 1 ||
            port > 65535)
            throw bad_url(text_, "after the host's : expected a port, a number from 1 to 65535");
        url_.port = port;
    }

    std::string_view text_, rest_;
    Url url_;
};

std::string render_user(const Url& url, bool shown) {
    if (url.user.empty() && !url.password)
        return {};
    std::string result = encode(url.user);
    if (url.password)
        result.append(":").append(shown ? std::string(hidden) : encode(*url.password));
    return result + '@';
}

std::string render(const Url& url, bool shown) {
    std::string result = url.dialect;
    if (!url.driver.empty())
        result.append("+").append(url.driver);
    result.append("://").append(render_user(url, shown));
    if (url.host.find(':') != std::string::npos)
        result.append("[").append(encode(url.host, ":")).append("]");
    else
        result.append(encode(url.host));
    if (url.port)
        result.append(":").append(std::to_string(*url.port));
    if (!url.database.empty())
        result.append("/").append(encode(url.database, "/:"));
    char separator = '?';
    for (const auto& [key, value] : url.query) {
        (result += separator).append(encode(key)).append("=");
        result.append(shown && is_secret(key) ? std::string(hidden) : encode(value, "/:"));
        separator = '&';
    }
    return result;
}

// Hides the values of `password=...` in a text.
std::string mask_parameters(std::string text) {
    for (const std::string_view key : secret_keys) {
        const std::string folded = text::lower(text);
        std::string masked;
        std::size_t from = 0;
        const std::string sought = std::string(key) + "=";
        for (auto at = folded.find(sought); at != std::string::npos;
             at = folded.find(sought, from)) {
            masked.append(text, from, at + sought.size() - from).append(hidden);
            from = std::min(text.size(), text.find_first_of("&\"' \t\n", at + sought.size()));
        }
        text = masked.append(text, from);
    }
    return text;
}

} // namespace

const std::string* Url::parameter(std::string_view key) const {
    const auto found = std::find_if(query.rbegin(), query.rend(),
                                    [&](const auto& pair) { return pair.first == key; });
    return found == query.rend() ? nullptr : &found->second;
}

std::string Url::secret_text() const {
    return render(*this, false);
}

std::string Url::shown() const {
    return render(*this, true);
}

Url parse_url(std::string_view text) {
    return UrlParser(text).parse();
}

std::string mask_passwords(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const auto line_end = std::min(text.size(), text.find('\n'));
        std::string_view line = text.substr(0, line_end);
        const auto scheme = line.find("://");
        const auto at = line.rfind('@');
        if (scheme != std::string_view::npos && at != std::string_view::npos && at > scheme + 2) {
            const auto colon = line.find(':', scheme + 3);
            result += line.substr(0, std::min(colon, at));
            if (colon < at)
                (result += ':') += hidden;
            line.remove_prefix(at);
        }
        result += line;
        text.remove_prefix(line_end);
        if (!text.empty()) {
            result += '\n';
            text.remove_prefix(1);
        }
    }
    return mask_parameters(std::move(result));
}

} // namespace migrate
