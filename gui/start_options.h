#pragma once

#include <QStringList>

namespace sluice::gui {

/// The command line of the application.
struct StartOptions {
    QString profile;         ///< --profile DIR: everything in one folder; empty: the user's own places
    QString demoManifest;    ///< --demo-manifest FILE
    bool demoExit = false;   ///< --demo-exit: end with the demo's exit code
    QString screenshot;      ///< --screenshot FILE
    QString scheme;          ///< --scheme light|dark; empty: as chosen before
    bool headless = false;   ///< --headless: the queue without a window
    QStringList words;       ///< addresses to add, or a verb with its words

    enum class Outcome { start, shown, wrong };
    /// Reads the arguments without the program's name. `message` is what to print for --help and --version, or what is
    /// wrong with them.
    static Outcome parse(const QStringList& arguments, StartOptions& options, QString& message);
};

}  // namespace sluice::gui
