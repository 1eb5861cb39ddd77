#pragma once

#include <sluice/error.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace sluice::conn {

/// The near end of a connection as the `interface` option names it: a network device, a host or address of this
/// machine, or both.
struct LocalEnd {
    std::string device;           ///< "eth0"; empty: any
    std::string host;             ///< name or IP address; empty: that of the device, or any
    bool device_or_host = false;  ///< the option did not say which: `device` and `host` are the same word

    bool any() const { return device.empty() && host.empty(); }
    friend bool operator==(const LocalEnd&, const LocalEnd&) = default;
};

/// Reads "name", "if!device", "host!name" or "ifhost!device!name". Source: CURLOPT_INTERFACE(3).
/// Errors: option_syntax with Code::bad_function_argument. Thread-safe.
Result<LocalEnd> parse_interface(std::string_view text);

/// Local ports to try, one after the other; none if `count` is 0.
struct PortRange {
    std::uint16_t first = 0;  ///< 0: the system chooses
    int count = 1;
};

/// The option values as a range that ends at port 65535 at the latest. Source: CURLOPT_LOCALPORTRANGE(3).
PortRange port_range(int first, int count);

}  // namespace sluice::conn
