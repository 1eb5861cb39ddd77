#pragma once

// What the tests of downloads over several connections share.
#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <ctime>
#include <mutex>
#include <set>

#include "tests/unit/download/download_bench.h"

namespace {

constexpr std::uint64_t file_size = 4'000'000;
constexpr std::uint64_t KiB = 1024;

/// Asks for so many connections, with pieces that fit files of a few megabytes.
[[maybe_unused]] void use(Bench& b, int connections) {
    b.request.segments.connections = connections;
    b.request.segments.rules.least = 128 * KiB;
    b.request.segments.rules.crumb = 64 * KiB;
    b.request.segments.rules.twice = 256 * KiB;
    b.request.segments.rules.silence = 0.3;
}

[[maybe_unused]] std::uint64_t begin_of(const RecordedRequest& request) {
    const std::string range = request.header("Range");
    return range.empty() ? 0 : std::stoull(range.substr(range.find('=') + 1));
}
[[maybe_unused]] bool is_first(const RecordedRequest& request) {
    return request.header("Range") == "bytes=0-";
}
[[maybe_unused]] std::string ranges_text(const Bench& b) {
    std::string text;
    for (const RecordedRequest& request : b.server.requests()) {
        text += request.header("Range") + " ";
    }
    return text;
}

/// The file at a pace: so many bytes a second on each connection.
[[maybe_unused]] ServedFile paced(std::uint64_t seed, std::uint64_t size, std::size_t per_10ms) {
    ServedFile file = served(seed, size);
    file.piece = per_10ms;
    file.pause = 10ms;
    return file;
}

[[maybe_unused]] void expect_done(Bench& b, std::uint64_t seed, std::uint64_t size = file_size) {
    const auto outcome = b.run();
    QVERIFY(outcome);
    QVERIFY2(outcome->end == End::done, (outcome->error.text() + "; " + ranges_text(b)).c_str());
    QVERIFY(b.content() == bytes_for(seed, size));
    QCOMPARE(b.disk.files(), std::vector<std::string>{done_path});
}

/// Answers by the first rule whose turn it is: counts requests from 0.
using Rule = std::function<std::optional<Reply>(int number, const RecordedRequest&)>;
[[maybe_unused]] void serve_with(Bench& b, const ServedFile& file, Rule rule) {
    auto number = std::make_shared<std::atomic<int>>(0);
    b.server.on_request([file, rule, number](const RecordedRequest& request) {
        if (auto reply = rule((*number)++, request)) {
            return *reply;
        }
        return test::serve(file, request);
    });
}

}  // namespace
