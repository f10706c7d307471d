#include "report/schema_page.hpp"
#include "report/schema_writer.hpp"
#include "util/text.hpp"

namespace migrate::report {
namespace {

// Inside of <script> only `</` and `<!--` could end the text or change how it is read.
std::string as_script_data(const std::string& json) {
    return text::replace_all(json, "<", "\\u003c");
}

std::string as_html(std::string_view text) {
    std::string out = text::replace_all(std::string(text), "&", "&amp;");
    out = text::replace_all(out, "<", "&lt;");
    return text::replace_all(out, ">", "&gt;");
}

} // namespace

std::string schema_html(const Database& schema, std::string_view name) {
    std::string page = text::replace_all(std::string(schema_page()), "@name@", as_html(name));
    return text::replace_all(page, "@schema@", as_script_data(schema_json(schema)));
}

} // namespace migrate::report
