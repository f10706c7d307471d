#include "property/convergence.hpp"

#include "diff/compare.hpp"
#include "forms/model_form.hpp"
#include "migrate/revision.hpp"
#include "property/expected_rows.hpp"
#include "property/pair_build.hpp"
#include "property/revision_run.hpp"
#include "property/schema_repair.hpp"
#include "revision/steps.hpp"
#include "sql/quote.hpp"

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

// The lines of one list that the other has not, "- " and "+ " before them; empty if there are none.
std::string lines_difference(const std::vector<std::string>& before,
                             const std::vector<std::string>& after) {
    std::vector<std::string> gone;
    std::vector<std::string> come;
    std::ranges::set_difference(before, after, std::back_inserter(gone));
    std::ranges::set_difference(after, before, std::back_inserter(come));
    std::string out;
    for (const std::string& line : gone)
        out += "- " + line + "\n";
    for (const std::string& line : come)
        out += "+ " + line + "\n";
    return out;
}

class Trial {
  public:
    Trial(const SchemaPair& pair, Subject& subject, bool through_runner, Outcome& outcome)
        : pair_(pair),
          subject_(subject),
          dialect_(subject.dialect()),
          through_runner_(through_runner),
          outcome_(outcome) {}

    void run() {
        under("the generator makes what the database accepts", [&] { prepare(); });
        database_ = subject_.live();
        live_ = &database_->connection();
        if (subject_.build_with_rows(*live_, pair_.a, pair_.rows))
            throw Broken{"the generator makes rows that fit", ""};
        under("triggers can be created", [&] { create_triggers(*live_, dialect_, a_); });
        for (const auto& [table, rows] : expected_.before)
            outcome_.rows += rows.size();
        must_arrive("a schema is read as it was written", a_);
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
        expected_ = settle_rows(pair_, subject_);
        const auto look = subject_.scratch();
        run_script(look->connection(), dialect_, dialect_.dump_sql(without_triggers(b_)));
        create_triggers(look->connection(), dialect_, b_);
    }

    Database introspected() {
        IntrospectOptions options;
        if (dialect_.capabilities().schemas)
            options.schemas = {"*"};
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
                        {to_string(name_of(pair_.b, table.name)), pair_.b.names.at(column), value});
        return options;
    }

    diff::Questions questions() {
        diff::Questions questions;
        const auto count = [this](const QualifiedName& table) {
            const std::string schema = table.schema.empty() ? "" : quoted(table.schema) + ".";
            return "SELECT count(*) FROM " + schema + quoted(table.name);
        };
        questions.count_rows = [this, count](const QualifiedName& table) {
            return std::stoll(query_value(*live_, count(table)));
        };
        questions.count_nulls = [this, count](const QualifiedName& table,
                                              const std::string& column) {
            return std::stoll(
                query_value(*live_, count(table) + " WHERE " + quoted(column) + " IS NULL"));
        };
        return questions;
    }

    std::string quoted(const std::string& name) const {
        return sql::quote_name(name, dialect_.syntax());
    }

    void must_arrive(const char* law, Database model) {
        const Database live = introspected();
        under(law, [&] { dialect_.settle(*live_, live, model); });
        must_equal(law, live, model);
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
        Database model = b_;
        OpTree tree = under("the difference is found", [&] {
            dialect_.settle(*live_, before, model);
            return diff::compare(before, model, dialect_, wanted,
                                 expected_.refused ? diff::Questions() : questions());
        });
        under("the difference is proved",
              [&] { diff::prove(tree, before, model, dialect_, wanted); });
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
        const std::vector<std::string> truth = subject_.schema_truth(*live_);
        const OpTree tree = compared();
        outcome_.changed = !tree.empty();
        const Revision revision = written(tree);
        execute("the upgrade runs", revision, Direction::up);
        must_arrive("the upgrade arrives", b_);
        intact("after the upgrade");
        same_rows("rows survive the upgrade", expected_.up, pair_.b, pair_.a);
        execute("the downgrade runs", revision, Direction::down);
        must_arrive("the downgrade comes back", a_);
        intact("after the downgrade");
        same_rows("rows survive the downgrade", expected_.down, pair_.a, pair_.b);
        const std::string lines = lines_difference(truth, subject_.schema_truth(*live_));
        if (!lines.empty())
            throw Broken{"after the downgrade the database says what it said before", lines};
    }

    void same_rows(const char* law, const RowSet& expected, const KeyedSchema& schema,
                   const KeyedSchema& other) {
        const RowSet found = under(law, [&] { return stored_rows(*live_, schema, subject_); });
        const std::string lines = rows_difference(expected, found, schema, other, subject_);
        if (!lines.empty())
            throw Broken{law, lines};
    }

    void intact(const std::string& when) {
        const std::string damage = subject_.damage(*live_);
        if (!damage.empty())
            throw Broken{"the database is whole " + when, damage};
    }

    void hostile() {
        const std::string before = subject_.whole_dump(*live_);
        const Revision revision = written(compared());
        const char* law = "rows that break the new schema stop the upgrade";
        try {
            execute(law, revision, Direction::up);
        } catch (const Broken&) {
            const bool one_transaction =
                outcome_.revision.find("transaction = false") == std::string::npos;
            if (one_transaction && (!through_runner_ || subject_.only_through_runner()) &&
                subject_.whole_dump(*live_) != before)
                throw Broken{"a failed upgrade changes nothing", subject_.whole_dump(*live_)};
            return;
        }
        throw Broken{law, "it ran"};
    }

    SchemaPair pair_;
    Subject& subject_;
    const Dialect& dialect_;
    bool through_runner_;
    Outcome& outcome_;
    Database a_, b_;
    ExpectedRows expected_;
    std::unique_ptr<PairDatabase> database_;
    Connection* live_ = nullptr; // of the database
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
            out += resolve_sql("INSERT INTO " + table + " (" + columns + ") VALUES (", pair.a) +
                   values + ");\n";
        }
    return out;
}

} // namespace

Outcome try_pair(const SchemaPair& pair, Subject& subject, bool through_runner) {
    Outcome outcome;
    try {
        Trial(pair, subject, through_runner, outcome).run();
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

std::string pair_text(const SchemaPair& pair, const Subject& subject) {
    const Dialect& dialect = subject.dialect();
    std::string out = "-- A\n" + dialect.dump_sql(resolve(pair.a)) + "\n" + rows_text(pair) +
                      "-- B\n" + dialect.dump_sql(resolve(pair.b)) + "\n";
    for (const auto& [key, name] : pair.b.names)
        if (const auto old = pair.a.names.find(key);
            old != pair.a.names.end() && old->second != name)
            out += "-- renamed: " + old->second + " is now " + name + "\n";
    return out;
}

} // namespace migrate::test
