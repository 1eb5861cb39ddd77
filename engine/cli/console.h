#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "engine/curl/plan.h"

namespace sluice::cli {

/// Where messages of the program go and which of them are wanted.
struct Console {
    std::FILE* messages = stderr;
    bool silent = false;
    bool show_error = false;
    bool output_is_terminal = false;  ///< standard output shows what is written to a person

    bool errors() const { return !silent || show_error; }
    void warn(std::string_view text) const {
        if (!silent) {
            std::fprintf(messages, "Warning: %.*s\n", static_cast<int>(text.size()), text.data());
        }
    }
    void error(std::string_view text) const {
        if (errors()) {
            std::fprintf(messages, "sluice-transfer: %.*s\n", static_cast<int>(text.size()), text.data());
        }
    }
};

}  // namespace sluice::cli
