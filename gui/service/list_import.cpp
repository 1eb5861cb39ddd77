#include "gui/service/list_import.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QUrl>

#include <cstdio>

#include "engine/download/checksum_list.h"
#include "engine/lists/session_file.h"

namespace sluice::service {

namespace {

constexpr std::size_t inOneRequest = 100;

QString tr(const char* text) {
    return QCoreApplication::translate("ListImport", text);
}

/// Reads "sha-256=HEX", a digest alone, or the line of a checksum file that is about one of `names`.
bool readChecksum(const QString& given, const std::vector<std::string>& names, QJsonArray& into, QString& error) {
    const std::string value = given.toStdString();
    const std::size_t cut = value.find_first_of("=:");
    const std::string digits = cut == std::string::npos ? value : value.substr(cut + 1);
    const std::string algorithm =
        cut == std::string::npos ? std::string(download::algorithm_of_length(digits.size())) : value.substr(0, cut);
    std::vector<download::NamedHash> hashes;
    if (const auto hash = download::named_hash(algorithm, digits)) {
        hashes.push_back(*hash);
    } else if (cut != std::string::npos && download::is_known_hash(algorithm)) {
        error = tr("“%1” is no such digest: all its hexadecimal digits are needed.").arg(given);
        return false;
    } else {
        const auto text = readList(given, error);
        const auto list = text ? download::parse_checksum_list(*text, value) : Result<download::ChecksumList>();
        auto found = text && list ? download::hashes_for(*list, names) : Result<std::vector<download::NamedHash>>();
        if (!text || !list || !found) {
            error = !text ? error : QString::fromStdString((list ? found.error() : list.error()).text());
            return false;
        }
        hashes = std::move(*found);
    }
    for (const download::NamedHash& hash : hashes) {
        into.append(QString::fromStdString(hash.algorithm + "=" + hash.hex));
    }
    return true;
}

bool prepareAdd(CommandLine& line) {
    QJsonObject request = line.toRequest();
    QJsonArray checksums;
    const std::vector<std::string> names = {line.name.toStdString(), QUrl(line.urls.first()).fileName().toStdString()};
    for (const QString& given : line.checksums) {
        if (!readChecksum(given, names, checksums, line.error)) {
            return false;
        }
    }
    request.insert("checksums", checksums);
    request.insert("mirrors", QJsonArray::fromStringList(line.mirrors));
    if (!line.adopt.isEmpty()) {
        if (!QFileInfo(line.adopt).isFile()) {
            line.error = tr("There is no file %1.").arg(line.adopt);
            return false;
        }
        request.insert("adopt", line.adopt);
        if (line.folder.isEmpty()) {
            request.insert("folder", QFileInfo(line.adopt).absolutePath());
        }
    }
    line.requests = {request};
    return true;
}

}  // namespace

std::optional<std::string> readList(const QString& path, QString& error) {
    QFile file(path);
    const bool open =
        path == QLatin1String("-") ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!open) {
        error = tr("%1 cannot be read: %2").arg(path, file.errorString());
        return std::nullopt;
    }
    QByteArray text;
    while (text.size() <= static_cast<qsizetype>(lists::most_list_bytes)) {
        const QByteArray more = file.read(1 << 20);
        if (more.isEmpty()) {
            return text.toStdString();
        }
        text += more;
    }
    error = tr("%1 is too long for a list.").arg(path);
    return std::nullopt;
}

QList<QJsonObject> importRequests(std::vector<lists::ListEntry> entries, const CommandLine& line) {
    QList<QJsonObject> requests;
    std::vector<lists::ListEntry> some;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        some.push_back(std::move(entries[i]));
        if (some.size() == inOneRequest || i + 1 == entries.size()) {
            requests.append(QJsonObject{{"verb", "import"},
                                        {"session", QString::fromStdString(lists::write_session(some))},
                                        {"folder", line.folder},
                                        {"paused", line.paused}});
            some.clear();
        }
    }
    return requests;
}

bool prepare(CommandLine& line, QStringList& said) {
    if (line.verb == CommandLine::Verb::add) {
        const bool plain = line.checksums.isEmpty() && line.mirrors.isEmpty() && line.adopt.isEmpty();
        return plain || prepareAdd(line);
    }
    if (line.verb != CommandLine::Verb::importList) {
        return true;
    }
    const auto text = readList(line.file, line.error);
    if (!text) {
        return false;
    }
    const std::string origin = line.file.toStdString();
    const std::string folder = (line.folder.isEmpty() ? QDir::currentPath() : line.folder).toStdString();
    auto list = lists::read_list(*text, {folder, true});
    if (!list) {
        line.error = line.file + QStringLiteral(": ") + QString::fromStdString(list.error().text());
        return false;
    }
    for (const lists::ListProblem& problem : list->problems) {
        said.append(QString::fromStdString(lists::problem_text(origin, problem)));
    }
    std::vector<lists::ListEntry> wanted;
    for (lists::ListEntry& entry : list->entries) {
        for (const std::string& note : entry.notes) {
            said.append(QString::fromStdString(lists::problem_text(origin, {entry.line, note, true})));
        }
        if (entry.wanted) {
            entry.state = entry.download.paused ? queue::State::paused : queue::State::queued;
            wanted.push_back(std::move(entry));
        }
    }
    if (wanted.empty()) {
        line.error = tr("%1 names nothing to download.").arg(line.file);
        return false;
    }
    line.requests = importRequests(std::move(wanted), line);
    return true;
}

}  // namespace sluice::service
