#include "gui/bridge/list_reading.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QPointer>
#include <QStringList>
#include <QThreadPool>
#include <QUrl>

#include <memory>

#include "engine/lists/list_reader.h"
#include "gui/service/list_import.h"

namespace sluice::gui {
namespace {

ReadList read(const std::string& text, const QString& folder) {
    ReadList out;
    auto list = lists::read_list(text, {folder.toStdString(), true});
    if (!list) {
        out.error = QString::fromStdString(list.error().text());
        return out;
    }
    for (lists::ListEntry& entry : list->entries) {
        QStringList notes;
        for (const std::string& note : entry.notes) {
            notes.append(QString::fromStdString(note));
        }
        ReadList::Row row;
        row.url = QString::fromStdString(entry.download.url);
        const QUrl url(row.url, QUrl::TolerantMode);
        row.host = url.host();
        row.name = entry.download.name.empty() ? url.fileName(QUrl::FullyDecoded)
                                               : QString::fromStdString(entry.download.name);
        row.note = notes.join(QStringLiteral("; "));
        row.wanted = entry.wanted;
        row.download = std::move(entry.download);
        out.rows.push_back(std::move(row));
    }
    for (const lists::ListProblem& problem : list->problems) {
        const QString text_of = QString::fromStdString(problem.text);
        ReadList::Row row;
        row.note = problem.line > 0
                       ? QCoreApplication::translate("ListReading", "Line %1: %2").arg(problem.line).arg(text_of)
                       : text_of;
        row.wanted = false;
        out.rows.push_back(std::move(row));
    }
    return out;
}

bool isForeignPart(const QString& path) {
    const QString ending = QFileInfo(path).suffix().toLower();
    const bool named = ending == QLatin1String("part") || ending == QLatin1String("crdownload");
    return QFileInfo(path).isFile() && ((named && !QFileInfo::exists(path + QLatin1String(".sluice"))) ||
                                        QFileInfo::exists(path + QLatin1String(".aria2")));
}

OpenedFile look(const QString& path, const QString& folder) {
    static const QLatin1String control(".aria2");
    OpenedFile out;
    out.path = path.endsWith(control) && QFileInfo(path.chopped(control.size())).isFile() ? path.chopped(control.size())
                                                                                          : path;
    if (isForeignPart(out.path)) {
        out.kind = OpenedFile::Kind::foreignPart;
    } else if (const auto text = service::readList(path, out.list.error)) {
        out.list = read(*text, folder);
    }
    return out;
}

}  // namespace

void openFile(const QString& path, const QString& folder, QObject* context, std::function<void(OpenedFile)> done) {
    const QPointer<QObject> asked(context);
    QThreadPool::globalInstance()->start([path, folder, asked, done = std::move(done)] {
        auto opened = std::make_shared<OpenedFile>(look(path, folder));
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [asked, done, opened] {
                if (asked != nullptr) {
                    done(std::move(*opened));
                }
            },
            Qt::QueuedConnection);
    });
}

ReadList readListText(const QString& text, const QString& folder) {
    return read(text.toStdString(), folder);
}

std::optional<download::NamedHash> readChecksum(const QString& text) {
    const std::string value = text.toStdString();
    const std::size_t cut = value.find_first_of("=:");
    const std::string digits = cut == std::string::npos ? value : value.substr(cut + 1);
    return download::named_hash(
        cut == std::string::npos ? download::algorithm_of_length(digits.size()) : value.substr(0, cut), digits);
}

bool looksLikeCurl(const QString& text) {
    constexpr qsizetype looked_at = 4096;
    return lists::detect_format(text.left(looked_at).toStdString()) == lists::Format::curl;
}

}  // namespace sluice::gui
