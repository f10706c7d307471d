// Revision files in SQL: the body. Sections and statements, with the directives that stand before
// them.
#include "revision/header.hpp"
#include "revision/steps.hpp"
#include "sql/directives.hpp"
#include "sql/splitter.hpp"
#include "toml/reader.hpp"
#include "util/edit_distance.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::revision {
namespace {

// One `migrate:upgrade` or `migrate:downgrade` with the text up to the next.
struct Section {
    std::string word;
    std::string dialect; // empty: for all that have none of their own
    bool no_transaction = false;
    std::size_t begin = 0, end = 0;
    int line = 1;
};

class SqlReader {
  public:
    SqlReader(const std::string& text, const std::string& shown, const Dialect& dialect)
        : text_(text),
          shown_(shown),
          dialect_(dialect),
          directives_(sql::find_directives(text, dialect.syntax())) {
        find_sections();
        refuse_statement_before_sections();
    }

    // The steps of the section that counts for the dialect; nullopt: the file has none of that
    // word.
    std::optional<std::vector<Step>> steps(const std::string& word) const {
        const Section* chosen = nullptr;
        bool any = false;
        for (const Section& section : sections_) {
            if (section.word != word)
                continue;
            any = true;
            const bool own = !section.dialect.empty() && is_for({section.dialect}, dialect_);
            if (own || (section.dialect.empty() && (!chosen || chosen->dialect.empty())))
                chosen = &section;
        }
        if (!any)
            return std::nullopt;
        if (!chosen)
            throw Error(ErrorCode::usage, "the revision has no " + word + " section for " +
                                              std::string(dialect_.display_name()))
                .at({shown_, 1, 1})
                .help("add one with -- migrate:" + word +
                      ", or -- migrate:only at the top to say whom it is for");
        return read(*chosen);
    }

  private:
    void find_sections() {
        bool no_transaction = false;
        for (const sql::Directive& directive : directives_) {
            if (directive.word == "no-transaction") {
                no_transaction = followed_by_section(directive);
            } else if (directive.word == "upgrade" || directive.word == "downgrade") {
                if (!sections_.empty())
                    sections_.back().end = directive.begin;
                sections_.push_back({directive.word, checked_dialect(directive), no_transaction,
                                     directive.end, text_.size(), directive.line});
                no_transaction = false;
            } else {
                check_word(directive);
            }
        }
    }

    // It would belong to no direction, and never run.
    void refuse_statement_before_sections() const {
        const std::size_t end =
            sections_.empty() ? text_.size() : std::min(sections_.front().begin, text_.size());
        for (const sql::Piece& piece :
             sql::split(std::string_view(text_).substr(0, end), dialect_.syntax()))
            throw Error(ErrorCode::usage, "this statement stands in no section")
                .at({shown_, piece.line, piece.column},
                    std::string(toml::line_of(text_, piece.line)))
                .help("write -- migrate:upgrade on a line above it");
    }

    // Directives before a section and those before a statement look alike; what follows decides.
    bool followed_by_section(const sql::Directive& directive) const {
        const auto next = std::ranges::find_if(
            directives_, [&](const sql::Directive& d) { return d.begin > directive.begin; });
        return next != directives_.end() &&
               (next->word == "upgrade" || next->word == "downgrade") &&
               text::trim(
                   std::string_view(text_).substr(directive.end, next->begin - directive.end))
                   .empty();
    }

    std::string checked_dialect(const sql::Directive& directive) const {
        const std::vector<std::string>& known = all_prefixes();
        if (!directive.argument.empty() &&
            std::ranges::find(known, directive.argument) == known.end())
            throw wrong(directive, "\"" + directive.argument + "\" is no database" +
                                       did_you_mean(directive.argument, known));
        return directive.argument;
    }

    void check_word(const sql::Directive& directive) const {
        static const std::vector<std::string> known{
            "revision",    "down_revision", "message",   "created_at",    "branch_labels",
            "depends_on",  "irreversible",  "only",      "done-when",     "destructive",
            "lint-ignore", "upgrade",       "downgrade", "no-transaction"};
        if (std::ranges::find(known, directive.word) == known.end())
            throw wrong(directive, "there is no directive migrate:" + directive.word +
                                       did_you_mean(directive.word, known));
    }

    Error wrong(const sql::Directive& directive, const std::string& message) const {
        return Error(ErrorCode::usage, message)
            .at({shown_, directive.line, directive.column},
                std::string(toml::line_of(text_, directive.line)));
    }

    std::vector<Step> read(const Section& section) const {
        const std::string_view body =
            std::string_view(text_).substr(section.begin, section.end - section.begin);
        std::vector<Step> steps;
        for (const sql::Piece& piece : sql::split(body, dialect_.syntax())) {
            Step step;
            step.number = static_cast<int>(steps.size()) + 1;
            step.op = Sql{.text = sql::sent_text(piece), .split = false};
            // The section begins on the line below its directive.
            step.pos = {shown_, section.line + piece.line, piece.column};
            step.quoted_line = line_around(piece.sql.data());
            step.options = options_before(piece, section);
            steps.push_back(std::move(step));
        }
        return steps;
    }

    // The whole line of a statement, found from where it stands: a script of many lines is not
    // gone through again for each.
    std::string line_around(const char* statement) const {
        const auto at = static_cast<std::size_t>(statement - text_.data());
        const std::size_t begin = at == 0 ? 0 : text_.rfind('\n', at - 1) + 1; // npos + 1 is 0
        std::size_t end = std::min(text_.find('\n', at), text_.size());
        if (end > at && text_[end - 1] == '\r')
            --end;
        return text_.substr(begin, end - begin);
    }

    StepOptions options_before(const sql::Piece& piece, const Section& section) const {
        StepOptions options;
        if (section.no_transaction)
            options.transaction = false;
        for (const sql::Directive& directive :
             sql::find_directives(piece.lead, dialect_.syntax())) {
            if (directive.word == "no-transaction")
                options.transaction = false;
            else if (directive.word == "done-when")
                options.done_when = directive.argument;
            else if (directive.word == "destructive")
                options.destructive = directive.argument != "false";
            else if (directive.word == "lint-ignore")
                options.allow.push_back(directive.argument);
        }
        return options;
    }

    const std::string& text_;
    const std::string& shown_;
    const Dialect& dialect_;
    std::vector<sql::Directive> directives_;
    std::vector<Section> sections_;
};

} // namespace

Revision read_sql_revision(const std::string& text, const std::filesystem::path& path,
                           const std::string& shown, const Dialect& dialect) {
    auto header = read_sql_header(text, shown);
    if (!header)
        throw Error(ErrorCode::usage, "the file is no revision: it has no -- migrate:revision line")
            .at({shown, 1, 1});
    Revision revision;
    revision.header = std::move(*header);
    revision.path = path;
    toml::refuse_what_is_no_text(text, shown);
    const SqlReader reader(text, shown, dialect);
    if (!is_for(revision.header.only, dialect)) {
        revision.downgrade.emplace();
        return revision;
    }
    auto upgrade = reader.steps("upgrade");
    revision.downgrade = reader.steps("downgrade");
    if (!upgrade && !revision.downgrade)
        revision.downgrade.emplace();
    if (upgrade)
        revision.upgrade = std::move(*upgrade);
    return revision;
}

} // namespace migrate::revision
