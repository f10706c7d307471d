#include "report/github.hpp"

#include "report/error_block.hpp"
#include "util/text.hpp"

#include <algorithm>
#include <filesystem>

namespace migrate::report {
namespace {

namespace fs = std::filesystem;

std::string escaped(std::string_view text, std::string_view what) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        if (what.find(c) == std::string_view::npos) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += {'%', digits[byte / 16U], digits[byte % 16U]};
    }
    return out;
}

std::string message_text(std::string_view text) {
    return escaped(text, "%\r\n");
}

std::string property_text(std::string_view text) {
    return escaped(text, "%\r\n:,");
}

// As the runner knows the file: seen from the workspace.
std::string file_in(const std::string& workspace, const std::string& file) {
    if (workspace.empty())
        return file;
    std::error_code error;
    const fs::path relative =
        fs::absolute(file, error).lexically_normal().lexically_relative(workspace);
    return relative.empty() || *relative.begin() == ".." ? file : relative.generic_string();
}

std::string without_colors(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t at = std::min(text.find("\x1b["), text.size());
        out += text.substr(0, at);
        text.remove_prefix(at);
        if (!text.empty())
            text.remove_prefix(std::min(text.find('m'), text.size() - 1) + 1);
    }
    return out;
}

// A fence that is longer than any in the text.
std::string fence_for(std::string_view text) {
    std::string fence = "```";
    while (text.find(fence) != std::string_view::npos)
        fence += '`';
    return fence;
}

std::string_view outcome(int exit_code) {
    switch (exit_code) {
    case 0:
        return "done";
    case 3:
        return "there is a difference";
    default:
        return "failed";
    }
}

} // namespace

std::string github_annotation(const Error& error, const std::string& workspace) {
    std::string properties;
    const SourcePos& pos = error.pos();
    if (!pos.file.empty())
        properties += " file=" + property_text(file_in(workspace, pos.file));
    if (!pos.file.empty() && pos.line > 0)
        properties += ",line=" + std::to_string(pos.line);
    if (!pos.file.empty() && pos.line > 0 && pos.column > 0)
        properties += ",col=" + std::to_string(pos.column);
    std::string text = visible(error.what());
    for (const std::string& note : error.notes())
        text += '\n' + visible(note);
    if (!error.help_text().empty())
        text += "\nhelp: " + visible(error.help_text());
    return "::error" + properties + "::" + message_text(text) + '\n';
}

std::string github_annotation(std::string_view title, std::string_view text) {
    return "::error title=" + property_text(title) +
           "::" + message_text(without_colors(text::trim(text))) + '\n';
}

std::string github_summary(std::string_view command, int exit_code, std::string_view text) {
    std::string section = "### " + std::string(command) + ": " + std::string(outcome(exit_code));
    if (exit_code != 0)
        section += " (exit code " + std::to_string(exit_code) + ")";
    section += "\n\n";
    const std::string plain = without_colors(text::trim(text));
    if (plain.empty())
        return section;
    const std::string fence = fence_for(plain);
    return section + fence + "\n" + plain + "\n" + fence + "\n\n";
}

} // namespace migrate::report
