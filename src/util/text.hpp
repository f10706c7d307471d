// Small text functions that std lacks. ASCII only: names and keywords of SQL fold as ASCII in every
// database here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace migrate::text {

std::string_view trim(std::string_view text);
std::string lower(std::string_view text);
std::string upper(std::string_view text);
bool equals_folded(std::string_view a, std::string_view b);
bool starts_with_folded(std::string_view text, std::string_view prefix);

// Parts between separators; an empty text has one empty part.
std::vector<std::string> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string replace_all(std::string text, std::string_view from, std::string_view to);

// Without its line end.
std::string first_line(std::string_view text);
// Every line but the first, or every line, moved right by so many blanks; empty lines stay empty.
std::string indent(std::string_view text, int blanks, bool first_too = true);

// "1 table", "2 tables", "3 indexes": count and noun; the plural is noun + "s" unless given.
std::string count(std::size_t n, std::string_view noun, std::string_view plural = {});

} // namespace migrate::text
