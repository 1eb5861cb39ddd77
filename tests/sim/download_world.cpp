#include "tests/sim/download_world.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string_view>

#include "engine/download/download.h"
#include "engine/transfer/engine.h"
#include "tests/sim/sim_driver.h"
#include "tests/sim/world_making.h"

namespace sluice::sim {

namespace {

using namespace std::chrono_literals;

constexpr int most_attempts = 40;
constexpr int most_attempts_without_network = 5;  // where nothing can be demanded
constexpr std::int64_t overlap = 64 * 1024;       // may be fetched again to compare
const std::string folder = "/downloads";

class Watcher : public download::DownloadObserver {
  public:
    void on_named(const download::Named& named) override { part_path = named.part_path; }
    void on_progress(const download::Progress& now) override {
        if (now.durable > now.saved || now.saved > now.received) {
            wrong = "progress out of order: received " + std::to_string(now.received) + ", saved " +
                    std::to_string(now.saved) + ", durable " + std::to_string(now.durable);
        }
        progress = now;
        most_connections = std::max(most_connections, now.connections);
    }
    void on_request(std::size_t index, const RequestRecord&) override {
        requests = std::max(requests, static_cast<int>(index) + 1);
    }
    void on_log(download::LogLevel /*level*/, std::int64_t /*connection_id*/, std::string_view text) override {
        if (std::getenv("SLUICE_SIM_VERBOSE") != nullptr) {
            std::fprintf(stderr, "    %.*s\n", static_cast<int>(text.size()), text.data());
        }
    }
    std::string part_path;
    std::string wrong;
    download::Progress progress;
    int requests = 0;
    int most_connections = 0;
};

enum class Stop : std::uint8_t { none, process_crash, power_cut, destroyed };

/// Everything of one download in one world.
class DownloadWorld {
  public:
    DownloadWorld(std::uint64_t seed, bool segmented) : world_(seed), rng_(world_.rng().fork()), segmented_(segmented) {
        world_.set_bound(500h);
        SimHttpServer::Character character = random_character(rng_, all_lies());
        character.lies_left = static_cast<int>(rng_.below(8));
        net_ = random_network(world_, rng_, std::move(character));
        std::size_t size = random_size(rng_, 300'000);
        if (segmented_ && rng_.chance(80)) {
            size = std::max<std::size_t>(size, 5'000 + rng_.below(300'000));
        }
        for (int version = 0; version < 3; ++version) {
            const std::string digit = std::to_string(version);
            // The second version may be as long as the first: only the validator tells them apart.
            const std::size_t more = rng_.chance(50) ? 0 : static_cast<std::size_t>(version);
            net_.server->add_version({sample_body(rng_, size + more), "\"v" + digit + "\"",
                                      "Mon, 0" + std::to_string(version + 1) + " Jan 2024 00:00:00 GMT"});
        }
        auto options = std::make_shared<Options>();
        options->url = net_.url + "/file.bin";
        options->timeouts->connect = 30s;
        options->timeouts->first_byte = 60s;
        options->timeouts->idle = 30s;
        request_.options = options;
        request_.folder = folder;
        request_.name = rng_.chance(50) ? "typed.bin" : "";
        request_.want_sha256 = rng_.chance(50);
        request_.segments.connections = 1;
        request_.owner = seed;
        world_.disk().make_folders(folder);
        if (segmented_) {
            make_segments(size);
        }
    }

    WorldReport run() {
        int attempt = 0;
        bool over = false;
        const int most = net_.may_fail ? most_attempts_without_network : most_attempts;
        while (!over && report_.failure.empty() && attempt < most) {
            request_.attempt = ++attempt;
            prepare_disk(attempt);
            over = one_attempt(attempt);
        }
        if (report_.failure.empty() && !over && !net_.may_fail) {
            report_.failure = "not done after " + std::to_string(attempt) + " attempts: " + last_error_ +
                              "; the server did:" + lies();
        }
        if (report_.failure.empty()) {
            report_.failure = world_.leftovers();
        }
        ++report_.transfers;
        return report_;
    }

  private:
    void make_segments(std::size_t size) {
        request_.segments.connections = rng_.chance(75) ? static_cast<int>(2 + rng_.below(7)) : 0;
        download::PieceRules& rules = request_.segments.rules;
        rules.least = 1 + rng_.below(size / 4 + 2);
        rules.most = rules.least + rng_.below(size + 2);
        rules.crumb = 1 + rng_.below(rules.least);
        rules.twice = rng_.below(size / 2 + 2);
        rules.seconds = static_cast<double>(1 + rng_.below(40)) / 10;
    }

