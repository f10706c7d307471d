#include "util/clock.hpp"

#include "migrate/error.hpp"

#include <charconv>
#include <cstdlib>
#include <ctime>
#include <filesystem>

#include <fmt/format.h>

namespace migrate {
namespace {

namespace chr = std::chrono;

// Takes `count` digits off the front.
std::optional<int> take_number(std::string_view& text, std::size_t count) {
    int value = 0;
    if (text.size() < count)
        return std::nullopt;
    for (const char c : text.substr(0, count)) {
        if (c < '0' || c > '9')
            return std::nullopt;
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(count);
    return value;
}

bool take(std::string_view& text, std::string_view any_of) {
    if (text.empty() || any_of.find(text[0]) == std::string_view::npos)
        return false;
    text.remove_prefix(1);
    return true;
}

std::optional<chr::sys_days> take_date(std::string_view& text) {
    const auto year = take_number(text, 4);
    if (!year || !take(text, "-"))
        return std::nullopt;
    const auto month = take_number(text, 2);
    if (!month || !take(text, "-"))
        return std::nullopt;
    const auto day = take_number(text, 2);
    if (!day)
        return std::nullopt;
    const chr::year_month_day date{chr::year(*year), chr::month(static_cast<unsigned>(*month)),
                                   chr::day(static_cast<unsigned>(*day))};
    return date.ok() ? std::optional(chr::sys_days(date)) : std::nullopt;
}

std::optional<chr::minutes> take_hours_minutes(std::string_view& text) {
    const auto hours = take_number(text, 2);
    if (!hours || *hours > 23 || !take(text, ":"))
        return std::nullopt;
    const auto minutes = take_number(text, 2);
    if (!minutes || *minutes > 59)
        return std::nullopt;
    return chr::hours(*hours) + chr::minutes(*minutes);
}

std::optional<chr::seconds> take_seconds(std::string_view& text) {
    if (!take(text, ":"))
        return chr::seconds(0);
    const auto seconds = take_number(text, 2);
    if (!seconds || *seconds > 60) // a leap second counts as the next minute's first
        return std::nullopt;
    if (take(text, ".")) {
        const auto end = text.find_first_not_of("0123456789");
        if (end == 0 || text.empty())
            return std::nullopt;
        text = end == std::string_view::npos ? std::string_view() : text.substr(end);
    }
    return chr::seconds(*seconds);
}

std::optional<chr::minutes> take_offset(std::string_view text) {
    if (text.empty() || text == "Z" || text == "z")
        return chr::minutes(0);
    const bool west = text[0] == '-';
    if (!take(text, "+-"))
        return std::nullopt;
    const auto offset = take_hours_minutes(text);
    if (!offset || !text.empty())
        return std::nullopt;
    return west ? -*offset : *offset;
}

bool zone_is_known(const std::string& zone) {
    if (zone.empty() || zone.front() == '/' || zone.front() == ':' ||
        zone.find("..") != std::string::npos)
        return false;
    const char* folder = std::getenv("TZDIR");
    std::error_code ec;
    return std::filesystem::is_regular_file(
        std::filesystem::path(folder ? folder : "/usr/share/zoneinfo") / zone, ec);
}

// Sets TZ and puts back what was there.
class ZoneGuard {
  public:
    explicit ZoneGuard(const std::string& zone) {
        if (const char* old = std::getenv("TZ"))
            old_ = old;
        ::setenv("TZ", zone.c_str(), 1);
        ::tzset();
    }
    ZoneGuard(const ZoneGuard&) = delete;
    ZoneGuard& operator=(const ZoneGuard&) = delete;
    ~ZoneGuard() {
        if (old_)
            ::setenv("TZ", old_->c_str(), 1);
        else
            ::unsetenv("TZ");
        ::tzset();
    }

  private:
    std::optional<std::string> old_;
};

} // namespace

Timestamp SystemClock::now() const {
    return chr::floor<chr::seconds>(chr::system_clock::now());
}

chr::microseconds SystemClock::elapsed() const {
    return chr::duration_cast<chr::microseconds>(chr::steady_clock::now().time_since_epoch());
}

std::string format_rfc3339(Timestamp time) {
    const auto day = chr::floor<chr::days>(time);
    const chr::year_month_day date(day);
    const chr::hh_mm_ss clock(time - day);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::optional<Timestamp> parse_rfc3339(std::string_view text) {
    const auto day = take_date(text);
    if (!day)
        return std::nullopt;
    if (text.empty())
        return Timestamp(*day);
    if (!take(text, "Tt "))
        return std::nullopt;
    const auto minutes = take_hours_minutes(text);
    if (!minutes)
        return std::nullopt;
    const auto seconds = take_seconds(text);
    if (!seconds)
        return std::nullopt;
    const auto offset = take_offset(text);
    if (!offset)
        return std::nullopt;
    return *day + *minutes + *seconds - *offset;
}

LocalTime local_time(Timestamp time, const std::string& zone) {
    if (zone != "UTC" && !zone_is_known(zone))
        throw Error(ErrorCode::usage, "the time zone \"" + zone + "\" is not known on this machine")
            .help("write a name of the time zone database, such as UTC or Europe/Berlin");
    const std::time_t seconds = time.time_since_epoch().count();
    std::tm parts{};
    if (zone == "UTC") {
        ::gmtime_r(&seconds, &parts);
    } else {
        const ZoneGuard guard(zone);
        ::localtime_r(&seconds, &parts);
    }
    return {parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
            parts.tm_hour,        parts.tm_min,     parts.tm_sec};
}

} // namespace migrate
