// Where text goes: standard output, standard error, or a string in tests.
#pragma once

#include <string>
#include <string_view>

namespace migrate::report {

class Sink {
  public:
    virtual ~Sink() = default;
    virtual void write(std::string_view text) = 0;
};

class StringSink final : public Sink {
  public:
    void write(std::string_view text) override { text_ += text; }
    const std::string& text() const { return text_; }

  private:
    std::string text_;
};

// Adds what goes through to a copy.
class CopyingSink final : public Sink {
  public:
    CopyingSink(Sink& to, std::string& copy) : to_(to), copy_(copy) {}
    void write(std::string_view text) override {
        copy_ += text;
        to_.write(text);
    }

  private:
    Sink& to_;
    std::string& copy_;
};

// Results. What cannot be written throws Error(failed), once; a reader that has gone away (`|
// head`) is no error: the rest is dropped.
class StdoutSink final : public Sink {
  public:
    void write(std::string_view text) override;

  private:
    bool closed_ = false;
};

// Everything else. There is nobody to tell that it cannot be written.
class StderrSink final : public Sink {
  public:
    void write(std::string_view text) override;
};

} // namespace migrate::report