    void prepare_disk(int attempt) {
        disk_may_fail_ = false;
        world_.sim_disk().set_capacity(1ULL << 40U);
        world_.sim_disk().fail_after(-1, 0);
        if (attempt > 3) {
            return;
        }
        if (rng_.chance(5)) {
            world_.sim_disk().set_capacity(rng_.below(200'000));
            disk_may_fail_ = true;
        }
        if (rng_.chance(8)) {
            world_.sim_disk().fail_after(static_cast<int>(rng_.below(40)), rng_.chance(50) ? EIO : ENOSPC);
            disk_may_fail_ = true;
        }
    }

    /// True when the download is over, one way or the other.
    bool one_attempt(int attempt) {
        const std::size_t served_before = net_.server->served().size();
        const bool crashes = attempt < 12 && rng_.chance(75);
        const Stop stop = crashes ? static_cast<Stop>(1 + rng_.below(3)) : Stop::none;
        const std::uint64_t turns = rng_.chance(70) ? rng_.below(40) : rng_.below(400);
        std::optional<download::Outcome> outcome;
        Watcher watcher;
        {
            SimDriver driver(world_);
            transfer::Engine engine(driver.reactor());
            download::Storage storage(world_);
            async::Root root(driver.reactor(),
                             carry_out(engine, driver.reactor(), storage, request_, watcher, outcome));
            if (stop == Stop::none) {
                if (!driver.run_until([&] { return root.finished(); })) {
                    report_.failure = "a download hangs: " + world_.stuck() + "; the server did:" + lies();
                }
            } else {
                for (std::uint64_t i = 0; i < turns && !root.finished(); ++i) {
                    driver.turn();
                }
            }
        }
        if (std::getenv("SLUICE_SIM_VERBOSE") != nullptr) {
            tell(attempt, stop, outcome, watcher);
        }
        report_.parallel = std::max(report_.parallel, watcher.most_connections > 1 ? 1 : 0);
        if (!watcher.part_path.empty()) {
            request_.part_path = watcher.part_path;
        }
        if (report_.failure.empty()) {
            report_.failure = watcher.wrong;
        }
        const std::int64_t had = kept_;
        check_what_was_kept(served_before);
        if (outcome && outcome->end == download::End::done) {
            check_what_was_gained(*outcome, had, watcher);
        }
        if (outcome) {
            finish_disk_work();
            return judge(*outcome, served_before);
        }
        if (report_.failure.empty()) {
            ++report_.cancelled;
            // Power cut after the reservation of a name and before it was told: the part may not say whose it is.
            orphan_may_be_ = orphan_may_be_ || (request_.part_path.empty() && stop == Stop::power_cut);
            end_of(stop, watcher);
        }
        return false;
    }

    void tell(int attempt, Stop stop, const std::optional<download::Outcome>& outcome, const Watcher& watcher) {
        std::fprintf(stderr, "attempt %d at %.3f s%s: stop %d, %s, received %lld, saved %lld, durable %lld\n", attempt,
                     static_cast<double>(world_.loop().now().time_since_epoch() / 1us) / 1e6,
                     request_.start_over ? " (start over)" : "", static_cast<int>(stop),
                     !outcome         ? "cut off"
                     : outcome->error ? outcome->error.text().c_str()
                                      : "ended",
                     static_cast<long long>(watcher.progress.received), static_cast<long long>(watcher.progress.saved),
                     static_cast<long long>(watcher.progress.durable));
        for (const std::string& name : world_.sim_disk().files()) {
            std::fprintf(stderr, "    %s: %zu bytes\n", name.c_str(), world_.sim_disk().content(name)->size());
        }
    }

    static async::Task<void> carry_out(transfer::Engine& engine, async::Reactor& reactor, download::Storage& storage,
                                       const download::DownloadRequest& request, Watcher& watcher,
                                       std::optional<download::Outcome>& outcome) {
        auto ended = co_await download::run_download(engine, reactor, storage, request, watcher);
        outcome.emplace(std::move(ended));
    }

    /// Work that the disk's workers still have goes on to its end, as it does in a program that lives.
    void finish_disk_work() {
        const Instant until = world_.loop().now() + 10s;
        while (world_.loop().step(until)) {
        }
    }

    void end_of(Stop stop, const Watcher& watcher) {
        request_.start_over = false;  // the command was given once
        if (stop == Stop::destroyed) {
            finish_disk_work();
            kept_ = watcher.progress.saved;
            return;
        }
        world_.stop_processes();
        if (stop == Stop::process_crash) {
            world_.sim_disk().process_crash();
            kept_ = watcher.progress.saved;
        } else {
            world_.sim_disk().power_cut();
            power_was_cut_ = true;
            kept_ = watcher.progress.durable;
        }
    }

    /// What an earlier attempt called kept must not be asked for again, as long as everybody was honest.
    void check_what_was_kept(std::size_t served_before) {
        const auto& served = net_.server->served();
        const bool all_honest =
            std::all_of(served.begin(), served.end(), [](const Served& s) { return s.lie == Lie::none; });
        if (!segmented_ && kept_ > overlap && all_honest && !disk_may_fail_ && !request_.start_over &&
            served.size() > served_before) {
            const std::string& range = served[served_before].range;
            const std::int64_t from = range.rfind("bytes=", 0) == 0 ? std::atoll(range.c_str() + 6) : 0;
            if (from + overlap < kept_ && report_.failure.empty()) {
                report_.failure =
                    std::to_string(kept_) + " bytes were kept, but the next attempt asked for \"" + range + "\"";
            }
        }
        kept_ = 0;
    }

    /// Bytes that were kept are not among those that came.
    void check_what_was_gained(const download::Outcome& outcome, std::int64_t had, const Watcher& watcher) {
        const auto& served = net_.server->served();
        const bool all_honest =
            std::all_of(served.begin(), served.end(), [](const Served& s) { return s.lie == Lie::none; });
        if (all_honest && !disk_may_fail_ && !request_.start_over && outcome.gained + had > outcome.size &&
            report_.failure.empty()) {
            report_.failure = std::to_string(had) + " of " + std::to_string(outcome.size) + " bytes were kept, but " +
                              std::to_string(outcome.gained) + " were fetched";
        }
        // Ends of answers that were cut (256 KiB each at most), and tails fetched twice.
        const std::int64_t most =
            watcher.requests * std::int64_t{256 * 1024} + 17 * static_cast<std::int64_t>(request_.segments.rules.twice);
        if (watcher.progress.doubled > most && report_.failure.empty()) {
            report_.failure = std::to_string(watcher.progress.doubled) + " bytes were received in vain";
        }
    }

    bool judge(const download::Outcome& outcome, std::size_t served_before) {
        if (!report_.failure.empty()) {
            return true;
        }
        if (outcome.end == download::End::done) {
            ++report_.complete;
            if (!request_.part_path.empty()) {  // the end is stored: the owner has no use for its journal any more
                world_.disk().remove(request_.part_path + ".sluice");
            }
            judge_file(outcome.path);
            return true;
        }
        if (outcome.end == download::End::paused) {
            report_.failure = "paused, though nobody asked";
            return true;
        }
        ++report_.failed;
        last_error_ = std::string(kind_name(outcome.error.kind)) + ", " + outcome.error.text();
        // A journal that was cut before its first flush may be beyond reading. It is said, and the answer of a person
        // is to start over.
        const bool journal_lost = power_was_cut_ && outcome.error.kind == Kind::journal_damaged;
        bool reason = net_.may_fail || disk_may_fail_ || outcome.need == download::Need::decision || journal_lost;
        const auto& served = net_.server->served();
        for (std::size_t i = served_before; i < served.size(); ++i) {
            reason = reason || served[i].may_fail || served[i].lie != Lie::none;
        }
        if (outcome.error.kind == Kind::none || outcome.error.kind == Kind::internal) {
            report_.failure = "an attempt failed without a proper kind";
        } else if (!reason) {
            report_.failure = "an attempt failed without a reason: " + last_error_ + "; the server did:" + lies();
        }
        request_.start_over = outcome.need == download::Need::decision || journal_lost;
        if (outcome.need == download::Need::decision &&
            std::all_of(served.begin(), served.end(), [](const Served& s) { return s.lie == Lie::none; })) {
            report_.failure = "changed on the server, says an attempt, but it did not: " + last_error_;
        }
        return false;
    }

    void judge_file(const std::string& path) {
        const auto content = world_.sim_disk().content(path);
        if (!content) {
            report_.failure = "done, but there is no file " + path;
            return;
        }
        bool right = false;
        for (const SimVersion& version : net_.server->versions()) {
            right = right || *content == version.body;
        }
        for (const Served& served : net_.server->served()) {
            // A length that was told too small, or an end that nobody can tell from a cut: right as far as one can
            // know.
            right = right || (served.status == 200 && served.may_fail && served.right && *served.right == *content);
        }
        if (!right) {
            report_.failure = "done with " + std::to_string(content->size()) +
                              " bytes that are no version of the resource; the server did:" + lies();
        }
        for (const std::string& name : world_.sim_disk().files()) {
            if (name != path && report_.failure.empty() && !disk_may_fail_ && !orphan_may_be_) {
                report_.failure = "done, but " + name + " is left beside " + path;
            }
        }
    }

    std::string lies() const {
        std::string text;
        for (const Served& served : net_.server->served()) {
            text += std::string(" ") + name_of(served.lie) + "(" + std::to_string(served.status) +
                    (served.range.empty() ? "" : " " + served.range) + ")";
        }
        return text.size() > 600 ? "…" + text.substr(text.size() - 600) : text;
    }

    SimWorld world_;
    Rng rng_;
    MadeNetwork net_;
    download::DownloadRequest request_;
    WorldReport report_;
    std::string last_error_;
    std::int64_t kept_ = 0;
    const bool segmented_;
    bool disk_may_fail_ = false;
    bool orphan_may_be_ = false;
    bool power_was_cut_ = false;
};

}  // namespace

WorldReport run_download_world(std::uint64_t seed) {
    return DownloadWorld(seed, false).run();
}

WorldReport run_segmented_world(std::uint64_t seed) {
    return DownloadWorld(seed, true).run();
}

}  // namespace sluice::sim
