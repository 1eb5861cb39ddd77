#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "engine/download/host_memory.h"
#include "engine/queue/own_options.h"
#include "engine/queue/run_rules.h"
#include "engine/queue/week_schedule.h"

namespace sluice::queue {

/// How much the queue may do at once, and by which rules. A value; numbers out of their range count as the nearest that
/// is in it.
struct Limits {
    int downloads_at_once = 4;  ///< 1 to 1000
    int connections = 0;        ///< of each download, 1 to 64; 0: found by measuring, 8 at most
    int per_host = 8;           ///< connections to one server, 1 to 64
    int total = 64;             ///< connections of all downloads, 1 to 1000
    std::int64_t speed = 0;     ///< bytes per second of all downloads; 0 = no limit
    /// Bytes per second of those in a category ("category/Video") or from a server ("host/example.org").
    std::map<std::string, std::int64_t> speed_of;
    WeekSchedule schedule;  ///< in local time; a rule's limit takes the place of `speed`
    RunRules runs;

    friend bool operator==(const Limits&, const Limits&) = default;
};

Limits in_range(Limits limits);
/// Likewise; the credentials of mirrors are taken off.
OwnOptions in_range(OwnOptions own);

/// As stored, without what is secret. What cannot be read is left at its default.
std::string limits_to_json(const Limits& limits);
Limits limits_from_json(std::string_view json);

/// Likewise, for what was learnt of servers; what has expired is left out.
std::string hosts_to_json(const download::HostMemory& hosts, std::int64_t now_s);
void hosts_from_json(std::string_view json, download::HostMemory& hosts);

}  // namespace sluice::queue
