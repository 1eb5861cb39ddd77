#include "engine/url/host_name.h"

#include <idn2.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "engine/base/ascii.h"

namespace sluice::url {
namespace {

using Allocated = std::unique_ptr<char, void (*)(void*)>;

}  // namespace

bool is_host_name(std::string_view host) noexcept {
    constexpr std::string_view forbidden = " /:#?!@{}[]\\$'\"^`*<>=;,+&()|%";
    return !host.empty() && std::none_of(host.begin(), host.end(), [&](char c) {
        return base::is_control(c) || forbidden.find(c) != std::string_view::npos;
    });
}

std::optional<std::string> to_ascii_host(std::string_view host) {
    if (base::is_ascii(host)) {
        return base::to_lower(host);
    }
    const std::string terminated(host);
    char* converted = nullptr;
    const int result = idn2_to_ascii_8z(terminated.c_str(), &converted, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
    const Allocated owner(converted, idn2_free);
    if (result != IDN2_OK || converted == nullptr) {
        return std::nullopt;
    }
    std::string ascii = base::to_lower(std::string_view{converted});
    // Full-width forms may map to delimiters.
    return is_host_name(ascii) ? std::optional{std::move(ascii)} : std::nullopt;
}

std::optional<std::string> to_unicode_host(std::string_view host) {
    const std::string terminated(host);
    char* converted = nullptr;
    const int result = idn2_to_unicode_8z8z(terminated.c_str(), &converted, 0);
    const Allocated owner(converted, idn2_free);
    if (result != IDN2_OK || converted == nullptr) {
        return std::nullopt;
    }
    return std::string(converted);
}

}  // namespace sluice::url
