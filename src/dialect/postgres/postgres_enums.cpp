#include "dialect/postgres/postgres_enums.hpp"

#include "dialect/postgres/postgres_dependants.hpp"
#include "dialect/postgres/postgres_names.hpp"
#include "dialect/postgres/postgres_probes.hpp"
#include "dialect/postgres/postgres_render.hpp"
#include "dialect/postgres/postgres_settings.hpp"
#include "dialect/postgres/postgres_types.hpp"
#include "ops/targets.hpp"
#include "sql/syntax.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::postgres {

namespace {

using Statements = std::vector<Statement>;
using Values = std::vector<std::string>;

bool contains(const Values& values, const std::string& value) {
    return std::ranges::find(values, value) != values.end();
}

// Whether `values` can become `wanted` by adding some.
bool only_adds(const Values& values, const Values& wanted) {
    auto next = wanted.begin();
    for (const std::string& value : values) {
        next = std::find(next, wanted.end(), value);
        if (next == wanted.end())
            return false;
        ++next;
    }
    return true;
}

// Each new value beside one that is there: behind the one before it, the first before the next.
void add_values(Statements& out, const std::string& type, const Values& values,
                const Values& wanted) {
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (contains(values, wanted[i]))
            continue;
        std::string text = "ALTER TYPE " + type + " ADD VALUE " + string_text(wanted[i]);
        const bool at_end =
            std::none_of(wanted.begin() + static_cast<std::ptrdiff_t>(i), wanted.end(),
                         [&](const auto& later) { return contains(values, later); });
        if (!at_end && i > 0)
            text += " AFTER " + string_text(wanted[i - 1]);
        else if (!at_end)
            text += " BEFORE " + string_text(values.front());
        out.push_back(plain(std::move(text)));
    }
}

// A new type in the old one's place, and every column moved over.
class Replacement {
  public:
    // `was` has the values as they are now, `becomes` as they are to be.
    Replacement(const AlterEnum& op, const EnumType& was, const EnumType& becomes,
                const Database& before)
        : op_(op),
          was_(was),
          becomes_(becomes),
          before_(before),
          dependants_(before) {}

    Statements run() {
        for (const Table& table : before_.tables)
            for (const Column& column : table.columns)
                if (has_type(column)) {
                    probe(table, column);
                    dependants_.add_column(table.name, column.name);
                }
        const std::string old = made_name(was_.name.name, {}, "old");
        const std::string old_name = name_text(beside(was_.name, old));
        add("ALTER TYPE " + name_text(was_.name) + " RENAME TO " + name_text(old));
        for (std::string& text : enum_statements(becomes_))
            add(std::move(text));
        for (const Table& table : before_.tables)
            move_columns(table);
        add("DROP TYPE " + old_name);
        Statements out = std::move(probes_);
        std::ranges::move(dependants_.drop(), std::back_inserter(out));
        std::ranges::move(statements_, std::back_inserter(out));
        std::ranges::move(dependants_.create(before_), std::back_inserter(out));
        return out;
    }

  private:
    void add(std::string sql) { statements_.push_back(plain(std::move(sql))); }

    std::string type_of(const Column& column) const {
        return canonical_type(type_text(column.type));
    }
    bool is_array(const Column& column) const { return type_of(column).ends_with("[]"); }
    bool has_type(const Column& column) const {
        const std::string name = canonical_type(name_text(was_.name));
        return type_of(column) == name || type_of(column) == name + "[]";
    }

    const std::string* replacement_of(const std::string& value) const {
        const auto found =
            std::ranges::find(op_.replace, value, &std::pair<std::string, std::string>::first);
        return found == op_.replace.end() ? nullptr : &found->second;
    }

    void probe(const Table& table, const Column& column) {
        for (const std::string& value : was_.values) {
            if (contains(becomes_.values, value) || replacement_of(value))
                continue;
            const std::string name = name_text(column.name);
            const std::string condition = is_array(column)
                                              ? string_text(value) + " = ANY (" + name + "::text[])"
                                              : name + "::text = " + string_text(value);
            const std::string full = to_string(table.name) + "." + column.name;
            probes_.push_back(
                {"SELECT count(*) FROM " + name_text(table.name) + " WHERE " + condition, true,
                 "{n} {rows} {have} the value " + string_text(value) + " in " + full +
                     ", which the enum " + to_string(was_.name) + " loses",
                 "say in the step what they get: replace." + value + " = \"another value\""});
        }
    }

    std::string converted(const Column& column) const {
        const std::string name = name_text(column.name);
        return is_array(column)
                   ? replaced_in_array(name + "::text[]") + "::" + name_text(becomes_.name) + "[]"
                   : replaced(name + "::text") + "::" + name_text(becomes_.name);
    }

