#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

#include "engine/queue/queue_service.h"

namespace sluice::gui {

/// A list of downloads as it was understood: for a preview, nothing is added by it.
struct ReadList {
    struct Row {
        queue::NewDownload download;  ///< an empty url: it cannot be downloaded, `note` says why
        QString url, name, host;      ///< for showing; the name as typed, else as the address has it
        QString note;                 ///< what of it cannot be honoured
        bool wanted = true;
    };
    std::vector<Row> rows;
    QString error;  ///< nothing could be read at all
};

/// What a file turned out to be.
struct OpenedFile {
    enum class Kind { list, foreignPart };
    Kind kind = Kind::list;
    QString path;   ///< of a foreign part: the file itself, if its control file was given
    ReadList list;  ///< with an error if it is neither
};

/// Looks at a file on another thread: one that another program has not finished (by its ending, or by what lies beside
/// it), else a list of any format. `done` is called on the thread of the application, unless `context` is gone. Folders
/// of the list count from `folder`.
void openFile(const QString& path, const QString& folder, QObject* context, std::function<void(OpenedFile)> done);

/// A list in a text, at once.
ReadList readListText(const QString& text, const QString& folder);

/// A digest as people write it: "sha-256=…", or its digits alone.
std::optional<download::NamedHash> readChecksum(const QString& text);

/// Whether a text is command lines of curl rather than addresses.
bool looksLikeCurl(const QString& text);

}  // namespace sluice::gui
