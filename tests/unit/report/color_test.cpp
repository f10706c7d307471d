#include "report/color.hpp"

#include "support/catch.hpp"

#include <cstdlib>
#include <optional>

using namespace migrate::report;

namespace {

// Sets or unsets a variable, and puts back what was there.
class ScopedEnv {
  public:
    ScopedEnv(const char* name, const char* value) : name_(name) {
        if (const char* old = std::getenv(name))
            old_ = old;
        set(value);
    }
    ~ScopedEnv() { set(old_ ? old_->c_str() : nullptr); }
    ScopedEnv(const ScopedEnv&) = delete;
    ScopedEnv& operator=(const ScopedEnv&) = delete;

  private:
    void set(const char* value) const {
        if (value)
            ::setenv(name_, value, 1);
        else
            ::unsetenv(name_);
    }
    const char* name_;
    std::optional<std::string> old_;
};

} // namespace

TEST_CASE("colours are for terminals that know them", "[report]") {
    const ScopedEnv no_color("NO_COLOR", nullptr);
    const ScopedEnv force("CLICOLOR_FORCE", nullptr);
    {
        const ScopedEnv term("TERM", "xterm");
        CHECK(use_color(ColorMode::automatic, true));
        CHECK_FALSE(use_color(ColorMode::automatic, false));
    }
    const ScopedEnv term("TERM", "dumb");
    CHECK_FALSE(use_color(ColorMode::automatic, true));
}

TEST_CASE("NO_COLOR forbids colours, an empty one does not", "[report]") {
    const ScopedEnv force("CLICOLOR_FORCE", nullptr);
    const ScopedEnv term("TERM", "xterm");
    {
        const ScopedEnv no_color("NO_COLOR", "1");
        CHECK_FALSE(use_color(ColorMode::automatic, true));
        CHECK(use_color(ColorMode::always, false));
    }
    const ScopedEnv empty("NO_COLOR", "");
    CHECK(use_color(ColorMode::automatic, true));
    CHECK_FALSE(use_color(ColorMode::never, true));
}

TEST_CASE("CLICOLOR_FORCE asks for colours in a pipe", "[report]") {
    const ScopedEnv no_color("NO_COLOR", nullptr);
    {
        const ScopedEnv force("CLICOLOR_FORCE", "1");
        CHECK(use_color(ColorMode::automatic, false));
    }
    const ScopedEnv off("CLICOLOR_FORCE", "0");
    CHECK_FALSE(use_color(ColorMode::automatic, false));
}

TEST_CASE("what a terminal cannot show becomes a question mark", "[report]") {
    CHECK(visible("a\x1b[31mb\tc\nd\xc3\xa9") == "a?[31mb c\nd\xc3\xa9");
    CHECK(visible("\xff is no text, nor \xc3 alone\xe2\x82") == "? is no text, nor ? alone??");
}
