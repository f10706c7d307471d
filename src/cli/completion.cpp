#include "cli/completion.hpp"

namespace migrate::cli {

const std::vector<std::string>& completion_shells() {
    static const std::vector<std::string> shells{"bash", "zsh", "fish"};
    return shells;
}

std::string completion_script(std::string_view shell) {
    if (shell == "bash")
        return bash_completion();
    return shell == "zsh" ? zsh_completion() : fish_completion();
}

} // namespace migrate::cli
