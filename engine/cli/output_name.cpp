#include "engine/cli/output_name.h"

#include <algorithm>

#include "engine/base/ascii.h"

namespace sluice::cli {

std::string remote_name(std::string_view url) {
    const std::size_t scheme = url.find("://");
    std::string_view rest = scheme == std::string_view::npos ? url : url.substr(scheme + 3);
    rest = rest.substr(0, rest.find_first_of("?#"));
    const std::size_t path = rest.find('/');
    if (path == std::string_view::npos) {
        return no_remote_name;
    }
    rest = rest.substr(path);
    while (!rest.empty() && rest.back() == '/') {
        rest.remove_suffix(1);
    }
    std::string name(rest.empty() ? rest : rest.substr(rest.rfind('/') + 1));
    // Dots alone would name a folder.
    return name.empty() || name == "." || name == ".." ? no_remote_name : name;
}

std::optional<std::string> disposition_name(std::string_view value) {
    static constexpr std::string_view key = "filename=";
    for (;;) {
        const auto* const name = std::find_if(value.begin(), value.end(), base::is_alpha);
        value.remove_prefix(static_cast<std::size_t>(name - value.begin()));
        if (value.empty()) {
            return std::nullopt;
        }
        if (base::starts_with_ignoring_case(value, key)) {
            break;
        }
        value.remove_prefix(std::min(value.find(';'), value.size()));
    }
    value.remove_prefix(key.size());
    const char quote = value.empty() ? ';' : value.front();
    const bool quoted = quote == '"' || quote == '\'';
    value.remove_prefix(quoted ? 1 : 0);
    value = value.substr(0, value.find(quoted ? quote : ';'));
    if (const std::size_t slash = value.find_last_of("/\\"); slash != std::string_view::npos) {
        value.remove_prefix(slash + 1);
    }
    std::string name(value.substr(0, value.find_first_of(std::string_view("\r\n\0", 3))));
    return name.empty() || name == "." || name == ".." ? std::nullopt : std::optional(std::move(name));
}

std::string in_folder(const std::string& folder, const std::string& name) {
    return folder.empty() ? name : folder + "/" + name;
}

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

}  // namespace sluice::cli
