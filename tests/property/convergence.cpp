#include "property/convergence.hpp"

#include "diff/compare.hpp"
#include "forms/model_form.hpp"
#include "migrate/revision.hpp"
#include "property/live_schema_text.hpp"
#include "property/pair_database.hpp"
#include "property/revision_run.hpp"
#include "property/schema_repair.hpp"
#include "revision/steps.hpp"

#include <algorithm>

namespace migrate::test {
namespace {

struct Broken {
    std::string law;
    std::string details;
};

std::string error_text(const Error& error) {
    std::string text = error.what();
    if (!error.pos().file.empty())
        text += "\n at " + error.pos().file + ":" + std::to_string(error.pos().line) + ":" +
                std::to_string(error.pos().column) + " " + error.quoted_line();
    for (const std::string& note : error.notes())
        text += "\n = " + note;
    if (const auto* db = dynamic_cast<const DbError*>(&error); db && !db->statement().empty())
        text += "\n in " + db->statement();
    return text + (error.help_text().empty() ? "" : "\n help: " + error.help_text());
}

// Runs a part of the road; an error of it breaks the law of that name.
template <class Work>
auto under(const char* law, Work work) {
    try {
        return work();
    } catch (const Error& error) {
        throw Broken{law, error_text(error)};
    }
}

std::string described(const std::vector<PlannedOp>& ops) {
    std::string out;
    for (const PlannedOp& planned : ops)
        out += describe(planned.op) + "\n";
    return out;
}

class Trial {
  public:
    Trial(const SchemaPair& pair, const Dialect& dialect, bool through_runner, Outcome& outcome)
        : pair_(pair),
          dialect_(dialect),
          through_runner_(through_runner),
          outcome_(outcome) {}

    void run() {
        under("the generator makes what SQLite accepts", [&] { prepare(); });
        live_ = memory_database(dialect_);
        build_without_triggers(*live_, dialect_, a_);
        if (insert_rows(*live_, pair_.a, pair_.rows))
            throw Broken{"the generator makes rows that fit", ""};
        under("triggers can be created", [&] { build_triggers(*live_, dialect_, a_); });
        for (const auto& [table, rows] : expected_.before)
            outcome_.rows += rows.size();
        must_equal("a schema is read as it was written", introspected(), a_);
        must_equal("a schema equals itself", b_, b_);
        model_text("a model is read back as it was written", a_);
        if (expected_.refused)
            hostile();
        else
            there_and_back();
    }

  private:
    void prepare() {
        a_ = resolve(pair_.a);
        b_ = resolve(pair_.b, &pair_.a);
        validate(a_);
        validate(b_);
        dialect_.adapt(a_);
        dialect_.adapt(b_);
        expected_ = settle_rows(pair_, dialect_);
        build(*memory_database(dialect_), dialect_, b_);
    }

    Database introspected() {
        IntrospectOptions options;
        options.exclude_tables = {"migrate_version", "migrate_version_log",
                                  "migrate_version_journal"};
        return dialect_.introspect(*live_, options);
    }

    diff::Options options() {
        diff::Options options;
        for (const auto& [column, value] : pair_.fills)
            for (const Table& table : pair_.b.db.tables)
                if (find_named(table.columns, column, NameFolding::exact))
                    options.fill_hints.push_back(
                        {to_string(QualifiedName{"", pair_.b.names.at(table.name.name)}),
                         pair_.b.names.at(column), value});
        return options;
    }

    diff::Questions questions() {
        diff::Questions questions;
        const auto name = [](const std::string& text) {
            return resolve_sql("{x}", {{"{x}", text}});
        };
        questions.count_rows = [this, name](const QualifiedName& table) {
            return std::stoll(query_value(*live_, "SELECT count(*) FROM " + name(table.name)));
        };
        questions.count_nulls = [this, name](const QualifiedName& table,
                                             const std::string& column) {
            return std::stoll(query_value(*live_, "SELECT count(*) FROM " + name(table.name) +
                                                      " WHERE " + name(column) + " IS NULL"));
        };
        return questions;
    }

    void must_equal(const char* law, const Database& live, const Database& model) {
        const OpTree tree =
            under(law, [&] { return diff::compare(live, model, dialect_, {}, {}); });
        if (!tree.upgrade.empty() || !tree.downgrade.empty())
            throw Broken{law, described(tree.upgrade)};
        if (!live.not_compared.empty())
            throw Broken{law, "not compared: " + live.not_compared.front()};
    }

    void model_text(const char* law, const Database& model) {
        const auto form = forms_of(dialect_);
        Document document;
        under(law, [&] { document = parse_model(forms::write_model(model, form)); });
        const Database read = under(law, [&] {
            try {
                Database model_read = forms::read_models({document}, form);
                dialect_.adapt(model_read);
                return model_read;
            } catch (const Error&) {
                outcome_.revision = document.text;
                throw;
            }
        });
        try {
            must_equal(law, model, read);
        } catch (Broken&) {
            outcome_.revision = document.text;
            throw;
        }
    }

    // Nobody counts rows for those that break the new schema: they have to be met by the upgrade.
    OpTree compared() {
        const Database before = introspected();
        const diff::Options wanted = options();
        OpTree tree = under("the difference is found", [&] {
            return diff::compare(before, b_, dialect_, wanted,
                                 expected_.refused ? diff::Questions() : questions());
        });
        under("the difference is proved", [&] { diff::prove(tree, before, b_, dialect_, wanted); });
        return tree;
    }

