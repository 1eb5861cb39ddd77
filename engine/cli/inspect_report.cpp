#include "engine/cli/inspect_report.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "engine/base/ascii.h"

namespace sluice::cli {

namespace {

using Json = nlohmann::ordered_json;

std::string masked(const std::string& head) {
    static constexpr std::string_view secret[] = {"authorization:", "proxy-authorization:", "cookie:", "set-cookie:"};
    std::string out;
    for (std::size_t at = 0; at < head.size();) {
        const std::size_t end = std::min(head.find('\n', at), head.size() - 1) + 1;
        std::string line = head.substr(at, end - at);
        for (const std::string_view name : secret) {
            if (base::starts_with_ignoring_case(line, name)) {
                line = line.substr(0, name.size()) + " ***\r\n";
            }
        }
        out += line;
        at = end;
    }
    return out;
}

struct Span {
    const char* name;
    std::int64_t start, end;
};

std::vector<Span> spans_of(const RequestRecord& record) {
    const auto& m = record.marks;
    return {{"lookup", m.dns_start, m.dns_end},    {"connect", m.connect_start, m.connect_end},
            {"tls", m.tls_start, m.tls_end},       {"send", m.request_start, m.request_end},
            {"wait", m.request_end, m.first_byte}, {"receive", m.first_byte, m.last_byte}};
}

Json json_of(const TlsRecord& tls) {
    Json chain = Json::array();
    for (const CertificateFacts& c : tls.chain) {
        Json one;
        one["subject"] = c.subject;
        one["issuer"] = c.issuer;
        one["names"] = c.names;
        one["key"] = c.key;
        one["sha256"] = c.sha256;
        chain.push_back(std::move(one));
    }
    Json out;
    out["version"] = tls.version;
    out["cipher"] = tls.cipher;
    out["group"] = tls.group;
    out["alpn"] = tls.alpn;
    out["server_name"] = tls.server_name;
    out["resumed"] = tls.resumed;
    out["verified"] = tls.verify_peer && tls.verify_host && tls.verify_result == 0;
    out["verify_text"] = tls.verify_text;
    out["chain"] = std::move(chain);
    return out;
}

Json json_of(const RequestRecord& record) {
    Json times;
    for (const Span& span : spans_of(record)) {
        if (span.start >= 0 && span.end >= span.start) {
            times[span.name] = Json::array({span.start / 1000, span.end / 1000});
        }
    }
    Json out;
    out["number"] = record.number;
    out["method"] = record.method;
    out["url"] = record.url;
    out["protocol"] = record.protocol;
    out["status"] = record.status;
    out["reason"] = record.reason;
    out["started_us"] = record.started_ns / 1000;
    out["times_us"] = std::move(times);
    out["connection"] = record.connection_id;
    out["reused"] = record.reused;
    out["remote"] = record.remote_address;
    out["local"] = record.local_address;
    out["bytes"] = {{"request", record.request_bytes}, {"head", record.head_bytes}, {"body", record.body_bytes}};
    out["redirect"] = record.redirect_target;
    out["request_head"] = masked(record.request_head);
    out["response_head"] = masked(record.response_head);
    out["end"] = record.end_reason;
    out["tls"] = record.tls ? json_of(*record.tls) : Json(nullptr);
    return out;
}

}  // namespace

std::string inspect_json(const Info& info, const Error& error) {
    Json out;
    out["url"] = info.http.effective_url;
    out["code"] = static_cast<int>(error.code);
    out["error"] = error ? Json(error.text()) : Json(nullptr);
    out["total_us"] = info.times.total;
    out["bytes"] = info.sizes.download;
    out["requests"] = Json::array();
    for (const RequestRecord& record : info.requests) {
        out["requests"].push_back(json_of(record));
    }
    return out.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string inspect_text(const Info& info, const Error& error) {
    std::string out;
    for (const RequestRecord& record : info.requests) {
        out += fmt::format("{}. {} {}\n", record.number + 1, record.method, record.url);
        out += fmt::format("   {} {} {}, {}, {} bytes\n", record.protocol, record.status, record.reason,
                           record.end_reason, record.body_bytes);
        out += fmt::format("   connection {}{} to {} from {}\n", record.connection_id, record.reused ? " (reused)" : "",
                           record.remote_address, record.local_address);
        for (const LostAttempt& lost : record.lost) {
            out += fmt::format("   tried {}: {}\n", lost.address, lost.reason);
        }
        for (const Span& span : spans_of(record)) {
            if (span.start >= 0 && span.end >= span.start) {
                out += fmt::format("   {:<8} {:>10.3f} ms  (from {:.3f})\n", span.name,
                                   static_cast<double>(span.end - span.start) / 1e6,
                                   static_cast<double>(record.started_ns + span.start) / 1e6);
            }
        }
        if (record.tls) {
            out += fmt::format("   {} {} {}{}, {}\n", record.tls->version, record.tls->cipher, record.tls->alpn,
                               record.tls->resumed ? " resumed" : "", record.tls->verify_text);
            for (const CertificateFacts& c : record.tls->chain) {
                out += fmt::format("     {} ({}), issued by {}\n", c.subject, c.key, c.issuer);
            }
        }
        std::string heads = masked(record.request_head) + masked(record.response_head);
        for (std::size_t at = 0; at < heads.size();) {
            const std::size_t end = std::min(heads.find('\n', at), heads.size());
            out += "   | " + heads.substr(at, end - at - (end > at && heads[end - 1] == '\r' ? 1 : 0)) + "\n";
            at = end + 1;
        }
    }
    out += fmt::format("total {:.3f} ms, {} bytes, {}\n", static_cast<double>(info.times.total) / 1e3,
                       info.sizes.download, error ? error.text() : std::string("complete"));
    return out;
}

}  // namespace sluice::cli
