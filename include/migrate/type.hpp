// Column types: a meaning that all databases share, where there is one, beside the text that stood
// in the source.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace migrate {

// The portable types of docs/reference/types.md. `other` is a native type, `enumeration` names an
// enum of the model, `none` is a SQLite column without a declared type.
enum class TypeKind {
    boolean,
    smallint,
    integer,
    bigint,
    numeric,
    real,
    double_precision,
    character,
    varchar,
    text,
    binary,
    varbinary,
    blob,
    date,
    time,
    datetime,
    timestamp,
    interval,
    uuid,
    json,
    enumeration,
    other,
    none,
};

struct ColumnType {
    TypeKind kind = TypeKind::other;
    std::vector<int> arguments; // numeric(12,2): 12, 2
    bool with_time_zone = false;
    bool native = false; // from a key under a dialect's prefix: taken as it is, never translated
    std::string
        text; // as written: "varchar(50)", "user_state", "BLOB SUB_TYPE TEXT"; empty for none

    // Spelling is part of equality here; whether two types mean the same is the dialect's to say
    // (Types::same).
    bool operator==(const ColumnType&) const = default;
};

// Reads a type word of a model or revision: a portable name in any case, or else native text (kind
// other). Never fails: what is no portable name is native.
ColumnType parse_type(std::string_view text);
// A type that is taken as it is.
ColumnType native_type(std::string_view text);
// Whether values of the two compare as they are: two integers, two texts.
bool same_family(const ColumnType& a, const ColumnType& b);
// The one spelling of a portable type: "varchar(50)", "timestamp with time zone"; text for the
// others.
std::string portable_spelling(const ColumnType& type);

} // namespace migrate
