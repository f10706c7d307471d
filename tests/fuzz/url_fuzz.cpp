// What a URL says is what it says again after writing it; no error and no shown URL repeats a
// password.
#include "migrate/error.hpp"
#include "migrate/url.hpp"

#include <cstdint>
#include <cstdlib>

namespace {

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(data, data + size);
    migrate::mask_passwords(text);
    try {
        const migrate::Url url = migrate::parse_url(text);
        require(migrate::parse_url(url.secret_text()) == url);
        migrate::Url other = url;
        if (other.password) {
            other.password = "another";
            require(other.shown() == url.shown());
        }
    } catch (const migrate::Error&) { // a URL that is none
    }
    return 0;
}
