#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace sluice {

/// Kinds of trace events: those of CURLOPT_DEBUGFUNCTION, numerically.
enum class TraceKind : std::uint8_t {
    text = 0,
    header_in = 1,
    header_out = 2,
    data_in = 3,
    data_out = 4,
    ssl_data_in = 5,
    ssl_data_out = 6
};

/// Parts of the engine that tell details beyond the course of a transfer, which a trace has always. Bits.
namespace trace_area {
inline constexpr unsigned dns = 1U << 0;    ///< names: cache, overrides, lookups
inline constexpr unsigned tcp = 1U << 1;    ///< sockets: attempts, ends of the connection
inline constexpr unsigned tls = 1U << 2;    ///< handshakes: sessions, groups, checks
inline constexpr unsigned pool = 1U << 3;   ///< connections: waiting, kept, let go
inline constexpr unsigned http = 1U << 4;   ///< messages: framing, coding, why a connection is kept or not
inline constexpr unsigned proxy = 1U << 5;  ///< what is agreed with proxies
inline constexpr unsigned file = 1U << 6;   ///< `file:` URLs
inline constexpr unsigned network = dns | tcp | tls | pool, protocol = http | file, all = network | protocol | proxy;
inline constexpr unsigned ids = 1U << 31;  ///< no area: text events begin with "[transfer-connection] "
}  // namespace trace_area

/// The bits that a list names: "dns,tcp", "+tls", "all,-pool"; groups "all", "network", "protocol"; "ids". In any case
/// of letters, separated by commas or blanks; "-name" takes away what stands before it; unknown names do nothing.
/// Source: curl_global_trace(3).
unsigned trace_areas(std::string_view list);

/// What a trace tells and how; with options.verbose.
struct TraceOptions {
    std::string areas;     ///< see trace_areas(); empty: the course of the transfer only
    bool secrets = false;  ///< false: credentials, cookies and sensitive headers are "***" in header events
};

/// One trace event. `data` is borrowed for the call and not terminated; `data_in` is as received, before content
/// decoding. Bodies and ssl_data may hold secrets. Ids are -1 until known: a transfer's is unique in its Multi, a
/// connection's likewise.
struct TraceEvent {
    TraceKind kind;
    std::span<const std::byte> data;
    std::int64_t transfer_id = -1;
    std::int64_t connection_id = -1;
    unsigned area = 0;  ///< of a text event: one bit of trace_area, 0 for the course of the transfer
};

}  // namespace sluice
