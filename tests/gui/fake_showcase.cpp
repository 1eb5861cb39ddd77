// The made-up downloads of the pictures: one of every state, with a panel full of data for the first.
#include <cmath>

#include "tests/gui/fake_queue_service.h"

namespace sluice::test {
namespace {

using queue::Phase;
using queue::Row;
using queue::State;

constexpr double mib = 1024.0 * 1024.0;
constexpr double gib = 1024.0 * mib;

std::int64_t bytes(double value) {
    return static_cast<std::int64_t>(value);
}

Row row(const char* name, const char* host, const char* category, double received, double size, State state) {
    Row made;
    made.name = name;
    made.host = host;
    made.category = category;
    made.url = std::string("https://") + host + "/pub/" + name;
    made.folder = "/home/someone/Downloads";
    made.received = bytes(received);
    made.size = bytes(size);
    made.state = state;
    made.protocol = "HTTP/1.1";
    made.resumable = true;
    return made;
}

Row active(Row made, double speed, int connections) {
    made.phase = Phase::downloading;
    made.speed = speed;
    made.connections = connections;
    made.left_s = made.size < 0 ? -1 : bytes(double(made.size - made.received) / speed);
    return made;
}

Error error(Kind kind, ErrorArgs args) {
    return Error{Code::recv_error, kind, 0, std::make_shared<const ErrorArgs>(std::move(args))};
}

RequestRecord request(int number, std::int64_t start, bool reused, std::chrono::system_clock::time_point at) {
    constexpr std::int64_t ms = 1'000'000;
    RequestRecord made;
    made.number = number;
    made.method = "GET";
    made.url = "https://cdimage.debian.org/pub/debian-12.11.0-amd64-netinst.iso";
    made.started_ns = start * ms;
    made.started_at = at;
    made.marks.queued_end = 3 * ms;
    if (!reused) {
        made.name_source = NameSource::lookup;
        made.marks.dns_start = 3 * ms;
        made.marks.dns_end = 15 * ms;
        made.marks.connect_start = 15 * ms;
        made.marks.connect_end = 37 * ms;
        made.marks.tls_start = 37 * ms;
        made.marks.tls_end = 68 * ms;
    }
    made.marks.request_start = (reused ? 3 : 68) * ms;
    made.marks.request_end = made.marks.request_start + ms / 5;
    made.marks.first_byte = made.marks.request_end + 45 * ms;
    made.marks.last_byte = made.marks.first_byte + 22'480 * ms;
    made.reused = reused;
    made.connection_id = 1;
    made.remote_address = "151.101.2.132:443";
    made.local_address = "192.0.2.17:51234";
    made.protocol = "HTTP/1.1";
    made.status = 206;
    made.reason = "Partial Content";
    made.body_bytes = bytes(412.4 * mib);
    made.request_head =
        "GET /pub/debian-12.11.0-amd64-netinst.iso HTTP/1.1\r\nHost: cdimage.debian.org\r\nUser-Agent: Sluice\r\n\r\n";
    made.response_head =
        "HTTP/1.1 206 Partial Content\r\nContent-Type: application/x-iso9660-image\r\nAccept-Ranges: bytes\r\n\r\n";
    return made;
}

std::shared_ptr<const queue::Details> details(const Row& shown, std::int64_t now) {
    auto made = std::make_shared<queue::Details>();
    made->row = shown;
    made->final_url = shown.url;
    made->path = shown.folder + "/" + shown.name;
    made->part_path = made->path + ".part";
    made->name_source = "address";
    made->etag = "\"2950000-5f1\"";
    made->resume_reason = "The server accepts ranges and sent a strong ETag.";
    made->mean_speed = 17.9 * mib;
    made->peak_speed = 21.3 * mib;
    made->written = {{0, bytes(300 * mib)}, {bytes(400 * mib), bytes(512.4 * mib)}};
    made->in_flight = {{bytes(300 * mib), bytes(302 * mib)}};
    const std::chrono::system_clock::time_point at{std::chrono::seconds(now - 24)};
    made->requests = {request(0, 0, false, at), request(1, 120, true, at)};
    made->log = {{(now - 24) * 1000, queue::Level::info, 1, "Connected to 151.101.2.132:443"},
                 {(now - 20) * 1000, queue::Level::warning, 1, "The server answered slowly"}};
    for (int i = 0; i < 60; ++i) {
        made->speed.push_back({float(i), float((17.0 + 4.0 * std::sin(i / 4.0)) * mib)});
    }
    return made;
}

}  // namespace

std::unique_ptr<FakeQueueService> FakeQueueService::showcase(std::int64_t now) {
    auto fake = std::make_unique<FakeQueueService>();
    const auto put = [&](Row made) {
        made.added = now - 600;
        return fake->put(std::move(made));
    };
    Row first = active(row("debian-12.11.0-amd64-netinst.iso", "cdimage.debian.org", "Disk images", 412.4 * mib,
                           663 * mib, State::active),
                       18.4 * mib, 4);
    first.id = put(first);
    fake->setDetails(test::details(first, now));
    put(active(row("Blender-4.2.1-linux-x64.tar.xz", "download.blender.org", "Archives", 61.7 * mib, 341.2 * mib,
                   State::active),
               6.1 * mib, 4));
    Row lecture =
        active(row("lecture 07 – Fourier Analysis.mp4", "media.example.edu", "Video", 88 * mib, 0, State::active),
               2.3 * mib, 1);
    lecture.size = -1;
    lecture.left_s = -1;
    put(lecture);
    Row retry = row("a-very-long-file-name-that-nobody-would-type-by-hand-v2025.11.22-final.zip", "mirror.example.net",
                    "Archives", 1.2 * gib, 2.7 * gib, State::waiting);
    retry.phase = Phase::retry_later;
    retry.retries = 2;
    retry.retry_at = now + 12;
    retry.error = error(Kind::net_reset, {});
    put(retry);
    Row missing = row("missing.zip", "example.org", "Archives", 0, 0, State::failed);
    missing.size = -1;
    ErrorArgs gone;
    gone.host = "example.org";
    gone.status = 404;
    missing.error = error(Kind::http_gone, gone);
    put(missing);
    Row full = row("backup-2026-11.tar.zst", "nas.local", "Archives", 14.2 * gib, 20 * gib, State::failed);
    ErrorArgs space;
    space.bytes = bytes(5.8 * gib);
    space.limit = bytes(4.7 * gib);
    space.file = "/home/someone/Downloads";
    full.error = error(Kind::disk_full, space);
    put(full);
    put(row("big.iso", "example.org", "Disk images", 1.05 * gib, 3 * gib, State::paused));
    Row queued = row("مستند.pdf", "example.org", "Documents", 0, 4.1 * mib, State::queued);
    queued.place = 1;
    put(queued);
    Row japanese = row("日本語のファイル.zip", "example.jp", "Archives", 0, 0, State::queued);
    japanese.size = -1;
    japanese.place = 2;
    put(japanese);
    Row qt = row("Qt-6.4.2-src.tar.xz", "download.qt.io", "Archives", 734 * mib, 734 * mib, State::done);
    qt.verified = true;
    qt.finished = now - 60;
    put(qt);
    Row small = row("small.pdf", "example.org", "Documents", 2.9 * mib, 2.9 * mib, State::done);
    small.finished = now - 90;
    put(small);
    return fake;
}

}  // namespace sluice::test
