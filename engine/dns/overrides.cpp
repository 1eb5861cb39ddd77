#include "engine/dns/overrides.h"

#include <charconv>

#include "engine/base/ascii.h"
#include "engine/base/result.h"

namespace sluice::dns {

namespace {

tl::unexpected<Error> malformed(const char* option, std::string_view line, const char* why) {
    ErrorArgs args;
    args.detail = std::string(option) + " \"" + std::string(line) + "\": " + why;
    return fail(Code::setopt_option_syntax, Kind::option_syntax, std::move(args));
}

/// Takes "host" or "[v6]" and the colon behind it off the front; false if there is no colon.
bool take_host(std::string_view& rest, std::string& host) {
    std::size_t end = 0;
    if (!rest.empty() && rest.front() == '[') {
        const auto close = rest.find(']');
        if (close == std::string_view::npos) {
            return false;
        }
        host = std::string(rest.substr(1, close - 1));
        end = close + 1;
    } else {
        end = rest.find(':');
        if (end == std::string_view::npos) {
            return false;
        }
        host = std::string(rest.substr(0, end));
    }
    if (end >= rest.size() || rest[end] != ':') {
        return false;
    }
    rest.remove_prefix(end + 1);
    return true;
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value > 65535) {
        return std::nullopt;
    }
    return static_cast<std::uint16_t>(value);
}

}  // namespace

Result<Override> parse_override(std::string_view line) {
    Override out;
    std::string_view rest = line;
    if (!rest.empty() && (rest.front() == '+' || rest.front() == '-')) {
        out.act = rest.front() == '+' ? Override::Act::add_until_it_expires : Override::Act::remove;
        rest.remove_prefix(1);
    }
    if (!take_host(rest, out.host) || out.host.empty()) {
        return malformed("resolve", line, "expected host:port:address");
    }
    out.host = base::to_lower(out.host);
    const auto colon = rest.find(':');
    const auto port = parse_port(rest.substr(0, colon));
    if (!port) {
        return malformed("resolve", line, "the port is not a number from 0 to 65535");
    }
    out.port = *port;
    if (out.act == Override::Act::remove) {
        return out;
    }
    rest.remove_prefix(colon == std::string_view::npos ? rest.size() : colon + 1);
    while (!rest.empty()) {
        const auto comma = rest.find(',');
        const auto address = sys::Address::parse(rest.substr(0, comma), out.port);
        if (!address) {
            return malformed("resolve", line, "an address is not an IP address");
        }
        out.addresses.push_back(*address);
        rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
    }
    if (out.addresses.empty()) {
        return malformed("resolve", line, "no address given");
    }
    return out;
}

Result<ConnectTo> parse_connect_to(std::string_view line) {
    ConnectTo out;
    std::string_view rest = line;
    if (!take_host(rest, out.host)) {
        return malformed("connect_to", line, "expected host:port:host:port");
    }
    const auto colon = rest.find(':');
    if (colon == std::string_view::npos) {
        return malformed("connect_to", line, "expected host:port:host:port");
    }
    if (colon > 0) {
        out.port = parse_port(rest.substr(0, colon));
        if (!out.port) {
            return malformed("connect_to", line, "the first port is not a number from 0 to 65535");
        }
    }
    rest.remove_prefix(colon + 1);
    if (!take_host(rest, out.to_host)) {
        return malformed("connect_to", line, "expected host:port:host:port");
    }
    if (!rest.empty()) {
        out.to_port = parse_port(rest);
        if (!out.to_port) {
            return malformed("connect_to", line, "the second port is not a number from 0 to 65535");
        }
    }
    out.host = base::to_lower(out.host);
    return out;
}

Destination destination_of(const std::vector<ConnectTo>& rules, const std::string& host, std::uint16_t port) {
    for (const ConnectTo& rule : rules) {
        if ((rule.host.empty() || rule.host == host) && (!rule.port || *rule.port == port)) {
            return {rule.to_host.empty() ? host : rule.to_host, rule.to_port.value_or(port)};
        }
    }
    return {host, port};
}

}  // namespace sluice::dns
