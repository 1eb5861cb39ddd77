#include "gui/service/request_handler.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>

#include <unordered_set>

#include "gui/service/row_json.h"
#include "gui/service/settings_file.h"

namespace sluice::service {

namespace {

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
        if (raise_) {
            raise_();
        }
        return {{"ok", true}};
    }
    if (verb == QLatin1String("add")) {
        return add(request);
    }
    if (verb == QLatin1String("list")) {
        return list();
    }
    if (verb == QLatin1String("show")) {
        return show(request);
    }
    return command(verb, request);
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
        download.own.start_at = request.value("start_at").toInteger();
        downloads.push_back(std::move(download));
    }
    if (downloads.empty()) {
        return refusal(tr("There is no address to add."));
    }
    queue_.add(std::move(downloads));
    if (request.value("raise").toBool() && raise_) {
        raise_();
    }
    return {{"ok", true}};
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
