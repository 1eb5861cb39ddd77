// Several threads, one memory: cookies, names, TLS sessions and idle connections belong to a Share, so that no thread
// asks or shakes hands for what another already knows: sluice-example-share URL...
// Each address is fetched by a thread of its own; prints a line about each and one about what was saved.
#include <sluice/sluice.h>

#include <cstdio>
#include <string>
#include <thread>
#include <vector>

namespace {

struct Outcome {
    sluice::Code code = sluice::Code::ok;
    std::size_t bytes = 0;
    int new_connections = 0;
    std::string error;
};

/// An Easy belongs to the thread that uses it; only the Share is common.
Outcome fetch(const char* url, sluice::Share& share) {
    Outcome out;
    sluice::Easy easy(url);
    easy.set_share(&share);
    easy.options().cookies->enabled = true;  // the Share holds them, each Easy still has to ask for them
    easy.callbacks().write = [&out](std::span<const std::byte> some) {
        out.bytes += some.size();
        return sluice::WriteVerdict::taken;
    };
    out.code = easy.perform();
    out.new_connections = easy.info().connection.num_connects;
    out.error = easy.error().text();
    return out;
}

}  // namespace

int main(int count, char** arguments) {
    const sluice::Library library;
    sluice::Share share;  // before the Easies, so that it outlives them
    for (const auto kind : {sluice::ShareKind::cookies, sluice::ShareKind::dns, sluice::ShareKind::tls_sessions,
                            sluice::ShareKind::connections}) {
        share.share(kind);
    }
    std::vector<Outcome> outcomes(static_cast<std::size_t>(count > 1 ? count - 1 : 0));
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        threads.emplace_back([&, i] { outcomes[i] = fetch(arguments[i + 1], share); });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    int failed = 0, connections = 0;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        const Outcome& one = outcomes[i];
        std::printf("%d %zu %s %s\n", static_cast<int>(one.code), one.bytes, arguments[i + 1], one.error.c_str());
        failed += one.code == sluice::Code::ok ? 0 : 1;
        connections += one.new_connections;
    }
    std::printf("%d connections for %zu transfers\n", connections, outcomes.size());
    return failed == 0 ? 0 : 1;
}
