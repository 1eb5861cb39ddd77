#pragma once

#include <QString>
#include <QStringList>

namespace sluice::gui {

/// Opens a file with the program the desktop has for it. Returns at once; false if nothing could be started.
bool openFile(const QString& path);

/// Shows files in the file manager, marked if it speaks org.freedesktop.FileManager1, else opens their folders.
/// Returns at once; nothing waits for the bus.
void showInFolder(const QStringList& paths);

/// Moves files to the trash on a worker thread. What is gone already is passed over.
void moveToTrash(const QStringList& paths);

}  // namespace sluice::gui
