#include "schema/words.hpp"

namespace migrate {

std::string_view sql_words(FkAction action) {
    switch (action) {
    case FkAction::no_action:
        return "NO ACTION";
    case FkAction::restrict:
        return "RESTRICT";
    case FkAction::cascade:
        return "CASCADE";
    case FkAction::set_null:
        return "SET NULL";
    case FkAction::set_default:
        return "SET DEFAULT";
    }
    return {};
}

std::string_view sql_words(Conflict conflict) {
    switch (conflict) {
    case Conflict::none:
        return {};
    case Conflict::rollback:
        return "ROLLBACK";
    case Conflict::abort:
        return "ABORT";
    case Conflict::fail:
        return "FAIL";
    case Conflict::ignore:
        return "IGNORE";
    case Conflict::replace:
        return "REPLACE";
    }
    return {};
}

} // namespace migrate
