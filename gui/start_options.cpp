#include "gui/start_options.h"

#include <QCommandLineParser>

namespace sluice::gui {

StartOptions::Outcome StartOptions::parse(const QStringList& arguments, StartOptions& options, QString& message) {
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("A download manager and its window."));
    const QCommandLineOption profile(QStringLiteral("profile"), QStringLiteral("Keep list, settings and log in DIR."), QStringLiteral("DIR"));
    const QCommandLineOption manifest(QStringLiteral("demo-manifest"), QStringLiteral("Queue the files the demo server wrote to FILE."), QStringLiteral("FILE"));
    const QCommandLineOption demoExit(QStringLiteral("demo-exit"), QStringLiteral("End when the demo has ended, 0 only if all went right."));
    const QCommandLineOption screenshot(QStringLiteral("screenshot"), QStringLiteral("Write a picture of the window to FILE; without a demo, then end."), QStringLiteral("FILE"));
    const QCommandLineOption scheme(QStringLiteral("scheme"), QStringLiteral("Colours: light or dark."), QStringLiteral("NAME"));
    const QCommandLineOption headless(QStringLiteral("headless"), QStringLiteral("Run the queue without a window."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    parser.addOptions({profile, manifest, demoExit, screenshot, scheme, headless});
    parser.addPositionalArgument(QStringLiteral("addresses"), QStringLiteral("What to download."), QStringLiteral("[URL...]"));
    if (!parser.parse(QStringList{QStringLiteral("sluice")} + arguments)) {
        message = parser.errorText();
        return Outcome::wrong;
    }
    if (parser.isSet(help) || parser.isSet(version)) {
        message = parser.isSet(help) ? parser.helpText() : QStringLiteral("sluice " SLUICE_VERSION);
        return Outcome::shown;
    }
    options.profile = parser.value(profile);
    options.demoManifest = parser.value(manifest);
    options.demoExit = parser.isSet(demoExit);
    options.screenshot = parser.value(screenshot);
    options.scheme = parser.value(scheme);
    options.headless = parser.isSet(headless);
    options.words = parser.positionalArguments();
    if (!options.scheme.isEmpty() && options.scheme != QLatin1String("light") && options.scheme != QLatin1String("dark")) {
        message = QStringLiteral("--scheme is light or dark, not %1").arg(options.scheme);
        return Outcome::wrong;
    }
    if (options.demoExit && options.demoManifest.isEmpty()) {
        message = QStringLiteral("--demo-exit needs --demo-manifest");
        return Outcome::wrong;
    }
    return Outcome::start;
}

}  // namespace sluice::gui
