#pragma once

#include <sluice/error.h>

#include <memory>
#include <string>
#include <vector>

#include "engine/async/reactor.h"
#include "engine/conn/connect_report.h"
#include "engine/conn/socket_setup.h"
#include "engine/stream/tcp_stream.h"
#include "engine/sys/address.h"

namespace sluice::conn {

/// Both families in turn, IPv6 first, the order within a family kept (RFC 8305, 4).
std::vector<sys::Address> interleave(const std::vector<sys::Address>& addresses);

/// Waits for the end of a connect() that returned `begun`. Errors: connect_error of `peer`.
async::Task<Result<void>> finish_connect(async::Reactor& reactor, sys::Fd fd, sys::IoResult begun, std::string peer);

struct Connected {
    std::unique_ptr<stream::TcpStream> stream;
    sys::Address remote;
};

/// Connects to the first address that answers: a new attempt every `pace`, or at once when one failed, at most six open
/// at a time: a seventh takes the place of the oldest. The losers are closed and recorded (RFC 8305, 5).
/// Errors: those of open_socket and of the last attempt (net_refused, net_unreachable, net_no_descriptors …).
async::Task<Result<Connected>> connect_first(async::Reactor& reactor, const std::vector<sys::Address>& addresses,
                                             const SocketPlan& plan, std::chrono::milliseconds pace,
                                             ConnectReport& report);

}  // namespace sluice::conn
