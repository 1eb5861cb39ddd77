#include "engine/queue/details_codec.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/queue/masking.h"

namespace sluice::queue {

namespace {

using Json = nlohmann::json;

/// Writes a member to JSON, or reads it: one list of fields serves both directions.
class Writer {
  public:
    Json json = Json::object();
    void operator()(const char* name, const std::string& text) { json[name] = text; }
    void operator()(const char* name, bool value) { json[name] = value; }
    template <class Number>
    void operator()(const char* name, Number value) {
        json[name] = value;
    }
};

class Reader {
  public:
    explicit Reader(const Json& json) : json_(json) {}
    void operator()(const char* name, std::string& text) const {
        if (const Json* at = find(name); at != nullptr && at->is_string()) {
            text = at->get<std::string>();
        }
    }
    void operator()(const char* name, bool& value) const {
        if (const Json* at = find(name); at != nullptr && at->is_boolean()) {
            value = at->get<bool>();
        }
    }
    template <class Number>
    void operator()(const char* name, Number& value) const {
        if (const Json* at = find(name); at != nullptr && at->is_number()) {
            value = at->get<Number>();
        }
    }

  private:
    const Json* find(const char* name) const {
        const auto found = json_.find(name);
        return found == json_.end() ? nullptr : &*found;
    }
    const Json& json_;
};

template <class Visitor, class Record>
void visit_request(Visitor&& field, Record& r) {
    field("number", r.number);
    field("attempt", r.attempt);
    field("method", r.method);
    field("url", r.url);
    field("started_ns", r.started_ns);
    field("queued_end", r.marks.queued_end);
    field("dns_start", r.marks.dns_start);
    field("dns_end", r.marks.dns_end);
    field("connect_start", r.marks.connect_start);
    field("connect_end", r.marks.connect_end);
    field("tls_start", r.marks.tls_start);
    field("tls_end", r.marks.tls_end);
    field("request_start", r.marks.request_start);
    field("request_end", r.marks.request_end);
    field("first_byte", r.marks.first_byte);
    field("last_byte", r.marks.last_byte);
    field("reused", r.reused);
    field("connection_id", r.connection_id);
    field("remote_address", r.remote_address);
    field("local_address", r.local_address);
    field("proxy", r.proxy);
    field("rtt_us", r.rtt_us);
    field("retransmits", r.retransmits);
    field("congestion_window", r.congestion_window);
    field("protocol", r.protocol);
    field("status", r.status);
    field("reason", r.reason);
    field("redirect_target", r.redirect_target);
    field("range_asked", r.range_asked);
    field("range_got", r.range_got);
    field("head_bytes", r.head_bytes);
    field("body_bytes", r.body_bytes);
    field("request_bytes", r.request_bytes);
    field("request_head", r.request_head);
    field("response_head", r.response_head);
    field("end_reason", r.end_reason);
}

template <class Visitor, class Record>
void visit_tls(Visitor&& field, Record& t) {
    field("version", t.version);
    field("cipher", t.cipher);
    field("group", t.group);
    field("alpn", t.alpn);
    field("server_name", t.server_name);
    field("resumed", t.resumed);
    field("verify_peer", t.verify_peer);
    field("verify_host", t.verify_host);
    field("verify_result", t.verify_result);
    field("verify_text", t.verify_text);
    field("ocsp_stapled", t.ocsp_stapled);
    field("sct_count", t.sct_count);
}

template <class Visitor, class Record>
void visit_certificate(Visitor&& field, Record& c) {
    field("subject", c.subject);
    field("common_name", c.common_name);
    field("issuer", c.issuer);
    field("serial", c.serial);
    field("version", c.version);
    field("key", c.key);
    field("signature_algorithm", c.signature_algorithm);
    field("sha256", c.sha256);
    field("pem", c.pem);
}

template <class Visitor, class Record>
void visit_lost(Visitor&& field, Record& l) {
    field("address", l.address);
    field("start_ns", l.start_ns);
    field("end_ns", l.end_ns);
    field("reason", l.reason);
}

Json certificate_json(const CertificateFacts& certificate) {
    Writer writer;
    visit_certificate(writer, certificate);
    writer.json["names"] = certificate.names;
    writer.json["not_before"] = certificate.not_before.time_since_epoch().count();
    writer.json["not_after"] = certificate.not_after.time_since_epoch().count();
    return std::move(writer.json);
}

Json tls_json(const TlsRecord& tls) {
    Writer writer;
    visit_tls(writer, tls);
    Json& chain = writer.json["chain"] = Json::array();
    for (const CertificateFacts& certificate : tls.chain) {
        chain.push_back(certificate_json(certificate));
    }
    return std::move(writer.json);
}

/// Requests over one connection share their TLS record: it is written once.
Json request_json(const RequestRecord& request, Json& tls_records, std::vector<const TlsRecord*>& known) {
    RequestRecord safe = request;
    safe.url = masked(safe.url);
    safe.redirect_target = masked(safe.redirect_target);
    safe.request_head = masked(safe.request_head);
    safe.response_head = masked(safe.response_head);
    Writer writer;
    visit_request(writer, safe);
    writer.json["started_at"] =
        std::chrono::duration_cast<std::chrono::nanoseconds>(safe.started_at.time_since_epoch()).count();
    writer.json["name_source"] = static_cast<int>(safe.name_source);
    Json& lost = writer.json["lost"] = Json::array();
    for (const LostAttempt& attempt : safe.lost) {
        Writer one;
        visit_lost(one, attempt);
        lost.push_back(std::move(one.json));
    }
    if (safe.tls != nullptr) {
        const auto at = std::find(known.begin(), known.end(), safe.tls.get());
        writer.json["tls"] = at - known.begin();
        if (at == known.end()) {
            known.push_back(safe.tls.get());
            tls_records.push_back(tls_json(*safe.tls));
        }
    }
    return std::move(writer.json);
}

const Json& list_of(const Json& json, const char* name) {
    static const Json none = Json::array();
    const auto found = json.find(name);
    return found != json.end() && found->is_array() ? *found : none;
}

std::shared_ptr<const TlsRecord> read_tls(const Json& json) {
    auto tls = std::make_shared<TlsRecord>();
    visit_tls(Reader(json), *tls);
    for (const Json& one : list_of(json, "chain")) {
        CertificateFacts certificate;
        visit_certificate(Reader(one), certificate);
        for (const Json& name : list_of(one, "names")) {
            certificate.names.push_back(name.is_string() ? name.get<std::string>() : std::string());
        }
        std::int64_t before = 0;
        std::int64_t after = 0;
        const Reader dates(one);
        dates("not_before", before);
        dates("not_after", after);
        certificate.not_before = std::chrono::sys_seconds(std::chrono::seconds(before));
        certificate.not_after = std::chrono::sys_seconds(std::chrono::seconds(after));
        tls->chain.push_back(std::move(certificate));
    }
    return tls;
}

RequestRecord read_request(const Json& json, const std::vector<std::shared_ptr<const TlsRecord>>& tls_records) {
    RequestRecord request;
    const Reader reader(json);
    visit_request(reader, request);
    std::int64_t started_at = 0;
    int source = 0;
    std::int64_t tls = -1;
    reader("started_at", started_at);
    reader("name_source", source);
    reader("tls", tls);
    request.started_at = std::chrono::system_clock::time_point(std::chrono::nanoseconds(started_at));
    if (source >= 0 && source <= static_cast<int>(NameSource::override_list)) {
        request.name_source = static_cast<NameSource>(source);
    }
    if (tls >= 0 && tls < static_cast<std::int64_t>(tls_records.size())) {
        request.tls = tls_records[static_cast<std::size_t>(tls)];
    }
    for (const Json& one : list_of(json, "lost")) {
        visit_lost(Reader(one), request.lost.emplace_back());
    }
    return request;
}

void read_log(const Json& json, std::vector<LogLine>& log) {
    for (const Json& one : list_of(json, "log")) {
        LogLine& line = log.emplace_back();
        int level = 1;
        const Reader reader(one);
        reader("at", line.at_ms);
        reader("level", level);
        reader("connection", line.connection_id);
        reader("text", line.text);
        line.level = level >= 0 && level <= static_cast<int>(Level::error) ? static_cast<Level>(level) : Level::info;
    }
}

/// Pairs of numbers: curve and ranges.
template <class Pair, class Number>
void read_pairs(const Json& list, std::vector<Pair>& out) {
    for (const Json& one : list) {
        if (one.is_array() && one.size() == 2 && one[0].is_number() && one[1].is_number()) {
            out.push_back({one[0].get<Number>(), one[1].get<Number>()});
        }
    }
}

}  // namespace

std::string to_json(const History& history) {
    Json json = Json::object();
    Json& tls_records = json["tls_records"] = Json::array();
    Json requests = Json::array();
    std::vector<const TlsRecord*> known;
    for (const RequestRecord& request : history.requests) {
        requests.push_back(request_json(request, tls_records, known));
    }
    json["requests"] = std::move(requests);
    Json& log = json["log"] = Json::array();
    for (const LogLine& line : history.log) {
        log.push_back({{"at", line.at_ms},
                       {"level", static_cast<int>(line.level)},
                       {"connection", line.connection_id},
                       {"text", masked(line.text)}});
    }
    Json& speed = json["speed"] = Json::array();
    for (const SpeedSample& sample : history.speed) {
        speed.push_back({sample.at_s, sample.bytes_per_second});
    }
    Json& written = json["written"] = Json::array();
    for (const Range& range : history.written) {
        written.push_back({range.begin, range.end});
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

History history_from_json(const std::string& text) {
    History history;
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) {
        return history;
    }
    std::vector<std::shared_ptr<const TlsRecord>> tls_records;
    for (const Json& one : list_of(json, "tls_records")) {
        tls_records.push_back(read_tls(one));
    }
    for (const Json& one : list_of(json, "requests")) {
        history.requests.push_back(read_request(one, tls_records));
    }
    read_log(json, history.log);
    read_pairs<SpeedSample, float>(list_of(json, "speed"), history.speed);
    read_pairs<Range, std::int64_t>(list_of(json, "written"), history.written);
    return history;
}

void trim(History& history, std::size_t requests, std::size_t lines) {
    if (history.requests.size() > requests && requests > 0) {
        const auto excess = static_cast<std::ptrdiff_t>(history.requests.size() - requests);
        history.requests.erase(history.requests.begin() + 1, history.requests.begin() + 1 + excess);
    }
    if (history.log.size() > lines) {
        history.log.erase(history.log.begin(), history.log.end() - static_cast<std::ptrdiff_t>(lines));
    }
}

}  // namespace sluice::queue
