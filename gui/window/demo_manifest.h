#pragma once

#include <QString>

#include <vector>

namespace sluice::gui {

/// What the demo server offers, as it writes it to a file.
struct DemoManifest {
    struct File {
        QString name, url, sha256, note;
        qint64 size = -1;
    };
    QString caFile;
    std::vector<File> files;

    /// Reads `{ca_certificate, files: [{name, url, sha256, size, note}]}`. False with a sentence if it is not one.
    static bool read(const QString& path, DemoManifest& manifest, QString& error);
};

}  // namespace sluice::gui
