// The tool's tables that every run needs, made when the first revision runs.
#pragma once

#include "runner/audit_log.hpp"
#include "runner/plan.hpp"
#include "runner/version_table.hpp"

namespace migrate::runner {

struct OwnTables {
    OwnTables(Connection& connection, const Dialect& dialect, const Settings& settings)
        : version(connection, dialect, settings.version_table_schema, settings.version_table),
          log(connection, dialect, settings.version_table_schema, settings.version_table) {}

    // Inside the caller's transaction, if there is one: what is taken back leaves nothing behind.
    // Call made() once that is committed; until then they are looked for each time.
    void ensure() {
        if (made_)
            return;
        if (!version.exists())
            version.create();
        if (!log.exists())
            log.create();
    }
    void made() { made_ = true; }

    VersionTable version;
    AuditLog log;

  private:
    bool made_ = false;
};

} // namespace migrate::runner
