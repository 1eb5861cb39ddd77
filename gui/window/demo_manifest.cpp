#include "gui/window/demo_manifest.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace sluice::gui {
namespace {

constexpr qint64 largestManifest = 4 * 1024 * 1024;

}  // namespace

bool DemoManifest::read(const QString& path, DemoManifest& manifest, QString& error) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        error = QStringLiteral("%1: %2").arg(path, file.errorString());
        return false;
    }
    QJsonParseError parse{};
    const QJsonObject root = QJsonDocument::fromJson(file.read(largestManifest), &parse).object();
    manifest.caFile = root.value(QLatin1String("ca_certificate")).toString();
    for (const QJsonValue value : root.value(QLatin1String("files")).toArray()) {
        const QJsonObject entry = value.toObject();
        File made;
        made.name = entry.value(QLatin1String("name")).toString();
        made.url = entry.value(QLatin1String("url")).toString();
        made.sha256 = entry.value(QLatin1String("sha256")).toString().toLower();
        made.note = entry.value(QLatin1String("note")).toString();
        made.size = entry.value(QLatin1String("size")).toInteger(-1);
        if (made.name.isEmpty() || made.url.isEmpty() || made.sha256.size() != 64) {
            error = QStringLiteral("%1: an entry lacks name, url or sha256").arg(path);
            return false;
        }
        manifest.files.push_back(std::move(made));
    }
    if (manifest.files.empty()) {
        error = QStringLiteral("%1: no files in it (%2)").arg(path, parse.errorString());
        return false;
    }
    return true;
}

}  // namespace sluice::gui