    // The file's text, read again: the same operations.
    Revision written(const OpTree& tree) {
        NewRevision revision;
        revision.header.id = "0123456789ab";
        revision.header.message = "random";
        revision.upgrade = tree.upgrade;
        revision.downgrade = tree.downgrade;
        const char* law = "a revision is read back as it was written";
        under(law, [&] { outcome_.revision = revision_as_toml(revision, dialect_); });
        Revision read = under(law, [&] {
            return revision::read_toml_revision(outcome_.revision, "random.toml", "random.toml",
                                                dialect_);
        });
        same_ops(law, tree.upgrade, read.upgrade);
        same_ops(law, tree.downgrade, read.downgrade.value_or(std::vector<Step>()));
        return read;
    }

    void same_ops(const char* law, const std::vector<PlannedOp>& planned,
                  const std::vector<Step>& read) {
        if (planned.size() != read.size())
            throw Broken{law, "another number of steps"};
        for (std::size_t i = 0; i < read.size(); ++i) {
            NewRevision one;
            one.upgrade = {{read[i].op, planned[i].destructive, planned[i].comments}};
            NewRevision two;
            two.upgrade = {planned[i]};
            const std::string again = revision_as_toml(one, dialect_);
            if (again != revision_as_toml(two, dialect_))
                throw Broken{law, describe(planned[i].op) + "\nis written again as\n" + again};
        }
    }

    void execute(const char* law, const Revision& revision, Direction direction) {
        under(law, [&] {
            if (through_runner_)
                run_from_file(*live_, dialect_, outcome_.revision, direction);
            else
                run_steps(*live_, dialect_,
                          direction == Direction::up ? revision.upgrade : *revision.downgrade);
        });
    }

    void there_and_back() {
        const std::vector<std::string> truth = schema_truth(*live_);
        const OpTree tree = compared();
        outcome_.changed = !tree.empty();
        const Revision revision = written(tree);
        execute("the upgrade runs", revision, Direction::up);
        must_equal("the upgrade arrives", introspected(), b_);
        intact("after the upgrade");
        same_rows("rows survive the upgrade", expected_.up, pair_.b, pair_.a);
        execute("the downgrade runs", revision, Direction::down);
        must_equal("the downgrade comes back", introspected(), a_);
        intact("after the downgrade");
        same_rows("rows survive the downgrade", expected_.down, pair_.a, pair_.b);
        const std::string lines = lines_difference(truth, schema_truth(*live_));
        if (!lines.empty())
            throw Broken{"after the downgrade SQLite says what it said before", lines};
    }

    // SQLite 3.40 takes one column for another in tables WITHOUT ROWID whose key is not in front.
    bool is_false_alarm(const std::string& text) {
        return text.find(" value in ") != std::string::npos &&
               query_value(*live_, "SELECT count(*) FROM pragma_table_list WHERE wr") != "0";
    }

    void same_rows(const char* law, const RowSet& expected, const KeyedSchema& schema,
                   const KeyedSchema& other) {
        const RowSet found = under(law, [&] { return stored_rows(*live_, schema); });
        const std::string lines = rows_difference(expected, found, schema, other);
        if (!lines.empty())
            throw Broken{law, lines};
    }

    void intact(const std::string& when) {
        for (const Row& row : live_->query("PRAGMA integrity_check").rows)
            if (row[0] != "ok" && !is_false_alarm(*row[0]))
                throw Broken{"the database is whole " + when, *row[0]};
        const Result found = live_->query("PRAGMA foreign_key_check");
        if (!found.rows.empty())
            throw Broken{"foreign keys hold " + when, found.rows.front()[0].value_or("")};
    }

    void hostile() {
        const std::string before = whole_dump(*live_);
        const Revision revision = written(compared());
        const char* law = "rows that break the new schema stop the upgrade";
        try {
            execute(law, revision, Direction::up);
        } catch (const Broken&) {
            if (!through_runner_ && whole_dump(*live_) != before)
                throw Broken{"a failed upgrade changes nothing", whole_dump(*live_)};
            return;
        }
        throw Broken{law, "it ran"};
    }

    SchemaPair pair_;
    const Dialect& dialect_;
    bool through_runner_;
    Outcome& outcome_;
    Database a_, b_;
    ExpectedRows expected_;
    std::unique_ptr<Connection> live_;
};

std::string rows_text(const SchemaPair& pair) {
    std::string out;
    for (const auto& [table, rows] : pair.rows)
        for (const RowText& row : rows) {
            std::string columns;
            std::string values;
            for (const auto& [column, value] : row) {
                columns += (columns.empty() ? "" : ", ") + column;
                values += (values.empty() ? "" : ", ") + value;
            }
            out +=
                resolve_sql("INSERT INTO " + table + " (" + columns + ") VALUES (", pair.a.names) +
                values + ");\n";
        }
    return out;
}

} // namespace

Outcome try_pair(const SchemaPair& pair, const Dialect& dialect, bool through_runner) {
    Outcome outcome;
    try {
        Trial(pair, dialect, through_runner, outcome).run();
    } catch (const Broken& broken) {
        outcome.broken = broken.law;
        outcome.details = broken.details;
    } catch (const Error& error) {
        outcome.broken = "no error where none is expected";
        outcome.details = error_text(error);
    } catch (const std::exception& error) {
        outcome.broken = "no exception of the language";
        outcome.details = error.what();
    }
    return outcome;
}

std::string pair_text(const SchemaPair& pair, const Dialect& dialect) {
    std::string out = "-- A\n" + dialect.dump_sql(resolve(pair.a)) + "\n" + rows_text(pair) +
                      "-- B\n" + dialect.dump_sql(resolve(pair.b)) + "\n";
    for (const auto& [key, name] : pair.b.names)
        if (const auto old = pair.a.names.find(key);
            old != pair.a.names.end() && old->second != name)
            out += "-- renamed: " + old->second + " is now " + name + "\n";
    return out;
}

} // namespace migrate::test
