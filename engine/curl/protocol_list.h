#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sluice::curl {

/// --proto and --proto-redir: "+a,-b,=c,d" worked out on top of `start`. Names nobody knows are put into `unknown`.
/// `known` are the schemes of this build; other schemes that curl has change nothing. An empty result, which elsewhere
/// means "all", comes out as "none".
std::vector<std::string> parse_protocols(std::string_view text, const std::vector<std::string>& start,
                                         const std::vector<std::string>& known, std::vector<std::string>& unknown);

}  // namespace sluice::curl
