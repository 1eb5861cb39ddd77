#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/download/expectations.h"
#include "engine/download/source_list.h"

/// What a command line of sluice-get asks for, by concern.
namespace sluice::cli {

struct GetRequestPlan {
    std::vector<std::string> headers;  ///< "N: v"
    std::string user_agent;
    std::string referer;
    std::optional<std::string> user, password;
    bool digest = false;
    std::optional<std::string> proxy;  ///< unset: by the environment
    std::string ca_file;               ///< trusted beside the system's certificates
    bool verify_tls = true;
    /// Connecting, the first byte of an answer, and silence in its middle, each.
    std::chrono::milliseconds timeout{30'000};
};

/// What to do when a file of the chosen name is there already.
enum class GetConflict : std::uint8_t { rename, overwrite, fail, skip };

struct GetFilePlan {
    std::string folder;
    std::string name;
    GetConflict conflict = GetConflict::rename;
    std::string adopt;            ///< another program's unfinished file
    bool resume = true;           ///< false: an earlier run's part is left alone
    bool restart = false;         ///< an earlier run's part is emptied
    bool use_time = false;        ///< the file gets the server's time
    bool verify = false;          ///< what is there is read again, what is wrong of it fetched again
    bool follow_metalink = true;  ///< an address that turns out to be one is taken for what it describes
};

struct GetSpeedPlan {
    int at_once = 4;
    int connections = 0;          ///< of one download; 0: found by measuring
    int per_host = 0;             ///< 0: 8, or `connections` if that is more
    std::int64_t limit_rate = 0;  ///< bytes per second of all downloads; 0: none
    int retries = 5;              ///< without a new byte
};

enum class GetInspect : std::uint8_t { none, text, json };

struct GetReportPlan {
    bool json = false;
    bool quiet = false;
    bool verbose = false;
    bool inspect = false;
    std::optional<GetInspect> inspect_form;  ///< unset: as `json` says
};

struct GetPlan {
    GetRequestPlan request;
    GetFilePlan file;
    GetSpeedPlan speed;
    GetReportPlan report;
    std::vector<std::string> urls;
    std::vector<std::string> mirrors;
    std::vector<download::NamedHash> hashes;
    std::vector<std::string> checksum_files;  ///< files and addresses
    std::vector<std::string> lists;           ///< files and addresses, "-" is standard input
    std::vector<std::string> metalinks;       ///< files and addresses
};

/// One file that is to be downloaded.
struct GetTarget {
    std::string url;
    std::vector<download::Mirror> mirrors;
    std::string folder;   ///< absolute
    std::string adopt;    ///< another program's unfinished file, absolute; empty: none
    int connections = 0;  ///< 0: the plan's
    std::string name;     ///< empty: from the server, else the address
    download::Expectations expected;
    /// The address of the document that named this one: logins of the plan are for its origin. Empty: the user named
    /// it.
    std::string named_by;
    bool described = false;            ///< by a Metalink: what its address gives is the file, whatever its type
    std::vector<std::string> headers;  ///< beside those of the plan
    std::string user_agent, referer;   ///< empty: the plan's
};

}  // namespace sluice::cli
