#pragma once

#include <sluice/error.h>

#include <cstdint>
#include <string>

namespace sluice::queue {

/// Where the proxy comes from.
enum class ProxyUse : std::uint8_t {
    environment,  ///< http_proxy, https_proxy, all_proxy and no_proxy
    none,         ///< there is none, whatever the environment says
    manual        ///< RunRules::proxy
};

enum class AddressFamily : std::uint8_t { any, v4, v6 };

/// What every run of a download goes by, unless the download has a value of its own. Counts from the next run on. A
/// value; numbers out of their range count as the nearest that is in it.
struct RunRules {
    std::string user_agent;  ///< empty: ours
    std::string ca_file;     ///< PEM, trusted beside the system's; empty: none
    ProxyUse proxy_use = ProxyUse::environment;
    std::string proxy;           ///< "[scheme://]host[:port]", without login
    std::string no_proxy;        ///< hosts reached directly, with commas between
    std::string proxy_user;      ///< never stored
    std::string proxy_password;  ///< never stored
    AddressFamily family = AddressFamily::any;
    int connect_s = 30;             ///< 1 to 3600: lookup, TCP, TLS
    int first_byte_s = 60;          ///< 1 to 3600
    int idle_s = 30;                ///< 1 to 3600 without a byte
    int retry_limit = 5;            ///< 1 to 1000 attempts without a new byte
    bool time_from_server = false;  ///< the file gets the time that the server gives
    bool restart_changed = false;   ///< a file that changed on the server is begun anew, else a person is asked

    friend bool operator==(const RunRules&, const RunRules&) = default;
};

RunRules in_range(RunRules rules);

/// What is wrong with the address of a proxy; no error if it can be used. A login in it is refused: it would be stored.
Error problem_of_proxy(const std::string& address);

}  // namespace sluice::queue
