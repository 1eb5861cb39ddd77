#include "engine/dns/doh_message.h"

#include <algorithm>
#include <array>
#include <optional>

#include "engine/base/ascii.h"
#include "engine/base/result.h"
#include "engine/dns/message_reader.h"

namespace sluice::dns {

namespace {

constexpr std::size_t longest_name = 255;  // RFC 1035 2.3.4: with the length bytes and the root
constexpr std::size_t longest_label = 63;
constexpr std::size_t most_aliases = 16;
constexpr std::size_t largest_message = 65'535;
constexpr std::uint16_t class_in = 1;
constexpr unsigned flag_response = 0x8000, flag_truncated = 0x0200, mask_opcode = 0x7800, mask_code = 0x000f;
constexpr int code_ok = 0, code_no_such_name = 3;

void put16(std::string& out, unsigned value) {
    out += static_cast<char>(value >> 8U);
    out += static_cast<char>(value & 0xffU);
}

/// A name as in a message, uncompressed and in lower case: the form in which names are compared here.
std::optional<std::string> wire_name(std::string_view host) {
    if (host.ends_with('.')) {
        host.remove_suffix(1);
    }
    std::string out;
    for (std::size_t begin = 0; begin <= host.size();) {
        const auto end = std::min(host.find('.', begin), host.size());
        const std::size_t size = end - begin;
        if (size == 0 || size > longest_label) {
            return std::nullopt;
        }
        out += static_cast<char>(size);
        out += base::to_lower(host.substr(begin, size));
        begin = end + 1;
    }
    out += '\0';
    return out.size() <= longest_name ? std::optional(std::move(out)) : std::nullopt;
}

/// For people: dots between labels, what cannot be printed as '?'.
std::string readable(std::string_view wire) {
    std::string out;
    while (!wire.empty() && wire.front() != '\0') {
        const auto size = static_cast<unsigned char>(wire.front());
        out += out.empty() ? "" : ".";
        for (const char c : wire.substr(1, size)) {
            out += base::is_control(c) || !base::is_ascii({&c, 1}) ? '?' : c;
        }
        wire.remove_prefix(size + 1U);
    }
    return out;
}

struct Record {
    std::string owner;
    std::uint32_t lifetime_s = 0;
    std::optional<sys::Address> address;  ///< of the type that was asked for
    std::string alias;                    ///< else what a CNAME leads to
};

std::optional<sys::Address> address_of(RecordType type, std::string_view data) {
    if (type == RecordType::a && data.size() == 4) {
        std::array<std::uint8_t, 4> ip{};
        std::copy(data.begin(), data.end(), ip.begin());
        return sys::Address::v4(ip, 0);
    }
    if (type == RecordType::aaaa && data.size() == 16) {
        std::array<std::uint8_t, 16> ip{};
        std::copy(data.begin(), data.end(), ip.begin());
        return sys::Address::v6(ip, 0);
    }
    return std::nullopt;
}

/// One record, or nothing if it is of no interest. One that does not fit makes the reader bad.
std::optional<Record> read_record(MessageReader& reader, RecordType wanted) {
    Record out;
    out.owner = reader.name();
    const auto type = static_cast<RecordType>(reader.u16());
    const std::uint16_t record_class = reader.u16();
    out.lifetime_s = reader.u32();
    const std::uint16_t size = reader.u16();
    MessageReader inside = reader;  // a name in the data may point to before it
    const std::string_view data = reader.take(size);
    if (!reader.good() || record_class != class_in) {
        return std::nullopt;
    }
    if (type == RecordType::cname) {
        out.alias = inside.name();
    } else if (type == wanted) {
        out.address = address_of(type, data);
    }
    return out.address || !out.alias.empty() ? std::optional(std::move(out)) : std::nullopt;
}

/// Walks from the name that was asked for over its aliases to the addresses. False if the aliases go round.
bool follow(const std::vector<Record>& records, std::string name, DohAnswer& answer) {
    std::uint32_t lifetime = UINT32_MAX;
    for (std::size_t steps = 0; steps <= most_aliases; ++steps) {
        const Record* alias = nullptr;
        for (const Record& record : records) {
            if (record.owner != name) {
                continue;
            }
            if (record.address) {
                answer.addresses.push_back(*record.address);
                lifetime = std::min(lifetime, record.lifetime_s);
            } else if (alias == nullptr) {
                alias = &record;
            }
        }
        if (!answer.addresses.empty() || alias == nullptr) {
            answer.lifetime_s = answer.addresses.empty() ? 0 : lifetime;
            return true;
        }
        lifetime = std::min(lifetime, alias->lifetime_s);
        name = alias->alias;
        answer.aliases.push_back(readable(name));
    }
    return false;
}

tl::unexpected<Error> refused(std::string_view host, const char* why) {
    return fail(Kind::dns_temporary, ErrorArgs{.host = std::string(host), .detail = why});
}

/// Whether the answer repeats the question, as it must if it names one. What does not fit is the reader's to tell.
bool same_question(MessageReader& reader, unsigned count, const std::string& name, RecordType type) {
    for (unsigned i = 0; i < count && reader.good(); ++i) {
        const bool same_name = reader.name() == name;
        const bool same_type = reader.u16() == static_cast<std::uint16_t>(type);
        const bool same_class = reader.u16() == class_in;
        if (reader.good() && !(same_name && same_type && same_class)) {
            return false;
        }
    }
    return true;
}

}  // namespace

Result<std::string> encode_doh_question(std::string_view host, RecordType type) {
    const auto name = wire_name(host);
    if (!name) {
        return fail(Kind::url_malformed, ErrorArgs{.host = std::string(host), .detail = "no name that DNS can hold"});
    }
    std::string out;
    put16(out, 0);       // id
    put16(out, 0x0100);  // recursion desired
    put16(out, 1);       // one question, no records
    out.append(6, '\0');
    out += *name;
    put16(out, static_cast<std::uint16_t>(type));
    put16(out, class_in);
    return out;
}

Result<DohAnswer> decode_doh_answer(Bytes message, std::string_view host, RecordType type) {
    const auto name = wire_name(host);
    if (!name || message.size() > largest_message) {
        return refused(host, "the answer is too long");
    }
    MessageReader reader(as_text(message));
    reader.u16();  // the id: 0 or not, one answer belongs to one request
    const unsigned flags = reader.u16();
    const unsigned questions = reader.u16();
    const unsigned count = reader.u16();
    reader.take(4);  // records that nobody asked for
    if (!reader.good() || (flags & flag_response) == 0 || (flags & mask_opcode) != 0) {
        return refused(host, "the answer is no DNS message");
    }
    DohAnswer answer;
    answer.response_code = static_cast<int>(flags & mask_code);
    if (answer.response_code != code_ok && answer.response_code != code_no_such_name) {
        return answer;
    }
    if (!same_question(reader, questions, *name, type)) {
        return refused(host, "the answer is to another question");
    }
    std::vector<Record> records;
    for (unsigned i = 0; i < count && reader.good(); ++i) {
        if (auto record = read_record(reader, type)) {
            records.push_back(std::move(*record));
        }
    }
    if (!reader.good() && (flags & flag_truncated) == 0) {
        return refused(host, "the answer is cut off or garbled");
    }
    if (!follow(records, *name, answer)) {
        return refused(host, "the aliases of the name lead round in a circle");
    }
    if (answer.addresses.empty() && (flags & flag_truncated) != 0) {
        return refused(host, "the answer is cut off or garbled");
    }
    return answer;
}

}  // namespace sluice::dns
