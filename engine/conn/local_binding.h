#pragma once

#include <sluice/connection_options.h>
#include <sluice/error.h>

#include <string>
#include <vector>

#include "engine/async/task.h"
#include "engine/conn/local_end.h"
#include "engine/dns/names.h"
#include "engine/sys/network.h"

namespace sluice::conn {

/// The near end of sockets, looked up: to which device, address and ports they are bound. The default binds nothing.
struct LocalBinding {
    std::string name;                     ///< as in the option, for errors
    std::string device;                   ///< bound to where the process may
    bool device_suffices = false;         ///< then no address is needed
    std::vector<sys::Address> addresses;  ///< the first that fits the peer is taken
    PortRange ports;

    bool any() const { return device.empty() && addresses.empty() && ports.first == 0; }

    LocalBinding() {}  // user-provided: passed to coroutines
};

/// Looks the `interface` option up: a device of this machine, else a host name. Fails with net_bind, or as
/// parse_interface does.
async::Task<Result<LocalBinding>> find_local_end(async::Reactor& reactor, dns::NameService& names,
                                                 const SocketOptions& options);

/// Binds a fresh socket that will connect to `peer`. Ports in use are skipped as far as the range goes.
/// Errors: net_bind, with the address.
Result<void> bind_socket(sys::Network& network, sys::Fd fd, const sys::Address& peer, const LocalBinding& binding);

}  // namespace sluice::conn
