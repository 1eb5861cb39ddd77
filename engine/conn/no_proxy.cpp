#include "engine/conn/no_proxy.h"

#include <optional>

#include "engine/base/ascii.h"
#include "engine/base/number.h"
#include "engine/sys/address.h"

namespace sluice::conn {

namespace {

std::string_view without_last_dot(std::string_view name) {
    if (!name.empty() && name.back() == '.') {
        name.remove_suffix(1);
    }
    return name;
}

/// The host itself or a parent domain of it.
bool covers_name(std::string_view member, std::string_view host) {
    member = without_last_dot(member);
    if (!member.empty() && member.front() == '.') {
        member.remove_prefix(1);
    }
    if (member.empty() || !base::ends_with_ignoring_case(host, member)) {
        return false;
    }
    return host.size() == member.size() || host[host.size() - member.size() - 1] == '.';
}

bool covers_address(std::string_view member, const sys::Address& host) {
    const auto slash = member.find('/');
    const auto network = sys::Address::parse(member.substr(0, slash), 0);
    if (!network || network->family() != host.family()) {
        return false;
    }
    const unsigned most = host.family() == sys::Family::v4 ? 32 : 128;
    unsigned bits = most;
    if (slash != std::string_view::npos) {
        const auto given = base::parse_digits(member.substr(slash + 1));
        if (!given || *given > most) {
            return false;
        }
        bits = static_cast<unsigned>(*given);
    }
    for (unsigned at = 0; at < bits; at += 8) {
        const unsigned in_byte = bits - at < 8 ? bits - at : 8;
        const unsigned mask = (0xff00U >> in_byte) & 0xffU;
        if (((network->raw()[at / 8] ^ host.raw()[at / 8]) & mask) != 0) {
            return false;
        }
    }
    return true;
}

}  // namespace

bool bypasses_proxy(std::string_view host, std::string_view list) {
    if (host.empty()) {
        return false;
    }
    if (list == "*") {
        return true;
    }
    const std::optional<sys::Address> address = sys::Address::parse(host, 0);
    host = without_last_dot(host);
    const auto is_separator = [](char c) { return base::is_blank(c) || c == ','; };
    while (!list.empty()) {
        if (is_separator(list.front())) {
            list.remove_prefix(1);
            continue;
        }
        const auto end = list.find_first_of(", \t");
        const std::string_view member = list.substr(0, end);
        if (address ? covers_address(member, *address) : covers_name(member, host)) {
            return true;
        }
        list.remove_prefix(member.size());
    }
    return false;
}

}  // namespace sluice::conn
