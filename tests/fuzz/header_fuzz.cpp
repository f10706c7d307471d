// A header that is read without the TOML parser is what the parser reads.
#include "revision/header.hpp"
#include "revision/plain_header.hpp"
#include "toml/reader.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace migrate;
    const std::string text(data, data + size);
    const auto plain = revision::read_plain_header(text);
    if (!plain)
        return 0;
    try {
        if (revision::read_toml_header(toml::read_document(text, "input")) == *plain)
            return 0;
    } catch (const Error&) { // what the parser refuses is not plain
    }
    std::abort();
}
