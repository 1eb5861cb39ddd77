#pragma once

#include <QDir>
#include <QPixmap>
#include <QString>

namespace sluice::test {

/// Pictures are kept for eyes if SLUICE_PICTURES names a folder.
inline void keepPicture(const QPixmap& picture, const QString& name) {
    const QString folder = qEnvironmentVariable("SLUICE_PICTURES");
    if (!folder.isEmpty() && QDir().mkpath(folder)) {
        picture.save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
    }
}

}  // namespace sluice::test
