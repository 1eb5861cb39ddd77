// Many transfers on the event loop of Qt: sluice-example-qt URL...
#include <sluice/sluice.h>

#include <QCoreApplication>

#include <cstdio>
#include <memory>
#include <vector>

#include "engine/qt/qt_driver.h"

int main(int count, char** arguments) {
    QCoreApplication application(count, arguments);
    sluice::Multi multi;
    sluice::qt::QtDriver driver(multi);
    std::vector<std::unique_ptr<sluice::Easy>> easies;
    for (int i = 1; i < count; ++i) {
        easies.push_back(std::make_unique<sluice::Easy>(arguments[i]));
        easies.back()->callbacks().write = [](std::span<const std::byte>) { return sluice::WriteVerdict::taken; };
        multi.add(*easies.back());
    }
    int failed = 0;
    QObject::connect(&driver, &sluice::qt::QtDriver::finished, &application,
                     [&](sluice::Easy* easy, sluice::Code code) {
                         std::printf("%d %lld %s\n", static_cast<int>(code),
                                     static_cast<long long>(easy->info().sizes.delivered), easy->options().url.c_str());
                         failed += code == sluice::Code::ok ? 0 : 1;
                         multi.remove(*easy);
                         if (multi.counts().running == 0) {
                             QCoreApplication::exit(failed == 0 ? 0 : 1);
                         }
                     });
    QObject::connect(&driver, &sluice::qt::QtDriver::failed, &application, [](sluice::MultiCode code) {
        std::fprintf(stderr, "%s\n", text_of(code));
        QCoreApplication::exit(2);
    });
    return easies.empty() ? 0 : QCoreApplication::exec();
}
