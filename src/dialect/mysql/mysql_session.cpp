#include "dialect/mysql/mysql_session.hpp"

#include "dialect/mysql/mysql_client.hpp"
#include "dialect/mysql/mysql_errors.hpp"
#include "dialect/mysql/mysql_server.hpp"
#include "migrate/connection.hpp"
#include "migrate/version.hpp"

#include <array>
#include <unistd.h>

namespace migrate::mysql {

namespace {

// Of libmysqlclient, whose header is not at hand.
constexpr int oracle_ssl_mode = 35;
constexpr unsigned int oracle_ssl_modes[] = {1, 2, 3, 4, 5}; // in the order of Tls

const char* or_null(const std::string& text) {
    return text.empty() ? nullptr : text.c_str();
}

class Opener {
  public:
    Opener(const Target& target, const std::string& shown)
        : client_(mysql_client()),
          target_(target),
          shown_(shown),
          session_(client_.init(nullptr)) {}

    Session open() {
        if (!session_)
            throw DbError(DbErrorKind::other, "", "the client library is out of memory");
        set_options();
        set_tls();
        constexpr unsigned long found_rows = CLIENT_FOUND_ROWS; // not only those that changed
        if (!client_.connect(session_.get(), target_.host.c_str(), or_null(target_.user),
                             target_.password.c_str(), or_null(target_.database), target_.port,
                             or_null(target_.socket), found_rows))
            fail();
        check_tls();
        return std::move(session_);
    }

  private:
    void set(ClientOption option, const void* value) {
        client_.set_option(session_.get(), client_.number_of(option), value);
    }
    void set(ClientOption option, const std::string& text) {
        if (!text.empty())
            set(option, static_cast<const void*>(text.c_str()));
    }

    // Reconnecting is off unless it is asked for.
    void set_options() {
        const auto seconds = static_cast<unsigned int>(target_.connect_timeout.count());
        const unsigned int no = 0;
        if (seconds > 0)
            set(ClientOption::connect_timeout, &seconds);
        set(ClientOption::local_infile, &no);
        set(ClientOption::charset, static_cast<const void*>("utf8mb4"));
        client_.set_option_pair(session_.get(), client_.number_of(ClientOption::attribute),
                                "program_name", program_name().c_str());
    }

    // Holds who runs, so that others see whom they wait for.
    static std::string program_name() {
        std::array<char, 64> host{};
        ::gethostname(host.data(), host.size() - 1);
        return "migrate " MIGRATE_VERSION " " + std::string(host.data()) + ":" +
               std::to_string(::getpid());
    }

    void set_tls() {
        if (target_.tls != Tls::off) {
            set(ClientOption::ssl_key, target_.ssl_key);
            set(ClientOption::ssl_cert, target_.ssl_cert);
            set(ClientOption::ssl_ca, target_.ssl_ca);
            set(ClientOption::ssl_capath, target_.ssl_capath);
            set(ClientOption::ssl_cipher, target_.ssl_cipher);
            set(ClientOption::ssl_crl, target_.ssl_crl);
        }
        if (client_.of_oracle)
            client_.set_option(session_.get(), static_cast<mysql_option>(oracle_ssl_mode),
                               &oracle_ssl_modes[static_cast<int>(target_.tls)]);
        else
            set_tls_of_mariadb();
    }

    // SSL_ENFORCE enforces nothing: it means TLS where the server has it. With an authority and
    // without VERIFY_SERVER_CERT, Connector/C up to 3.3 looks at the chain and not at the name;
    // later ones look at both or at nothing.
    void set_tls_of_mariadb() {
        constexpr int all_or_nothing = 30400;
        const bool both = read_server(client_.client_info()).version >= all_or_nothing;
        const my_bool wanted = target_.tls != Tls::off;
        const my_bool verified =
            target_.tls == Tls::verify_full || (target_.tls == Tls::verify_ca && both);
        client_.set_option(session_.get(), MYSQL_OPT_SSL_ENFORCE, &wanted);
        client_.set_option(session_.get(), MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &verified);
        // Passwords in clear text only where nobody else reads them.
        if (target_.tls < Tls::require)
            client_.set_option(session_.get(), MARIADB_OPT_RESTRICTED_AUTH,
                               "mysql_native_password,caching_sha2_password,sha256_password,"
                               "client_ed25519,auth_gssapi_client,mysql_old_password");
    }

    // No library can be trusted to have done what it was asked.
    void check_tls() const {
        const bool over_tls = client_.ssl_cipher(session_.get()) != nullptr;
        if (target_.tls < Tls::require || over_tls || !target_.socket.empty())
            return;
        DbError error(DbErrorKind::refused, "2026",
                      "cannot connect to " + shown_ + ": tls=" + word_of(target_.tls) +
                          " was asked for, and the server has no TLS");
        error.help("set TLS up on the server, or write tls=prefer");
        throw error;
    }

    [[noreturn]] void fail() const {
        const unsigned int number = client_.error_number(session_.get());
        DbError error(connect_kind_of(number), std::to_string(number),
                      "cannot connect to " + shown_ + ": " + client_.error_message(session_.get()));
        const std::string help = help_for(number);
        error.help(!help.empty() ? help
                                 : "look at the host and the port in the URL, and whether the "
                                   "server runs; --wait 30s waits for one that is starting");
        throw error;
    }

    const MysqlClient& client_;
    const Target& target_;
    const std::string& shown_;
    Session session_;
};

} // namespace

void CloseSession::operator()(st_mysql* session) const noexcept {
    mysql_client().close(session);
}

Session open_session(const Target& target, const std::string& shown) {
    return Opener(target, shown).open();
}

bool kill_statement(const Target& target, unsigned long session) noexcept {
    try {
        const Session own = open_session(target, "");
        const std::string sql = "KILL QUERY " + std::to_string(session);
        return mysql_client().real_query(own.get(), sql.c_str(), sql.size()) == 0;
    } catch (const std::exception&) {
        return false;
    }
}

std::string client_library_text() {
    try {
        const MysqlClient& client = mysql_client();
        return (client.of_oracle ? "libmysqlclient " : "MariaDB Connector/C ") +
               std::string(client.client_info());
    } catch (const Error&) {
        return {};
    }
}

} // namespace migrate::mysql
