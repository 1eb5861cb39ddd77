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
        QString note;                 ///< what of it cannot be honoured
        bool wanted = true;
    };
    std::vector<Row> rows;
    QString error;  ///< nothing could be read at all
};

/// Reads a list file of any format on another thread; `done` is called on the thread of `context`, unless that is gone.
/// Folders of the list count from `folder`.
void readListFile(const QString& path, const QString& folder, QObject* context, std::function<void(ReadList)> done);

/// The same for a text, at once.
ReadList readListText(const QString& text, const QString& folder);

/// A digest as people write it: "sha-256=…", or its digits alone.
std::optional<download::NamedHash> readChecksum(const QString& text);

/// Whether a text is command lines of curl rather than addresses.
bool looksLikeCurl(const QString& text);

/// Whether a file is one that another program has not finished: by its ending, or by what lies beside it.
bool isForeignPart(const QString& path);

}  // namespace sluice::gui
