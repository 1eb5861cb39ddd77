#include "engine/conn/connect_trace.h"

#include "engine/http/http_date.h"

namespace sluice::conn {

namespace {

std::string microseconds(Duration took) {
    return std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(took).count()) + " us";
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) {
        out += (out.empty() ? "" : ", ") + word;
    }
    return out;
}

const char* words_of(NameSource source) {
    switch (source) {
        case NameSource::lookup:
            return "looked up";
        case NameSource::cached:
            return "from the cache";
        case NameSource::literal:
            return "needed no lookup";
        case NameSource::override_list:
            return "preset by the options";
        case NameSource::none:
            break;
    }
    return "known";
}

std::string date(std::chrono::sys_seconds time) {
    return http::format_http_date(time.time_since_epoch().count());
}

}  // namespace

void tell_names(const ConnectReport& report, const std::string& host, const dns::Names& names, Duration took) {
    if (!report.listens()) {
        return;
    }
    std::vector<std::string> addresses;
    for (const sys::Address& address : names.addresses) {
        addresses.push_back(address.ip());
    }
    if (names.source != NameSource::literal) {
        report.say("Host " + host + " was resolved: " + joined(addresses));
    }
    if (report.tells(trace_area::dns)) {
        report.say(
            "[DNS] " + host + ' ' + words_of(names.source) + " in " + microseconds(took) + ": " + joined(addresses),
            trace_area::dns);
    }
}

void tell_connected(const ConnectReport& report, const std::string& host, const Connection& connection) {
    if (!report.listens()) {
        return;
    }
    report.say("Connected to " + host + " (" + connection.remote.ip() + ") port " +
               std::to_string(connection.remote.port()));
    if (report.tells(trace_area::tcp)) {
        report.say("[TCP] " + connection.local.text() + " -> " + connection.remote.text() + ", " +
                       std::to_string(report.record().lost.size()) + " other attempts lost",
                   trace_area::tcp);
    }
}

void tell_offer(const ConnectReport& report, const std::vector<std::string>& protocols) {
    if (report.listens()) {
        report.say("ALPN: offering " + joined(protocols));
    }
}

void tell_tls(const ConnectReport& report, const TlsRecord& facts, Duration took) {
    if (!report.listens()) {
        return;
    }
    report.say("SSL connection using " + facts.version + " / " + facts.cipher + (facts.resumed ? ", resumed" : ""));
    report.say(facts.alpn.empty() ? std::string("ALPN: server did not agree on a protocol")
                                  : "ALPN: server accepted " + facts.alpn);
    if (!facts.chain.empty()) {
        const CertificateFacts& own = facts.chain.front();
        report.say("Server certificate:");
        report.say(" subject: " + own.subject);
        report.say(" start date: " + date(own.not_before));
        report.say(" expire date: " + date(own.not_after));
        report.say(" issuer: " + own.issuer);
    }
    report.say(facts.verify_peer ? " certificate verify ok" : "Certificate checks are off: " + facts.verify_text);
    if (report.tells(trace_area::tls)) {
        report.say("[TLS] handshake took " + microseconds(took) + ", group " +
                       (facts.group.empty() ? "unknown" : facts.group) + ", " + std::to_string(facts.chain.size()) +
                       " certificates, OCSP answer " + (facts.ocsp_stapled ? "stapled" : "not stapled"),
                   trace_area::tls);
    }
}

}  // namespace sluice::conn
