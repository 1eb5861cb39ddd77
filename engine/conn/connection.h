#pragma once

#include <sluice/record.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "engine/base/clock.h"
#include "engine/stream/stream.h"
#include "engine/sys/address.h"
#include "engine/tls/context.h"

namespace sluice::conn {

/// What two transfers must have in common to use the same connection, one after the other or at once.
struct ConnectionKey {
    std::string origin;                                 ///< scheme://host:port, then whatever else binds the connection
    std::shared_ptr<const tls::Context> context;        ///< one object per distinct set of TLS options; null: cleartext
    std::shared_ptr<const tls::Context> proxy_context;  ///< to an HTTPS proxy; null: there is none
    friend bool operator==(const ConnectionKey&, const ConnectionKey&) = default;
};

class Parking;

/// A stack of streams to one host: a socket, and over it what proxies and TLS make of it. Lives in its pool, lent to
/// one transfer at a time (HTTP/1).
struct Connection {
    std::int64_t id = -1;
    ConnectionKey key;
    std::string host;  ///< "host:port", what limits per host count
    std::unique_ptr<stream::Stream> stream;
    sys::Address remote;  ///< of the proxy, if there is one
    sys::Address local;
    std::string local_path;                      ///< of a socket of this machine; then there are no addresses
    std::shared_ptr<const TlsRecord> tls;        ///< null for cleartext
    std::shared_ptr<const TlsRecord> proxy_tls;  ///< of an HTTPS proxy
    Instant created{};
    Instant last_used{};
    Instant last_checked{};            ///< by Pool::upkeep
    std::uint64_t generation = 0;      ///< of the pool, when it was asked for
    std::uint64_t requests = 0;        ///< carried out so far
    std::shared_ptr<Parking> parking;  ///< where it goes when it is idle, instead of staying in its pool; null: stays
    std::function<void()> on_close;    ///< tells the pool that the place is free

    /// For people: address or path.
    std::string remote_text() const { return local_path.empty() ? remote.text() : local_path; }

    Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() {
        stream.reset();
        if (on_close) {
            on_close();
        }
    }
};

}  // namespace sluice::conn