    std::string replaced(const std::string& text) const {
        if (op_.replace.empty())
            return text;
        std::string whens;
        for (const auto& [from, to] : op_.replace)
            whens.append(" WHEN ")
                .append(string_text(from))
                .append(" THEN ")
                .append(string_text(to));
        return "(CASE " + text + whens + " ELSE " + text + " END)";
    }

    std::string replaced_in_array(const std::string& text) const {
        std::string calls, values;
        for (const auto& [from, to] : op_.replace) {
            calls += "array_replace(";
            values.append(", ")
                .append(string_text(from))
                .append(", ")
                .append(string_text(to))
                .append(")");
        }
        return calls + text + values;
    }

    std::string default_of(const Column& column) const {
        Value value = *column.default_value;
        if (auto* literal = std::get_if<Literal>(&value))
            if (const std::string* instead = replacement_of(literal->text))
                literal->text = *instead;
        return default_text(value);
    }

    // Checks and indexes that compare the column with values of the old type would not fit the new
    // one; they are made again from their text.
    void move_columns(const Table& table) {
        std::vector<const Column*> columns;
        for (const Column& column : table.columns)
            if (has_type(column))
                columns.push_back(&column);
        if (columns.empty())
            return;
        const auto names_one = [&](const std::string& expression) {
            return std::ranges::any_of(
                columns, [&](const Column* column) { return mentions(expression, column->name); });
        };
        std::vector<std::string> clauses;
        std::vector<std::string> add_again;
        for (const Check& check : table.checks)
            if (names_one(check.expression)) {
                clauses.push_back("DROP CONSTRAINT " + name_text(check.name.empty()
                                                                     ? default_name(table, check)
                                                                     : check.name));
                add_again.push_back("ADD " + constraint_text(check));
            }
        for (const Column* column : columns)
            append_move(clauses, *column);
        std::vector<const Index*> indexes;
        for (const Index& index : table.indexes)
            if (names_one(index.where) ||
                std::ranges::any_of(
                    index.columns, [&](const KeyPart& part) { return names_one(part.expression); }))
                indexes.push_back(&index);
        for (const Index* index : indexes)
            add("DROP INDEX " + name_text(beside(table.name, index->name)));
        std::ranges::move(add_again, std::back_inserter(clauses));
        add("ALTER TABLE " + name_text(table.name) + "\n    " + text::join(clauses, ",\n    "));
        for (const Index* index : indexes)
            for (std::string& text : index_statements(table.name, *index))
                add(std::move(text));
    }

    void append_move(std::vector<std::string>& clauses, const Column& column) const {
        const std::string alter = "ALTER COLUMN " + name_text(column.name) + " ";
        if (column.default_value)
            clauses.push_back(alter + "DROP DEFAULT");
        clauses.push_back(alter + "TYPE " + name_text(becomes_.name) +
                          (is_array(column) ? "[]" : "") + " USING " + converted(column));
        if (column.default_value)
            clauses.push_back(alter + "SET " + default_of(column));
    }

    const AlterEnum& op_;
    const EnumType& was_;
    const EnumType& becomes_;
    const Database& before_;
    Dependants dependants_;
    Statements probes_;
    Statements statements_;
};

// The values as they are once they have their new names.
EnumType with_new_names(const AlterEnum& op, const Database& before) {
    EnumType now;
    if (const EnumType* known = find_enum(before, op.name))
        now = *known;
    else if (op.values && op.values->from)
        now = {.name = op.name, .values = *op.values->from};
    for (const auto& [from, to] : op.rename_value)
        std::ranges::replace(now.values, from, to);
    return now;
}

} // namespace

bool needs_new_type(const AlterEnum& op, const Database& before) {
    return op.values &&
           !only_adds(with_new_names(op, before).values, op.values->to.value_or(Values()));
}

std::vector<Statement> alter_enum(const AlterEnum& op, const Database& before) {
    const EnumType now = with_new_names(op, before);
    Statements out;
    const std::string type = name_text(op.name);
    for (const auto& [from, to] : op.rename_value)
        out.push_back(plain("ALTER TYPE " + type + " RENAME VALUE " + string_text(from) + " TO " +
                            string_text(to)));
    EnumType becomes = now;
    if (op.values)
        becomes.values = op.values->to.value_or(Values());
    if (op.comment)
        becomes.comment = op.comment->to.value_or(std::string());
    if (!needs_new_type(op, before)) {
        add_values(out, type, now.values, becomes.values);
        if (op.comment)
            out.push_back(plain(comment_text("TYPE " + type, becomes.comment)));
    } else {
        std::ranges::move(Replacement(op, now, becomes, before).run(), std::back_inserter(out));
    }
    for (std::string& text : alter_enum_settings(op.name, op.attributes))
        out.push_back(plain(std::move(text)));
    return out;
}

} // namespace migrate::postgres
