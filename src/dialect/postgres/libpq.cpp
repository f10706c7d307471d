#include "dialect/postgres/libpq.hpp"

#include "migrate/error.hpp"

#include <dlfcn.h>
#include <string>

namespace migrate::postgres {

namespace {

constexpr const char* library_name = "libpq.so.5";

std::string loader_error() {
    const char* said = ::dlerror();
    return said ? said : "no reason was given";
}

Error missing(const std::string& why) {
    return Error(ErrorCode::failed,
                 "PostgreSQL's client library " + std::string(library_name) + " is not at hand")
        .note(why)
        .help("install it: apt-get install libpq5");
}

class Loader {
  public:
    Loader() : library_(::dlopen(library_name, RTLD_NOW | RTLD_LOCAL)) {
        if (!library_)
            throw missing(loader_error());
    }

    template <typename Function>
    void find(Function& function, const char* name) const {
        void* address = ::dlsym(library_, name);
        if (!address)
            throw missing(loader_error());
        function = reinterpret_cast<Function>(address); // NOLINT: what dlsym is for
    }

  private:
    void* library_; // never closed: what it has registered in the process stays
};

Libpq load() {
    const Loader from;
    Libpq pq{};
    from.find(pq.lib_version, "PQlibVersion");
    from.find(pq.connect_start, "PQconnectStartParams");
    from.find(pq.connect_poll, "PQconnectPoll");
    from.find(pq.socket, "PQsocket");
    from.find(pq.status, "PQstatus");
    from.find(pq.finish, "PQfinish");
    from.find(pq.error_message, "PQerrorMessage");
    from.find(pq.set_error_verbosity, "PQsetErrorVerbosity");
    from.find(pq.set_notice_receiver, "PQsetNoticeReceiver");
    from.find(pq.conninfo, "PQconninfo");
    from.find(pq.conninfo_free, "PQconninfoFree");
    from.find(pq.server_version, "PQserverVersion");
    from.find(pq.parameter_status, "PQparameterStatus");
    from.find(pq.backend_pid, "PQbackendPID");
    from.find(pq.transaction_status, "PQtransactionStatus");
    from.find(pq.get_cancel, "PQgetCancel");
    from.find(pq.free_cancel, "PQfreeCancel");
    from.find(pq.cancel, "PQcancel");
    from.find(pq.exec_params, "PQexecParams");
    from.find(pq.send_query, "PQsendQuery");
    from.find(pq.get_result, "PQgetResult");
    from.find(pq.put_copy_data, "PQputCopyData");
    from.find(pq.put_copy_end, "PQputCopyEnd");
    from.find(pq.get_copy_data, "PQgetCopyData");
    from.find(pq.free_memory, "PQfreemem");
    from.find(pq.result_status, "PQresultStatus");
    from.find(pq.error_field, "PQresultErrorField");
    from.find(pq.result_error, "PQresultErrorMessage");
    from.find(pq.clear, "PQclear");
    from.find(pq.command_status, "PQcmdStatus");
    from.find(pq.command_rows, "PQcmdTuples");
    from.find(pq.row_count, "PQntuples");
    from.find(pq.column_count, "PQnfields");
    from.find(pq.column_name, "PQfname");
    from.find(pq.is_null, "PQgetisnull");
    from.find(pq.value, "PQgetvalue");
    from.find(pq.length, "PQgetlength");
    return pq;
}

} // namespace

const Libpq& libpq() {
    static const Libpq functions = load();
    return functions;
}

} // namespace migrate::postgres
