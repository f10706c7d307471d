#include "dialect/postgres/postgres_settle.hpp"

#include "dialect/postgres/postgres_expressions.hpp"
#include "dialect/postgres/postgres_questions.hpp"
#include "dialect/postgres/postgres_text.hpp"
#include "dialect/postgres/postgres_types.hpp"
#include "sql/normalize.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace migrate::postgres {

namespace {

constexpr int generations = 2;
constexpr std::string_view prefix = "migrate_asks_";

// Every print of what has a name of ours among the temporary things of this session.
constexpr std::string_view prints_sql = R"(
SELECT a.attname, pg_catalog.pg_get_expr(d.adbin, d.adrelid)
FROM pg_catalog.pg_attrdef d
JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
JOIN pg_catalog.pg_class c ON c.oid = d.adrelid
WHERE c.relnamespace = pg_catalog.pg_my_temp_schema() AND a.attname ~ '^migrate_asks_'
UNION ALL
SELECT k.conname, pg_catalog.pg_get_expr(k.conbin, k.conrelid)
FROM pg_catalog.pg_constraint k
WHERE k.connamespace = pg_catalog.pg_my_temp_schema() AND k.conname ~ '^migrate_asks_'
UNION ALL
SELECT c.relname, pg_catalog.pg_get_expr(coalesce(i.indpred, i.indexprs), i.indrelid)
FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
WHERE c.relnamespace = pg_catalog.pg_my_temp_schema() AND c.relname ~ '^migrate_asks_'
UNION ALL
SELECT p.polname, pg_catalog.pg_get_expr(p.polqual, p.polrelid)
FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
WHERE c.relnamespace = pg_catalog.pg_my_temp_schema() AND p.polname ~ '^migrate_asks_'
UNION ALL
SELECT c.relname, pg_catalog.pg_get_viewdef(c.oid)
FROM pg_catalog.pg_class c
WHERE c.relnamespace = pg_catalog.pg_my_temp_schema() AND c.relkind = 'v'
  AND c.relname ~ '^migrate_asks_')";

// One text that is to be printed, under the name that its print is found by.
struct Asked {
    const Question* question = nullptr;
    std::string name;
    std::string text;
    std::vector<std::string> columns{}; // of a view
};

std::string scratch_table(const Table& table) {
    return "pg_temp." + name_text(table.name.name);
}

std::string create_table_text(const Table& table) {
    std::vector<std::string> columns;
    for (const Column& column : table.columns)
        columns.push_back(name_text(column.name) + " " + type_text(column.type));
    return "CREATE TEMPORARY TABLE " + name_text(table.name.name) + " (" +
           text::join(columns, ", ") + ")";
}

// A default is set in a clause of its own: ADD COLUMN would compute it.
std::string create_text(const Asked& asked) {
    const Question& question = *asked.question;
    const std::string in_parentheses = parenthesised(asked.text);
    const std::string alter =
        question.table ? "ALTER TABLE " + scratch_table(*question.table) + " " : "";
    const std::string on = question.table ? " ON " + scratch_table(*question.table) : "";
    const std::string column = "ADD COLUMN " + asked.name + " " + question.type;
    switch (question.kind) {
    case Question::Kind::default_value:
        return alter + column + ", ALTER COLUMN " + asked.name + " SET DEFAULT " + in_parentheses;
    case Question::Kind::generated:
        return alter + column + " GENERATED ALWAYS AS " + in_parentheses + " STORED";
    case Question::Kind::check:
        return alter + "ADD CONSTRAINT " + asked.name + " CHECK " + in_parentheses;
    case Question::Kind::index:
        return "CREATE INDEX " + asked.name + on + " (" + in_parentheses + ")";
    case Question::Kind::predicate:
        return "CREATE INDEX " + asked.name + on + " ((1)) WHERE " + in_parentheses;
    case Question::Kind::policy:
        return "CREATE POLICY " + asked.name + on + " USING " + in_parentheses;
    case Question::Kind::view:
        return "CREATE TEMPORARY VIEW " + asked.name +
               (asked.columns.empty() ? "" : " " + names_text(asked.columns)) + " AS " + asked.text;
    case Question::Kind::domain_check:
        return "CREATE DOMAIN pg_temp." + asked.name + " AS " + question.type + " CONSTRAINT " +
               asked.name + " CHECK " + in_parentheses;
    }
    return {};
}

using Prints = std::map<std::string, std::string>;

class Server {
  public:
    explicit Server(Connection& connection) : connection_(connection) {}

    // All at once. Where one of them is refused (it names what is not there yet) each by itself.
    Prints print(const std::vector<Asked>& asked) {
        const Savepoint whole(connection_, "migrate_asks");
        Prints prints;
        if (try_to([&] { create(asked); }))
            return read();
        for (const Asked& one : asked) {
            const Savepoint alone(connection_, "migrate_asks_one");
            if (try_to([&] { create({one}); }) || try_to([&] { create_on_live_columns(one); }))
                prints.merge(read());
        }
        return prints;
    }

