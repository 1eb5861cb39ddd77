#pragma once

#include <QByteArray>
#include <QString>

#include <functional>

class QObject;
class QWidget;

namespace sluice::gui {

/// Asks for a file name and writes the bytes there, on another thread: the window never waits for a disk. A failure
/// is told in a message box that belongs to the parent's window.
void saveBytes(QWidget* parent, const QString& title, const QString& suggestedName, const QString& filter,
               QByteArray bytes);

/// The second half of it, for callers that know the path. `done(error)` is called on the GUI thread, unless `context`
/// is gone by then; the error is empty if all was written.
void writeBytes(QObject* context, const QString& path, QByteArray bytes, std::function<void(QString error)> done);

}  // namespace sluice::gui
