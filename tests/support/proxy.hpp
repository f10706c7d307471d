// A proxy between a program and its server, in a thread of its own: it counts the messages that
// pass, may change them, and cuts the connection at any of them.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace migrate::test {

enum class Sender { client, server };

// What a proxy knows of a protocol.
struct Protocol {
    // How long the first message of the bytes is; 0 while they do not tell. `opening`: it is the
    // first one on its connection from that side.
    std::size_t (*length)(std::string_view bytes, Sender from, bool opening);
    // A row of an answer: not counted, as an answer is taken whole.
    bool (*is_row)(std::string_view message);
};

// PostgreSQL's protocol 3.0 without encryption.
extern const Protocol postgres_protocol;

struct Traffic {
    int connections = 0;
    int from_client = 0; // messages
    int from_server = 0; // without rows
    int answers = 0;     // questions, of however many messages, that the server has answered

    // Making a connection is one, too.
    int round_trips() const { return connections + answers; }
};

class Proxy {
  public:
    // Listens on a free port of 127.0.0.1.
    Proxy(const std::string& host, int port, const Protocol& protocol);
    ~Proxy();
    Proxy(const Proxy&) = delete;
    Proxy& operator=(const Proxy&) = delete;

    int port() const;

    // Forgets what was counted, and connections pass again.
    void start_again();
    // Drops the n-th message from that side, counted over all connections, and its connection with
    // it. What a side has sent before reaches the other one. `for_good`: later connections are
    // refused, too.
    void cut_at(Sender from, int n, bool for_good = false);
    // Each message from the server passes through this; nullptr leaves them alone.
    void rewrite(std::function<std::string(std::string)> change);
    // Waits until no connection is open.
    Traffic traffic();

  private:
    struct Work;
    std::unique_ptr<Work> work_;
};

} // namespace migrate::test
