#pragma once

#include <sluice/options.h>

#include <string>
#include <string_view>
#include <vector>

#include "engine/transfer/option_catalogue.h"

namespace sluice::curl {

/// One transfer to be written down: as a curl command line, a C program for libcurl, a C++ program for this engine.
struct DescribedTransfer {
    Options options;
    std::string output;            ///< file the body goes to; empty: standard output
    std::string upload;            ///< file that upload.put sends; empty or "-": standard input
    bool include_headers = false;  ///< heads go in front of the body
    /// What the present front end does besides and none of the three can say ("tries again after a failure").
    std::vector<std::string> besides;
};

/// Rows of the option catalogue whose value in `options` is not the one in `base`, in the catalogue's order.
std::vector<const transfer::OptionRow*> changed_options(const Options& options, const Options& base);

/// A text as the inside of a C or C++ string literal: escapes, no trigraphs, bytes above 126 as \x.. or octal where a
/// digit follows. Without the quotes.
std::string c_escaped(std::string_view text);
/// With them.
std::string c_literal(std::string_view text);

}  // namespace sluice::curl
