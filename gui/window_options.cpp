#include "gui/window_options.h"

#include <QCoreApplication>

namespace sluice::gui {

QStringList WindowOptions::flags() {
    return {QStringLiteral("--demo-manifest="), QStringLiteral("--demo-exit"), QStringLiteral("--screenshot="),
            QStringLiteral("--scheme=")};
}

bool WindowOptions::read(const QStringList& passed, WindowOptions& options, QString& error) {
    for (qsizetype at = 0; at < passed.size(); ++at) {
        const QString& name = passed.at(at);
        if (name == QLatin1String("--demo-exit")) {
            options.demoExit = true;
            continue;
        }
        const QString value = passed.value(++at);
        if (name == QLatin1String("--demo-manifest")) {
            options.demoManifest = value;
        } else if (name == QLatin1String("--screenshot")) {
            options.screenshot = value;
        } else {
            options.scheme = value;
        }
    }
    if (!options.scheme.isEmpty() && options.scheme != QLatin1String("light") &&
        options.scheme != QLatin1String("dark")) {
        error =
            QCoreApplication::translate("WindowOptions", "--scheme is light or dark, not “%1”.").arg(options.scheme);
    } else if (options.demoExit && options.demoManifest.isEmpty()) {
        error = QCoreApplication::translate("WindowOptions", "--demo-exit needs --demo-manifest.");
    }
    return error.isEmpty();
}

QString WindowOptions::helpText() {
    return QCoreApplication::translate("WindowOptions",
                                       "  --scheme NAME      light or dark\n"
                                       "  --screenshot FILE  write a picture of the window, then end\n"
                                       "  --demo-manifest FILE  queue what the demo server wrote to FILE\n"
                                       "  --demo-exit        end when the demo has ended, 0 only if all went right\n");
}

}  // namespace sluice::gui
