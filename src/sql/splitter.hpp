// A script → its statements, without changing a byte of them.
#pragma once

#include "sql/token.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace migrate::sql {

struct Piece {
    enum class Kind {
        statement,
        client_command, // \connect ...: psql obeys it, no server does
    };

    Kind kind = Kind::statement;
    std::string_view
        lead;             // what stands before it: terminator of the piece before, blanks, comments
    std::string_view sql; // from its first to its last token, without the terminator
    std::string_view data; // the rows of COPY ... FROM stdin, without the line that ends them
    int line = 1;          // of the first byte of sql
    int column = 1;        // in code points
};

// Pieces in the order of the text; one that would hold only comments is none. Bodies of triggers
// and routines stay whole, DELIMITER lines are obeyed and belong to what stands between pieces. All
// views point into `text`.
std::vector<Piece> split(std::string_view text, const Syntax& syntax);

// A piece as a driver takes it, and as a script has it: the rows of COPY behind the statement, up
// to the line that ends them.
std::string sent_text(const Piece& piece);

// The comments of a script that stand in no body and in no rows of COPY.
std::vector<Token> comments_outside_bodies(std::string_view text, const Syntax& syntax);

// A statement as it stands in a script: with its terminator, which no comment at its end swallows,
// and a line end.
std::string terminated(std::string_view statement);

} // namespace migrate::sql
