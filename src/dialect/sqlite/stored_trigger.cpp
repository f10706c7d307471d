#include "dialect/sqlite/stored_trigger.hpp"

#include "dialect/sqlite/stored_parts.hpp"

namespace migrate::sqlite {

namespace {

std::optional<TriggerTiming> parse_timing(sql::Cursor& cursor) {
    if (cursor.accept("before")) {
        return TriggerTiming::before;
    }
    if (cursor.accept("after")) {
        return TriggerTiming::after;
    }
    if (cursor.accept("instead of")) {
        return TriggerTiming::instead_of;
    }
    return std::nullopt;
}

TriggerEvent parse_event(sql::Cursor& cursor) {
    TriggerEvent event;
    if (cursor.accept("delete")) {
        event.kind = TriggerEvent::Kind::remove;
    } else if (cursor.accept("update")) {
        event.kind = TriggerEvent::Kind::update;
        if (cursor.accept("of")) {
            do {
                event.columns.push_back(cursor.expect_name("a column"));
            } while (cursor.accept_punct(','));
        }
    } else {
        cursor.expect("insert");
    }
    return event;
}

// The condition, up to the BEGIN of the body: new.begin is a column, and a CASE has an END only.
std::string_view parse_condition(sql::Cursor& cursor) {
    const sql::Token first = cursor.peek();
    for (int depth = 0; !cursor.at_end(); cursor.next()) {
        if (depth == 0 && cursor.sees("begin") && !cursor.previous().is_punct('.')) {
            return cursor.text_between(first, cursor.previous());
        }
        depth += cursor.peek().is_punct('(') ? 1 : cursor.peek().is_punct(')') ? -1 : 0;
    }
    cursor.fail("BEGIN");
}

} // namespace

StoredTrigger parse_stored_trigger(std::string_view text) {
    sql::Cursor cursor(text, sql::sqlite_syntax());
    StoredTrigger stored;
    Trigger& trigger = stored.trigger;
    cursor.expect("create");
    accept_temporary(cursor);
    cursor.expect("trigger");
    cursor.accept("if not exists");
    trigger.name = parse_object_name(cursor, "the name of the trigger");
    trigger.timing = parse_timing(cursor);
    trigger.events.push_back(parse_event(cursor));
    cursor.expect("on");
    stored.table = parse_object_name(cursor, "the name of the table");
    trigger.for_each_row = cursor.accept("for each row");
    if (cursor.accept("when")) {
        trigger.where = parse_condition(cursor);
    }
    if (!cursor.sees("begin")) {
        cursor.fail("BEGIN");
    }
    trigger.body = rest_of_text(cursor);
    return stored;
}

} // namespace migrate::sqlite
