// The lexical facts of a dialect, as a value: everything that sql/ needs to know of a database.
#pragma once

#include <span>
#include <string_view>

namespace migrate::sql {

// What a backslash does inside a string.
enum class Escapes { none, mysql, postgres };

// Which statements hold others, so that a semicolon inside them ends nothing.
enum class Bodies {
    trigger,  // CREATE TRIGGER ... BEGIN ...; END
    atomic,   // CREATE FUNCTION ... BEGIN ATOMIC ...; END, CREATE RULE ... DO (...; ...)
    compound, // CREATE PROCEDURE ... BEGIN IF ... END IF; END, and its relatives
};

// How a bare name and a quoted one compare.
enum class NameCase {
    ignored, // Name, name and "NAME" are one
    lowered, // Name is "name"; quoted names are exact
};

struct Syntax {
    char name_quote = '"';            // what quote_name() writes
    bool double_quotes_names = true;  // "x" is a name; a string otherwise
    bool backtick_names = false;      // `x`
    bool bracket_names = false;       // [x]
    bool strings_as_names = false;    // 'x' is taken for a name where only a name can stand
    bool digits_start_words = false;  // 1st is a word
    bool dollar_quotes = false;       // $tag$ ... $tag$
    bool escape_strings = false;      // E'a\nb'
    bool operator_runs = false;       // any run of operator characters is one operator
    bool nested_comments = false;     // /* /* */ */
    bool hash_comments = false;       // # to the end of the line
    bool dashes_need_blank = false;   // --1 is no comment
    bool executable_comments = false; // /*! ... */ is run
    bool delimiter_command = false;   // DELIMITER // on a line of its own
    bool copy_data = false;           // COPY ... FROM stdin; lines up to a backslash and a dot
    bool backslash_commands = false;  // \connect x: for the client, to the end of the line
    Escapes string_escapes = Escapes::none;
    Bodies bodies = Bodies::trigger;
    NameCase name_case = NameCase::ignored;
    std::string_view parameter_marks; // of ? : @ $, those that begin a parameter
    std::string_view bytes_prefix = "X'";
    std::string_view bytes_suffix = "'";
    std::span<const std::string_view> reserved; // lower case, sorted: no names unless quoted
};

const Syntax& sqlite_syntax();
const Syntax& postgres_syntax();
const Syntax& mysql_syntax();

// Whether a word, in any letter case, is no name unless quoted.
bool is_reserved(std::string_view word, const Syntax& syntax);

} // namespace migrate::sql
