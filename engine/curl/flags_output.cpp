// Flags about where what comes goes.
#include "engine/curl/flag_actions.h"
#include "engine/curl/flag_handlers.h"

namespace sluice::curl {

std::string set_remote_name(FlagTarget& target, const FlagValue& value) {
    // --no-remote-name: this one goes to standard output even with --remote-name-all.
    target.operation().output_slot().output =
        value.on ? OutputTarget{OutputTarget::Kind::remote_name, {}} : OutputTarget{OutputTarget::Kind::file, "-"};
    return {};
}

std::string set_create_mode(FlagTarget& target, const FlagValue& value) {
    unsigned mode = 0;
    for (const char c : value.text) {
        if (c < '0' || c > '7' || mode > 0777) {
            return bad_number;
        }
        mode = mode * 8 + static_cast<unsigned>(c - '0');
    }
    if (value.text.empty() || mode > 0777) {
        return bad_number;
    }
    target.operation().files.create_mode = mode;
    return {};
}

std::string set_write_out(FlagTarget& target, const FlagValue& value) {
    if (value.text.empty() || value.text.front() != '@') {
        target.operation().write_out = std::string(value.text);
        return {};
    }
    std::string name;
    auto text = data_of(value.text, DataManner::text, target.host, name);  // its line ends are left out
    if (!text) {
        target.explain("Failed to open " + name);
        return unreadable;
    }
    target.operation().write_out = std::move(*text);
    return {};
}

std::string set_retry(FlagTarget& target, const FlagValue& value) {
    std::int64_t times = 0;
    std::string wrong = read_count(value.text, times);
    target.operation().retry.times = static_cast<int>(std::min<std::int64_t>(times, 2'000'000'000));
    return wrong;
}

}  // namespace sluice::curl
