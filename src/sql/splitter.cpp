#include "sql/splitter.hpp"

#include "sql/body.hpp"
#include "sql/chars.hpp"
#include "sql/lexer.hpp"
#include "util/text.hpp"

#include <algorithm>

namespace migrate::sql {

namespace {

// Whether a statement is COPY ... FROM stdin, so that rows follow it.
class CopyWatch {
  public:
    void see(const Token& token) {
        copies_ = first_ ? token.is("copy") : copies_;
        first_ = false;
        depth_ += token.is_punct('(') ? 1 : token.is_punct(')') ? -1 : 0;
        rows_follow_ = rows_follow_ || (copies_ && depth_ == 0 && after_from_ && token.is("stdin"));
        after_from_ = token.is("from");
    }
    bool rows_follow() const { return rows_follow_; }

  private:
    bool first_ = true;
    bool copies_ = false;
    bool after_from_ = false;
    bool rows_follow_ = false;
    int depth_ = 0;
};

class Splitter {
  public:
    Splitter(std::string_view text, const Syntax& syntax)
        : text_(text),
          syntax_(syntax),
          lexer_(text, syntax),
          body_(body_of(syntax)) {}

    void run() {
        for (Token token = lexer_.next(); !token.at_end(); token = lexer_.next()) {
            if (token.significant()) {
                see(token);
            } else if (token.kind == TokenKind::comment && !in_body()) {
                comments_.push_back(token);
            }
        }
        finish();
    }

    std::vector<Piece> take_pieces() { return std::move(pieces_); }
    std::vector<Token> take_comments() { return std::move(comments_); }

  private:
    void see(const Token& token) {
        if (token.kind == TokenKind::client_command) {
            finish();
            begin(token, Piece::Kind::client_command);
            end_ = token.end_offset();
            finish();
        } else if (ends_statement(token)) {
            end_statement();
        } else if (open_ || !obey_delimiter(token)) {
            extend(token);
        }
    }

    bool ends_statement(const Token& token) const {
        if (custom_delimiter_) {
            return token.kind == TokenKind::delimiter;
        }
        return token.is_punct(';') && !in_body();
    }

    bool in_body() const {
        return std::visit([](const auto& body) { return body.holds_semicolon(); }, body_);
    }

    void extend(const Token& token) {
        if (!open_) {
            begin(token, Piece::Kind::statement);
        }
        std::visit([&](auto& body) { body.see(token); }, body_);
        copy_.see(token);
        end_ = token.end_offset();
    }

    void begin(const Token& token, Piece::Kind kind) {
        open_ = true;
        begin_ = token.offset;
        pieces_.push_back(
            {kind, text_.substr(lead_, begin_ - lead_), {}, {}, token.line, token.column});
    }

    void end_statement() {
        const bool rows_follow = open_ && syntax_.copy_data && copy_.rows_follow();
        finish();
        if (rows_follow) {
            take_rows(pieces_.back());
        }
    }

    void finish() {
        if (!open_) {
            return;
        }
        pieces_.back().sql = text_.substr(begin_, end_ - begin_);
        lead_ = end_;
        open_ = false;
        body_ = body_of(syntax_);
        copy_ = {};
    }

    // The rows begin on the next line and end before a line of a backslash and a dot.
    void take_rows(Piece& piece) {
        const std::size_t from = std::min(lexer_.line_end() + 1, text_.size());
        std::size_t line = from;
        std::size_t next = from;
        for (; line < text_.size(); line = next) {
            const std::size_t end = std::min(text_.find('\n', line), text_.size());
            next = std::min(end + 1, text_.size());
            if (text::trim(text_.substr(line, end - line)) == "\\.") {
                break;
            }
        }
        piece.data = text_.substr(from, line - from);
        lead_ = line;
        lexer_.take_to(next, TokenKind::whitespace);
    }

    // DELIMITER and what to set stand on one line, where a statement could begin.
    bool obey_delimiter(const Token& token) {
        if (!syntax_.delimiter_command || !token.is("delimiter")) {
            return false;
        }
        const std::size_t from = token.end_offset();
        const std::size_t end = std::min(text_.find('\n', from), text_.size());
        const std::string_view line = text::trim(text_.substr(from, end - from));
        if (line.empty() || !is_blank(text_[from])) {
            return false;
        }
        const auto* blank = std::ranges::find_if(line, is_blank);
        const std::string_view wanted(line.begin(), blank);
        custom_delimiter_ = wanted != ";";
        lexer_.set_delimiter(custom_delimiter_ ? wanted : std::string_view{});
        lexer_.take_to(end, TokenKind::whitespace);
        return true;
    }

    std::string_view text_;
    const Syntax& syntax_;
    Lexer lexer_;
    Body body_;
    CopyWatch copy_;
    std::vector<Piece> pieces_;
    std::vector<Token> comments_;
    std::size_t lead_ = 0; // where the lead of the next piece begins
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    bool open_ = false;
    bool custom_delimiter_ = false;
};

} // namespace

std::vector<Piece> split(std::string_view text, const Syntax& syntax) {
    Splitter splitter(text, syntax);
    splitter.run();
    return splitter.take_pieces();
}

std::vector<Token> comments_outside_bodies(std::string_view text, const Syntax& syntax) {
    Splitter splitter(text, syntax);
    splitter.run();
    return splitter.take_comments();
}

std::string sent_text(const Piece& piece) {
    std::string text(piece.sql);
    if (!piece.data.empty())
        text.append(";\n").append(piece.data).append("\\.\n");
    return text;
}

std::string terminated(std::string_view statement) {
    const std::string text(text::trim(statement));
    if (text.ends_with("\n\\.")) // rows of COPY
        return text + "\n";
    const std::size_t line = text.rfind('\n');
    const bool comment = text.find("--", line == std::string::npos ? 0 : line) != std::string::npos;
    return text + (comment ? "\n;\n" : ";\n");
}

} // namespace migrate::sql
