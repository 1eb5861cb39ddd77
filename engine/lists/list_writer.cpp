#include "engine/lists/list_writer.h"

#include <algorithm>
#include <array>
#include <pugixml.hpp>
#include <sstream>

#include "engine/base/ascii.h"
#include "engine/lists/session_file.h"
#include "engine/queue/url_list.h"

namespace sluice::lists {

namespace {

/// Hashes from weak to strong, as aria2 and Metalink name them (IANA, "Hash Function Textual Names").
constexpr std::array<std::string_view, 6> by_strength = {"md5", "sha-1", "sha-224", "sha-256", "sha-384", "sha-512"};

const download::NamedHash* strongest(const std::vector<download::NamedHash>& hashes) {
    const download::NamedHash* best = nullptr;
    std::ptrdiff_t rank = -1;
    for (const download::NamedHash& hash : hashes) {
        const auto found = std::find(by_strength.begin(), by_strength.end(), hash.algorithm);
        const std::ptrdiff_t its = found == by_strength.end() ? -1 : found - by_strength.begin();
        if (its > rank) {
            best = &hash;
            rank = its;
        }
    }
    return best;
}

queue::ListedDownload listed(const ListEntry& entry) {
    const queue::NewDownload& download = entry.download;
    queue::ListedDownload out;
    out.urls.push_back(download.url);
    for (const download::Mirror& mirror : download.own.mirrors) {
        out.urls.push_back(mirror.url);
    }
    const auto option = [&](const char* name, const std::string& value) {
        if (!value.empty()) {
            out.options.emplace_back(name, value);
        }
    };
    option("dir", download.folder);
    option("out", download.name);
    if (const download::NamedHash* hash = strongest(download.own.hashes)) {
        option("checksum", hash->algorithm + "=" + hash->hex);
    }
    option("referer", download.referrer);
    option("user-agent", download.user_agent);
    for (const std::string& header : download.headers) {
        option("header", header);
    }
    if (download.own.connections > 0) {
        option("split", std::to_string(download.own.connections));
        option("max-connection-per-server", std::to_string(std::min(download.own.connections, 16)));
    }
    option("max-download-limit", download.own.speed > 0 ? std::to_string(download.own.speed) : std::string());
    option("check-certificate", download.verify_tls ? "" : "false");
    option("allow-overwrite", download.conflict == queue::Conflict::overwrite ? "true" : "");
    option("pause", entry.state == queue::State::paused ? "true" : "");
    return out;
}

std::string aria2_text(const std::vector<ListEntry>& entries) {
    std::vector<queue::ListedDownload> list;
    list.reserve(entries.size());
    std::transform(entries.begin(), entries.end(), std::back_inserter(list), listed);
    return queue::write_url_list(list);
}

std::string plain_text(const std::vector<ListEntry>& entries) {
    std::vector<queue::ListedDownload> list(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        list[i].urls = {entries[i].download.url};
    }
    return queue::write_url_list(list);
}

/// XML 1.0 has no place for control characters.
std::string printable(const std::string& text) {
    std::string out;
    std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](char c) { return !base::is_control(c); });
    return out;
}

/// A name is required: the last part of the address if none was given, made unlike the others by a number.
std::string name_of(const ListEntry& entry, std::size_t number) {
    std::string name = entry.download.name;
    if (name.empty()) {
        const std::string& url = entry.download.url;
        const std::string path = url.substr(0, url.find_first_of("?#"));
        const std::size_t scheme = path.find("://");
        const std::size_t slash = path.rfind('/');
        const bool has_path = slash != std::string::npos && (scheme == std::string::npos || slash > scheme + 2);
        name = has_path ? path.substr(slash + 1) : std::string();
    }
    return name.empty() || name == "." || name == ".." ? "download-" + std::to_string(number) : printable(name);
}

void append_text(pugi::xml_node& node, const char* name, const std::string& text) {
    node.append_child(name).text().set(text.c_str());
}

void append_url(pugi::xml_node& file, const std::string& url, int priority) {
    pugi::xml_node node = file.append_child("url");
    node.append_attribute("priority").set_value(priority);
    node.text().set(printable(url).c_str());
}

std::string metalink_text(const std::vector<ListEntry>& entries) {
    pugi::xml_document document;
    pugi::xml_node declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version").set_value("1.0");
    declaration.append_attribute("encoding").set_value("UTF-8");
    pugi::xml_node root = document.append_child("metalink");
    root.append_attribute("xmlns").set_value("urn:ietf:params:xml:ns:metalink");
    std::size_t number = 0;
    for (const ListEntry& entry : entries) {
        pugi::xml_node file = root.append_child("file");
        file.append_attribute("name").set_value(name_of(entry, ++number).c_str());
        if (entry.size >= 0) {
            append_text(file, "size", std::to_string(entry.size));
        }
        for (const download::NamedHash& hash : entry.download.own.hashes) {
            pugi::xml_node node = file.append_child("hash");
            node.append_attribute("type").set_value(hash.algorithm.c_str());
            node.text().set(hash.hex.c_str());
        }
        append_url(file, entry.download.url, 1);
        for (const download::Mirror& mirror : entry.download.own.mirrors) {
            append_url(file, mirror.url, std::clamp(mirror.priority, 1, 999'998) + 1);
        }
    }
    std::ostringstream out;
    document.save(out, "  ", pugi::format_default, pugi::encoding_utf8);
    return std::move(out).str();
}

}  // namespace

std::string write_list(const std::vector<ListEntry>& entries, Format format) {
    switch (format) {
        case Format::aria2:
            return aria2_text(entries);
        case Format::metalink:
            return metalink_text(entries);
        case Format::session:
            return write_session(entries);
        case Format::text:
        case Format::curl:
            break;
    }
    return plain_text(entries);
}

std::optional<Format> format_named(std::string_view name) {
    constexpr std::pair<std::string_view, Format> names[] = {
        {"text", Format::text}, {"aria2", Format::aria2}, {"metalink", Format::metalink}, {"session", Format::session}};
    const auto found =
        std::find_if(std::begin(names), std::end(names), [&](const auto& one) { return one.first == name; });
    return found == std::end(names) ? std::nullopt : std::optional(found->second);
}

std::optional<Format> format_of_file(std::string_view path) {
    constexpr std::pair<std::string_view, Format> endings[] = {
        {".txt", Format::text},          {".aria2", Format::aria2},    {"aria2.session", Format::aria2},
        {".metalink", Format::metalink}, {".meta4", Format::metalink}, {".sluice", Format::session}};
    const auto found = std::find_if(std::begin(endings), std::end(endings),
                                    [&](const auto& one) { return base::ends_with_ignoring_case(path, one.first); });
    return found == std::end(endings) ? std::nullopt : std::optional(found->second);
}

}  // namespace sluice::lists
