#include "support/proxy.hpp"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <list>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace migrate::test {

namespace {

class Descriptor {
  public:
    explicit Descriptor(int number = -1) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0)
            ::close(number_);
    }
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int operator*() const { return number_; }

  private:
    int number_;
};

sockaddr_in address_of(const std::string& host, int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    if (::inet_pton(AF_INET, host.c_str(), &address.sin_addr) != 1)
        throw std::runtime_error("the proxy wants an address, not a name: " + host);
    return address;
}

Descriptor new_socket() {
    Descriptor made(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const int yes = 1;
    ::setsockopt(*made, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return made;
}

// False when the other end is gone.
bool send_all(int to, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

struct Link {
    Descriptor client, server;
    std::string from_client, from_server; // not a whole message yet
    bool client_opened = false, server_opened = false;
    bool asked = false; // and not answered yet
    bool open = true;
};

std::size_t big_endian(std::string_view bytes) {
    std::size_t value = 0;
    for (const char byte : bytes.substr(0, 4))
        value = value * 256 + static_cast<unsigned char>(byte);
    return value;
}

std::size_t postgres_length(std::string_view bytes, Sender from, bool opening) {
    const std::size_t kind = opening && from == Sender::client ? 0 : 1; // a byte before the length
    if (bytes.size() < kind + 4)
        return 0;
    const std::size_t length = kind + big_endian(bytes.substr(kind));
    return bytes.size() < length ? 0 : length;
}

bool is_postgres_row(std::string_view message) {
    return message.starts_with('D');
}

} // namespace

const Protocol postgres_protocol{postgres_length, is_postgres_row};

struct Proxy::Work {
    sockaddr_in server{};
    Protocol protocol{};
    Descriptor listener, wake_read, wake_write;
    int port = 0;

    std::mutex mutex; // of all below
    std::condition_variable closed;
    std::list<Link> links;
    Traffic traffic;
    Sender cut_from = Sender::client;
    int cut_at = 0; // 0: nowhere
    bool for_good = false, refuses = false;
    std::function<std::string(std::string)> rewrite;

    std::thread thread;

    void run() {
        for (;;) {
            std::vector<pollfd> waits{{*wake_read, POLLIN, 0}, {*listener, POLLIN, 0}};
            for (const Link& link : links) { // only this thread adds and removes
                waits.push_back({*link.client, POLLIN, 0});
                waits.push_back({*link.server, POLLIN, 0});
            }
            if (::poll(waits.data(), waits.size(), -1) < 0)
                continue;
            if (waits[0].revents != 0)
                return;
            const std::lock_guard guard(mutex);
            std::size_t at = 2;
            for (Link& link : links) {
                if (waits[at++].revents != 0)
                    pass(link, Sender::client);
                if (waits[at++].revents != 0 && link.open)
                    pass(link, Sender::server);
            }
            if (waits[1].revents != 0)
                accept_one();
            std::erase_if(links, [](const Link& link) { return !link.open; });
            if (links.empty())
                closed.notify_all();
        }
    }

    void accept_one() {
        Link link;
        link.client = Descriptor(::accept4(*listener, nullptr, nullptr, SOCK_CLOEXEC));
        if (*link.client < 0 || refuses)
            return;
        ++traffic.connections;
        link.server = new_socket();
        if (::connect(*link.server, reinterpret_cast<const sockaddr*>(&server), // NOLINT
                      sizeof server) == 0)
            links.push_back(std::move(link));
    }

    // Takes what one side has sent and hands its whole messages on.
    void pass(Link& link, Sender from) {
        const bool of_client = from == Sender::client;
        std::string& bytes = of_client ? link.from_client : link.from_server;
        std::array<char, 65536> buffer; // NOLINT(cppcoreguidelines-pro-type-member-init)
        const ssize_t got =
            ::recv(of_client ? *link.client : *link.server, buffer.data(), buffer.size(), 0);
        if (got <= 0) {
            link.open = false;
            return;
        }
        bytes.append(buffer.data(), static_cast<std::size_t>(got));
        bool& opened = of_client ? link.client_opened : link.server_opened;
        std::string whole;
        while (const std::size_t size = protocol.length(bytes, from, !opened)) {
            opened = true;
            const bool is_row = !of_client && protocol.is_row(bytes);
            if (!is_row && is_cut(from)) {
                link.open = false;
                break;
            }
            if (!is_row)
                count(link, from);
            std::string message = bytes.substr(0, size);
            whole += rewrite && !of_client ? rewrite(std::move(message)) : message;
            bytes.erase(0, size);
        }
        if (!send_all(of_client ? *link.server : *link.client, whole))
            link.open = false;
    }

    bool is_cut(Sender from) {
        const int passed = from == Sender::client ? traffic.from_client : traffic.from_server;
        if (cut_at == 0 || from != cut_from || passed + 1 != cut_at)
            return false;
        cut_at = 0;
        refuses = for_good;
        return true;
    }

    void count(Link& link, Sender from) {
        if (from == Sender::client) {
            ++traffic.from_client;
            link.asked = true;
            return;
        }
        ++traffic.from_server;
        if (std::exchange(link.asked, false))
            ++traffic.answers;
    }
};

Proxy::Proxy(const std::string& host, int port, const Protocol& protocol)
    : work_(std::make_unique<Work>()) {
    work_->server = address_of(host, port);
    work_->protocol = protocol;
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        throw std::runtime_error("no pipe");
    work_->wake_read = Descriptor(ends[0]);
    work_->wake_write = Descriptor(ends[1]);
    work_->listener = new_socket();
    sockaddr_in own = address_of("127.0.0.1", 0);
    socklen_t size = sizeof own;
    auto* address = reinterpret_cast<sockaddr*>(&own); // NOLINT: as sockets want it
    if (::bind(*work_->listener, address, size) != 0 || ::listen(*work_->listener, 16) != 0 ||
        ::getsockname(*work_->listener, address, &size) != 0)
        throw std::runtime_error("the proxy cannot listen");
    work_->port = ntohs(own.sin_port);
    work_->thread = std::thread([this] { work_->run(); });
}

Proxy::~Proxy() {
    work_->wake_write = Descriptor(); // the end of the pipe wakes the thread
    work_->thread.join();
}

int Proxy::port() const {
    return work_->port;
}

void Proxy::start_again() {
    const std::lock_guard guard(work_->mutex);
    work_->traffic = {};
    work_->cut_at = 0;
    work_->refuses = false;
}

void Proxy::cut_at(Sender from, int n, bool for_good) {
    const std::lock_guard guard(work_->mutex);
    work_->cut_from = from;
    work_->cut_at = n;
    work_->for_good = for_good;
}

void Proxy::rewrite(std::function<std::string(std::string)> change) {
    const std::lock_guard guard(work_->mutex);
    work_->rewrite = std::move(change);
}

Traffic Proxy::traffic() {
    std::unique_lock lock(work_->mutex);
    work_->closed.wait(lock, [this] { return work_->links.empty(); });
    return work_->traffic;
}

} // namespace migrate::test
