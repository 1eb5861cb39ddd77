#pragma once

#include <string>

#include "engine/curl/flag.h"
#include "engine/curl/plan.h"

namespace sluice::cli {

/// What --help, --manual and --version print.
std::string page_of(const curl::CommandLine& line);

/// The text of --help: the most used flags (""), those of a category, "all", the list of categories ("category"), or
/// what the manual says of one flag ("--range", "-r").
std::string help_text(const std::string& topic);
/// The text of --version.
std::string version_page();
/// "-o, --output <file>", "    --no-alpn".
std::string usage_of(const curl::Flag& flag);

}  // namespace sluice::cli
