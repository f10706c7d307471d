// Columns of text, aligned by the width that they take on a terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace migrate::report {

using TableRow = std::vector<std::string>;

// One line per row, columns two blanks apart, each row moved right by `indent`. The last column is
// not padded, so no line ends in blanks.
std::string table(const std::vector<TableRow>& rows, int indent = 0);

// The text with blanks to its right up to a width.
std::string padded(std::string_view text, int width);

// The text in lines of at most `width`, broken at blanks; a longer word stands alone.
std::vector<std::string> wrapped(std::string_view text, int width);

// Each line of the text broken at blanks where it is wider than `width`; further lines are moved
// right by `indent`, and `used` columns of the first are taken already. 0: no line is too wide.
std::string folded(std::string_view text, int width, int used, int indent);

// At most `width` columns; what is cut off is shown by an ellipsis.
std::string clipped(std::string_view text, int width);

} // namespace migrate::report
