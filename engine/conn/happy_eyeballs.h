#pragma once

#include <sluice/error.h>
#include <sluice/options.h>
#include <sluice/record.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/async/reactor.h"
#include "engine/stream/tcp_stream.h"
#include "engine/sys/address.h"

namespace sluice::conn {

/// Where a connection attempt leaves its traces: marks and lost attempts of the request's record, lines for a verbose
/// trace. `trace` is empty if nobody listens.
struct ConnectReport {
    RequestRecord& record;
    Instant start;  ///< of the request; marks are relative to it
    std::function<void(const std::string&, unsigned area)> trace;
    /// What security layers say among themselves, for a trace; empty if nobody listens.
    std::function<void(bool sent, Bytes)> protocol_data{};
    unsigned areas = 0;     ///< bits of trace_area that somebody listens to
    void* owner = nullptr;  ///< on whose behalf, for Reactor::set_owner()

    std::int64_t since_start(Instant now) const { return (now - start).count(); }
    bool tells(unsigned area) const { return (areas & area) != 0; }
    /// A line for the trace, of its course or a detail of one area (ask tells() first: it saves the text).
    void say(const std::string& line, unsigned area = 0) const {
        if (trace) {
            trace(line, area);
        }
    }
};

/// Both families in turn, IPv6 first, the order within a family kept (RFC 8305, 4).
std::vector<sys::Address> interleave(const std::vector<sys::Address>& addresses);

struct Connected {
    std::unique_ptr<stream::TcpStream> stream;
    sys::Address remote;
};

/// Connects to the first address that answers: a new attempt every `options.happy_eyeballs` pace, or at once when one
/// failed, at most six open at a time; the losers are closed and recorded (RFC 8305, 5).
/// Errors: those of the last attempt (net_refused, net_unreachable, net_bind, net_no_descriptors …).
async::Task<Result<Connected>> connect_first(async::Reactor& reactor, const std::vector<sys::Address>& addresses,
                                             const SocketOptions& options, std::chrono::milliseconds pace,
                                             ConnectReport& report);

}  // namespace sluice::conn
