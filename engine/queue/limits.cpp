#include "engine/queue/limits.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/queue/masking.h"

namespace sluice::queue {

namespace {

using Json = nlohmann::json;

constexpr int most_downloads = 1000;
constexpr int most_connections = 64;
constexpr int most_in_total = 1000;

template <class Number>
void read(const Json& json, const char* name, Number& value) {
    if (const auto at = json.find(name); at != json.end() && at->is_number_integer()) {
        value = at->get<Number>();
    }
}

void read(const Json& json, const char* name, std::string& text) {
    if (const auto at = json.find(name); at != json.end() && at->is_string()) {
        text = at->get<std::string>();
    }
}

void read(const Json& json, const char* name, bool& flag) {
    if (const auto at = json.find(name); at != json.end() && at->is_boolean()) {
        flag = at->get<bool>();
    }
}

/// Of an enum that counts from 0 to `last`.
template <class Enum>
void read(const Json& json, const char* name, Enum& value, Enum last) {
    int number = -1;
    read(json, name, number);
    if (number >= 0 && number <= static_cast<int>(last)) {
        value = static_cast<Enum>(number);
    }
}

Json json_of(const RunRules& rules) {
    return {{"user_agent", rules.user_agent},
            {"ca_file", rules.ca_file},
            {"proxy_use", static_cast<int>(rules.proxy_use)},
            {"proxy", rules.proxy},
            {"no_proxy", rules.no_proxy},
            {"family", static_cast<int>(rules.family)},
            {"connect_s", rules.connect_s},
            {"first_byte_s", rules.first_byte_s},
            {"idle_s", rules.idle_s},
            {"retry_limit", rules.retry_limit},
            {"time_from_server", rules.time_from_server},
            {"restart_changed", rules.restart_changed}};
}

RunRules rules_of(const Json& json) {
    RunRules rules;
    read(json, "user_agent", rules.user_agent);
    read(json, "ca_file", rules.ca_file);
    read(json, "proxy_use", rules.proxy_use, ProxyUse::manual);
    read(json, "proxy", rules.proxy);
    read(json, "no_proxy", rules.no_proxy);
    read(json, "family", rules.family, AddressFamily::v6);
    read(json, "connect_s", rules.connect_s);
    read(json, "first_byte_s", rules.first_byte_s);
    read(json, "idle_s", rules.idle_s);
    read(json, "retry_limit", rules.retry_limit);
    read(json, "time_from_server", rules.time_from_server);
    read(json, "restart_changed", rules.restart_changed);
    return rules;
}

Json object_of(std::string_view text) {
    Json json = Json::parse(text, nullptr, false);
    return json.is_object() ? json : Json::object();
}

}  // namespace

OwnOptions in_range(OwnOptions own) {
    own.connections = std::clamp(own.connections, 0, most_connections);
    own.speed = std::max<std::int64_t>(own.speed, 0);
    own.start_at = std::max<std::int64_t>(own.start_at, 0);
    for (download::Mirror& mirror : own.mirrors) {
        mirror.url = without_credentials(mirror.url);
    }
    return own;
}

Limits in_range(Limits limits) {
    limits.downloads_at_once = std::clamp(limits.downloads_at_once, 1, most_downloads);
    limits.connections = std::clamp(limits.connections, 0, most_connections);
    limits.per_host = std::clamp(limits.per_host, 1, most_connections);
    limits.total = std::clamp(limits.total, 1, most_in_total);
    limits.speed = std::max<std::int64_t>(limits.speed, 0);
    limits.runs = in_range(std::move(limits.runs));
    std::erase_if(limits.speed_of, [](const auto& one) { return one.second <= 0; });
    return limits;
}

std::string limits_to_json(const Limits& limits) {
    const Json json = {{"downloads_at_once", limits.downloads_at_once},
                       {"connections", limits.connections},
                       {"per_host", limits.per_host},
                       {"total", limits.total},
                       {"speed", limits.speed},
                       {"speed_of", limits.speed_of},
                       {"schedule", limits.schedule.text()},
                       {"runs", json_of(limits.runs)}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Limits limits_from_json(std::string_view text) {
    const Json json = object_of(text);
    Limits limits;
    read(json, "downloads_at_once", limits.downloads_at_once);
    read(json, "connections", limits.connections);
    read(json, "per_host", limits.per_host);
    read(json, "total", limits.total);
    read(json, "speed", limits.speed);
    if (const auto at = json.find("speed_of"); at != json.end() && at->is_object()) {
        for (const auto& [name, speed] : at->items()) {
            if (speed.is_number_integer()) {
                limits.speed_of[name] = speed.get<std::int64_t>();
            }
        }
    }
    if (const auto at = json.find("runs"); at != json.end() && at->is_object()) {
        limits.runs = rules_of(*at);
    }
    std::string schedule;
    read(json, "schedule", schedule);
    if (auto parsed = WeekSchedule::parse(schedule)) {
        limits.schedule = std::move(*parsed);
    }
    return in_range(std::move(limits));
}

std::string hosts_to_json(const download::HostMemory& hosts, std::int64_t now_s) {
    Json json = Json::object();
    for (const auto& [host, lesson] : hosts.list(now_s)) {
        json[host] = {{"connections", lesson.connections},
                      {"reason", lesson.reason},
                      {"learnt_at", lesson.learnt_at},
                      {"expires_at", lesson.expires_at}};
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void hosts_from_json(std::string_view text, download::HostMemory& hosts) {
    const Json json = object_of(text);
    for (const auto& [host, stored] : json.items()) {
        if (!stored.is_object()) {
            continue;
        }
        download::HostLesson lesson;
        read(stored, "connections", lesson.connections);
        read(stored, "reason", lesson.reason);
        read(stored, "learnt_at", lesson.learnt_at);
        read(stored, "expires_at", lesson.expires_at);
        if (lesson.connections > 0) {
            hosts.restore(host, lesson);
        }
    }
}

}  // namespace sluice::queue
