#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tests/sim/sim_network.h"

namespace sluice::sim {

/// One handshake that a client must go through.
enum class ProxyStage : std::uint8_t {
    socks4,
    socks5,
    socks5_login,    ///< name and password, any
    connect,         ///< CONNECT, granted
    connect_login,   ///< CONNECT, refused with 407 (Digest) until a login comes; the connection is kept
    connect_close,   ///< the same, and the refusal ends the connection
    connect_forbid,  ///< CONNECT, refused with 403
    socks5_refuse,   ///< general failure
    silent,          ///< takes what comes and says nothing
};

/// A host that is one proxy after the other on the same connection, and behind them `server`. What `server.accept`
/// makes gets what comes through.
SimHost proxy_host(const std::vector<ProxyStage>& stages, const SimHost& server);

}  // namespace sluice::sim
