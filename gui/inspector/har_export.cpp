#include "gui/inspector/har_export.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "gui/inspector/http_head.h"
#include "gui/inspector/request_time.h"
#include "gui/inspector/waterfall_layout.h"

namespace sluice::gui {

namespace {

QString text(const std::string& value) {
    return QString::fromStdString(value);
}

QJsonArray headersOf(const std::vector<MessageHead>& heads) {
    QJsonArray out;
    if (!heads.empty()) {
        for (const HeadField& field : heads.back().fields) {
            out.append(QJsonObject{{QStringLiteral("name"), field.name},
                                   {QStringLiteral("value"), maskedValue(field.name, field.value)}});
        }
    }
    return out;
}

QJsonArray queryOf(const QString& maskedAddress) {
    QJsonArray out;
    const qsizetype question = maskedAddress.indexOf(QLatin1Char('?'));
    if (question < 0) {
        return out;
    }
    const QString query = maskedAddress.mid(question + 1).section(QLatin1Char('#'), 0, 0);
    for (const QString& part : query.split(QLatin1Char('&'), Qt::SkipEmptyParts)) {
        out.append(QJsonObject{{QStringLiteral("name"), part.section(QLatin1Char('='), 0, 0)},
                               {QStringLiteral("value"), part.section(QLatin1Char('='), 1)}});
    }
    return out;
}

double milliseconds(const PhaseSpan& span) {
    return span.happened() ? double(span.length()) / 1e6 : -1;
}

/// HAR counts the TLS handshake into "connect" and once more as "ssl".
QJsonObject timingsOf(const RequestPhases& phases, double& total) {
    const double ssl = milliseconds(phases.of(Phase::tls));
    double connect = milliseconds(phases.of(Phase::connect));
    if (ssl >= 0) {
        connect = std::max(connect, 0.0) + ssl;
    }
    const double blocked = milliseconds(phases.of(Phase::queued));
    const double dns = milliseconds(phases.of(Phase::dns));
    // These three may not be missing in the format.
    const double send = std::max(0.0, milliseconds(phases.of(Phase::request)));
    const double wait = std::max(0.0, milliseconds(phases.of(Phase::waiting)));
    const double receive = std::max(0.0, milliseconds(phases.of(Phase::transfer)));
    total = std::max(blocked, 0.0) + std::max(dns, 0.0) + std::max(connect, 0.0) + send + wait + receive;
    return {{QStringLiteral("blocked"), blocked}, {QStringLiteral("dns"), dns},   {QStringLiteral("connect"), connect},
            {QStringLiteral("ssl"), ssl},         {QStringLiteral("send"), send}, {QStringLiteral("wait"), wait},
            {QStringLiteral("receive"), receive}};
}

QJsonObject requestOf(const RequestRecord& record, const QString& address) {
    return {
        {QStringLiteral("method"), text(record.method)},
        {QStringLiteral("url"), address},
        {QStringLiteral("httpVersion"), text(record.protocol)},
        {QStringLiteral("cookies"), QJsonArray()},
        {QStringLiteral("headers"), headersOf(parseHeads(record.request_head))},
        {QStringLiteral("queryString"), queryOf(address)},
        {QStringLiteral("headersSize"), qint64(record.request_head.size())},
        {QStringLiteral("bodySize"), std::max<qint64>(0, record.request_bytes - qint64(record.request_head.size()))}};
}

QJsonObject responseOf(const RequestRecord& record) {
    const auto heads = parseHeads(record.response_head);
    return {{QStringLiteral("status"), record.status},
            {QStringLiteral("statusText"), text(record.reason)},
            {QStringLiteral("httpVersion"), text(record.protocol)},
            {QStringLiteral("cookies"), QJsonArray()},
            {QStringLiteral("headers"), headersOf(heads)},
            {QStringLiteral("content"),
             QJsonObject{{QStringLiteral("size"), qint64(record.body_bytes)},
                         {QStringLiteral("mimeType"), fieldOf(heads, QLatin1String("Content-Type"))}}},
            {QStringLiteral("redirectURL"), maskedUrl(text(record.redirect_target))},
            {QStringLiteral("headersSize"), qint64(record.head_bytes)},
            {QStringLiteral("bodySize"), qint64(record.body_bytes)}};
}

/// The host alone: "[2001:db8::1]:443" and "192.0.2.1:443" without their ports and brackets.
QString addressOnly(const std::string& endpoint) {
    QString out = text(endpoint).section(QLatin1Char(':'), 0, -2);
    if (out.startsWith(QLatin1Char('[')) && out.endsWith(QLatin1Char(']'))) {
        out = out.mid(1, out.size() - 2);
    }
    return out;
}

QJsonObject entryOf(const RequestRecord& record, qint64 nowMs) {
    double total = 0;
    const QJsonObject timings = timingsOf(phasesOf(record, sinceStart(record, nowMs)), total);
    const QString address = maskedUrl(text(record.url));
    QJsonObject entry{{QStringLiteral("startedDateTime"),
                       QDateTime::fromMSecsSinceEpoch(startedMs(record)).toUTC().toString(Qt::ISODateWithMs)},
                      {QStringLiteral("time"), total},
                      {QStringLiteral("request"), requestOf(record, address)},
                      {QStringLiteral("response"), responseOf(record)},
                      {QStringLiteral("cache"), QJsonObject()},
                      {QStringLiteral("timings"), timings},
                      {QStringLiteral("comment"), text(record.end_reason)}};
    if (!record.remote_address.empty()) {
        entry.insert(QStringLiteral("serverIPAddress"), addressOnly(record.remote_address));
    }
    if (record.connection_id >= 0) {
        entry.insert(QStringLiteral("connection"), QString::number(record.connection_id));
    }
    return entry;
}

}  // namespace

QByteArray harOf(const queue::Details& details, qint64 nowMs) {
    QJsonArray entries;
    for (const RequestRecord& record : details.requests) {
        entries.append(entryOf(record, nowMs));
    }
    const QString version = QCoreApplication::applicationVersion();
    const QJsonObject creator{{QStringLiteral("name"), QStringLiteral("Sluice")},
                              {QStringLiteral("version"), version.isEmpty() ? QStringLiteral("0") : version}};
    const QJsonObject log{{QStringLiteral("version"), QStringLiteral("1.2")},
                          {QStringLiteral("creator"), creator},
                          {QStringLiteral("pages"), QJsonArray()},
                          {QStringLiteral("entries"), entries}};
    return QJsonDocument(QJsonObject{{QStringLiteral("log"), log}}).toJson();
}

}  // namespace sluice::gui
