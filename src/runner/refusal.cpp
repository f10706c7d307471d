#include "runner/refusal.hpp"

#include "util/text.hpp"

#include <array>

namespace migrate::runner {

std::string refusal_text(const Statement& probe, const std::string& number) {
    struct Word {
        const char *word, *one, *many;
    };
    constexpr std::array<Word, 5> words{{{"{rows}", "row", "rows"},
                                         {"{values}", "value", "values"},
                                         {"{have}", "has", "have"},
                                         {"{break}", "breaks", "break"},
                                         {"{occur}", "occurs", "occur"}}};
    std::string text = probe.refusal;
    for (const Word& each : words)
        text = text::replace_all(std::move(text), each.word, number == "1" ? each.one : each.many);
    return text::replace_all(std::move(text), "{n}", number);
}

} // namespace migrate::runner
