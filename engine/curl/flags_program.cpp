// Flags that hold for the whole command line.
#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/curl/flag_actions.h"
#include "engine/curl/flag_handlers.h"

namespace sluice::curl {

std::string set_verbose(FlagTarget& target, const FlagValue& value) {
    TracePlan& trace = target.globals().trace;
    if (!value.on) {
        trace = TracePlan();
        return {};
    }
    std::string wrong = set_trace<TraceStyle::verbose>(target, FlagValue{"%", true});
    if (++trace.verbosity == 2) {
        trace.time = true;
        trace.ids = true;
    }
    return wrong;
}

std::string set_trace_config(FlagTarget& target, const FlagValue& value) {
    TracePlan& trace = target.globals().trace;
    for (std::string_view text = value.text; !text.empty();) {
        const std::size_t end = std::min(text.find(','), text.size());
        std::string_view name = base::trim(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        const bool off = !name.empty() && name.front() == '-';
        name.remove_prefix(off || (!name.empty() && name.front() == '+') ? 1 : 0);
        const bool all = base::equals_ignoring_case(name, "all");
        if (all || base::equals_ignoring_case(name, "time")) {
            trace.time = !off;
        }
        if (all || base::equals_ignoring_case(name, "ids")) {
            trace.ids = !off;
        }
    }
    return {};
}

std::string set_parallel_most(FlagTarget& target, const FlagValue& value) {
    std::int64_t most = 0;
    std::string wrong = read_count(value.text, most);
    target.globals().parallel.most = most < 1 || most > 65'535 ? 50 : static_cast<int>(most);
    return wrong;
}

std::string set_parallel_most_per_host(FlagTarget& target, const FlagValue& value) {
    std::int64_t most = 0;
    std::string wrong = read_count(value.text, most);
    target.globals().parallel.most_per_host = static_cast<int>(std::min<std::int64_t>(most, 65'535));
    return wrong;
}

std::string set_rate(FlagTarget& target, const FlagValue& value) {
    // "N/U": N transfers per unit of time s, m, h (also without a unit) or d, of which there may be several: "5/15s".
    const std::size_t slash = value.text.find('/');
    const auto count = parse_number(value.text.substr(0, slash));
    if (!count) {
        return bad_number;
    }
    if (*count < 1) {
        return badly_used;
    }
    std::string_view unit = slash == std::string_view::npos ? "h" : value.text.substr(slash + 1);
    const std::size_t digits = std::min(unit.find_first_not_of("0123456789"), unit.size());
    const auto units = digits == 0 ? std::optional<std::int64_t>(1) : parse_number(unit.substr(0, digits));
    unit.remove_prefix(digits);
    const std::int64_t ms = unit == "s"   ? 1'000
                            : unit == "m" ? 60'000
                            : unit == "h" ? 3'600'000
                            : unit == "d" ? 86'400'000
                                          : 0;
    if (!units || *units < 1 || *units > 1'000'000 || ms == 0) {
        target.warn("unsupported --rate unit");
        return badly_used;
    }
    target.globals().pace = std::chrono::milliseconds(*units * ms / *count);
    return {};
}

std::string set_driver(FlagTarget& target, const FlagValue& value) {
    if (value.text == "easy") {
        target.globals().driver = DriverKind::easy;
    } else if (value.text == "multi") {
        target.globals().driver = DriverKind::multi;
    } else if (value.text == "socket") {
        target.globals().driver = DriverKind::socket;
    } else {
        return "takes easy, multi or socket";
    }
    return {};
}

std::string set_inspect(FlagTarget& target, const FlagValue& value) {
    if (value.text == "text") {
        target.globals().inspect = Inspect::text;
    } else if (value.text == "json") {
        target.globals().inspect = Inspect::json;
    } else {
        return "takes text or json";
    }
    return {};
}

}  // namespace sluice::curl
