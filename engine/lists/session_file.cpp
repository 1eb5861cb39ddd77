#include "engine/lists/session_file.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "engine/base/result.h"
#include "engine/lists/list_parts.h"

namespace sluice::lists {

namespace {

using Json = nlohmann::json;

constexpr const char* format_name = "sluice-session";

constexpr std::array<const char*, queue::state_count> state_names = {"queued",    "active", "paused", "waiting",
                                                                     "verifying", "done",   "failed"};
constexpr std::array<const char*, 3> conflict_names = {"rename", "overwrite", "skip"};

constexpr std::array<std::string_view, 19> known_keys = {
    "url",      "folder",      "name",        "category", "conflict",  "referrer", "user_agent",
    "headers",  "ca_file",     "verify_tls",  "state",    "checksums", "mirrors",  "size",
    "received", "connections", "speed_limit", "added",    "finished"};

Result<void> wrong(std::string what) {
    ErrorArgs args;
    args.detail = std::move(what);
    return fail(Kind::option_syntax, std::move(args));
}

template <class T>
void put(Json& json, const char* name, const T& value, const std::type_identity_t<T>& ordinary) {
    if (!(value == ordinary)) {
        json[name] = value;
    }
}

Json json_of(const ListEntry& entry) {
    const queue::NewDownload& download = entry.download;
    Json json = Json::object();
    json["url"] = download.url;
    put(json, "folder", download.folder, {});
    put(json, "name", download.name, {});
    put(json, "category", download.category, {});
    put(json, "conflict", std::string(conflict_names[static_cast<std::size_t>(download.conflict)]), "rename");
    put(json, "referrer", download.referrer, {});
    put(json, "user_agent", download.user_agent, {});
    put(json, "headers", download.headers, {});
    put(json, "ca_file", download.ca_file, {});
    put(json, "verify_tls", download.verify_tls, true);
    put(json, "connections", download.own.connections, 0);
    put(json, "speed_limit", download.own.speed, 0);
    for (const download::NamedHash& hash : download.own.hashes) {
        json["checksums"].push_back(hash.algorithm + "=" + hash.hex);
    }
    for (const download::Mirror& mirror : download.own.mirrors) {
        json["mirrors"].push_back({{"url", mirror.url}, {"priority", mirror.priority}});
    }
    json["state"] = state_names[static_cast<std::size_t>(entry.state)];
    put(json, "size", entry.size, -1);
    put(json, "received", entry.received, 0);
    put(json, "added", entry.added, 0);
    put(json, "finished", entry.finished, 0);
    return json;
}

/// Reads one download; remembers the first value that is of another type than it should be.
class EntryReader {
  public:
    explicit EntryReader(const Json& json) : json_(json) {}

    ListEntry read(const ListRules& rules) {
        ListEntry entry;
        queue::NewDownload& download = entry.download;
        std::string folder;
        text("url", download.url);
        text("folder", folder);
        text("name", download.name);
        text("category", download.category);
        text("referrer", download.referrer);
        text("user_agent", download.user_agent);
        text("ca_file", download.ca_file);
        flag("verify_tls", download.verify_tls);
        texts("headers", download.headers);
        number("speed_limit", download.own.speed);
        number("size", entry.size);
        number("received", entry.received);
        number("added", entry.added);
        number("finished", entry.finished);
        std::int64_t connections = 0;
        number("connections", connections);
        download.own.connections = static_cast<int>(std::clamp<std::int64_t>(connections, 0, 32));
        download.folder = folder_for(folder, rules, entry.notes);
        download.conflict = static_cast<queue::Conflict>(choice("conflict", conflict_names, 0));
        read_state(entry);
        read_checksums(download);
        read_mirrors(download);
        for (const auto& [key, value] : json_.items()) {
            if (std::find(known_keys.begin(), known_keys.end(), key) == known_keys.end()) {
                entry.notes.push_back("\"" + key.substr(0, 60) + "\" is not known here and left out");
            }
        }
        return entry;
    }
    const std::string& error() const { return error_; }

