#include "tests/sim/transfer_world.h"

#include <cerrno>
#include <memory>
#include <vector>

#include "engine/async/sleep.h"
#include "engine/base/kinds.h"
#include "engine/base/result.h"
#include "engine/transfer/engine.h"
#include "engine/transfer/multi_impl.h"
#include "engine/transfer/transfer.h"
#include "tests/sim/sim_driver.h"
#include "tests/sim/world_making.h"

namespace sluice::sim {

namespace {

using namespace std::chrono_literals;

/// Takes the body into memory or a file of the simulated disk, slowly or not, and may fail.
class WorldSink : public transfer::Sink {
  public:
    WorldSink(SimWorld& world, async::Reactor& reactor, Rng rng, const std::string& file)
        : reactor_(reactor), rng_(rng) {
        slow_ = rng_.chance(10);
        if (rng_.chance(40)) {
            int error = 0;
            target_.file = world.disk().open(file, sys::OpenMode::create_empty, error);
        }
    }
    async::Task<Result<void>> begin(const transfer::ResponseHead&) override {
        begun_ += 1;
        co_return Result<void>();
    }
    async::Task<Result<void>> write(Bytes bytes) override {
        if (slow_ && rng_.chance(20)) {
            co_await async::SleepUntil(reactor_, Duration(rng_.between(0, 2'000'000'000)));
        }
        if (target_.file) {
            const sys::IoResult written = target_.file->write_at(target_.offset, bytes);
            if (written.state != sys::IoState::done) {
                co_return fail(Kind::disk_full, written.error);
            }
            target_.offset += bytes.size();
        } else {
            text_ += as_text(bytes);
        }
        co_return Result<void>();
    }
    /// Every byte that it was told of is in the file.
    bool claims_are_true() const { return !target_.file || *target_.file->size() >= target_.offset; }
    const transfer::FileTarget* file_target() override { return target_.file ? &target_ : nullptr; }
    void placed(std::uint64_t bytes) override { target_.offset += bytes; }

    std::string got() {
        if (!target_.file) {
            return text_;
        }
        std::string text(target_.offset, '\0');
        if (!text.empty()) {
            target_.file->read_at(0, MutableBytes(reinterpret_cast<std::byte*>(text.data()), text.size()));
        }
        return text;
    }
    int begun() const { return begun_; }

  private:
    async::Reactor& reactor_;
    Rng rng_;
    bool slow_ = false;
    transfer::FileTarget target_;
    std::string text_;
    int begun_ = 0;
};

/// One transfer of the world, with what it is judged by.
struct Run {
    transfer::Request request;
    std::unique_ptr<WorldSink> sink;
    transfer::Observer observer;
    Info info;
    std::optional<Result<void>> result;
    std::string id;
    std::optional<async::Root> root;
};

std::shared_ptr<const Options> random_options(Rng& rng, const std::string& url) {
    auto options = std::make_shared<Options>();
    options->url = url;
    options->redirect->follow = sluice::Follow::all;
    options->redirect->max_redirs = 5;
    options->timeouts->connect = 60s;
    options->timeouts->first_byte = 60s;
    options->timeouts->idle = 60s;
    options->timeouts->total = 1h;
    options->connection->fresh_connect = rng.chance(10);
    options->connection->forbid_reuse = rng.chance(5);
    if (rng.chance(40)) {
        options->http->accept_encoding = "all";
    }
    if (rng.chance(10)) {
        options->request->no_body = true;
    } else if (rng.chance(15)) {
        options->request->range =
            std::to_string(rng.below(2000)) + "-" + (rng.chance(50) ? std::to_string(2000 + rng.below(3000)) : "");
    }
    options->verbose = rng.chance(10);
    return options;
}

/// From when on bodies go past the page cache: in some worlds all of them, if the disk can.
transfer::BlockSizes random_blocks(Rng rng) {
    transfer::BlockSizes sizes;
    sizes.block = 1024U << rng.below(4);
    sizes.blocks = 1 + rng.below(4);
    sizes.worth_from = rng.chance(50) ? 0 : rng.below(100'000);
    return sizes;
}

void random_disk(SimDisk& disk, Rng rng) {
    disk.set_direct(rng.chance(70) ? 512 : 0);
    if (rng.chance(10)) {
        disk.refuse_direct_after(static_cast<int>(rng.below(20)));
    }
}

async::Task<void> carry_out(transfer::Engine& engine, Run& run) {
    auto result = co_await transfer::run(engine, run.request, *run.sink, run.observer, run.info);
    run.result.emplace(std::move(result));
}

/// What an honest judge finds wrong with how a transfer ended; empty if nothing.
std::string judge(const std::string& id, const std::string& got, const Error* error, const std::vector<Served>& served,
                  bool network_may_fail) {
    const Served* last = nullptr;
    bool may_fail = network_may_fail;
    std::string lies;
    for (const Served& one : served) {
        if (one.path.size() >= id.size() && one.path.compare(one.path.size() - id.size(), id.size(), id) == 0) {
            last = &one;
            may_fail = may_fail || one.may_fail;
            lies += std::string(" ") + name_of(one.lie) + "(" + std::to_string(one.status) + ")";
        }
    }
    if (error != nullptr) {
        if (error->kind == Kind::none || error->code == Code::ok || error->kind == Kind::internal ||
            error->text().empty()) {
            return id + " failed without a proper kind";
        }
        return may_fail ? ""
                        : id + " failed without a reason: " + kind_name(error->kind) + ", " + error->text() +
                              "; the server did:" + lies;
    }
    if (last == nullptr) {
        return id + " is complete, but the server never saw it";
    }
    if (!last->right) {
        return id + " is complete with " + std::to_string(got.size()) +
               " bytes, which nobody could know; the server did:" + lies;
    }
    if (*last->right != got) {
        return id + " delivered " + std::to_string(got.size()) + " wrong bytes instead of " +
               std::to_string(last->right->size()) + "; the server did:" + lies;
    }
    return {};
}

/// The transfers of one world, a few at the same time, one batch after the other over the same connections.
void run_on_reactor(SimWorld& world, MadeNetwork& net, Rng& rng, WorldReport& report) {
    SimDriver driver(world);
    std::vector<std::unique_ptr<Run>> runs;
    {
        transfer::Engine engine(driver.reactor());
        engine.block_sizes() = random_blocks(rng.fork());
        const std::uint64_t batches = 1 + rng.below(3);
        for (std::uint64_t batch = 0; batch < batches && report.failure.empty(); ++batch) {
            const std::size_t first = runs.size();
            const std::uint64_t count = 1 + rng.below(3);
            for (std::uint64_t i = 0; i < count; ++i) {
                auto run = std::make_unique<Run>();
                run->id = "/t" + std::to_string(runs.size());
                run->request.options = random_options(rng, net.url + run->id);
                run->sink = std::make_unique<WorldSink>(world, driver.reactor(), rng.fork(), run->id);
                run->root.emplace(driver.reactor(), carry_out(engine, *run));
                runs.push_back(std::move(run));
            }
            if (rng.chance(10)) {
                // Somebody loses patience with one of them, at any moment.
                const auto turns = rng.below(60);
                for (std::uint64_t i = 0; i < turns && !runs.back()->root->finished(); ++i) {
                    driver.turn();
                }
                runs.back()->root.reset();
                ++report.cancelled;
            }
            const bool ended = driver.run_until([&] {
                for (std::size_t i = first; i < runs.size(); ++i) {
                    if (runs[i]->root && !runs[i]->root->finished()) {
                        return false;
                    }
                }
                return true;
            });
            if (!ended) {
                report.failure = "a transfer hangs: " + world.stuck();
            }
            if (rng.chance(60)) {
                // Idle connections grow old, the server closes some.
                const Instant until = driver.reactor().now() + Duration(rng.between(0, 150'000'000'000));
                async::Root pause(driver.reactor(), [](async::Reactor& r, Instant when) -> async::Task<void> {
                    co_await async::SleepUntil(r, when);
                }(driver.reactor(), until));
                driver.run_until([&] { return pause.finished(); });
            }
        }
        for (auto& run : runs) {
            run->root.reset();
        }
    }
    if (driver.reactor().timers().size() > 0 && report.failure.empty()) {
        report.failure = std::to_string(driver.reactor().timers().size()) + " timers left armed";
    }
    if (world.sim_disk().misaligned_writes() > 0 && report.failure.empty()) {
        report.failure = "a direct write was not aligned";
    }
    for (const auto& run : runs) {
        ++report.transfers;
        if (!run->sink->claims_are_true() && report.failure.empty()) {
            report.failure = run->id + " counts bytes that are not in its file";
        }
        if (!run->result) {
            continue;
        }
        const Error* error = run->result->has_value() ? nullptr : &run->result->error();
        ++(error == nullptr ? report.complete : report.failed);
        if (report.failure.empty()) {
            report.failure = judge(run->id, run->sink->got(), error, net.server->served(), net.may_fail);
        }
    }
}

/// The same through the public door: an Easy in a Multi, with the driver that is built in.
void run_on_multi(SimWorld& world, MadeNetwork& net, Rng& rng, WorldReport& report) {
    Multi multi(std::make_unique<Multi::Impl>(world));
    std::vector<std::unique_ptr<Easy>> easies;
    std::vector<std::string> got(3);
    const std::size_t count = 1 + rng.below(3);
    for (std::size_t i = 0; i < count; ++i) {
        auto easy = std::make_unique<Easy>();
        easy->options() = *random_options(rng, net.url + "/t" + std::to_string(i));
        easy->callbacks().write = [&got, i](Bytes bytes) {
            got[i] += as_text(bytes);
            return WriteVerdict::taken;
        };
        easy->callbacks().trace = [](const TraceEvent&) {};
        multi.add(*easy);
        easies.push_back(std::move(easy));
    }
    int running = 1;
    while (running > 0) {
        if (multi.perform(running) != MultiCode::ok || (running > 0 && multi.poll(1000ms) != MultiCode::ok)) {
            report.failure = "the multi gave up: " + world.stuck();
            return;
        }
    }
    std::size_t messages = 0;
    while (const auto done = multi.next_done()) {
        ++messages;
    }
    if (messages != count) {
        report.failure = std::to_string(messages) + " messages for " + std::to_string(count) + " transfers";
    }
    for (std::size_t i = 0; i < count; ++i) {
        ++report.transfers;
        const Error& error = easies[i]->error();
        ++(error ? report.failed : report.complete);
        if (report.failure.empty()) {
            report.failure =
                judge("/t" + std::to_string(i), got[i], error ? &error : nullptr, net.server->served(), net.may_fail);
        }
        multi.remove(*easies[i]);
    }
}

}  // namespace

WorldReport run_transfer_world(std::uint64_t seed) {
    WorldReport report;
    SimWorld world(seed);
    world.set_bound(24h);
    Rng rng = world.rng().fork();
    random_disk(world.sim_disk(), rng.fork());
    MadeNetwork net = random_network(world, rng, random_character(rng, all_lies()));
    const std::size_t size = random_size(rng, 200'000);
    for (int version = 0; version < 3; ++version) {
        net.server->add_version({sample_body(rng, size + static_cast<std::size_t>(version)),
                                 "\"v" + std::to_string(version) + "\"",
                                 "Mon, 0" + std::to_string(version + 1) + " Jan 2024 00:00:00 GMT"});
    }
    if (seed % 5 == 0) {
        run_on_multi(world, net, rng, report);
    } else {
        run_on_reactor(world, net, rng, report);
    }
    if (report.failure.empty()) {
        report.failure = world.leftovers();
    }
    return report;
}

}  // namespace sluice::sim
