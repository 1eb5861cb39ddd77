// The same engine on the event loop of Qt.
#include <sluice/qt_driver.h>
#include <sluice/sluice.h>

#include <QCoreApplication>

#include <cstdio>

int main(int count, char** arguments) {
    QCoreApplication application(count, arguments);
    sluice::Multi multi;
    sluice::qt::QtDriver driver(multi);
    sluice::Easy easy(count > 1 ? arguments[1] : "");  // the body goes to standard output
    QObject::connect(&driver, &sluice::qt::QtDriver::finished, &application,
                     [](sluice::Easy*, sluice::Code code) { QCoreApplication::exit(static_cast<int>(code)); });
    multi.add(easy);
    const int status = QCoreApplication::exec();
    multi.remove(easy);
    std::printf("version %s\n", sluice::version_text);
    return status;
}
