#pragma once

#include <sluice/error.h>
#include <sluice/proxy_error.h>
#include <sluice/record.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/clock.h"

namespace sluice::conn {

/// Hears what happens while a connection is made, on the reactor's thread. Must not destroy what it listens to.
class ConnectListener {
  public:
    virtual ~ConnectListener() = default;
    /// Whether anything is listened to at all: else nothing needs to be put into words.
    virtual bool listens() const { return false; }
    /// A line for a verbose trace, without its end: of its course, or a detail of one area (bits of trace_area).
    virtual void say(const std::string& line, unsigned area) {
        static_cast<void>(line);
        static_cast<void>(area);
    }
    /// Whether somebody wants the details of an area.
    virtual bool tells(unsigned area) const {
        static_cast<void>(area);
        return false;
    }
    /// What security layers say among themselves; asked for beforehand.
    virtual bool wants_protocol_data() const { return false; }
    virtual void on_protocol_data(bool sent, Bytes data) {
        static_cast<void>(sent);
        static_cast<void>(data);
    }
    /// The head of a CONNECT request, as sent.
    virtual void on_tunnel_request(std::string_view head) { static_cast<void>(head); }
    /// A whole line of the proxy's answer; an error ends the attempt.
    virtual Result<void> on_tunnel_line(std::string_view line) {
        static_cast<void>(line);
        return {};
    }
};

/// Where a connection attempt leaves its traces: marks and lost attempts in the record of the request it is for, which
/// is the last one; records of CONNECT requests in front of that.
struct ConnectReport {
    ConnectReport(std::vector<RequestRecord>& the_requests, Instant of_transfer, Instant of_request,
                  ConnectListener& who_listens)
        : requests(the_requests), transfer_start(of_transfer), start(of_request), listener(who_listens) {}

    std::vector<RequestRecord>& requests;
    Instant transfer_start;
    Instant start;  ///< of the request; its marks are relative to it
    ConnectListener& listener;

    ProxyError proxy_error = ProxyError::ok;
    int connect_code = 0;                        ///< status of the last answer to CONNECT
    std::shared_ptr<const TlsRecord> proxy_tls;  ///< of the last handshake with an HTTPS proxy
    void* owner = nullptr;                       ///< on whose behalf, for Reactor::set_owner()
    int connects = 0;  ///< sockets that were connected, those that came to nothing afterwards too

    RequestRecord& record() const { return requests.back(); }
    std::int64_t since_start(Instant now) const { return (now - start).count(); }
    bool listens() const { return listener.listens(); }
    bool tells(unsigned area) const { return listener.tells(area); }
    /// For details of one area ask tells() first: it saves the text.
    void say(const std::string& line, unsigned area = 0) const { listener.say(line, area); }

    /// Puts a record of a CONNECT in front of the present request's and returns it; borrowed until the next await.
    RequestRecord& begin_tunnel(const std::string& authority, Instant now, std::chrono::system_clock::time_point wall);
    /// The last of them, once there is one; likewise.
    RequestRecord& tunnel() const { return requests[requests.size() - 2]; }
};

}  // namespace sluice::conn
