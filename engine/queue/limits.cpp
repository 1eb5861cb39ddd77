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

Json object_of(std::string_view text) {
    Json json = Json::parse(text, nullptr, false);
    return json.is_object() ? json : Json::object();
}

}  // namespace

OwnOptions in_range(OwnOptions own) {
    own.connections = std::clamp(own.connections, 0, most_connections);
    own.speed = std::max<std::int64_t>(own.speed, 0);
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
                       {"schedule", limits.schedule.text()}};
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
