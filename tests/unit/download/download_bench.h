#pragma once

// What the tests of whole runs share: a world with real sockets and a disk in memory, files served and cut off.
#include <QTest>

#include "engine/download/download.h"
#include "engine/download/file_hash.h"
#include "engine/sys/real_world.h"
#include "engine/transfer/engine.h"
#include "tests/sim/sim_disk.h"
#include "tests/sim/sim_driver.h"
#include "tests/support/borrowed_world.h"
#include "tests/support/scripted_server.h"
#include "tests/support/served_file.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::download;
using namespace std::chrono_literals;
using test::RecordedRequest;
using test::Reply;
using test::ScriptedServer;
using test::ServedFile;

namespace {

const std::string folder = "/home/me/Downloads";
const std::string part = folder + "/a.bin.part";
const std::string done_path = folder + "/a.bin";

class InlineWorkers : public sys::Workers {
  public:
    void submit(std::function<void()> job) override { job(); }
};

/// Real sockets, a disk in memory, disk work on the same thread.
class MixedWorld : public test::BorrowedWorld {
  public:
    MixedWorld(sys::World& base, sys::Disk& disk) : BorrowedWorld(base) {
        use(disk);
        forbid_splice();
    }
    sys::Workers& workers() override { return workers_; }

  private:
    InlineWorkers workers_;
};

struct Seen : DownloadObserver {
    std::vector<Phase> phases;
    Named named;
    ResourceFacts facts;
    sluice::download::Progress progress;
    std::vector<RequestRecord> requests;
    std::vector<std::string> log;
    std::vector<Segment> segments;
    std::size_t most_segments = 0;
    int most_connections = 0;

    void on_phase(Phase phase) override { phases.push_back(phase); }
    void on_named(const Named& n) override { named = n; }
    void on_facts(const ResourceFacts& f) override { facts = f; }
    void on_progress(const sluice::download::Progress& p) override {
        progress = p;
        most_connections = std::max(most_connections, p.connections);
    }
    void on_request(std::size_t index, const RequestRecord& record) override {
        requests.resize(std::max(requests.size(), index + 1));
        requests[index] = record;
    }
    void on_segments(const std::vector<Segment>& s) override {
        most_segments = std::max(most_segments, s.size());
        segments = s;
    }
    void on_log(LogLevel, std::int64_t, std::string_view text) override { log.emplace_back(text); }
};

struct Bench {
    sys::RealWorld real;
    sim::SimLoop loop;
    sim::SimDisk disk{loop, sim::Rng(1)};
    MixedWorld world{real, disk};
    ScriptedServer server;
    DownloadRequest request;
    Seen seen;
    int turns = -1;  ///< destroy the run after so many actions

    Bench() { request.folder = folder; }

    static async::Task<void> drive(transfer::Engine& engine, Storage& storage, const DownloadRequest& request,
                                   DownloadObserver& observer, std::optional<Outcome>& outcome) {
        auto ended = co_await run_download(engine, engine.reactor(), storage, request, observer);
        outcome = std::move(ended);
    }
    /// One run in a program of its own; nothing if it was destroyed on the way.
    std::optional<Outcome> run(const std::string& path = "/a.bin",
                               const std::function<void(async::Event&)>& on_start = {}) {
        sim::SimDriver driver(world);
        Storage storage(world);
        transfer::Engine engine(driver.reactor());
        auto options = std::make_shared<Options>();
        options->url = server.url(path);
        request.options = options;
        seen = Seen();
        async::Event stop(driver.reactor());
        request.stop = &stop;
        std::optional<Outcome> outcome;
        {
            async::Root root(driver.reactor(), drive(engine, storage, request, seen, outcome));
            if (on_start) {
                on_start(stop);
            }
            if (turns >= 0) {
                for (int i = 0; i < turns && !root.finished(); ++i) {
                    driver.turn();
                }
            } else {
                driver.run_until([&] { return root.finished(); });
            }
        }
        if (!seen.named.part_path.empty()) {
            request.part_path = seen.named.part_path;
        }
        return outcome;
    }
    std::string content(const std::string& path = done_path) { return disk.content(path).value_or("(nothing)"); }
};

[[maybe_unused]] std::string bytes_for(std::uint64_t seed, std::uint64_t size) {
    return test::bytes_of(test::PatternSource(seed), size);
}

[[maybe_unused]] ServedFile served(std::uint64_t seed, std::uint64_t size) {
    ServedFile file;
    file.source = std::make_shared<test::PatternSource>(seed);
    file.size = size;
    return file;
}
[[maybe_unused]] ServedFile unvouched(std::uint64_t seed, std::uint64_t size) {
    ServedFile file = served(seed, size);
    file.etag.clear();
    file.last_modified.clear();
    return file;
}
[[maybe_unused]] void serve(Bench& b, const ServedFile& file) {
    b.server.on_request([file](const RecordedRequest& r) { return test::serve(file, r); });
}

/// The first `have` bytes of the file, then the connection is lost.
[[maybe_unused]] Reply cut_off(const ServedFile& file, std::uint64_t have) {
    std::vector<std::string> headers{
        "Content-Length: " + std::to_string(file.size), "Content-Type: " + file.content_type,
        "Content-Range: bytes 0-" + std::to_string(file.size - 1) + "/" + std::to_string(file.size)};
    if (!file.etag.empty()) {
        headers.push_back("ETag: " + file.etag);
    }
    if (!file.last_modified.empty()) {
        headers.push_back("Last-Modified: " + file.last_modified);
    }
    return Reply::head(206, headers).send_from(file.source, 0, have).close();
}

/// A run that ends after `have` bytes, so that the next one resumes.
[[maybe_unused]] void begin_and_lose(Bench& b, const ServedFile& file, std::uint64_t have) {
    b.server.on_request([file, have](const RecordedRequest&) { return cut_off(file, have); });
    const auto outcome = b.run();
    QVERIFY(outcome && outcome->end == End::failed);
    QCOMPARE(outcome->gained, static_cast<std::int64_t>(have));
    QCOMPARE(b.request.part_path, part);
    QVERIFY(b.content(part).substr(0, have) == test::bytes_of(*file.source, have));
}

}  // namespace
