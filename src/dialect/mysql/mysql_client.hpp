// The functions that the client libraries of MariaDB (Connector/C) and MySQL (libmysqlclient) have
// in common. One of them is opened by its name when a URL first needs it (docs/decisions/0004).
#pragma once

#include <mysql.h>

namespace migrate::mysql {

// What mysql_options() sets. The two libraries number what came after the first few differently.
enum class ClientOption {
    connect_timeout,
    charset,
    local_infile,
    ssl_key,
    ssl_cert,
    ssl_ca,
    ssl_capath,
    ssl_cipher,
    ssl_crl,
    attribute, // with set_option_pair
};

struct MysqlClient {
    decltype(&::mysql_init) init;
    decltype(&::mysql_options) set_option;
    decltype(&::mysql_options4) set_option_pair;
    decltype(&::mysql_real_connect) connect;
    decltype(&::mysql_close) close;
    decltype(&::mysql_real_query) real_query;
    decltype(&::mysql_store_result) store_result;
    decltype(&::mysql_free_result) free_result;
    decltype(&::mysql_num_fields) column_count;
    decltype(&::mysql_num_rows) row_count;
    decltype(&::mysql_fetch_fields) columns;
    decltype(&::mysql_fetch_row) next_row;
    decltype(&::mysql_fetch_lengths) lengths;
    decltype(&::mysql_field_count) field_count;
    decltype(&::mysql_affected_rows) affected_rows;
    decltype(&::mysql_next_result) next_result;
    decltype(&::mysql_errno) error_number;
    decltype(&::mysql_error) error_message;
    decltype(&::mysql_warning_count) warning_count;
    decltype(&::mysql_thread_id) thread_id;
    decltype(&::mysql_get_server_info) server_info;
    decltype(&::mysql_get_ssl_cipher) ssl_cipher;
    decltype(&::mysql_session_track_get_first) session_track;
    decltype(&::mysql_get_client_info) client_info;
    decltype(&::mysql_thread_init) thread_init;
    decltype(&::mysql_thread_end) thread_end;
    bool of_oracle = false; // libmysqlclient

    mysql_option number_of(ClientOption option) const;
};

// Loads the library at the first call. Throws Error that names the package when there is none.
const MysqlClient& mysql_client();

} // namespace migrate::mysql
