// What --version says.
#pragma once

#include <string>

namespace migrate::cli {

std::string version_text(bool with_client_libraries);
std::string version_document(bool with_client_libraries); // JSON

} // namespace migrate::cli
