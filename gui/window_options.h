#pragma once

#include <QStringList>

namespace sluice::gui {

/// The flags of the command line that only the window knows. The others, and the verbs, are those of gui/service.
struct WindowOptions {
    QString demoManifest;   ///< --demo-manifest FILE: queue what the demo server offers
    bool demoExit = false;  ///< --demo-exit: end with the demo's exit code
    QString screenshot;     ///< --screenshot FILE: a picture of the window; without a demo the program ends then
    QString scheme;         ///< --scheme light|dark; empty: as chosen before

    /// Their names as the command line's parser wants them: with "=" behind those that take a value.
    static QStringList flags();
    /// From what the parser passed on: names, each followed by its value if it takes one. False with a sentence if they
    /// make no sense.
    static bool read(const QStringList& passed, WindowOptions& options, QString& error);
    /// Their part of --help.
    static QString helpText();
};

}  // namespace sluice::gui
