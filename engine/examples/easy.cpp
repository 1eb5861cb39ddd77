// One transfer at a time, blocking: sluice-example-easy URL...
// Bodies go to standard output, one line about each transfer to standard error.
#include <sluice/sluice.h>

#include <cstdio>

int main(int count, char** arguments) {
    const sluice::Library library;  // optional: what is costly to set up is set up once
    sluice::Easy easy;              // used again: connections and names survive from one transfer to the next
    easy.options().redirect->follow = sluice::Follow::all;
    easy.options().timeouts->connect = std::chrono::seconds(30);
    easy.callbacks().write = [](std::span<const std::byte> bytes) {
        const bool whole = std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size();
        return whole ? sluice::WriteVerdict::taken : sluice::WriteVerdict::abort;
    };
    sluice::Code worst = sluice::Code::ok;
    for (int i = 1; i < count; ++i) {
        easy.options().url = arguments[i];
        const sluice::Code code = easy.perform();
        const sluice::Info& info = easy.info();
        if (code == sluice::Code::ok) {
            std::fprintf(stderr, "%d %lld bytes in %lld us, %d new connections\n", info.http.response_code,
                         static_cast<long long>(info.sizes.delivered), static_cast<long long>(info.times.total),
                         info.connection.num_connects);
        } else {
            std::fprintf(stderr, "%s\n", easy.error().text().c_str());
            worst = code;
        }
    }
    return static_cast<int>(worst);
}
