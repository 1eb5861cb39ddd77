#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace sluice::test {

/// How an example ended; status -1: it crashed or hung.
struct ExampleOutcome {
    int status = -1;
    QByteArray output, messages;
};

/// Runs one of the example programs as it is.
inline ExampleOutcome run_example(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(QString(SLUICE_BIN_DIR) + "/" + program, arguments);
    ExampleOutcome out;
    if (process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit) {
        out.status = process.exitCode();
    }
    out.output = process.readAllStandardOutput();
    out.messages = process.readAllStandardError();
    return out;
}

}  // namespace sluice::test
