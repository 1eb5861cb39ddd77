// bench_slow_transfers_qt URL COUNT SECONDS: the slow-transfer bench through QtDriver on Qt's event loop.
#include <sluice/sluice.h>

#include <QCoreApplication>
#include <QTimer>

#include <chrono>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "engine/qt/qt_driver.h"
#include "tests/bench/slow_run.h"

namespace {

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fprintf(stderr, "usage: bench_slow_transfers_qt URL COUNT SECONDS\n");
        return 2;
    }
    sluice::bench::raise_file_limit();
    QCoreApplication application(argc, argv);
    const int count = std::atoi(argv[2]);
    sluice::Multi multi;
    sluice::qt::QtDriver driver(multi);
    sluice::bench::SlowRun run(count, std::atof(argv[3]));
    QObject::connect(&driver, &sluice::qt::QtDriver::finished, &application, [&run] { run.transfer_ended(); });
    std::vector<std::unique_ptr<sluice::Easy>> transfers;
    for (int i = 0; i < count; ++i) {
        auto& easy =
            *transfers.emplace_back(std::make_unique<sluice::Easy>(std::string(argv[1]) + "?i=" + std::to_string(i)));
        easy.callbacks().write = [&run, started = false](std::span<const std::byte> bytes) mutable {
            if (!started) {
                started = true;
                run.first_byte();
            }
            run.bytes(bytes.size());
            return sluice::WriteVerdict::taken;
        };
        multi.add(easy);
    }
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &application, [&run] {
        if (run.over(now())) {
            const int status = run.finish();
            std::fflush(stdout);
            std::_Exit(status);  // the server is still sending: taking down thousands of transfers is not measured
        }
    });
    look.start(std::chrono::milliseconds(50));
    return QCoreApplication::exec();
}
