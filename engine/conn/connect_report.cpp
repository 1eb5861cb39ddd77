#include "engine/conn/connect_report.h"

#include <utility>

namespace sluice::conn {

RequestRecord& ConnectReport::begin_tunnel(const std::string& authority, Instant now,
                                           std::chrono::system_clock::time_point wall) {
    RequestRecord tunnel;
    tunnel.number = record().number;
    tunnel.method = "CONNECT";
    tunnel.url = authority;
    tunnel.to_proxy = true;
    tunnel.started_ns = (now - transfer_start).count();
    tunnel.started_at = wall;
    tunnel.proxy = record().proxy;
    tunnel.remote_address = record().remote_address;
    tunnel.local_address = record().local_address;
    ++record().number;
    requests.insert(requests.end() - 1, std::move(tunnel));
    return this->tunnel();
}

}  // namespace sluice::conn
