#include "engine/conn/local_end.h"

#include <algorithm>

#include "engine/base/result.h"

namespace sluice::conn {

namespace {

constexpr std::size_t longest = 512;
constexpr int last_port = 65'535;

bool take_prefix(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) {
        return false;
    }
    text.remove_prefix(prefix.size());
    return true;
}

tl::unexpected<Error> not_understood(std::string_view text, const char* why) {
    return fail(Code::bad_function_argument, Kind::option_syntax,
                ErrorArgs{.detail = "interface \"" + std::string(text.substr(0, 80)) + "\": " + why});
}

}  // namespace

Result<LocalEnd> parse_interface(std::string_view text) {
    LocalEnd out;
    std::string_view rest = text;
    if (text.size() > longest || text.find('\0') != std::string_view::npos) {
        return not_understood(text, "no name of a device or host");
    }
    if (take_prefix(rest, "if!")) {
        out.device = rest;
    } else if (take_prefix(rest, "host!")) {
        out.host = rest;
    } else if (take_prefix(rest, "ifhost!")) {
        const auto mark = rest.find('!');
        if (mark == 0 || mark == std::string_view::npos || mark + 1 == rest.size()) {
            return not_understood(text, "expected ifhost!device!host");
        }
        out.device = rest.substr(0, mark);
        out.host = rest.substr(mark + 1);
    } else {
        out.device = rest;
        out.host = rest;
        out.device_or_host = !rest.empty();
    }
    if (out.any() && !text.empty()) {
        return not_understood(text, "expected a name after the !");
    }
    return out;
}

PortRange port_range(int first, int count) {
    if (first <= 0 || first > last_port) {
        return {};
    }
    return {static_cast<std::uint16_t>(first), std::clamp(count, 1, last_port - first + 1)};
}

}  // namespace sluice::conn
