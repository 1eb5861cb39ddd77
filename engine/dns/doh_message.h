#pragma once

#include <sluice/error.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/sys/address.h"

namespace sluice::dns {

enum class RecordType : std::uint16_t { a = 1, cname = 5, aaaa = 28 };

/// What a name server says to one question.
struct DohAnswer {
    /// RFC 1035 4.1.1: 0 answered (perhaps without an address), 3 the name does not exist, others: failed.
    int response_code = 0;
    std::vector<sys::Address> addresses;  ///< in the order of the message; port 0
    std::uint32_t lifetime_s = 0;         ///< the shortest TTL on the way to the addresses
    std::vector<std::string> aliases;     ///< canonical names on that way, for people

    bool failed() const { return response_code != 0 && response_code != 3; }
};

/// The question for one name and type as a DNS message (RFC 1035 4), id 0 as RFC 8484 4.1 wants for caches.
/// Errors: url_malformed for a name that DNS cannot hold: beyond 253 bytes, a label empty or beyond 63.
Result<std::string> encode_doh_question(std::string_view host, RecordType type);

/// Reads the answer to that question. Takes only records of the name that was asked for and of the names it is an alias
/// of, at most 16 in a row. Bounded in time and memory by the size of the message.
/// Errors: dns_temporary, with what is wrong, for anything that is no such answer. Thread-safe.
Result<DohAnswer> decode_doh_answer(Bytes message, std::string_view host, RecordType type);

}  // namespace sluice::dns
