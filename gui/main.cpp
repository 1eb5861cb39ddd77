// Builds everything and passes references: no other file knows all of it.
#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QLibraryInfo>
#include <QTimer>
#include <QTranslator>

#include <cstdio>
#include <sys/resource.h>

#include "gui/bridge/queue_bridge.h"
#include "gui/desktop/clipboard.h"
#include "gui/desktop/color_scheme.h"
#include "gui/desktop/quit_signals.h"
#include "gui/service/service.h"
#include "gui/start_options.h"
#include "gui/window/demo_run.h"
#include "gui/window/main_window.h"
#include "gui/window/window_state.h"

using namespace sluice;
using gui::StartOptions;

namespace {

constexpr int wrongUsage = 2;
constexpr int pictureAfterMs = 1500;

void print(std::FILE* stream, const QString& text) {
    std::fputs((text + QLatin1Char('\n')).toUtf8().constData(), stream);
    std::fflush(stream);
}

/// Each connection and each file is a descriptor; the soft limit of 1024 is for programs that use select().
void raiseDescriptorLimit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

void goOffscreenWithoutDisplay() {
    const bool display = qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
    if (!display && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
}

void nameApplication() {
    QCoreApplication::setApplicationName(QStringLiteral("sluice"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SLUICE_VERSION));
    QGuiApplication::setApplicationDisplayName(QString());
    QGuiApplication::setDesktopFileName(QStringLiteral("sluice"));
}

void translate(QApplication& application) {
    auto* own = new QTranslator(&application);
    if (own->load(QLocale(), QStringLiteral("sluice"), QStringLiteral("_"), QStringLiteral(":/i18n"))) {
        QCoreApplication::installTranslator(own);
    }
    auto* qt = new QTranslator(&application);
    if (qt->load(QLocale(), QStringLiteral("qtbase"), QStringLiteral("_"), QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(qt);
    }
}

gui::Scheme schemeOf(const QString& name) {
    if (name == QLatin1String("light")) {
        return gui::Scheme::light;
    }
    return name == QLatin1String("dark") ? gui::Scheme::dark : gui::Scheme::system;
}

service::Profile profileOf(const StartOptions& options) {
    return options.profile.isEmpty() ? service::Profile::standard()
                                     : service::Profile::inFolder(QDir(options.profile).absolutePath());
}

/// The demo's own window and queue; ends the program if that was asked for.
bool startDemo(const StartOptions& options, const service::Profile& profile, gui::MainWindow& window, gui::QueueBridge& bridge) {
    gui::DemoManifest manifest;
    QString error;
    if (!gui::DemoManifest::read(options.demoManifest, manifest, error)) {
        print(stderr, error);
        return false;
    }
    const QString home = options.profile.isEmpty() ? profile.dataFolder : QDir(options.profile).absolutePath();
    const QString picture = options.screenshot.isEmpty() ? home + QStringLiteral("/sluice-demo.png") : options.screenshot;
    const gui::DemoRun::Options places{home + QStringLiteral("/downloads"), picture};
    auto* demo = new gui::DemoRun(std::move(manifest), places, window, bridge);
    if (options.demoExit) {
        window.setAskBeforeQuit(false);
        // The demo's code is the program's, not that of a closed window.
        QGuiApplication::setQuitOnLastWindowClosed(false);
        QObject::connect(demo, &gui::DemoRun::finished, &window, [&window](int code) {
            window.close();
            QCoreApplication::exit(code);
        });
    }
    QTimer::singleShot(0, demo, &gui::DemoRun::start);
    return true;
}

void pictureAndEnd(const QString& file, gui::MainWindow& window) {
    QTimer::singleShot(pictureAfterMs, &window, [file, &window] {
        const bool written = window.grab().save(file);
        print(written ? stdout : stderr, written ? QStringLiteral("Screenshot: %1").arg(file)
                                                 : QStringLiteral("The screenshot could not be written to %1").arg(file));
        QCoreApplication::exit(written ? 0 : 1);
    });
}

int runHeadless(int& argc, char** argv, const service::Profile& profile) {
    QCoreApplication application(argc, argv);
    service::Service service(profile);
    if (!service.listen()) {
        print(stderr, QStringLiteral("Sluice runs already for this profile"));
        return 1;
    }
    const gui::QuitSignals quit([] { QCoreApplication::quit(); });
    return QCoreApplication::exec();
}

int runWindow(int& argc, char** argv, const StartOptions& options, const service::Profile& profile) {
    QApplication application(argc, argv);
    translate(application);
    const QString stateFile = QFileInfo(profile.settingsFile).path() + QStringLiteral("/window.ini");
    const auto schemes = gui::WindowState(stateFile).schemes();
    gui::ColorScheme scheme(schemeOf(schemes.remembered));
    scheme.setChosen(schemeOf(options.scheme.isEmpty() ? schemes.chosen : options.scheme));

    service::Service service(profile);
    gui::QueueBridge bridge(service.queue());
    gui::MainWindow window(bridge, scheme, {stateFile, profile.downloadFolder});
    if (!service.listen()) {
        print(stderr, QStringLiteral("Sluice runs already for this profile"));
        return 1;
    }
    QObject::connect(&service, &service::Service::raiseRequested, &window, &gui::MainWindow::raiseToFront);
    QObject::connect(&service, &service::Service::noticeRaised, &window, &gui::MainWindow::showNotice);
    const gui::QuitSignals quit([&window] {
        window.setAskBeforeQuit(false);
        window.close();
    });
    window.show();
    if (!options.demoManifest.isEmpty()) {
        if (!startDemo(options, profile, window, bridge)) {
            return wrongUsage;
        }
    } else if (!options.screenshot.isEmpty()) {
        pictureAndEnd(options.screenshot, window);
    }
    if (!options.words.isEmpty()) {
        window.addNow(gui::addressesIn(options.words.join(u'\n')));
    }
    return QApplication::exec();
}

}  // namespace

int main(int argc, char** argv) {
    QStringList arguments;
    for (int i = 1; i < argc; ++i) {
        arguments.append(QString::fromLocal8Bit(argv[i]));
    }
    StartOptions options;
    QString message;
    switch (StartOptions::parse(arguments, options, message)) {
        case StartOptions::Outcome::wrong: print(stderr, QStringLiteral("sluice: ") + message); return wrongUsage;
        case StartOptions::Outcome::shown: print(stdout, message); return 0;
        case StartOptions::Outcome::start: break;
    }
    raiseDescriptorLimit();
    goOffscreenWithoutDisplay();
    nameApplication();
    const service::Profile profile = profileOf(options);
    return options.headless ? runHeadless(argc, argv, profile) : runWindow(argc, argv, options, profile);
}
