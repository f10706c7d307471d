// The functions of PostgreSQL's client library. It is opened by its name when a URL first needs it
// (docs/decisions/0004): a machine without it still runs the other databases.
#pragma once

#include <libpq-fe.h>

namespace migrate::postgres {

struct Libpq {
    decltype(&::PQlibVersion) lib_version;
    decltype(&::PQconnectStartParams) connect_start;
    decltype(&::PQconnectPoll) connect_poll;
    decltype(&::PQsocket) socket;
    decltype(&::PQstatus) status;
    decltype(&::PQfinish) finish;
    decltype(&::PQerrorMessage) error_message;
    decltype(&::PQsetErrorVerbosity) set_error_verbosity;
    decltype(&::PQsetNoticeReceiver) set_notice_receiver;
    decltype(&::PQconninfo) conninfo;
    decltype(&::PQconninfoFree) conninfo_free;
    decltype(&::PQserverVersion) server_version;
    decltype(&::PQparameterStatus) parameter_status;
    decltype(&::PQbackendPID) backend_pid;
    decltype(&::PQtransactionStatus) transaction_status;
    decltype(&::PQgetCancel) get_cancel;
    decltype(&::PQfreeCancel) free_cancel;
    decltype(&::PQcancel) cancel;
    decltype(&::PQexecParams) exec_params;
    decltype(&::PQsendQuery) send_query;
    decltype(&::PQgetResult) get_result;
    decltype(&::PQputCopyData) put_copy_data;
    decltype(&::PQputCopyEnd) put_copy_end;
    decltype(&::PQgetCopyData) get_copy_data;
    decltype(&::PQfreemem) free_memory;
    decltype(&::PQresultStatus) result_status;
    decltype(&::PQresultErrorField) error_field;
    decltype(&::PQresultErrorMessage) result_error;
    decltype(&::PQclear) clear;
    decltype(&::PQcmdStatus) command_status;
    decltype(&::PQcmdTuples) command_rows;
    decltype(&::PQntuples) row_count;
    decltype(&::PQnfields) column_count;
    decltype(&::PQfname) column_name;
    decltype(&::PQgetisnull) is_null;
    decltype(&::PQgetvalue) value;
    decltype(&::PQgetlength) length;
};

// Loads the library at the first call. Throws Error that names the package when it is not there.
const Libpq& libpq();

} // namespace migrate::postgres
