#pragma once

#include <string>
#include <string_view>

namespace sluice::cli {

/// The file name of -O: the last part of the URL's path as written; "curl_response" if there is none, as curl does it.
std::string remote_name(std::string_view url);
/// `name` in `folder` (empty: as it is; an absolute name stays).
std::string in_folder(const std::string& folder, const std::string& name);
/// The folder part, empty if there is none.
std::string folder_of(const std::string& path);

}  // namespace sluice::cli
