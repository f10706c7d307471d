#include "cli/command_table.hpp"
#include "cli/manual.hpp"
#include "cli/session.hpp"

namespace migrate::cli {

// What the build calls: package-files FOLDER DATE
Action bind_package_files(Binder& binder) {
    struct Values {
        std::string folder, date;
    };
    const auto values = std::make_shared<Values>();
    binder.positional("FOLDER", values->folder, "where to write");
    binder.positional("DATE", values->date, "of the manual pages");
    return [values](Session& /*session*/) {
        write_package_files(values->folder, values->date);
        return ExitCode::done;
    };
}

} // namespace migrate::cli
