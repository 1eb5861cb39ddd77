#include <sluice/trace.h>

#include <array>
#include <utility>

#include "engine/base/ascii.h"

namespace sluice {

namespace {

constexpr std::array<std::pair<std::string_view, unsigned>, 18> names{{
    {"dns", trace_area::dns},
    {"tcp", trace_area::tcp},
    {"tls", trace_area::tls},
    {"ssl", trace_area::tls},
    {"pool", trace_area::pool},
    {"multi", trace_area::pool},
    {"http", trace_area::http},
    {"http/1", trace_area::http},
    {"http/1.1", trace_area::http},
    {"proxy", trace_area::proxy},
    {"http-proxy", trace_area::proxy},
    {"socks", trace_area::proxy},
    {"file", trace_area::file},
    {"network", trace_area::network},
    {"protocol", trace_area::protocol},
    {"all", trace_area::all},
    {"ids", trace_area::ids},
    {"lib-ids", trace_area::ids},
}};

unsigned bits_of(std::string_view name) {
    for (const auto& [known, bits] : names) {
        if (base::equals_ignoring_case(known, name)) {
            return bits;
        }
    }
    return 0;
}

}  // namespace

unsigned trace_areas(std::string_view list) {
    unsigned areas = 0;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find_first_of(", \t"), list.size());
        std::string_view name = list.substr(0, end);
        list.remove_prefix(std::min(end + 1, list.size()));
        const bool away = name.starts_with('-');
        if (away || name.starts_with('+')) {
            name.remove_prefix(1);
        }
        areas = away ? areas & ~bits_of(name) : areas | bits_of(name);
    }
    return areas;
}

}  // namespace sluice
