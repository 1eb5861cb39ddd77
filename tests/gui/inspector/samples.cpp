#include "tests/gui/inspector/samples.h"

#include <cmath>

namespace sluice::test {

namespace {

constexpr std::int64_t ms = 1'000'000;
constexpr std::int64_t MiB = 1024 * 1024;

std::chrono::system_clock::time_point at(std::int64_t epochMs) {
    return std::chrono::system_clock::time_point(std::chrono::milliseconds(epochMs));
}

CertificateFacts certificate(std::string name, std::string issuer, int daysLeft) {
    CertificateFacts facts;
    // Of the present: the panel counts the days that are left.
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    facts.common_name = name;
    facts.subject = "CN=" + name;
    facts.issuer = std::move(issuer);
    facts.serial = "04:9f:3a:77:01:c2";
    facts.version = 3;
    facts.names = {name, "www." + name};
    facts.not_before = now - std::chrono::hours(24 * 60);
    facts.not_after = now + std::chrono::hours(24 * daysLeft + 5);
    facts.key = "EC P-256";
    facts.signature_algorithm = "ecdsa-with-SHA384";
    facts.sha256 = "3F:9A:11:52:C4:0B:7E:88:19:A0:44:6D:2E:F1:35:B7:90:CC:51:D8:02:6A:EB:7D:48:13:9C:F6:20:A5:71:0E";
    facts.pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    return facts;
}

std::shared_ptr<TlsRecord> tls(const std::string& host, int daysLeft) {
    auto record = std::make_shared<TlsRecord>();
    record->version = "TLSv1.3";
    record->cipher = "TLS_AES_128_GCM_SHA256";
    record->group = "X25519";
    record->alpn = "http/1.1";
    record->server_name = host;
    record->ocsp_stapled = true;
    record->sct_count = 2;
    record->chain = {certificate(host, "CN=E6,O=Let's Encrypt,C=US", daysLeft),
                     certificate("E6", "CN=ISRG Root X1,O=Internet Security Research Group,C=US", 900)};
    return record;
}

RequestRecord request(int number, std::string url, std::int64_t startedMs) {
    RequestRecord record;
    record.number = number;
    record.method = "GET";
    record.url = std::move(url);
    record.started_at = at(startedMs);
    record.protocol = "HTTP/1.1";
    record.name_source = NameSource::lookup;
    record.connection_id = number + 1;
    record.remote_address = "151.101.2.132:443";
    record.local_address = "192.168.1.20:50412";
    return record;
}

RequestRecord::Marks usualMarks(std::int64_t firstByte, std::int64_t lastByte) {
    RequestRecord::Marks m;
    m.queued_end = 3'100'000;
    m.dns_start = m.queued_end;
    m.dns_end = m.dns_start + 12'400'000;
    m.connect_start = m.dns_end;
    m.connect_end = m.connect_start + 21'900'000;
    m.tls_start = m.connect_end;
    m.tls_end = m.tls_start + 31 * ms;
    m.request_start = m.tls_end;
    m.request_end = m.request_start + 200'000;
    m.first_byte = firstByte;
    m.last_byte = lastByte;
    return m;
}

std::string requestHead(const std::string& path, const std::string& host) {
    return "GET " + path + " HTTP/1.1\r\nHost: " + host +
           "\r\nUser-Agent: Sluice/0.1\r\nAccept: */*\r\nAccept-Encoding: identity\r\n"
           "Cookie: session=s3cret-cookie; theme=dark\r\nAuthorization: Bearer s3cret-token\r\n\r\n";
}

void redirect(RequestRecord& record, std::string target) {
    record.status = 302;
    record.reason = "Found";
    record.end_reason = "redirected";
    record.redirect_target = target;
    record.response_head = "HTTP/1.1 302 Found\r\nLocation: " + target +
                           "\r\nSet-Cookie: id=s3cret-set; Path=/\r\nContent-Length: 0\r\n\r\n";
    record.head_bytes = static_cast<std::int64_t>(record.response_head.size());
}

void addLog(queue::Details& details, int count, std::int64_t firstMs) {
    static constexpr const char* texts[] = {"Looking up cdimage.debian.org",
                                            "Connected to 151.101.2.132:443",
                                            "TLS 1.3, TLS_AES_128_GCM_SHA256",
                                            "GET /debian-cd/current/",
                                            "200 OK, 663.0 MiB",
                                            "Saved to disk up to 128.0 MiB"};
    for (int i = 0; i < count; ++i) {
        queue::LogLine line;
        line.at_ms = firstMs + i * 37;
        line.level = i % 6 == 0 ? queue::Level::detail : queue::Level::info;
        line.connection_id = i % 6 == 0 ? -1 : 1;
        line.text = texts[i % 6];
        details.log.push_back(std::move(line));
    }
}

void addSpeed(queue::Details& details, int seconds) {
    double sum = 0;
    for (int i = 0; i <= seconds; ++i) {
        const double ramp = std::min(1.0, i / 3.0);
        const double value = ramp * (17.5 + 3.0 * std::sin(i / 2.3) + 0.8 * std::sin(i * 1.7)) * double(MiB);
        details.speed.push_back({float(i), float(value)});
        details.peak_speed = std::max(details.peak_speed, value);
        sum += value;
    }
    details.mean_speed = sum / (seconds + 1);
}

std::shared_ptr<queue::Details> base(queue::Id id, const char* name, const char* url, const char* host) {
    auto details = std::make_shared<queue::Details>();
    details->row.id = id;
    details->row.name = name;
    details->row.folder = "/home/ada/Downloads";
    details->row.url = url;
    details->row.host = host;
    details->row.category = "Disk images";
    details->row.added = sampleNowMs / 1000 - 300;
    details->path = "/home/ada/Downloads/" + details->row.name;
    details->part_path = details->path + ".part";
    details->name_source = "address";
    return details;
}

}  // namespace

std::shared_ptr<queue::Details> finishedOverRedirects() {
    auto d = base(1, "debian-12.11.0-amd64-netinst.iso", "https://debian.org/download?file=netinst&token=s3cret-query",
                  "debian.org");
    const std::int64_t start = sampleNowMs - 60'000;
    d->row.state = queue::State::done;
    d->row.size = d->row.received = d->row.durable = 663 * MiB;
    d->row.finished = start / 1000 + 23;
    d->row.active_ms = 22'700;
    d->row.verified = true;
    d->row.resumable = true;
    d->row.protocol = "HTTP/1.1";
    d->row.type = "application/x-iso9660-image";
    d->final_url = "https://saimei.ftp.acc.umu.se/debian-cd/current/amd64/iso-cd/debian-12.11.0-amd64-netinst.iso";
    d->etag = "\"29700000-63a1\"";
    d->last_modified = "Sat, 17 May 2025 09:12:44 GMT";
    d->resume_reason = "the server takes ranges and sent a strong ETag";
    d->sha256 = "30ca12a15cae6a1033e03ad59eb7f66a6d5a258dcf27acd115c2bd42d22640e8";
    d->digest_text =
        "sha-256 30ca12a15cae6a1033e03ad59eb7f66a6d5a258dcf27acd115c2bd42d22640e8 (the checksum file SHA256SUMS on the "
        "same host)";
    d->written = {{0, d->row.size}};

    RequestRecord first = request(0, d->row.url, start);
    first.marks = usualMarks(90 * ms, 91 * ms);
    first.tls = tls("debian.org", 9);
    first.request_head = requestHead("/download?file=netinst&token=s3cret-query", "debian.org");
    redirect(first, "https://cdimage.debian.org/debian-cd/current/");
    RequestRecord second = request(1, "https://cdimage.debian.org/debian-cd/current/", start + 92);
    second.marks = usualMarks(74 * ms, 75 * ms);
    second.tls = tls("cdimage.debian.org", 61);
    second.request_head = requestHead("/debian-cd/current/", "cdimage.debian.org");
    redirect(second, d->final_url);
    RequestRecord third = request(2, d->final_url, start + 170);
    third.marks = usualMarks(113'400'000, 22'593 * ms);
    third.tls = tls("saimei.ftp.acc.umu.se", 61);
    third.lost = {{"[2001:6b0:19::171]:443", 15'500'000, 37'400'000, "slower"}};
    third.status = 200;
    third.reason = "OK";
    third.end_reason = "complete";
    third.body_bytes = d->row.size;
    third.rtt_us = 21'400;
    third.retransmits = 3;
    third.congestion_window = 184;
    third.request_head =
        requestHead("/debian-cd/current/amd64/iso-cd/debian-12.11.0-amd64-netinst.iso", "saimei.ftp.acc.umu.se");
    third.response_head =
        "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n"
        "HTTP/1.1 200 OK\r\nDate: Sun, 22 Nov 2026 13:01:30 GMT\r\nServer: Apache\r\nAccept-Ranges: bytes\r\n"
        "ETag: \"29700000-63a1\"\r\nContent-Length: 695205888\r\nContent-Type: application/x-iso9660-image\r\n\r\n";
    third.head_bytes = static_cast<std::int64_t>(third.response_head.size());
    d->requests = {first, second, third};
    addLog(*d, 24, start);
    addSpeed(*d, 23);
    return d;
}

std::shared_ptr<queue::Details> failedNotFound() {
    auto d = base(2, "missing.zip", "http://example.org/files/missing.zip", "example.org");
    d->row.state = queue::State::failed;
    auto args = std::make_shared<ErrorArgs>();
    args->host = "example.org";
    args->status = 404;
    d->row.error = Error{Code::http_returned_error, Kind::http_gone, 0, args};
    RequestRecord record = request(0, d->row.url, sampleNowMs - 5000);
    record.remote_address = "93.184.215.14:80";
    record.name_source = NameSource::cached;
    record.marks = usualMarks(80 * ms, 81 * ms);
    record.marks.dns_start = record.marks.dns_end = -1;
    record.marks.tls_start = record.marks.tls_end = -1;
    record.status = 404;
    record.reason = "Not Found";
    record.end_reason = "complete";
    record.body_bytes = 1256;
    record.request_head = requestHead("/files/missing.zip", "example.org");
    record.response_head = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 1256\r\n\r\n";
    d->requests = {record};
    addLog(*d, 5, sampleNowMs - 5000);
    d->log.push_back({sampleNowMs - 4900, queue::Level::warning, 1, "The server sent no Accept-Ranges"});
    d->log.push_back(
        {sampleNowMs - 4800, queue::Level::error, 1, "404 Not Found: http://example.org/files/missing.zip"});
    return d;
}

std::shared_ptr<queue::Details> runningUnknownSize(std::int64_t nowMs) {
    auto d = base(3, "lecture 07 – Fourier Analysis.mp4", "https://media.example.edu/stream", "media.example.edu");
    d->row.state = queue::State::active;
    d->row.phase = queue::Phase::downloading;
    d->row.received = 88 * MiB;
    d->row.durable = 80 * MiB;
    d->row.speed = 2.3 * double(MiB);
    d->row.connections = 1;
    d->row.active_ms = 38'000;
    d->row.tls_unverified = true;
    d->resume_reason = "server sent no Accept-Ranges";
    d->written = {{0, 88 * MiB}};
    d->in_flight = {{88 * MiB, 96 * MiB}};
    RequestRecord record = request(0, d->row.url, nowMs - 38'000);
    record.reused = true;
    record.connection_id = 3;
    record.marks.queued_end = 1 * ms;
    record.marks.request_start = 1 * ms;
    record.marks.request_end = 1'200'000;
    record.marks.first_byte = 46 * ms;
    record.status = 200;
    record.reason = "OK";
    record.body_bytes = 88 * MiB;
    auto unverified = tls("media.example.edu", 200);
    unverified->verify_peer = unverified->verify_host = false;
    record.tls = unverified;
    record.request_head = requestHead("/stream", "media.example.edu");
    record.response_head = "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nTransfer-Encoding: chunked\r\n\r\n";
    d->requests = {record};
    addLog(*d, 4, nowMs - 38'000);
    addSpeed(*d, 38);
    return d;
}

std::shared_ptr<queue::Details> runningEightSegments(std::int64_t nowMs) {
    auto d = base(4, "Blender-4.2.1-linux-x64.tar.xz", "https://download.blender.org/release/blender-4.2.1.tar.xz",
                  "download.blender.org");
    d->row.state = queue::State::active;
    d->row.phase = queue::Phase::downloading;
    d->row.size = 341 * MiB;
    d->row.speed = 18.4 * double(MiB);
    d->row.left_s = 14;
    d->row.connections = 8;
    d->row.active_ms = 12'000;
    d->row.resumable = true;
    d->resume_reason = "the server takes ranges and sent a strong ETag";
    const std::int64_t part = d->row.size / 8;
    for (int i = 0; i < 8; ++i) {
        const std::int64_t begin = i * part;
        const std::int64_t end = i == 7 ? d->row.size : begin + part;
        const std::int64_t done = i == 0 ? end - begin : (end - begin) * (9 - i) / 10;
        d->written.push_back({begin, begin + done});
        d->row.received += done;
        if (i > 0) {
            d->in_flight.push_back({begin, end});
        }
        RequestRecord record = request(i, d->row.url, nowMs - 12'000 + i * 40);
        record.marks = usualMarks(110 * ms, i == 0 ? 9'000 * ms : -1);
        record.status = 206;
        record.reason = "Partial Content";
        record.range_asked = "bytes=" + std::to_string(begin) + "-" + std::to_string(end - 1);
        record.body_bytes = done;
        record.tls = tls("download.blender.org", 61);
        record.end_reason = i == 0 ? "complete" : "";
        record.request_head = requestHead("/release/blender-4.2.1.tar.xz", "download.blender.org");
        d->requests.push_back(record);
    }
    d->row.durable = d->row.received - 10 * MiB;
    addLog(*d, 30, nowMs - 12'000);
    addSpeed(*d, 60);
    return d;
}

std::shared_ptr<queue::Details> waitingForRetry(std::int64_t nowMs) {
    auto d = base(5, "backup-2026-11.tar.zst", "https://nas.example.net/backup-2026-11.tar.zst", "nas.example.net");
    d->row.state = queue::State::waiting;
    d->row.phase = queue::Phase::retry_later;
    d->row.size = 4608 * MiB;
    d->row.received = 3300 * MiB;
    d->row.durable = 3277 * MiB;
    d->row.retries = 2;
    d->row.retry_at = nowMs / 1000 + 12;
    d->row.resumable = true;
    auto args = std::make_shared<ErrorArgs>();
    args->host = "nas.example.net";
    args->address = "192.0.2.7:443";
    d->row.error = Error{Code::recv_error, Kind::net_reset, 104, args};
    d->written = {{0, 3300 * MiB}};
    RequestRecord record = request(0, d->row.url, nowMs - 90'000);
    record.marks = usualMarks(110 * ms, 80'000 * ms);
    record.status = 200;
    record.reason = "OK";
    record.body_bytes = 3300 * MiB;
    record.end_reason = "connection reset";
    record.tls = tls("nas.example.net", 61);
    d->requests = {record};
    addLog(*d, 6, nowMs - 90'000);
    d->log.push_back({nowMs - 9000, queue::Level::warning, 1, "Connection reset by 192.0.2.7:443"});
    addSpeed(*d, 80);
    return d;
}

std::shared_ptr<queue::Details> queuedThird() {
    auto d = base(6, "big.iso", "https://example.org/big.iso", "example.org");
    d->row.state = queue::State::queued;
    d->row.place = 3;
    return d;
}

}  // namespace sluice::test