  private:
    const Json* find(const char* name) const {
        const auto found = json_.find(name);
        return found == json_.end() ? nullptr : &*found;
    }
    void mistake(const char* name, const char* what) {
        if (error_.empty()) {
            error_ = std::string("\"") + name + "\" is no " + what;
        }
    }
    void text(const char* name, std::string& into) {
        if (const Json* at = find(name)) {
            at->is_string() ? static_cast<void>(into = at->get<std::string>()) : mistake(name, "text");
        }
    }
    void flag(const char* name, bool& into) {
        if (const Json* at = find(name)) {
            at->is_boolean() ? static_cast<void>(into = at->get<bool>()) : mistake(name, "true or false");
        }
    }
    void number(const char* name, std::int64_t& into) {
        if (const Json* at = find(name)) {
            at->is_number_integer() ? static_cast<void>(into = at->get<std::int64_t>()) : mistake(name, "whole number");
        }
    }
    const Json& list(const char* name) {
        static const Json none = Json::array();
        const Json* at = find(name);
        if (at != nullptr && !at->is_array()) {
            mistake(name, "list");
        }
        return at != nullptr && at->is_array() ? *at : none;
    }
    void texts(const char* name, std::vector<std::string>& into) {
        for (const Json& one : list(name)) {
            one.is_string() ? into.push_back(one.get<std::string>()) : mistake(name, "list of texts");
        }
    }
    template <class Names>
    std::size_t choice(const char* name, const Names& names, std::size_t usual) {
        std::string word = names[usual];
        text(name, word);
        const auto found = std::find(names.begin(), names.end(), word);
        if (found == names.end()) {
            mistake(name, "word that is known here");
        }
        return found == names.end() ? usual : static_cast<std::size_t>(found - names.begin());
    }
    void read_state(ListEntry& entry) {
        entry.state = static_cast<queue::State>(choice("state", state_names, 0));
        entry.download.paused = entry.state == queue::State::paused;
        entry.wanted = entry.state != queue::State::done;
        if (!entry.wanted) {
            entry.notes.emplace_back("It was finished");
        }
    }
    void read_checksums(queue::NewDownload& download) {
        std::vector<std::string> written;
        texts("checksums", written);
        for (const std::string& one : written) {
            const std::size_t cut = std::min(one.find('='), one.size());
            auto hash = download::named_hash(one.substr(0, cut), one.substr(std::min(cut + 1, one.size())));
            hash ? download.own.hashes.push_back(std::move(*hash)) : mistake("checksums", "list of known checksums");
        }
    }
    void read_mirrors(queue::NewDownload& download) {
        for (const Json& one : list("mirrors")) {
            const auto url = one.is_object() ? one.find("url") : one.end();
            if (!one.is_object() || url == one.end() || !url->is_string()) {
                mistake("mirrors", "list of addresses");
                continue;
            }
            const auto priority = one.find("priority");
            const bool given = priority != one.end() && priority->is_number_integer();
            const std::int64_t rank = given ? priority->get<std::int64_t>() : 1;
            download.own.mirrors.push_back(
                {url->get<std::string>(), static_cast<int>(std::clamp<std::int64_t>(rank, 1, 999'999))});
        }
    }

    const Json& json_;
    std::string error_;
};

}  // namespace

std::string write_session(const std::vector<ListEntry>& entries) {
    std::string out = "{\"format\":\"" + std::string(format_name) +
                      "\",\"version\":" + std::to_string(session_version) + ",\"downloads\":[";
    bool first = true;
    for (const ListEntry& entry : entries) {
        out += std::exchange(first, false) ? "\n" : ",\n";
        // Names on a disk may be no UTF-8: such bytes are replaced.
        out += json_of(entry).dump(-1, ' ', false, Json::error_handler_t::replace);
    }
    return out + "\n]}\n";
}

Result<void> read_session(std::string_view text, const ListRules& rules, ImportList& into) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) {
        return wrong("a session file that is no JSON");
    }
    const auto format = json.find("format");
    if (format == json.end() || *format != format_name) {
        return wrong("JSON that is no session of Sluice");
    }
    const auto version = json.find("version");
    if (version == json.end() || !version->is_number_integer() || version->get<std::int64_t>() < 1) {
        return wrong("a session file without its version");
    }
    if (version->get<std::int64_t>() > session_version) {
        return wrong("a session file of a newer Sluice");
    }
    const auto downloads = json.find("downloads");
    if (downloads == json.end() || !downloads->is_array()) {
        return wrong("a session file without downloads");
    }
    int number = 0;
    for (const Json& one : *downloads) {
        ++number;
        if (!one.is_object()) {
            refuse(into, 0, "download " + std::to_string(number) + " is no object");
            continue;
        }
        EntryReader reader(one);
        ListEntry entry = reader.read(rules);
        if (!reader.error().empty()) {
            refuse(into, 0, "download " + std::to_string(number) + ": " + reader.error());
            continue;
        }
        take(std::move(entry), into);
    }
    return {};
}

}  // namespace sluice::lists
