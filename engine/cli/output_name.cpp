#include "engine/cli/output_name.h"

namespace sluice::cli {

std::string remote_name(std::string_view url) {
    const std::size_t scheme = url.find("://");
    std::string_view rest = scheme == std::string_view::npos ? url : url.substr(scheme + 3);
    rest = rest.substr(0, rest.find_first_of("?#"));
    const std::size_t path = rest.find('/');
    if (path == std::string_view::npos) {
        return "curl_response";
    }
    rest = rest.substr(path);
    while (!rest.empty() && rest.back() == '/') {
        rest.remove_suffix(1);
    }
    std::string name(rest.empty() ? rest : rest.substr(rest.rfind('/') + 1));
    // Dots alone would name a folder.
    return name.empty() || name == "." || name == ".." ? "curl_response" : name;
}

std::string in_folder(const std::string& folder, const std::string& name) {
    return folder.empty() ? name : folder + "/" + name;
}

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

}  // namespace sluice::cli
