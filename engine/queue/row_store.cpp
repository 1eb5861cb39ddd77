#include "engine/queue/row_store.h"

#include <nlohmann/json.hpp>
#include <type_traits>

#include "engine/base/kinds.h"
#include "engine/queue/state_table.h"

namespace sluice::queue {

namespace {

using Json = nlohmann::json;

constexpr std::uint32_t flag_resumable = 1;
constexpr std::uint32_t flag_verified = 2;
constexpr std::uint32_t flag_tls_unverified = 4;
constexpr std::uint32_t flag_needs_secret = 8;
constexpr std::uint32_t flag_start_over = 16;
constexpr std::uint32_t flag_journal_left = 32;
constexpr std::uint32_t flag_start_at = 64;  // `retry_at` is the time before which it does not begin

/// Bytes that are no UTF-8 (a name on the disk may hold any) are replaced rather than refused.
std::string dump(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

template <class T>
void put(Json& json, const char* name, const T& value, const std::type_identity_t<T>& ordinary) {
    if (!(value == ordinary)) {
        json[name] = value;
    }
}

Json parse(const std::string& text) {
    if (text.empty()) {
        return Json::object();
    }
    Json json = Json::parse(text, nullptr, false);
    return json.is_object() ? json : Json::object();
}

template <class T>
void read(const Json& json, const char* name, T& into) {
    const auto found = json.find(name);
    if (found == json.end()) {
        return;
    }
    if constexpr (std::is_same_v<T, std::string>) {
        into = found->is_string() ? found->get<std::string>() : into;
    } else if constexpr (std::is_same_v<T, bool>) {
        into = found->is_boolean() ? found->get<bool>() : into;
    } else {
        into = found->is_number() ? found->get<T>() : into;
    }
}

}  // namespace

store::StoredDownload to_stored(const Row& row, const Marks& marks) {
    store::StoredDownload out;
    out.id = row.id;
    out.rank = marks.rank;
    out.state = static_cast<int>(row.state);
    out.phase = static_cast<int>(row.phase);
    out.removed = marks.removed;
    out.url = row.url;
    out.folder = row.folder;
    out.name = row.name;
    out.host = row.host;
    out.category = row.category;
    out.type = row.type;
    out.protocol = row.protocol;
    out.size = row.size;
    out.received = row.received;
    out.durable = row.durable;
    out.retries = row.retries;
    out.retry_at = marks.start_at != 0 ? marks.start_at : row.retry_at;
    out.added = row.added;
    out.finished = row.finished;
    out.active_ms = row.active_ms;
    out.flags = (row.resumable ? flag_resumable : 0) | (row.verified ? flag_verified : 0) |
                (row.tls_unverified ? flag_tls_unverified : 0) | (marks.needs_secret ? flag_needs_secret : 0) |
                (marks.start_over ? flag_start_over : 0) | (marks.journal_left ? flag_journal_left : 0) |
                (marks.start_at != 0 ? flag_start_at : 0);
    out.error = to_json(row.error);
    return out;
}

Row from_stored(store::StoredDownload stored, Marks& marks) {
    Row row;
    row.id = stored.id;
    row.state = stored.state >= 0 && stored.state < state_count ? static_cast<State>(stored.state) : State::queued;
    row.phase = stored.phase >= 0 && stored.phase <= static_cast<int>(Phase::pausing) ? static_cast<Phase>(stored.phase)
                                                                                      : Phase::none;
    if (!fits(row.state, row.phase)) {
        row.phase = Phase::none;
    }
    row.url = std::move(stored.url);
    row.folder = std::move(stored.folder);
    row.name = std::move(stored.name);
    row.host = std::move(stored.host);
    row.category = std::move(stored.category);
    row.type = std::move(stored.type);
    row.protocol = std::move(stored.protocol);
    row.size = stored.size;
    row.received = stored.received;
    row.durable = stored.durable;
    row.retries = stored.retries;
    row.retry_at = stored.retry_at;
    row.added = stored.added;
    row.finished = stored.finished;
    row.active_ms = stored.active_ms;
    row.resumable = (stored.flags & flag_resumable) != 0;
    row.verified = (stored.flags & flag_verified) != 0;
    row.tls_unverified = (stored.flags & flag_tls_unverified) != 0;
    row.error = error_from_json(stored.error);
    marks.rank = stored.rank;
    marks.removed = stored.removed;
    marks.needs_secret = (stored.flags & flag_needs_secret) != 0;
    marks.start_over = (stored.flags & flag_start_over) != 0;
    marks.journal_left = (stored.flags & flag_journal_left) != 0;
    if ((stored.flags & flag_start_at) != 0) {
        marks.start_at = stored.retry_at;
        row.retry_at = 0;
    }
    return row;
}

std::string to_json(const Error& error) {
    if (!error) {
        return {};
    }
    const ErrorArgs& args = error.facts();
    return dump({{"kind", kind_name(error.kind)},
                 {"code", static_cast<int>(error.code)},
                 {"errno", error.os_errno},
                 {"host", args.host},
                 {"address", args.address},
                 {"file", args.file},
                 {"detail", args.detail},
                 {"bytes", args.bytes},
                 {"limit", args.limit},
                 {"milliseconds", args.milliseconds},
                 {"status", args.status}});
}

Error error_from_json(const std::string& text) {
    if (text.empty()) {
        return {};
    }
    const Json json = parse(text);
    std::string name;
    read(json, "kind", name);
    Error error;
    error.kind = kind_of_name(name.c_str());
    if (error.kind == Kind::none) {
        error.kind = Kind::internal;
    }
    int code = static_cast<int>(base::facts_of(error.kind).code);
    read(json, "code", code);
    read(json, "errno", error.os_errno);
    error.code = static_cast<Code>(code);
    ErrorArgs args;
    read(json, "host", args.host);
    read(json, "address", args.address);
    read(json, "file", args.file);
    read(json, "detail", args.detail);
    read(json, "bytes", args.bytes);
    read(json, "limit", args.limit);
    read(json, "milliseconds", args.milliseconds);
    read(json, "status", args.status);
    error.args = std::make_shared<const ErrorArgs>(std::move(args));
    return error;
}

namespace {

bool is_pair(const Json& json) {
    return json.is_array() && json.size() == 2 && json[0].is_string();
}

void read_own_lists(const Json& json, OwnOptions& own) {
    for (const Json& one : json.value("hashes", Json::array())) {
        if (is_pair(one) && one[1].is_string()) {
            if (auto hash = download::named_hash(one[0].get<std::string>(), one[1].get<std::string>())) {
                own.hashes.push_back(std::move(*hash));
            }
        }
    }
    for (const Json& one : json.value("mirrors", Json::array())) {
        if (is_pair(one) && one[1].is_number_integer()) {
            own.mirrors.push_back({one[0].get<std::string>(), one[1].get<int>()});
        }
    }
}

}  // namespace

void tell(const Wish& wish, Details& details) {
    details.referrer = wish.referrer;
    details.user_agent = wish.user_agent;
    details.headers = wish.headers;
    details.ca_file = wish.ca_file;
    details.typed_name = wish.typed_name;
    details.conflict = wish.conflict;
    details.own = wish.own;
}

std::string to_json(const Wish& wish) {
    // Most are as most people leave them: only what differs is written.
    Json json = Json::object();
    put(json, "conflict", static_cast<int>(wish.conflict), 0);
    put(json, "name", wish.typed_name, {});
    put(json, "referrer", wish.referrer, {});
    put(json, "user_agent", wish.user_agent, {});
    put(json, "headers", wish.headers, {});
    put(json, "ca_file", wish.ca_file, {});
    put(json, "verify_tls", wish.verify_tls, true);
    put(json, "adopt", wish.adopt, {});
    put(json, "connections", wish.own.connections, 0);
    put(json, "speed", wish.own.speed, 0);
    for (const download::NamedHash& hash : wish.own.hashes) {
        json["hashes"].push_back({hash.algorithm, hash.hex});
    }
    for (const download::Mirror& mirror : wish.own.mirrors) {
        json["mirrors"].push_back({mirror.url, mirror.priority});
    }
    return json.empty() ? std::string() : dump(json);
}

Wish wish_from_json(const std::string& text) {
    const Json json = parse(text);
    Wish wish;
    int conflict = 0;
    read(json, "conflict", conflict);
    wish.conflict = conflict >= 0 && conflict <= 2 ? static_cast<Conflict>(conflict) : Conflict::rename;
    read(json, "name", wish.typed_name);
    read(json, "referrer", wish.referrer);
    read(json, "user_agent", wish.user_agent);
    read(json, "ca_file", wish.ca_file);
    read(json, "verify_tls", wish.verify_tls);
    read(json, "adopt", wish.adopt);
    read(json, "connections", wish.own.connections);
    read(json, "speed", wish.own.speed);
    read_own_lists(json, wish.own);
    const auto headers = json.find("headers");
    if (headers != json.end() && headers->is_array()) {
        for (const Json& header : *headers) {
            if (header.is_string()) {
                wish.headers.push_back(header.get<std::string>());
            }
        }
    }
    return wish;
}

std::string to_json(const Learnt& learnt) {
    Json json = Json::object();
    put(json, "final_url", learnt.final_url, {});
    put(json, "path", learnt.path, {});
    put(json, "part_path", learnt.part_path, {});
    put(json, "name_source", learnt.name_source, {});
    put(json, "etag", learnt.etag, {});
    put(json, "last_modified", learnt.last_modified, {});
    put(json, "resume_reason", learnt.resume_reason, {});
    put(json, "sha256", learnt.sha256, {});
    put(json, "digest_text", learnt.digest_text, {});
    put(json, "peak_speed", learnt.peak_speed, 0.0);
    return json.empty() ? std::string() : dump(json);
}

Learnt learnt_from_json(const std::string& text) {
    const Json json = parse(text);
    Learnt learnt;
    read(json, "final_url", learnt.final_url);
    read(json, "path", learnt.path);
    read(json, "part_path", learnt.part_path);
    read(json, "name_source", learnt.name_source);
    read(json, "etag", learnt.etag);
    read(json, "last_modified", learnt.last_modified);
    read(json, "resume_reason", learnt.resume_reason);
    read(json, "sha256", learnt.sha256);
    read(json, "digest_text", learnt.digest_text);
    read(json, "peak_speed", learnt.peak_speed);
    return learnt;
}

}  // namespace sluice::queue
