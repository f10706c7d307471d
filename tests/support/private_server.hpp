// A server of the test's own, for breaking it: started by tests/servers/<kind>, gone with the
// object.
#pragma once

#include "migrate/url.hpp"
#include "util/process.hpp"
#include "util/random_id.hpp"
#include "util/text.hpp"

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <vector>

namespace migrate::test {

class PrivateServer {
  public:
    explicit PrivateServer(const std::string& kind) : PrivateServer(kind, {"start"}) {}
    // One that follows it and takes no changes.
    std::unique_ptr<PrivateServer> standby() const {
        return std::unique_ptr<PrivateServer>(
            new PrivateServer(kind_, {"standby", url_.secret_text()}));
    }
    ~PrivateServer() {
        try {
            call({"stop"});
        } catch (const std::exception&) { // it ends with this process anyway
        }
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    PrivateServer(const PrivateServer&) = delete;
    PrivateServer& operator=(const PrivateServer&) = delete;

    const Url& url() const { return url_; }
    // As after a crash of it, at once; back when it answers.
    void restart() { call({"restart"}); }

  private:
    PrivateServer(const std::string& kind, std::vector<std::string> words)
        : kind_(kind),
          folder_(std::filesystem::temp_directory_path() /
                  ("migrate-server-" + RandomIds().next())) {
        words.push_back(std::to_string(::getpid()));
        url_ = parse_url(text::trim(call(words)));
    }

    // The command, and what stands behind the folder.
    std::string call(std::vector<std::string> words) const {
        ProcessOptions options;
        const std::string script = std::string(MIGRATE_SOURCE_DIR) + "/tests/servers/" + kind_;
        options.arguments = {script, words.front(), folder_.string()};
        words.erase(words.begin());
        options.arguments.insert(options.arguments.end(), words.begin(), words.end());
        const ProcessResult result = run_process(options);
        if (!result.ok())
            throw std::runtime_error(script + " " + result.outcome() + ": " + result.errors);
        return result.output;
    }

    std::string kind_;
    std::filesystem::path folder_;
    Url url_;
};

} // namespace migrate::test
