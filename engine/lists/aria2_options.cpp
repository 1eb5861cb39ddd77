// What the options below an address of an aria2 input file mean here. aria2c(1), "Input File" and "Options".
#include <algorithm>
#include <iterator>

#include "engine/base/ascii.h"
#include "engine/curl/numbers.h"
#include "engine/lists/list_parts.h"

namespace sluice::lists {

namespace {

constexpr int most_connections = 32;

/// One option: what it does to the entry, or an error text.
struct Option {
    std::string_view name;
    std::string (*apply)(ListEntry& entry, const std::string& value, const ListRules& rules);
};

std::string set_name(ListEntry& entry, const std::string& value, const ListRules& rules) {
    const std::size_t slash = value.rfind('/');
    if (slash != std::string::npos) {
        ListRules below = rules;
        below.folder = entry.download.folder.empty() ? rules.folder : entry.download.folder;
        entry.download.folder = folder_for(value.substr(0, slash), below, entry.notes);
    }
    entry.download.name = slash == std::string::npos ? value : value.substr(slash + 1);
    return {};
}

std::string set_folder(ListEntry& entry, const std::string& value, const ListRules& rules) {
    entry.download.folder = folder_for(value, rules, entry.notes);
    return {};
}

std::string add_digest(ListEntry& entry, const std::string& value, const ListRules&) {
    const std::size_t cut = std::min(value.find('='), value.size());
    auto hash = download::named_hash(value.substr(0, cut), value.substr(std::min(cut + 1, value.size())));
    if (!hash) {
        return "the checksum \"" + value.substr(0, 60) + "\" is not known here";
    }
    entry.download.own.hashes.push_back(std::move(*hash));
    return {};
}

std::string add_header(ListEntry& entry, const std::string& value, const ListRules&) {
    if (!is_header(value)) {
        return "a header is \"Name: value\"";
    }
    entry.download.headers.push_back(value);
    return {};
}

std::string set_connections(ListEntry& entry, const std::string& value, const ListRules&) {
    const auto number = curl::parse_number(value);
    if (!number || *number < 1) {
        return "a number of connections is 1 or more, not \"" + value.substr(0, 20) + '"';
    }
    const int before = entry.download.own.connections;
    const int now = static_cast<int>(std::min<std::int64_t>(*number, most_connections));
    // Both "split" and "max-connection-per-server": the smaller one counts, as for one server with aria2.
    entry.download.own.connections = before > 0 ? std::min(before, now) : now;
    return {};
}

std::string set_speed(ListEntry& entry, const std::string& value, const ListRules&) {
    const auto rate = curl::parse_size(value);
    if (!rate || *rate < 0) {
        return "a speed limit is bytes per second, not \"" + value.substr(0, 20) + '"';
    }
    entry.download.own.speed = *rate;
    return {};
}

std::string set_pause(ListEntry& entry, const std::string& value, const ListRules&) {
    entry.download.paused = value == "true";
    return {};
}

/// Checked unless it says no in so many words.
std::string set_verify(ListEntry& entry, const std::string& value, const ListRules&) {
    entry.download.verify_tls = value != "false";
    return {};
}

std::string set_overwrite(ListEntry& entry, const std::string& value, const ListRules&) {
    entry.download.conflict = value == "true" ? queue::Conflict::overwrite : queue::Conflict::rename;
    return {};
}

std::string set_referrer(ListEntry& entry, const std::string& value, const ListRules&) {
    entry.download.referrer = value;
    return {};
}

std::string set_agent(ListEntry& entry, const std::string& value, const ListRules&) {
    entry.download.user_agent = value;
    return {};
}

/// The same here whatever it says: names of aria2's own session, and what is always done.
std::string pass_over(ListEntry&, const std::string&, const ListRules&) {
    return {};
}

constexpr Option options[] = {
    {"allow-overwrite", set_overwrite},
    {"check-certificate", set_verify},
    {"checksum", add_digest},
    {"continue", pass_over},
    {"dir", set_folder},
    {"gid", pass_over},
    {"header", add_header},
    {"max-connection-per-server", set_connections},
    {"max-download-limit", set_speed},
    {"out", set_name},
    {"pause", set_pause},
    {"referer", set_referrer},
    {"split", set_connections},
    {"user-agent", set_agent},
};

/// A password of a list is none of a note's business.
bool is_secret(const std::string& name) {
    return name.find("passwd") != std::string::npos || name.find("user") != std::string::npos ||
           name.find("proxy") != std::string::npos || name.find("cookie") != std::string::npos;
}

}  // namespace

std::string apply_option(ListEntry& entry, const std::string& name, const std::string& value, const ListRules& rules) {
    const auto found =
        std::find_if(std::begin(options), std::end(options), [&](const Option& option) { return option.name == name; });
    if (found != std::end(options)) {
        return found->apply(entry, value, rules);
    }
    entry.notes.push_back("The option \"" + name.substr(0, 60) +
                          (is_secret(name) ? std::string() : "=" + value.substr(0, 60)) + "\" has no effect here");
    return {};
}

}  // namespace sluice::lists
