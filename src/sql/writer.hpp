// Writes one SQL statement. Blanks, commas and indentation are its business; so are the quotes.
#pragma once

#include "sql/syntax.hpp"

#include <string>
#include <string_view>

namespace migrate::sql {

class SqlWriter {
  public:
    explicit SqlWriter(const Syntax& syntax) : syntax_(syntax) {}

    // SQL text as it is, with a blank before it where one is needed.
    SqlWriter& phrase(std::string_view text);
    // SQL text as it is, touching what stands before it.
    SqlWriter& raw(std::string_view text);
    // A name, always quoted; a qualifier that is empty is left out.
    SqlWriter& name(std::string_view name);
    SqlWriter& name(std::string_view qualifier, std::string_view name);
    SqlWriter& string(std::string_view text);

    // ("a", "b")
    template <class Names>
    SqlWriter& names(const Names& names) {
        return parens([&] { list(names, [&](const auto& each) { name(each); }); });
    }

    // What `write` writes, in parentheses.
    template <class Write>
    SqlWriter& parens(Write write) {
        phrase("(");
        write();
        return raw(")");
    }

    // write(item) for each item, with commas between.
    template <class Items, class Write>
    SqlWriter& list(const Items& items, Write write) {
        bool first = true;
        for (const auto& item : items) {
            if (!first) {
                raw(",");
            }
            first = false;
            write(item);
        }
        return *this;
    }

    // The same in parentheses, each item on an indented line of its own.
    template <class Items, class Write>
    SqlWriter& block(const Items& items, Write write) {
        phrase("(").indent();
        list(items, [&](const auto& item) {
            line();
            write(item);
        });
        return outdent().line().raw(")");
    }

    // A new line, at the indentation of the moment.
    SqlWriter& line();
    SqlWriter& indent();
    SqlWriter& outdent();

    const Syntax& syntax() const noexcept { return syntax_; }
    const std::string& str() const noexcept { return out_; }

  private:
    const Syntax& syntax_;
    std::string out_;
    int level_ = 0;
};

} // namespace migrate::sql
