#include "engine/http/alt_svc.h"

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/base/number.h"
#include "engine/http/list_members.h"
#include "engine/http/text_lines.h"
#include "engine/url/host_name.h"
#include "engine/url/ip_literal.h"
#include "engine/url/percent.h"

namespace sluice::http {
namespace {

constexpr std::size_t most_values = 32;

constexpr std::string_view name_of(AltProtocol protocol) noexcept {
    switch (protocol) {
        case AltProtocol::h1:
            return "h1";
        case AltProtocol::h2:
            return "h2";
        case AltProtocol::h3:
            return "h3";
    }
    return "";
}

/// ALPN names are exact; "h1" is what the files, and some servers, say for "http/1.1".
std::optional<AltProtocol> protocol_of(std::string_view name) noexcept {
    if (name == "h1" || name == "http/1.1") {
        return AltProtocol::h1;
    }
    if (name == "h2") {
        return AltProtocol::h2;
    }
    return name == "h3" ? std::optional{AltProtocol::h3} : std::nullopt;
}

/// A host as it stands in an authority; an address without its brackets.
std::optional<std::string> parse_host(std::string_view text) {
    if (text.starts_with('[') && text.ends_with(']')) {
        return url::normalize_ipv6(text.substr(1, text.size() - 2));
    }
    return url::is_host_name(text) ? url::to_ascii_host(text) : std::nullopt;
}

std::optional<std::uint16_t> parse_port(std::string_view text) noexcept {
    const auto port = base::parse_digits(text);
    return port && *port >= 1 && *port <= 65535 ? std::optional{static_cast<std::uint16_t>(*port)} : std::nullopt;
}

/// A quoted string from the front of `text`, its escapes undone; nothing if it has no end.
std::optional<std::string> take_quoted(std::string_view& text) {
    if (!text.starts_with('"')) {
        return std::nullopt;
    }
    std::string value;
    for (std::size_t at = 1; at < text.size(); ++at) {
        if (text[at] == '"') {
            text.remove_prefix(at + 1);
            return value;
        }
        at += text[at] == '\\' && at + 1 < text.size() ? 1 : 0;
        value += text[at];
    }
    return std::nullopt;
}

bool take_authority(const std::string& authority, Alternative& to) {
    const std::size_t colon = authority.rfind(':');
    if (colon == std::string::npos) {
        return false;
    }
    const auto port = parse_port(std::string_view(authority).substr(colon + 1));
    const std::string_view host = std::string_view(authority).substr(0, colon);
    const auto name = host.empty() ? std::optional<std::string>("") : parse_host(host);
    if (!port || !name) {
        return false;
    }
    to.host = *name;
    to.port = *port;
    return true;
}

/// "; ma=60; persist=1": false if it is malformed. Parameters that are not known mean nothing.
bool take_parameters(std::string_view text, AltSvcField::Value& value) {
    while (!(text = base::trim(text)).empty()) {
        if (text.front() != ';') {
            return false;
        }
        text = base::trim(text.substr(1));
        const std::size_t equals = text.find('=');
        if (text.empty()) {
            return true;  // a ';' at the end
        }
        const std::string_view name = base::trim(text.substr(0, equals));
        if (equals == std::string_view::npos || !base::is_token(name)) {
            return false;
        }
        text = base::trim(text.substr(equals + 1));
        std::string content;
        if (text.starts_with('"')) {
            auto quoted = take_quoted(text);
            if (!quoted) {
                return false;
            }
            content = std::move(*quoted);
        } else {
            const std::size_t end = std::min(text.find_first_of("; \t"), text.size());
            content = text.substr(0, end);
            text.remove_prefix(end);
        }
        const auto number = base::parse_digits(content);
        if (base::equals_ignoring_case(name, "ma")) {
            if (!number) {
                return false;
            }
            value.max_age = *number;
        } else if (base::equals_ignoring_case(name, "persist")) {
            value.persist = content == "1";
        }
    }
    return true;
}

/// One member of the list: false if it is malformed; `known` says whether its protocol is one of ours.
bool parse_value(std::string_view text, AltSvcField::Value& value, bool& known) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || !base::is_token(base::trim(text.substr(0, equals)))) {
        return false;
    }
    const auto id = url::decode_visible(base::trim(text.substr(0, equals)), false);
    text = base::trim(text.substr(equals + 1));
    const auto authority = take_quoted(text);
    if (!id || !authority || !take_authority(*authority, value.to) || !take_parameters(text, value)) {
        return false;
    }
    const auto protocol = protocol_of(*id);
    known = protocol.has_value();
    value.to.protocol = protocol.value_or(AltProtocol::h1);
    return true;
}

std::string bracketed(const std::string& host) {
    return host.find(':') == std::string::npos ? host : '[' + host + ']';
}

/// The fields of a line of a file: split at blanks, a quoted one keeps them and loses its quotes.
std::vector<std::string_view> split_fields(std::string_view line) {
    std::vector<std::string_view> fields;
    while (!(line = base::trim(line)).empty()) {
        const bool quoted = line.front() == '"';
        line.remove_prefix(quoted ? 1 : 0);
        const std::size_t end = std::min(quoted ? line.find('"') : line.find_first_of(" \t"), line.size());
        fields.push_back(line.substr(0, end));
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return fields;
}

}  // namespace

