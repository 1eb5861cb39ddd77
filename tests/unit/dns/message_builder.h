#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sluice::test {

using namespace std::string_literals;

/// Puts DNS messages together, bad ones too.
struct MessageBuilder {
    std::string bytes;

    MessageBuilder& u16(unsigned value) {
        bytes += static_cast<char>(value >> 8U);
        bytes += static_cast<char>(value & 0xffU);
        return *this;
    }
    MessageBuilder& u32(std::uint32_t value) { return u16(value >> 16U).u16(value & 0xffffU); }
    /// "example.org": labels and the root.
    MessageBuilder& name(std::string_view dotted) {
        while (!dotted.empty()) {
            const auto dot = dotted.find('.');
            const std::string_view label = dotted.substr(0, dot);
            bytes += static_cast<char>(label.size());
            bytes += label;
            dotted.remove_prefix(dot == std::string_view::npos ? dotted.size() : dot + 1);
        }
        bytes += '\0';
        return *this;
    }
    MessageBuilder& pointer(std::size_t to) { return u16(0xc000U | static_cast<unsigned>(to)); }
    MessageBuilder& header(unsigned flags, unsigned questions, unsigned answers) {
        return u16(0).u16(flags).u16(questions).u16(answers).u32(0);
    }
    MessageBuilder& question(std::string_view dotted, unsigned type) { return name(dotted).u16(type).u16(1); }
    /// What follows the owner of a record.
    MessageBuilder& record(unsigned type, std::uint32_t ttl, std::string_view data, unsigned record_class = 1) {
        u16(type).u16(record_class).u32(ttl).u16(static_cast<unsigned>(data.size()));
        bytes += data;
        return *this;
    }
};

inline std::string wire(std::string_view dotted) {
    return MessageBuilder().name(dotted).bytes;
}

}  // namespace sluice::test
