// Builds everything and passes references: no other file knows all of it.
#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonObject>
#include <QLibraryInfo>
#include <QTimer>
#include <QTranslator>

#include <sys/resource.h>

#include <cstdio>

#include "gui/bridge/queue_bridge.h"
#include "gui/desktop/color_scheme.h"
#include "gui/desktop/quit_signals.h"
#include "gui/service/command_line.h"
#include "gui/service/instance_lock.h"
#include "gui/service/list_import.h"
#include "gui/service/service.h"
#include "gui/settings/settings.h"
#include "gui/window/demo_run.h"
#include "gui/window/main_window.h"
#include "gui/window/window_state.h"
#include "gui/window_options.h"

using namespace sluice;
using gui::WindowOptions;
using service::CommandLine;

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

void nameApplication() {
    QCoreApplication::setApplicationName(QStringLiteral("sluice"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SLUICE_VERSION));
    QGuiApplication::setApplicationDisplayName(QString());
    QGuiApplication::setDesktopFileName(QStringLiteral("org.sluice.Sluice"));
}

void translate(QApplication& application) {
    // English first: its plurals ("1 download") show wherever another language has no text.
    auto* english = new QTranslator(&application);
    if (english->load(QStringLiteral(":/i18n/sluice_en.qm"))) {
        QCoreApplication::installTranslator(english);
    }
    auto* own = new QTranslator(&application);
    if (own->load(QLocale(), QStringLiteral("sluice"), QStringLiteral("_"), QStringLiteral(":/i18n"))) {
        QCoreApplication::installTranslator(own);
    }
    auto* qt = new QTranslator(&application);
    if (qt->load(QLocale(), QStringLiteral("qtbase"), QStringLiteral("_"),
                 QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(qt);
    }
}

service::Profile profileOf(const CommandLine& line) {
    return line.profileFolder.isEmpty() ? service::Profile::standard() : service::Profile::inFolder(line.profileFolder);
}

/// One request after the other, with time for the window between: a list may be long.
void addNext(service::Service& service, QList<QJsonObject> requests) {
    const QJsonObject answer = service.handle(requests.takeFirst());
    if (!answer.value(QLatin1String("ok")).toBool()) {
        print(stderr, QStringLiteral("sluice: ") + answer.value(QLatin1String("error")).toString());
    }
    if (!requests.isEmpty()) {
        QTimer::singleShot(0, &service, [&service, requests = std::move(requests)] { addNext(service, requests); });
    }
}

/// Queues the addresses of the command line, as a running instance would for a second start.
void addFromCommandLine(const CommandLine& line, service::Service& service) {
    if (line.urls.isEmpty() && line.requests.isEmpty()) {
        return;
    }
    addNext(service, line.requests.isEmpty() ? QList{line.toRequest()} : line.requests);
}

/// The demo's own window and queue; ends the program if that was asked for.
bool startDemo(const WindowOptions& options, const QString& home, gui::MainWindow& window, gui::QueueBridge& bridge) {
    gui::DemoManifest manifest;
    QString error;
    if (!gui::DemoManifest::read(options.demoManifest, manifest, error)) {
        print(stderr, error);
        return false;
    }
    const QString picture =
        options.screenshot.isEmpty() ? home + QStringLiteral("/sluice-demo.png") : options.screenshot;
    const gui::DemoRun::Options places{home + QStringLiteral("/downloads"), picture};
    auto* demo = new gui::DemoRun(std::move(manifest), places, window, bridge);
    if (options.demoExit) {
        QObject::connect(demo, &gui::DemoRun::finished, &window, [&window](int code) {
            window.endNow();
            QCoreApplication::exit(code);
        });
    }
    QTimer::singleShot(0, demo, &gui::DemoRun::start);
    return true;
}

void pictureAndEnd(const QString& file, gui::MainWindow& window) {
    QTimer::singleShot(pictureAfterMs, &window, [file, &window] {
        const bool written = window.grab().save(file);
        print(written ? stdout : stderr, written
                                             ? QStringLiteral("Screenshot: %1").arg(file)
                                             : QStringLiteral("The screenshot could not be written to %1").arg(file));
        QCoreApplication::exit(written ? 0 : 1);
    });
}

/// Without its socket the program works, but no other start can reach it.
void listen(service::Service& service) {
    if (!service.listen()) {
        print(stderr, QStringLiteral("sluice: other commands cannot reach this program: %1 cannot be made.")
                          .arg(service.profile().socketFile()));
    }
}

int runHeadless(int& argc, char** argv, const CommandLine& line, const service::Profile& profile) {
    QCoreApplication application(argc, argv);
    service::Service service(profile);
    listen(service);
    addFromCommandLine(line, service);
    const gui::QuitSignals quit([] { QCoreApplication::quit(); });
    return QCoreApplication::exec();
}

/// `sluice list` and the like where no instance runs.
int runVerb(int& argc, char** argv, const CommandLine& line, const service::Profile& profile) {
    QCoreApplication application(argc, argv);
    service::Service service(profile);
    return service.runOnce(line);
}

int runWindow(int& argc, char** argv, const CommandLine& line, const WindowOptions& options,
              const service::Profile& profile) {
    QApplication application(argc, argv);
    translate(application);
    const QString stateFile = QFileInfo(profile.settingsFile).path() + QStringLiteral("/window.ini");
    gui::ColorScheme scheme(gui::schemeNamed(gui::WindowState(stateFile).scheme()));

    service::Service service(profile);
    listen(service);
    gui::QueueBridge bridge(service.queue());
    gui::Settings settings(service.settings(), bridge, profile.downloadFolder);
    scheme.setChosen(
        gui::schemeNamed(options.scheme.isEmpty() ? settings.text(gui::SettingId::scheme) : options.scheme));
    gui::MainWindow window(bridge, scheme, settings, {stateFile});
    QObject::connect(&service, &service::Service::raiseRequested, &window, &gui::MainWindow::raiseToFront);
    QObject::connect(&service, &service::Service::openRequested, &window, &gui::MainWindow::openOffered);
    QObject::connect(&service, &service::Service::noticeRaised, &window, &gui::MainWindow::showNotice);
    // A window that waits in the tray is none, and a settings window that is closed then is not the last one. A demo
    // ends with its own code.
    QGuiApplication::setQuitOnLastWindowClosed(false);
    if (!options.demoExit) {
        QObject::connect(&window, &gui::MainWindow::finished, &application, &QCoreApplication::quit,
                         Qt::QueuedConnection);
    }
    const gui::QuitSignals quit([&window] {
        window.endNow();
        QCoreApplication::quit();
    });
    const bool isPlainStart = options.demoManifest.isEmpty() && options.screenshot.isEmpty() && !line.adds() &&
                              line.urls.isEmpty() && line.files.isEmpty() && line.offers.isEmpty();
    if (isPlainStart && settings.flag(gui::SettingId::startHidden) && settings.flag(gui::SettingId::tray)) {
        window.startHidden();
    } else {
        window.show();
    }
    if (!options.demoManifest.isEmpty()) {
        const QString home = line.profileFolder.isEmpty() ? profile.dataFolder : line.profileFolder;
        if (!startDemo(options, home, window, bridge)) {
            return wrongUsage;
        }
    } else if (!options.screenshot.isEmpty()) {
        pictureAndEnd(options.screenshot, window);
    }
    if (!line.files.isEmpty() || !line.offers.isEmpty()) {
        service.handle(line.toRequest());
    } else {
        addFromCommandLine(line, service);
    }
    return QApplication::exec();
}

bool hasDisplay() {
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
}

int run(int& argc, char** argv, const CommandLine& line, const WindowOptions& options) {
    raiseDescriptorLimit();
    nameApplication();
    const service::Profile profile = profileOf(line);
    const bool demo = !options.demoManifest.isEmpty();
    // A demo is this program's own run; it is never handed to another one.
    service::InstanceLock lock(profile);
    if (demo && !lock.take()) {
        print(stderr, QStringLiteral("Sluice runs already for this profile."));
        return 1;
    }
    if (const auto code = demo ? std::nullopt : service::joinOrBecome(line, profile, lock)) {
        return *code;
    }
    if (line.isForInstance() && !line.adds()) {
        return runVerb(argc, argv, line, profile);
    }
    if (line.headless || (line.adds() && !hasDisplay())) {
        return runHeadless(argc, argv, line, profile);
    }
    if (!hasDisplay() && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    return runWindow(argc, argv, line, options, profile);
}

}  // namespace

int main(int argc, char** argv) {
    QStringList arguments;
    for (int i = 1; i < argc; ++i) {
        arguments.append(QString::fromLocal8Bit(argv[i]));
    }
    CommandLine line = service::parseCommandLine(arguments, WindowOptions::flags());
    WindowOptions options;
    QString error = line.error;
    if (!error.isEmpty() || !WindowOptions::read(line.others, options, error)) {
        print(stderr, QStringLiteral("sluice: ") + error);
        return wrongUsage;
    }
    if (line.verb == CommandLine::Verb::help) {
        print(stdout, service::helpText() + WindowOptions::helpText());
        return 0;
    }
    if (line.verb == CommandLine::Verb::version) {
        print(stdout, QStringLiteral("sluice " SLUICE_VERSION));
        return 0;
    }
    QStringList said;
    const bool ready = service::prepare(line, said);
    for (const QString& one : said) {
        print(stderr, QStringLiteral("sluice: ") + one);
    }
    if (!ready) {
        print(stderr, QStringLiteral("sluice: ") + line.error);
        return 1;
    }
    return run(argc, argv, line, options);
}
