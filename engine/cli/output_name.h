#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sluice::cli {

inline constexpr const char* no_remote_name = "curl_response";
/// The file name of -O: the last part of the URL's path that is not empty, `no_remote_name` if there is none.
std::string remote_name(std::string_view url);
/// The file name of -J from the value of Content-Disposition: that of "filename=", without folders. Nothing if there
/// is none that names a file.
std::optional<std::string> disposition_name(std::string_view value);
std::string in_folder(const std::string& folder, const std::string& name);
/// Everything before the last slash; empty if there is none.
std::string folder_of(const std::string& path);

}  // namespace sluice::cli
