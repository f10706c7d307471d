#include "sql/writer.hpp"

#include "sql/chars.hpp"
#include "sql/quote.hpp"

namespace migrate::sql {

SqlWriter& SqlWriter::phrase(std::string_view text) {
    const char last = out_.empty() ? '(' : out_.back();
    if (!text.empty() && !is_blank(last) && last != '(' && last != '.') {
        out_ += ' ';
    }
    return raw(text);
}

SqlWriter& SqlWriter::raw(std::string_view text) {
    out_ += text;
    return *this;
}

SqlWriter& SqlWriter::name(std::string_view name) {
    return phrase(quote_name(name, syntax_));
}

SqlWriter& SqlWriter::name(std::string_view qualifier, std::string_view name) {
    if (!qualifier.empty()) {
        phrase(quote_name(qualifier, syntax_)).raw(".");
    }
    return this->name(name);
}

SqlWriter& SqlWriter::string(std::string_view text) {
    return phrase(quote_string(text, syntax_));
}

SqlWriter& SqlWriter::line() {
    constexpr std::size_t width = 4;
    out_ += '\n';
    out_.append(static_cast<std::size_t>(level_) * width, ' ');
    return *this;
}

SqlWriter& SqlWriter::indent() {
    ++level_;
    return *this;
}

SqlWriter& SqlWriter::outdent() {
    --level_;
    return *this;
}

} // namespace migrate::sql
