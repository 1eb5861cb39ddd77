#pragma once

#include <sluice/error.h>

#include <memory>
#include <string>

#include "engine/conn/connect_report.h"
#include "engine/conn/target.h"
#include "engine/stream/stream.h"

namespace sluice::conn {

/// What came of asking an HTTP proxy for a tunnel.
struct Tunnel {
    bool reconnect =
        false;          ///< the proxy has closed the connection; a new one may succeed, with the login it asked for
    std::string early;  ///< bytes of the tunnel that came with the answer
};

/// Sends CONNECT to the proxy at the other end of `stream` and reads the answer, again with a login as long as the
/// proxy asks for one that we have (target.proxy_login). Each CONNECT leaves a record in `report`. Errors:
/// http_proxy_refused and http_proxy_login_needed, both with couldnt_connect and the status; what the decoder finds
/// wrong with the answer; option_syntax for the caller's own fields; those of the stream.
async::Task<Result<Tunnel>> open_tunnel(async::Reactor& reactor, const Target& target, stream::Stream& stream,
                                        ConnectReport& report);

/// Unguessable characters for a Digest login.
std::string fresh_cnonce(sys::Random& random);

}  // namespace sluice::conn
