#pragma once

#include <span>

namespace sluice::cli {

/// What the manual says beside its flags.
struct ManualItem {
    const char* term;  ///< "" for a paragraph
    const char* text;
};
struct ManualSection {
    const char* title;
    std::span<const ManualItem> items;
};

std::span<const ManualSection> sections_before();
std::span<const ManualSection> sections_behind();
extern const char* const options_intro;
extern const char* const refused_intro;
extern const char* const exit_intro;

}  // namespace sluice::cli
