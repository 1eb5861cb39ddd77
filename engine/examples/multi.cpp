// Many transfers at once on one thread, with the built-in waiting: sluice-example-multi URL...
// Prints a line about each transfer as it ends.
#include <sluice/sluice.h>

#include <cstdio>
#include <memory>
#include <vector>

namespace {

struct Job {
    explicit Job(const char* url) : easy(url) {
        easy.set_private(this);
        easy.callbacks().write = [this](std::span<const std::byte> some) {
            bytes += some.size();
            return sluice::WriteVerdict::taken;
        };
    }
    sluice::Easy easy;
    std::size_t bytes = 0;
};

}  // namespace

int main(int count, char** arguments) {
    sluice::Multi multi;
    multi.set_limits({.max_total_connections = 16, .max_host_connections = 4});
    std::vector<std::unique_ptr<Job>> jobs;
    for (int i = 1; i < count; ++i) {
        jobs.push_back(std::make_unique<Job>(arguments[i]));
        multi.add(jobs.back()->easy);
    }
    int failed = 0;
    for (int running = static_cast<int>(jobs.size()); running > 0;) {
        if (multi.perform(running) != sluice::MultiCode::ok) {
            return 1;
        }
        while (const auto done = multi.next_done()) {
            const Job& job = *static_cast<Job*>(done->easy->private_pointer());
            std::printf("%d %zu %s\n", static_cast<int>(done->code), job.bytes, job.easy.options().url.c_str());
            failed += done->code == sluice::Code::ok ? 0 : 1;
            multi.remove(*done->easy);
        }
        if (running > 0) {
            multi.poll(std::chrono::seconds(60));
        }
    }
    return failed == 0 ? 0 : 1;
}
