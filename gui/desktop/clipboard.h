#pragma once

#include <QString>
#include <QStringList>

class QMimeData;

namespace sluice::gui {

/// The addresses in a text: one per line or separated by blanks, http, https, ftp and sftp only, each once.
QStringList addressesIn(const QString& text);
/// The addresses that a drop or the clipboard holds: its URLs, else those of its text.
QStringList addressesIn(const QMimeData* data);
QStringList addressesInClipboard();
void copyToClipboard(const QString& text);
/// True for what copyToClipboard() put there.
bool isOwn(const QMimeData* data);

}  // namespace sluice::gui
