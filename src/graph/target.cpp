// The grammar of targets:  target = point | [point] ":" [point],  point = [branch "@"] (name
// [steps] | steps), steps = ("+" | "-") digits. Ids hold none of these characters; labels may hold
// "+" and "-", which resolve.cpp sorts out.
#include <algorithm>
#include <limits>

#include "migrate/error.hpp"
#include "migrate/graph.hpp"

namespace migrate {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_sign(char c) {
    return c == '+' || c == '-';
}

Error no_target(std::string_view text, const std::string& why) {
    Error error(ErrorCode::usage, "\"" + std::string(text) + "\" is not a target: " + why);
    error.help("targets are head, heads, base, an id or the beginning of one, a branch label, +2, "
               "-1, ID+1, head-2, "
               "LABEL@head, LABEL@+1");
    return error;
}

// A number too large to be meant is as good as any that leaves the graph.
std::int64_t steps_of(std::string_view signed_digits) {
    constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
    std::int64_t value = 0;
    for (const char c : signed_digits.substr(1)) {
        value = std::min(most, value * 10 + (c - '0'));
    }
    return signed_digits.front() == '-' ? -value : value;
}

// The place of the sign of the steps that end the text, if any do.
std::size_t find_steps(std::string_view text) {
    std::size_t at = text.size();
    while (at > 0 && is_digit(text[at - 1])) {
        --at;
    }
    const bool has_digits = at < text.size();
    return has_digits && at > 0 && is_sign(text[at - 1]) ? at - 1 : std::string_view::npos;
}

TargetPoint point_in(std::string_view text, std::string_view whole) {
    TargetPoint point;
    const auto at = text.find('@');
    std::string_view rest = text;
    if (at != std::string_view::npos) {
        point.branch = text.substr(0, at);
        rest = text.substr(at + 1);
        if (point.branch.empty()) {
            throw no_target(whole, "there is no branch before the @");
        }
        if (rest.find('@') != std::string_view::npos) {
            throw no_target(whole, "it has more than one @");
        }
    }
    if (rest.empty()) {
        throw no_target(whole,
                        at == std::string_view::npos ? "it is empty" : "nothing follows the @");
    }
    const auto steps = find_steps(rest);
    if (steps != std::string_view::npos) {
        point.steps = steps_of(rest.substr(steps));
    }
    point.name = rest.substr(0, std::min(steps, rest.size()));
    if (!point.name.empty() && is_sign(point.name.front())) {
        throw no_target(whole,
                        std::string("a number of steps should follow the ") + point.name.front());
    }
    return point;
}

std::optional<TargetPoint> end_of_range(std::string_view text, std::string_view whole) {
    if (text.empty()) {
        return std::nullopt;
    }
    return point_in(text, whole);
}

std::string end_text(const std::optional<TargetPoint>& point) {
    return point ? to_string(*point) : std::string();
}

} // namespace

Target parse_target(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) {
        return point_in(text, text);
    }
    if (text.find(':', colon + 1) != std::string_view::npos) {
        throw no_target(text, "a range has one colon").help("write START:END, START: or :END");
    }
    return TargetRange{end_of_range(text.substr(0, colon), text),
                       end_of_range(text.substr(colon + 1), text)};
}

TargetPoint parse_point(std::string_view text, std::string_view what) {
    Target target = parse_target(text);
    if (auto* point = std::get_if<TargetPoint>(&target)) {
        return std::move(*point);
    }
    throw Error(ErrorCode::usage, "\"" + std::string(text) + "\" is a range, and " +
                                      std::string(what) + " takes one target")
        .help("a range START:END goes with --sql, and with history");
}

TargetRange parse_range(std::string_view text) {
    Target target = parse_target(text);
    if (auto* range = std::get_if<TargetRange>(&target)) {
        return std::move(*range);
    }
    throw Error(ErrorCode::usage, "\"" + std::string(text) + "\" is not a range")
        .help("write START:END, START: or :END");
}

std::string to_string(const TargetPoint& point) {
    std::string text = point.branch.empty() ? point.name : point.branch + "@" + point.name;
    if (point.steps) {
        text += (*point.steps < 0 ? "" : "+") + std::to_string(*point.steps);
    }
    return text;
}

std::string to_string(const Target& target) {
    if (const auto* point = std::get_if<TargetPoint>(&target)) {
        return to_string(*point);
    }
    const auto& range = std::get<TargetRange>(target);
    return end_text(range.start) + ":" + end_text(range.end);
}

} // namespace migrate