std::optional<AltSvcField> parse_alt_svc(std::string_view value) {
    AltSvcField field;
    if (base::trim(value) == "clear") {
        field.clear = true;
        return field;
    }
    bool any = false;
    for (const std::string_view member : list_members(value)) {
        AltSvcField::Value one;
        bool known = false;
        if (parse_value(member, one, known)) {
            any = true;
            if (known && field.values.size() < most_values) {
                field.values.push_back(std::move(one));
            }
        }
    }
    return any ? std::optional{std::move(field)} : std::nullopt;
}

void AltSvcCache::forget_all(const Origin& origin) {
    if (const auto known = origins_.find(origin); known != origins_.end()) {
        size_ -= known->second.size();
        origins_.erase(known);
    }
}

void AltSvcCache::add(const Origin& origin, Entry entry) {
    origins_[origin].push_back(std::move(entry));
    if (++size_ > most_entries) {
        make_room();
    }
}

void AltSvcCache::make_room() {
    std::vector<std::int64_t> dates;
    for (const auto& [origin, entries] : origins_) {
        for (const Entry& entry : entries) {
            dates.push_back(entry.expires);
        }
    }
    std::size_t leaving = size_ - most_entries * 19 / 20;
    std::nth_element(dates.begin(), dates.begin() + static_cast<std::ptrdiff_t>(leaving - 1), dates.end());
    const std::int64_t last = dates[leaving - 1];
    for (auto one = origins_.begin(); one != origins_.end();) {
        size_ -= std::erase_if(one->second, [&](const Entry& entry) {
            const bool leaves = entry.expires <= last && leaving > 0;
            leaving -= leaves ? 1 : 0;
            return leaves;
        });
        one = one->second.empty() ? origins_.erase(one) : std::next(one);
    }
}

void AltSvcCache::learn(const std::string& host, std::uint16_t port, AltProtocol over, const AltSvcField& field,
                        std::int64_t now) {
    const Origin origin(host, port);
    forget_all(origin);
    for (const AltSvcField::Value& value : field.values) {
        if (value.max_age == 0) {
            continue;
        }
        Entry entry;
        entry.to = value.to;
        entry.to.host = value.to.host.empty() ? host : value.to.host;
        entry.over = over;
        entry.expires = later(now, value.max_age);
        entry.persist = value.persist;
        const auto& known = origins_[origin];
        if (std::none_of(known.begin(), known.end(), [&](const Entry& one) { return one.to == entry.to; })) {
            add(origin, std::move(entry));
        }
    }
}

const Alternative* AltSvcCache::choose(const std::string& host, std::uint16_t port, unsigned allowed,
                                       std::int64_t now) const {
    const auto known = origins_.find(Origin(host, port));
    if (known == origins_.end()) {
        return nullptr;
    }
    for (const Entry& entry : known->second) {
        const bool elsewhere = entry.to.protocol == AltProtocol::h3 || entry.to.host != host || entry.to.port != port;
        if (entry.expires > now && elsewhere && (allowed & static_cast<unsigned>(entry.to.protocol)) != 0) {
            return &entry.to;
        }
    }
    return nullptr;
}

void AltSvcCache::forget(const std::string& host, std::uint16_t port, const Alternative& to) {
    const auto known = origins_.find(Origin(host, port));
    if (known == origins_.end()) {
        return;
    }
    const Alternative gone = to;  // may be one of the cache's own
    size_ -= std::erase_if(known->second, [&](const Entry& entry) { return entry.to == gone; });
    if (known->second.empty()) {
        origins_.erase(known);
    }
}

bool AltSvcCache::read_line(std::string_view line, std::int64_t now) {
    const auto fields = split_fields(line);
    if (fields.size() != 9) {
        return false;
    }
    const auto over = protocol_of(fields[0]);
    const auto host = parse_host(fields[1]);
    const auto port = parse_port(fields[2]);
    const auto to = protocol_of(fields[3]);
    const auto to_host = parse_host(fields[4]);
    const auto to_port = parse_port(fields[5]);
    const auto expires = parse_compact_date(fields[6]);
    const auto persist = base::parse_digits(fields[7]);
    const auto priority = base::parse_digits(fields[8]);
    if (!over || !host || !port || !to || !to_host || !to_port || !expires || !persist || !priority) {
        return false;
    }
    if (*expires > now) {
        Entry entry;
        entry.to = {*to, *to_host, *to_port};
        entry.over = *over;
        entry.expires = *expires;
        entry.persist = *persist == 1;
        forget(*host, *port, entry.to);  // of one that stands twice the last counts
        add({*host, *port}, std::move(entry));
    }
    return true;
}

std::size_t AltSvcCache::read(std::string_view text, std::int64_t now) {
    std::size_t unreadable = 0;
    for (std::string_view line; take_line(text, line);) {
        line = base::trim(line);
        if (!line.empty() && !line.starts_with('#')) {
            unreadable += read_line(line, now) ? 0 : 1;
        }
    }
    return unreadable;
}

std::string AltSvcCache::write(std::int64_t now) const {
    std::string text = "# Where else origins may be asked (Alt-Svc). Kept by Sluice.\n";
    for (const auto& [origin, entries] : origins_) {
        for (const Entry& entry : entries) {
            if (entry.expires <= now) {
                continue;
            }
            text += name_of(entry.over);
            text += ' ' + bracketed(origin.first) + ' ' + std::to_string(origin.second) + ' ';
            text += name_of(entry.to.protocol);
            text += ' ' + bracketed(entry.to.host) + ' ' + std::to_string(entry.to.port);
            text += " \"" + format_compact_date(entry.expires) + "\" " + (entry.persist ? "1" : "0") + " 0\n";
        }
    }
    return text;
}

void AltSvcCache::clear() {
    origins_.clear();
    size_ = 0;
}

}  // namespace sluice::http
