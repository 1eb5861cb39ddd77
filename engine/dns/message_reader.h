#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sluice::dns {

/// Reads the parts of a DNS message from its front (RFC 1035 4). Once something did not fit, good() is false and all
/// that is read is 0 or empty. Borrows the message; a copy reads on from the same place. Not thread-safe.
class MessageReader {
  public:
    explicit MessageReader(std::string_view message) : message_(message) {}

    bool good() const { return good_; }
    unsigned u8();
    std::uint16_t u16();
    std::uint32_t u32();
    std::string_view take(std::size_t count);
    /// A name as length bytes and labels in lower case up to the root, pointers resolved. They must lead backwards,
    /// each to before the last, so that none is followed twice (RFC 1035 4.1.4). At most 255 bytes.
    std::string name();

  private:
    std::string_view message_;
    std::size_t at_ = 0;
    bool good_ = true;
};

}  // namespace sluice::dns
