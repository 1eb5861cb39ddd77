#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

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

/// One trace event. `data` is borrowed for the call, not terminated, and may hold secrets; `data_in` is as received,
/// before content decoding. Ids are -1 until known.
struct TraceEvent {
    TraceKind kind;
    std::span<const std::byte> data;
    std::int64_t transfer_id = -1;
    std::int64_t connection_id = -1;
};

}  // namespace sluice
