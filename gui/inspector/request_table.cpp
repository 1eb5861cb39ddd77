#include "gui/inspector/request_table.h"

#include <QCoreApplication>
#include <QUrl>

#include "gui/format/text.h"
#include "gui/format/time.h"
#include "gui/inspector/http_head.h"
#include "gui/inspector/request_time.h"
#include "gui/inspector/waterfall_layout.h"

namespace sluice::gui {

namespace {

QString say(const char* text) {
    return QCoreApplication::translate("RequestTable", text);
}
QString textOf(const std::string& text) {
    return QString::fromStdString(text);
}

QString phaseCell(const PhaseSpan& span) {
    return span.happened() ? format::span(span.length()) : span.missing;
}

TextTableModel::Row rowOf(const RequestRecord& record, const RequestRecord& first, qint64 nowMs) {
    const RequestPhases phases = phasesOf(record, sinceStart(record, nowMs));
    TextTableModel::Row row;
    row.cells << QString::number(record.number + 1) << QString::number(record.attempt) << textOf(record.method)
              << maskedUrl(textOf(record.url)) << outcomeOf(record) << format::clockTimeMs(startedMs(record))
              << format::span(startOffset(first, record));
    for (const PhaseSpan& span : phases.spans) {
        row.cells << phaseCell(span);
    }
    row.cells << format::span(phases.total)
              << (record.connection_id < 0 ? QString() : QString::number(record.connection_id))
              << textOf(record.remote_address) << textOf(record.range_asked) << format::size(record.body_bytes)
              << textOf(record.end_reason);
    return row;
}

}  // namespace

QString shortTarget(const RequestRecord& record) {
    const QUrl url(textOf(record.url));
    return QStringLiteral("%1 %2%3").arg(textOf(record.method), url.host(), url.path()).trimmed();
}

QString outcomeOf(const RequestRecord& record) {
    if (record.status > 0) {
        return QStringLiteral("%1 %2").arg(record.status).arg(textOf(record.reason)).trimmed();
    }
    return record.end_reason.empty() ? say(QT_TRANSLATE_NOOP("RequestTable", "running")) : textOf(record.end_reason);
}

std::vector<TextTableModel::Column> requestTableColumns() {
    const auto column = [](const char* title, bool right = false) { return TextTableModel::Column{say(title), right}; };
    return {column(QT_TRANSLATE_NOOP("RequestTable", "No."), true),
            column(QT_TRANSLATE_NOOP("RequestTable", "Attempt"), true),
            column(QT_TRANSLATE_NOOP("RequestTable", "Method")),
            column(QT_TRANSLATE_NOOP("RequestTable", "Address")),
            column(QT_TRANSLATE_NOOP("RequestTable", "Answer")),
            column(QT_TRANSLATE_NOOP("RequestTable", "Started"), true),
            column(QT_TRANSLATE_NOOP("RequestTable", "After the first"), true),
            column(QT_TRANSLATE_NOOP("RequestTable", "Queued"), true),
            column(QT_TRANSLATE_NOOP("RequestTable", "DNS"), true),
            column(QT_TRANSLATE_NOOP("RequestTable", "TCP connect"), true),
            column(QT_TRANSLATE_NOOP("RequestTable", "TLS"), true),
            column(QT_TRANSLATE_NOOP("RequestTable", "Request sent"), true),
            column(QT_TRANSLATE_NOOP("RequestTable", "Waiting (TTFB)"), true),
            column(QT_TRANSLATE_NOOP("RequestTable", "Transfer"), true),
            column(QT_TRANSLATE_NOOP("RequestTable", "Total"), true),
            column(QT_TRANSLATE_NOOP("RequestTable", "Connection"), true),
            column(QT_TRANSLATE_NOOP("RequestTable", "Remote address")),
            column(QT_TRANSLATE_NOOP("RequestTable", "Range asked")),
            column(QT_TRANSLATE_NOOP("RequestTable", "Body"), true),
            column(QT_TRANSLATE_NOOP("RequestTable", "End"))};
}

std::vector<TextTableModel::Row> requestTableRows(const Snapshot& snapshot) {
    std::vector<TextTableModel::Row> rows;
    const auto& requests = snapshot.details->requests;
    rows.reserve(requests.size());
    for (const RequestRecord& record : requests) {
        rows.push_back(rowOf(record, requests.front(), snapshot.nowMs));
    }
    return rows;
}

}  // namespace sluice::gui
