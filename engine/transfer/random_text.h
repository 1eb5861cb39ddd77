#pragma once

#include <cstddef>
#include <string>

#include "engine/sys/world.h"

namespace sluice::transfer {

/// Letters and digits that nobody can guess, as far as the world's randomness goes: boundaries, nonces.
inline std::string random_letters(sys::Random& random, std::size_t count) {
    constexpr std::string_view letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    std::string text;
    while (text.size() < count) {
        // 64 bits hold ten of 62 letters with nearly no bias.
        std::uint64_t bits = random.next();
        for (int i = 0; i < 10 && text.size() < count; ++i) {
            text += letters[bits % letters.size()];
            bits /= letters.size();
        }
    }
    return text;
}

}  // namespace sluice::transfer
