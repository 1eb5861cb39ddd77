#include "engine/http/hsts.h"

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/base/number.h"
#include "engine/http/cookie.h"
#include "engine/http/text_lines.h"
#include "engine/url/host_name.h"

namespace sluice::http {
namespace {

/// The next member of "a; b=c; d="e"", split at ';' outside of quotes. False at the end.
bool take_directive(std::string_view& text, std::string_view& directive) noexcept {
    if (text.empty()) {
        return false;
    }
    bool quoted = false;
    std::size_t end = 0;
    for (; end < text.size() && (quoted || text[end] != ';'); ++end) {
        if (text[end] == '"') {
            quoted = !quoted;
        } else if (quoted && text[end] == '\\' && end + 1 < text.size()) {
            ++end;
        }
    }
    directive = base::trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    return true;
}

std::optional<std::string> unquoted(std::string_view value) {
    if (!value.starts_with('"')) {
        return base::is_token(value) ? std::optional{std::string(value)} : std::nullopt;
    }
    std::string text;
    std::size_t at = 1;
    for (; at < value.size() && value[at] != '"'; ++at) {
        at += value[at] == '\\' ? 1 : 0;
        if (at >= value.size()) {
            return std::nullopt;
        }
        text += value[at];
    }
    return at + 1 == value.size() ? std::optional{text} : std::nullopt;
}

std::string_view without_final_dot(std::string_view host) noexcept {
    return host.ends_with('.') ? host.substr(0, host.size() - 1) : host;
}

bool may_be_known(std::string_view host) {
    return !host.empty() && host.size() <= HstsStore::longest_host && !is_address(host);
}

}  // namespace

std::optional<HstsPolicy> parse_strict_transport_security(std::string_view value) {
    HstsPolicy policy;
    bool age_seen = false;
    for (std::string_view directive; take_directive(value, directive);) {
        if (directive.empty()) {
            continue;
        }
        const std::size_t equals = std::min(directive.find('='), directive.size());
        const bool has_value = equals < directive.size();
        const std::string_view name = base::trim(directive.substr(0, equals));
        const auto text = has_value ? unquoted(base::trim(directive.substr(equals + 1))) : std::string();
        if (!base::is_token(name) || !text) {
            return std::nullopt;
        }
        if (base::equals_ignoring_case(name, "max-age")) {
            const bool digits = std::all_of(text->begin(), text->end(), [](char c) { return base::is_digit(c); });
            if (age_seen || text->empty() || !digits) {
                return std::nullopt;
            }
            age_seen = true;
            policy.max_age = base::parse_digits(*text).value_or(UINT64_MAX);
        } else if (base::equals_ignoring_case(name, "includeSubDomains")) {
            if (policy.include_subdomains || has_value) {
                return std::nullopt;
            }
            policy.include_subdomains = true;
        }
    }
    return age_seen ? std::optional{policy} : std::nullopt;
}

void HstsStore::put(std::string host, Entry entry) {
    hosts_[std::move(host)] = entry;
    if (hosts_.size() > most_hosts) {
        make_room();
    }
}

void HstsStore::make_room() {
    std::vector<std::int64_t> dates;
    for (const auto& [host, entry] : hosts_) {
        dates.push_back(entry.expires);
    }
    std::size_t leaving = hosts_.size() - most_hosts * 19 / 20;
    std::nth_element(dates.begin(), dates.begin() + static_cast<std::ptrdiff_t>(leaving - 1), dates.end());
    const std::int64_t last = dates[leaving - 1];
    std::erase_if(hosts_, [&](const auto& one) {
        const bool leaves = one.second.expires <= last && leaving > 0;
        leaving -= leaves ? 1 : 0;
        return leaves;
    });
}

void HstsStore::learn(std::string_view host, const HstsPolicy& policy, std::int64_t now) {
    host = without_final_dot(host);
    if (!may_be_known(host)) {
        return;
    }
    if (policy.max_age == 0) {
        if (const auto known = hosts_.find(host); known != hosts_.end()) {
            hosts_.erase(known);
        }
        return;
    }
    put(std::string(host), {later(now, policy.max_age), policy.include_subdomains});
}

bool HstsStore::knows(std::string_view host, std::int64_t now) const {
    host = without_final_dot(host);
    if (hosts_.empty() || !may_be_known(host)) {
        return false;
    }
    for (bool itself = true;; itself = false) {
        const auto known = hosts_.find(host);
        if (known != hosts_.end() && known->second.expires > now && (itself || known->second.include_subdomains)) {
            return true;
        }
        const std::size_t dot = host.find('.');
        if (dot == std::string_view::npos) {
            return false;
        }
        host.remove_prefix(dot + 1);
    }
}

bool HstsStore::read_line(std::string_view line, std::int64_t now) {
    const std::size_t end = line.find_first_of(" \t");
    if (end == std::string_view::npos) {
        return false;
    }
    std::string_view host = line.substr(0, end);
    const std::string_view date = base::trim(line.substr(end));
    if (date.size() < 2 || !date.starts_with('"') || !date.ends_with('"')) {
        return false;
    }
    Entry entry;
    entry.include_subdomains = host.starts_with('.');
    host.remove_prefix(entry.include_subdomains ? 1 : 0);
    const std::string_view until = date.substr(1, date.size() - 2);
    const auto expires = until == "unlimited" ? std::optional{never} : parse_compact_date(until);
    entry.expires = expires.value_or(0);
    return expires && add(host, entry, now);
}

bool HstsStore::add(std::string_view host, Entry entry, std::int64_t now) {
    host = without_final_dot(host);
    const auto name = url::is_host_name(host) ? url::to_ascii_host(host) : std::nullopt;
    if (!name || !may_be_known(*name)) {
        return false;
    }
    const auto known = hosts_.find(*name);
    if (entry.expires > now && (known == hosts_.end() || known->second.expires < entry.expires)) {
        put(*name, entry);
    }
    return true;
}

std::size_t HstsStore::read(std::string_view text, std::int64_t now) {
    std::size_t unreadable = 0;
    for (std::string_view line; take_line(text, line);) {
        line = base::trim(line);
        if (!line.empty() && !line.starts_with('#')) {
            unreadable += read_line(line, now) ? 0 : 1;
        }
    }
    return unreadable;
}

std::vector<std::pair<std::string, HstsStore::Entry>> HstsStore::list(std::int64_t now) const {
    std::vector<std::pair<std::string, Entry>> hosts;
    for (const auto& [host, entry] : hosts_) {
        if (entry.expires > now) {
            hosts.emplace_back(host, entry);
        }
    }
    return hosts;
}

std::string HstsStore::write(std::int64_t now) const {
    std::string text = "# Hosts that are asked over https only. Kept by Sluice.\n";
    for (const auto& [host, entry] : list(now)) {
        text += entry.include_subdomains ? "." : "";
        text += host;
        text += entry.expires == never ? " \"unlimited\"\n" : " \"" + format_compact_date(entry.expires) + "\"\n";
    }
    return text;
}

}  // namespace sluice::http
