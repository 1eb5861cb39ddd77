#pragma once

#include <string>
#include <vector>

#include "engine/curl/described_transfer.h"

namespace sluice::curl {

/// A command line that makes curl do a transfer.
struct WrittenCommand {
    std::vector<std::string> words;     ///< unquoted, "curl" first
    std::vector<std::string> left_out;  ///< what curl has no flag for, in words

    /// For a POSIX shell, one flag a line.
    std::string for_posix() const;
};

/// Only what differs from what curl does by itself is written. Logins and other secrets are in it as they are: mask
/// them in the options before, where nobody asked for them. Pure.
WrittenCommand write_curl_command(const DescribedTransfer& transfer);

}  // namespace sluice::curl
