#include "engine/download/source_list.h"

#include <sluice/url.h>

#include <algorithm>

namespace sluice::download {

namespace {
constexpr double much_better = 4;

bool has_room(const Source& source) {
    return source.usable() && !source.waits && source.workers < source.limit;
}

Source source_of(const Mirror& one) {
    const auto url = Url::parse(one.url, url_flag::guess_scheme | url_flag::allow_space);
    Source source;
    source.url = one.url;
    source.priority = one.priority;
    source.https_only = one.https_only;
    if (url) {
        source.address = url->without_credentials();
        source.host = url->host() + ':' + std::to_string(url->port_or_default());
        source.origin = url->scheme() + "://" + source.host;
    }
    return source;
}
}  // namespace

std::vector<Source> make_sources(const std::string& main_url, const std::vector<Mirror>& mirrors) {
    std::vector<Source> sources;
    sources.push_back(source_of(Mirror{main_url, 0}));
    sources.front().main = sources.front().proven = true;
    add_sources(sources, mirrors);
    return sources;
}

void add_sources(std::vector<Source>& sources, std::vector<Mirror> mirrors) {
    std::stable_sort(mirrors.begin(), mirrors.end(),
                     [](const Mirror& a, const Mirror& b) { return a.priority < b.priority; });
    for (const Mirror& one : mirrors) {
        Source source = source_of(one);
        const bool known = std::any_of(sources.begin(), sources.end(),
                                       [&](const Source& other) { return other.address == source.address; });
        if (!source.address.empty() && !known) {
            sources.push_back(std::move(source));
        }
    }
}

int choose_source(const std::vector<Source>& sources, bool proven_only) {
    int best = -1;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const Source& one = sources[i];
        // A mirror is tried with one connection until it has shown that its bytes are ours.
        if (!has_room(one) || (!one.proven && (proven_only || one.workers > 0))) {
            continue;
        }
        if (one.workers == 0) {
            return static_cast<int>(i);
        }
        const bool better = best < 0 || one.rate > sources[static_cast<std::size_t>(best)].rate;
        best = better ? static_cast<int>(i) : best;
    }
    return best;
}

bool worth_leaving(const std::vector<Source>& sources, std::size_t mine) {
    const double rate = sources[mine].rate;
    if (rate <= 0 || sources[mine].workers < 2) {
        return false;
    }
    return std::any_of(sources.begin(), sources.end(), [&](const Source& other) {
        return &other != &sources[mine] && has_room(other) && other.proven && other.rate > rate * much_better;
    });
}

}  // namespace sluice::download
