#pragma once

#include <span>

#include "engine/cli/console.h"
#include "engine/curl/described_transfer.h"
#include "engine/curl/plan.h"

namespace sluice::cli {

/// What a transfer of this part of a command line is, to be written as source. `options` are those of its Easy.
curl::DescribedTransfer describe(const curl::Operation& operation, const Options& options, std::string output,
                                 std::string upload);

/// Whether --libcurl, --sluice-source or --curl-command was given.
bool writes_sources(const curl::Globals& globals);

/// Writes what they ask for. A file that cannot be written is warned of.
void write_sources(const curl::Globals& globals, std::span<const curl::DescribedTransfer> transfers,
                   const Console& console);

}  // namespace sluice::cli
