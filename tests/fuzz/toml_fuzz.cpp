// A document that can be read reads the same after writing it, and in parts; one that cannot has an
// error with a position, read in parts too.
#include "migrate/error.hpp"
#include "toml/reader.hpp"
#include "toml/writer.hpp"
#include "util/json.hpp"

#include <cstdint>
#include <cstdlib>

using namespace migrate;

namespace {

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

Document read(const std::string& text) {
    try {
        return toml::read_document(text, "input");
    } catch (const Error& error) {
        require(error.pos().line > 0 && error.pos().column > 0);
        throw;
    }
}

void refused_in_parts(const std::string& text) {
    try {
        toml::read_document(text, "input", 1);
    } catch (const Error&) {
        return;
    }
    std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(data, data + size);
    toml::header_text(text);
    Document document;
    try {
        document = read(text);
    } catch (const Error&) {
        refused_in_parts(text);
        return 0;
    }
    require(toml::read_document(toml::write_document(document.root)).root == document.root);
    require(toml::read_document(text, "input", 1).root == document.root);
    to_json(document.root);
    return 0;
}
