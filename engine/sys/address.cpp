#include "engine/sys/address.h"

#include <arpa/inet.h>
#include <net/if.h>

#include <charconv>
#include <cstring>

namespace sluice::sys {

Address Address::v4(std::array<std::uint8_t, 4> ip, std::uint16_t port) {
    Address out;
    std::memcpy(out.ip_.data(), ip.data(), 4);
    out.port_ = port;
    out.family_ = Family::v4;
    return out;
}

Address Address::v6(std::array<std::uint8_t, 16> ip, std::uint16_t port, std::uint32_t scope) {
    Address out;
    out.ip_ = ip;
    out.port_ = port;
    out.scope_ = scope;
    out.family_ = Family::v6;
    return out;
}

namespace {

std::optional<std::uint32_t> parse_scope(const std::string& text) {
    std::uint32_t scope = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), scope);
    if (error == std::errc() && end == text.data() + text.size()) {
        return scope;
    }
    scope = if_nametoindex(text.c_str());
    if (scope == 0) {
        return std::nullopt;
    }
    return scope;
}

}  // namespace

std::optional<Address> Address::parse(std::string_view literal, std::uint16_t port) {
    if (literal.size() >= 2 && literal.front() == '[' && literal.back() == ']') {
        literal = literal.substr(1, literal.size() - 2);
    }
    std::string text(literal);
    std::array<std::uint8_t, 4> four{};
    if (inet_pton(AF_INET, text.c_str(), four.data()) == 1) {
        return v4(four, port);
    }
    std::uint32_t scope = 0;
    if (const auto percent = text.find('%'); percent != std::string::npos) {
        const auto parsed = parse_scope(text.substr(percent + 1));
        if (!parsed) {
            return std::nullopt;
        }
        scope = *parsed;
        text.resize(percent);
    }
    std::array<std::uint8_t, 16> sixteen{};
    if (inet_pton(AF_INET6, text.c_str(), sixteen.data()) == 1) {
        return v6(sixteen, port, scope);
    }
    return std::nullopt;
}

bool Address::is_loopback() const {
    if (family_ == Family::v4) {
        return ip_[0] == 127;
    }
    static constexpr std::array<std::uint8_t, 16> one{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    return ip_ == one;
}

namespace {

/// As inet_ntop would, without the way through printf: asked for at every transfer.
std::string v4_text(const std::uint8_t* ip) {
    char text[16];
    char* at = text;
    for (int i = 0; i < 4; ++i) {
        at = std::to_chars(at, text + sizeof text, ip[i]).ptr;
        *at++ = '.';
    }
    return {text, at - 1};
}

}  // namespace

std::string Address::ip() const {
    if (family_ == Family::v4) {
        return v4_text(ip_.data());
    }
    char text[INET6_ADDRSTRLEN] = "";
    inet_ntop(AF_INET6, ip_.data(), text, sizeof text);
    std::string out = text;
    if (scope_ != 0) {
        out += '%' + std::to_string(scope_);
    }
    return out;
}

std::string Address::text() const {
    const std::string port = std::to_string(port_);
    return family_ == Family::v4 ? ip() + ':' + port : '[' + ip() + "]:" + port;
}

}  // namespace sluice::sys