  private:
    template <class Action>
    bool try_to(Action action) {
        Savepoint savepoint(connection_, "migrate_tries");
        try {
            action();
            savepoint.release();
            return true;
        } catch (const DbError& error) {
            if (error.kind() == DbErrorKind::lost_connection ||
                error.kind() == DbErrorKind::interrupted)
                throw;
            savepoint.rollback();
            return false;
        }
    }

    // Temporary things hide nothing when they come last.
    static std::string temporary_last() {
        return "SELECT pg_catalog.set_config('search_path', "
               "pg_catalog.current_setting('search_path') || ', pg_temp', true)";
    }

    // Where a column of the model has a type that is not there yet.
    void create_on_live_columns(const Asked& asked) {
        std::vector<std::string> statements{temporary_last()};
        if (const Table* table = asked.question->table)
            statements.push_back("CREATE TEMPORARY TABLE " + name_text(table->name.name) +
                                 " (LIKE " + name_text(asked.question->live_table) + ")");
        statements.push_back(create_text(asked));
        connection_.query_all(statements);
    }

    void create(const std::vector<Asked>& asked) {
        std::vector<std::string> statements{temporary_last()};
        std::set<std::string> tables;
        for (const Asked& one : asked)
            if (const Table* table = one.question->table;
                table && tables.insert(table->name.name).second)
                statements.push_back(create_table_text(*table));
        for (const Asked& one : asked)
            statements.push_back(create_text(one));
        connection_.query_all(statements);
    }

    Prints read() {
        Prints prints;
        for (Row& row : connection_.query(prints_sql).rows)
            if (row.size() == 2 && row[0] && row[1])
                prints[*row[0]] = *row[1];
        return prints;
    }

    Connection& connection_;
};

// The spellings of both sides, as they were printed one after the other.
class Settling {
  public:
    explicit Settling(std::vector<Question> questions) : questions_(std::move(questions)) {
        for (const Question& question : questions_) {
            live_.push_back({question.live});
            model_.push_back({question.model});
        }
    }

    void run(Server& server) {
        for (int generation = 0; generation < generations; ++generation) {
            const std::vector<Asked> asked = open_questions();
            if (asked.empty())
                return;
            take(server.print(asked));
        }
    }

  private:
    static std::string name(std::size_t i, char side) {
        return std::string(prefix) + std::to_string(i) + side;
    }

    bool is_printed(std::size_t i) const { return model_[i].size() > 1; }

    static bool same(const Question& question, const std::string& x, const std::string& y) {
        return question.kind == Question::Kind::view
                   ? sql::same_expression(x, y, sql::postgres_syntax())
                   : same_expression(x, y);
    }

    // Whether no spelling of one side is one of the other's. A list of columns shows in what is
    // printed only.
    bool is_open(std::size_t i) const {
        const std::size_t unlike = questions_[i].model_columns.empty() ? 0 : 1;
        return std::ranges::none_of(live_[i], [&](const std::string& x) {
            return std::any_of(model_[i].begin() + static_cast<std::ptrdiff_t>(unlike),
                               model_[i].end(),
                               [&](const std::string& y) { return same(questions_[i], x, y); });
        });
    }

    std::vector<Asked> open_questions() const {
        std::vector<Asked> asked;
        for (std::size_t i = 0; i < questions_.size(); ++i)
            if (is_open(i)) {
                asked.push_back({&questions_[i], name(i, 'l'), live_[i].back()});
                asked.push_back({&questions_[i], name(i, 'm'), model_[i].back()});
                if (!is_printed(i))
                    asked.back().columns = questions_[i].model_columns;
            }
        return asked;
    }

    void take(const Prints& prints) {
        for (std::size_t i = 0; i < questions_.size(); ++i) {
            const auto live = prints.find(name(i, 'l'));
            const auto model = prints.find(name(i, 'm'));
            if (live == prints.end() || model == prints.end())
                continue;
            live_[i].push_back(live->second);
            model_[i].push_back(model->second);
            if (!is_open(i))
                questions_[i].settle();
        }
    }

    std::vector<Question> questions_;
    std::vector<std::vector<std::string>> live_, model_;
};

} // namespace

void settle(Connection& connection, const Database& live, Database& model) {
    std::vector<Question> questions = questions_of(live, model);
    if (questions.empty())
        return;
    Server server(connection);
    Settling settling(std::move(questions));
    if (connection.in_transaction())
        return settling.run(server);
    Transaction transaction(connection); // never committed
    settling.run(server);
}

} // namespace migrate::postgres
