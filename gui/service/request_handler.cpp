#include "gui/service/request_handler.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>

#include <unordered_set>

#include "engine/lists/list_reader.h"
#include "engine/lists/list_writer.h"
#include "gui/service/list_export.h"
#include "gui/service/row_json.h"
#include "gui/service/settings_file.h"

namespace sluice::service {

namespace {

/// So many lists are kept for those who asked for them.
constexpr std::size_t mostLists = 4;

QJsonObject refusal(const QString& text) {
    return {{"ok", false}, {"error", text}};
}

bool goes_on_by_itself(const queue::Row& row) {
    switch (row.state) {
        case queue::State::done:
        case queue::State::failed:
        case queue::State::paused:
            return false;
        case queue::State::waiting:
            return row.phase != queue::Phase::new_address_needed && row.phase != queue::Phase::login_needed &&
                   row.phase != queue::Phase::changed_on_server;
        default:
            return true;
    }
}

queue::Conflict conflictOf(const QString& nameClash) {
    return nameClash == QLatin1String("overwrite") ? queue::Conflict::overwrite
           : nameClash == QLatin1String("skip")    ? queue::Conflict::skip
                                                   : queue::Conflict::rename;
}

/// As "Pause all" and "Resume all" of the window: what could run, or what was paused. In the order of the list.
std::vector<queue::Id> meant_by_all(const QString& verb, const std::vector<queue::Row>& rows) {
    std::vector<queue::Id> ids;
    for (const queue::Row& row : rows) {
        const bool ended = row.state == queue::State::done || row.state == queue::State::failed;
        const bool paused = row.state == queue::State::paused;
        if ((verb == QLatin1String("pause") && !ended && !paused) || (verb == QLatin1String("resume") && paused)) {
            ids.push_back(row.id);
        }
    }
    return ids;
}

QString tr(const char* text) {
    return QCoreApplication::translate("RequestHandler", text);
}

}  // namespace

QJsonObject RequestHandler::handle(const QJsonObject& request) {
    const QString verb = request.value("verb").toString();
    if (verb == QLatin1String("raise")) {
        if (window_.raise) {
            window_.raise();
        }
        return {{"ok", true}};
    }
    if (verb == QLatin1String("add")) {
        return add(request);
    }
    if (verb == QLatin1String("open")) {
        return open(request);
    }
    if (verb == QLatin1String("import")) {
        return importList(request);
    }
    if (verb == QLatin1String("export")) {
        return exportList(request);
    }
    if (verb == QLatin1String("list")) {
        return list();
    }
    if (verb == QLatin1String("show")) {
        return show(request);
    }
    return command(verb, request);
}

QJsonObject RequestHandler::open(const QJsonObject& request) {
    QStringList files;
    for (const auto& file : request.value("files").toArray()) {
        if (!QDir::isAbsolutePath(file.toString())) {
            return refusal(tr("The file %1 is not absolute.").arg(file.toString()));
        }
        files.append(file.toString());
    }
    QStringList addresses;
    for (const auto& address : request.value("offers").toArray()) {
        addresses.append(address.toString());
    }
    const bool adds = !request.value("urls").toArray().isEmpty();
    const QJsonObject answer = adds ? add(request) : QJsonObject{{"ok", true}};
    if (answer.value("ok").toBool() && !(window_.open && window_.open(files, addresses))) {
        return refusal(tr("There is no window to show it in; use “sluice import”."));
    }
    return answer;
}

QJsonObject RequestHandler::add(const QJsonObject& request) {
    const QString folder = request.value("folder").toString();
    if (!folder.isEmpty() && !QDir::isAbsolutePath(folder)) {
        return refusal(tr("The folder %1 is not absolute.").arg(folder));
    }
    const GeneralSettings general = GeneralSettings::read(settings_);
    std::vector<queue::NewDownload> downloads;
    for (const auto& url : request.value("urls").toArray()) {
        if (!url.isString() || url.toString().trimmed().isEmpty()) {
            return refusal(tr("An address is empty."));
        }
        queue::NewDownload download;
        download.url = url.toString().trimmed().toStdString();
        download.folder = (folder.isEmpty() ? general.downloadFolder : folder).toStdString();
        download.conflict = conflictOf(general.nameClash);
        download.name = request.value("name").toString().toStdString();
        download.paused = request.value("paused").toBool();
        download.adopt = request.value("adopt").toString().toStdString();
        for (const auto& mirror : request.value("mirrors").toArray()) {
            const int priority = static_cast<int>(download.own.mirrors.size()) + 1;
            download.own.mirrors.push_back({mirror.toString().toStdString(), priority});
        }
        for (const auto& checksum : request.value("checksums").toArray()) {
            const QString text = checksum.toString();
            const qsizetype cut = text.indexOf(u'=');
            auto hash = download::named_hash(text.left(cut).toStdString(), text.mid(cut + 1).toStdString());
            if (!hash) {
                return refusal(tr("“%1” is no checksum that is known here.").arg(text.left(80)));
            }
            download.own.hashes.push_back(std::move(*hash));
        }
        download.own.start_at = request.value("start_at").toInteger();
        downloads.push_back(std::move(download));
    }
    if (downloads.empty()) {
        return refusal(tr("There is no address to add."));
    }
    queue_.add(std::move(downloads));
    if (request.value("raise").toBool() && window_.raise) {
        window_.raise();
    }
    return {{"ok", true}};
}

QJsonObject RequestHandler::importList(const QJsonObject& request) {
    const QString folder = request.value("folder").toString();
    if (!folder.isEmpty() && !QDir::isAbsolutePath(folder)) {
        return refusal(tr("The folder %1 is not absolute.").arg(folder));
    }
    const GeneralSettings general = GeneralSettings::read(settings_);
    auto list = lists::read_list(request.value("session").toString().toStdString());
    if (!list || list->format != lists::Format::session || !list->problems.empty() || list->entries.empty()) {
        return refusal(tr("This is no session of Sluice that can be read."));
    }
    std::vector<queue::NewDownload> downloads;
    for (lists::ListEntry& entry : list->entries) {
        queue::NewDownload& download = entry.download;
        if (download.folder.empty()) {
            download.folder = (folder.isEmpty() ? general.downloadFolder : folder).toStdString();
        }
        if (download.conflict == queue::Conflict::rename) {
            download.conflict = conflictOf(general.nameClash);
        }
        download.paused = download.paused || request.value("paused").toBool();
        downloads.push_back(std::move(download));
    }
    const auto added = static_cast<int>(downloads.size());
    queue_.add(std::move(downloads));
    return {{"ok", true}, {"added", added}};
}

QJsonObject RequestHandler::exportList(const QJsonObject& request) {
    const int ticket = request.value("ticket").toInt();
    if (ticket > 0) {
        const auto found = written_.find(ticket);
        if (found == written_.end()) {
            return refusal(tr("There is no such list."));
        }
        const auto written = found->second;
        const std::lock_guard lock(written->mutex);
        if (!written->text) {
            return {{"ok", true}, {"ticket", ticket}};
        }
        written_.erase(found);
        return {{"ok", true}, {"text", QString::fromStdString(*written->text)}};
    }
    const auto format = lists::format_named(request.value("format").toString().toStdString());
    if (!format) {
        return refusal(tr("“%1” is no format of a list.").arg(request.value("format").toString().left(40)));
    }
    if (written_.size() >= mostLists) {
        written_.erase(written_.begin());  // nobody came for it
    }
    std::vector<queue::Id> ids;
    for (const queue::Row& row : queue_.snapshot()) {
        ids.push_back(row.id);
    }
    const auto written = std::make_shared<Written>();
    written_[++lastTicket_] = written;
    ListExport::begin(queue_, std::move(ids), *format, [written](std::string text) {
        const std::lock_guard lock(written->mutex);
        written->text = std::move(text);
    });
    return {{"ok", true}, {"ticket", lastTicket_}};
}

QJsonObject RequestHandler::list() {
    QJsonArray rows;
    for (const queue::Row& row : queue_.snapshot()) {
        rows.append(toJson(row));
    }
    return {{"ok", true}, {"downloads", rows}};
}

QJsonObject RequestHandler::show(const QJsonObject& request) {
    const qint64 id = request.value("id").toInteger();
    for (const queue::Row& row : queue_.snapshot()) {
        if (row.id == id) {
            return {{"ok", true}, {"download", toJson(row)}};
        }
    }
    return refusal(tr("There is no download with the number %1.").arg(id));
}

QJsonObject RequestHandler::limit(qint64 rate, std::vector<queue::Id> ids) {
    if (rate < 0) {
        return refusal(tr("A limit needs a rate in bytes per second, 0 for none."));
    }
    if (ids.empty()) {
        queue::Limits limits = queue_.limits();
        limits.speed = rate;
        queue_.set_limits(std::move(limits));
    } else {
        queue::Edit edit;
        edit.speed = rate;
        queue_.edit(std::move(ids), std::move(edit));
    }
    return {{"ok", true}};
}

QJsonObject RequestHandler::progress(const std::unordered_set<queue::Id>& ids) {
    int going_on = 0;
    int incomplete = 0;
    for (const queue::Row& row : queue_.snapshot()) {
        if (ids.empty() || ids.contains(row.id)) {
            going_on += goes_on_by_itself(row) ? 1 : 0;
            incomplete += row.state == queue::State::done ? 0 : 1;
        }
    }
    return {{"ok", true}, {"going_on", going_on}, {"incomplete", incomplete}};
}

QJsonObject RequestHandler::command(const QString& verb, const QJsonObject& request) {
    static const QStringList known_verbs{"pause", "resume", "remove", "limit", "wait"};
    if (!known_verbs.contains(verb)) {
        return refusal(tr("“%1” is not known.").arg(verb.left(40)));
    }
    std::unordered_set<queue::Id> known;
    for (const queue::Row& row : queue_.snapshot()) {
        known.insert(row.id);
    }
    std::vector<queue::Id> ids;
    if (request.value("all").toBool()) {
        ids = meant_by_all(verb, queue_.snapshot());
    }
    for (const auto& id : request.value("ids").toArray()) {
        if (!known.contains(id.toInteger())) {
            return refusal(tr("There is no download with the number %1.").arg(id.toInteger()));
        }
        ids.push_back(id.toInteger());
    }
    if (verb == QLatin1String("pause")) {
        queue_.pause(std::move(ids));
    } else if (verb == QLatin1String("resume")) {
        queue_.resume(std::move(ids));
    } else if (verb == QLatin1String("limit")) {
        return limit(request.value("rate").toInteger(-1), std::move(ids));
    } else if (verb == QLatin1String("wait")) {
        return progress(std::unordered_set<queue::Id>(ids.begin(), ids.end()));
    } else {
        queue_.remove(ids);
        queue_.purge(std::move(ids), false);
    }
    return {{"ok", true}};
}

}  // namespace sluice::service
