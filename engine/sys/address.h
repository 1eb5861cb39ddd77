#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluice::sys {

enum class Family : std::uint8_t { v4, v6 };

/// An IP address with a port: a plain value of 28 bytes, ordered and comparable.
class Address {
  public:
    Address() = default;
    static Address v4(std::array<std::uint8_t, 4> ip, std::uint16_t port);
    static Address v6(std::array<std::uint8_t, 16> ip, std::uint16_t port, std::uint32_t scope = 0);
    /// A literal: "192.0.2.1", "2001:db8::1", "fe80::1%2" (scope as a number), brackets allowed; nothing for anything
    /// else.
    static std::optional<Address> parse(std::string_view literal, std::uint16_t port);

    Family family() const { return family_; }
    std::uint16_t port() const { return port_; }
    void set_port(std::uint16_t port) { port_ = port; }
    std::uint32_t scope() const { return scope_; }
    const std::array<std::uint8_t, 16>& raw() const { return ip_; }  ///< the first 4 bytes for v4
    bool is_loopback() const;

    std::string ip() const;    ///< "192.0.2.1", "2001:db8::1", "fe80::1%2"
    std::string text() const;  ///< "192.0.2.1:80", "[2001:db8::1]:80"

    friend auto operator<=>(const Address&, const Address&) = default;

  private:
    std::array<std::uint8_t, 16> ip_{};
    std::uint32_t scope_ = 0;
    std::uint16_t port_ = 0;
    Family family_ = Family::v4;
};

}  // namespace sluice::sys
