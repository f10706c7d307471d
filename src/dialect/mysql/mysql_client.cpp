#include "dialect/mysql/mysql_client.hpp"

#include "migrate/error.hpp"

#include <dlfcn.h>
#include <string>

namespace migrate::mysql {

namespace {

struct Library {
    const char* name;
    bool of_oracle;
};

// Connector/C first: it is what Debian has, and its licence suits everybody.
constexpr Library libraries[] = {
    {"libmariadb.so.3", false},     {"libmysqlclient.so.24", true}, {"libmysqlclient.so.23", true},
    {"libmysqlclient.so.22", true}, {"libmysqlclient.so.21", true},
};

std::string loader_error() {
    const char* said = ::dlerror();
    return said ? said : "no reason was given";
}

Error missing(const std::string& why) {
    return Error(ErrorCode::failed, "no client library of MariaDB or MySQL is at hand")
        .note(why)
        .help("install one: apt-get install libmariadb3");
}

class Loader {
  public:
    Loader() {
        std::string why;
        for (const Library& each : libraries) {
            library_ = ::dlopen(each.name, RTLD_NOW | RTLD_LOCAL);
            of_oracle_ = each.of_oracle;
            if (library_)
                return;
            if (why.empty())
                why = loader_error();
        }
        throw missing(why);
    }

    bool of_oracle() const { return of_oracle_; }

    template <typename Function>
    void find(Function& function, const char* name) const {
        void* address = ::dlsym(library_, name);
        if (!address)
            throw missing(loader_error());
        function = reinterpret_cast<Function>(address); // NOLINT: what dlsym is for
    }

  private:
    void* library_ = nullptr; // never closed: what it has registered in the process stays
    bool of_oracle_ = false;
};

MysqlClient load() {
    const Loader from;
    MysqlClient client{};
    from.find(client.init, "mysql_init");
    from.find(client.set_option, "mysql_options");
    from.find(client.set_option_pair, "mysql_options4");
    from.find(client.connect, "mysql_real_connect");
    from.find(client.close, "mysql_close");
    from.find(client.real_query, "mysql_real_query");
    from.find(client.store_result, "mysql_store_result");
    from.find(client.free_result, "mysql_free_result");
    from.find(client.column_count, "mysql_num_fields");
    from.find(client.row_count, "mysql_num_rows");
    from.find(client.columns, "mysql_fetch_fields");
    from.find(client.next_row, "mysql_fetch_row");
    from.find(client.lengths, "mysql_fetch_lengths");
    from.find(client.field_count, "mysql_field_count");
    from.find(client.affected_rows, "mysql_affected_rows");
    from.find(client.next_result, "mysql_next_result");
    from.find(client.error_number, "mysql_errno");
    from.find(client.error_message, "mysql_error");
    from.find(client.warning_count, "mysql_warning_count");
    from.find(client.thread_id, "mysql_thread_id");
    from.find(client.server_info, "mysql_get_server_info");
    from.find(client.ssl_cipher, "mysql_get_ssl_cipher");
    from.find(client.session_track, "mysql_session_track_get_first");
    from.find(client.client_info, "mysql_get_client_info");
    from.find(client.thread_init, "mysql_thread_init");
    from.find(client.thread_end, "mysql_thread_end");
    client.of_oracle = from.of_oracle();
    return client;
}

// As libmysqlclient 8.0 to 9 number them; the header at hand is Connector/C's.
int number_of_oracle(ClientOption option) {
    switch (option) {
    case ClientOption::connect_timeout:
        return MYSQL_OPT_CONNECT_TIMEOUT;
    case ClientOption::charset:
        return MYSQL_SET_CHARSET_NAME;
    case ClientOption::local_infile:
        return MYSQL_OPT_LOCAL_INFILE;
    case ClientOption::ssl_key:
        return 19;
    case ClientOption::ssl_cert:
        return 20;
    case ClientOption::ssl_ca:
        return 21;
    case ClientOption::ssl_capath:
        return 22;
    case ClientOption::ssl_cipher:
        return 23;
    case ClientOption::ssl_crl:
        return 24;
    case ClientOption::attribute:
        return 27;
    }
    return -1;
}

int number_of_mariadb(ClientOption option) {
    switch (option) {
    case ClientOption::connect_timeout:
        return MYSQL_OPT_CONNECT_TIMEOUT;
    case ClientOption::charset:
        return MYSQL_SET_CHARSET_NAME;
    case ClientOption::local_infile:
        return MYSQL_OPT_LOCAL_INFILE;
    case ClientOption::ssl_key:
        return MYSQL_OPT_SSL_KEY;
    case ClientOption::ssl_cert:
        return MYSQL_OPT_SSL_CERT;
    case ClientOption::ssl_ca:
        return MYSQL_OPT_SSL_CA;
    case ClientOption::ssl_capath:
        return MYSQL_OPT_SSL_CAPATH;
    case ClientOption::ssl_cipher:
        return MYSQL_OPT_SSL_CIPHER;
    case ClientOption::ssl_crl:
        return MYSQL_OPT_SSL_CRL;
    case ClientOption::attribute:
        return MYSQL_OPT_CONNECT_ATTR_ADD;
    }
    return -1;
}

} // namespace

mysql_option MysqlClient::number_of(ClientOption option) const {
    return static_cast<mysql_option>(of_oracle ? number_of_oracle(option)
                                               : number_of_mariadb(option));
}

const MysqlClient& mysql_client() {
    static const MysqlClient functions = load();
    return functions;
}

} // namespace migrate::mysql
