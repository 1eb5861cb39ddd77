#include "engine/dns/message_reader.h"

#include "engine/base/ascii.h"

namespace sluice::dns {

namespace {
constexpr std::size_t longest_name = 255;
constexpr unsigned longest_label = 63;
constexpr unsigned pointer_mark = 0xc0;
}  // namespace

unsigned MessageReader::u8() {
    const std::string_view byte = take(1);
    return byte.empty() ? 0 : static_cast<unsigned char>(byte.front());
}

std::uint16_t MessageReader::u16() {
    const std::string_view bytes = take(2);
    return bytes.empty() ? std::uint16_t{0}
                         : static_cast<std::uint16_t>(static_cast<unsigned char>(bytes[0]) << 8U |
                                                      static_cast<unsigned char>(bytes[1]));
}

std::uint32_t MessageReader::u32() {
    const std::uint32_t high = u16();
    const std::uint32_t low = u16();
    return good_ ? high << 16U | low : 0;
}

std::string_view MessageReader::take(std::size_t count) {
    if (!good_ || count > message_.size() - at_) {
        good_ = false;
        return {};
    }
    const std::string_view out = message_.substr(at_, count);
    at_ += count;
    return out;
}

std::string MessageReader::name() {
    std::string out;
    std::size_t before = at_;  // pointers lead to before this
    std::size_t after = 0;     // where the message goes on after the first pointer
    for (;;) {
        const unsigned size = u8();
        if ((size & pointer_mark) == pointer_mark) {
            const std::size_t target = (size & ~pointer_mark) << 8U | u8();
            after = after == 0 ? at_ : after;
            good_ = good_ && target < before;
            before = at_ = good_ ? target : at_;
        } else {
            good_ = good_ && size <= longest_label && out.size() + size < longest_name;
            out += static_cast<char>(size);
            out += base::to_lower(take(size));
            if (size == 0) {
                break;
            }
        }
        if (!good_) {
            break;
        }
    }
    at_ = after == 0 ? at_ : after;
    return good_ ? out : std::string();
}

}  // namespace sluice::dns
