// What the program is connected to, and questions to the person at it.
#pragma once

#include "migrate/commands.hpp"
#include "report/sink.hpp"

#include <memory>

namespace migrate::cli {

struct Streams {
    report::Sink& out;
    report::Sink& err;
    bool in_is_terminal = false;
    bool out_is_terminal = false;
    bool err_is_terminal = false;
    int width = 80;    // of the terminal
    bool utf8 = false; // what the locale asks for
};

// The same, going elsewhere.
Streams with_sinks(const Streams& streams, report::Sink& out, report::Sink& err);

// The process's own streams. The sinks must outlive it.
Streams process_streams(report::Sink& out, report::Sink& err);

// Null when nobody can answer: in a pipe, with CI set, or when input is not wanted.
std::unique_ptr<Prompt> make_prompt(const Streams& streams, bool no_input);

} // namespace migrate::cli
