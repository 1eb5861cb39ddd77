#include "gui/inspector/connections_tab.h"

#include <QUrl>

#include <algorithm>
#include <map>
#include <set>

#include "gui/format/text.h"
#include "gui/format/time.h"
#include "gui/inspector/request_time.h"
#include "gui/inspector/waterfall_layout.h"

namespace sluice::gui {

namespace {

QString text(const std::string& value) {
    return QString::fromStdString(value);
}
QString known(qint64 number) {
    return number < 0 ? QString() : format::count(number);
}

QString stateOf(const RequestRecord& last) {
    if (!last.end_reason.empty()) {
        return ConnectionsTab::tr("Ended: %1").arg(text(last.end_reason));
    }
    if (last.marks.first_byte >= 0) {
        return ConnectionsTab::tr("Receiving");
    }
    return last.marks.request_start >= 0 ? ConnectionsTab::tr("Waiting for server") : ConnectionsTab::tr("Connecting");
}

/// The mean of the last request's transfer; a running one counts up to now.
QString speedOf(const RequestRecord& record, const Snapshot& snapshot) {
    const PhaseSpan transfer = phasesOf(record, sinceStart(record, snapshot.nowMs)).of(Phase::transfer);
    return transfer.length() <= 0 || record.body_bytes <= 0
               ? QString()
               : format::speed(double(record.body_bytes) * 1e9 / double(transfer.length()), snapshot.units);
}

QString encryption(const RequestRecord& record) {
    if (!record.tls) {
        return record.url.starts_with("https:") ? QString() : ConnectionsTab::tr("Not encrypted");
    }
    return QStringLiteral("%1, %2").arg(text(record.tls->version), text(record.tls->cipher));
}

TextTableModel::Row rowOf(const std::vector<const RequestRecord*>& requests, const Snapshot& snapshot) {
    const RequestRecord& first = *requests.front();
    const RequestRecord& last = *requests.back();
    qint64 body = 0;
    qint64 wire = 0;
    for (const RequestRecord* request : requests) {
        body += request->body_bytes;
        wire += request->body_bytes + request->head_bytes;
    }
    TextTableModel::Row row;
    row.cells << QString::number(last.connection_id) << QUrl(text(last.url)).host() << text(last.remote_address)
              << text(last.local_address).section(QLatin1Char(':'), -1) << text(last.protocol) << encryption(last)
              << format::count(qint64(requests.size())) << stateOf(last)
              << (last.rtt_us < 0 ? QString() : format::span(last.rtt_us * 1000)) << known(last.retransmits)
              << known(last.congestion_window) << speedOf(last, snapshot) << format::size(body, snapshot.units)
              << format::size(wire, snapshot.units)
              << format::duration(sinceStart(first, snapshot.nowMs) / 1'000'000'000) << text(last.proxy);
    return row;
}

}  // namespace

int connectionCount(const queue::Details& details) {
    std::set<std::int64_t> ids;
    for (const RequestRecord& record : details.requests) {
        if (record.connection_id >= 0) {
            ids.insert(record.connection_id);
        }
    }
    return static_cast<int>(ids.size());
}

ConnectionsTab::ConnectionsTab(QWidget* parent) : TabPage(parent) {
    model_ = new TextTableModel({{tr("No."), true},
                                 {tr("Host")},
                                 {tr("Remote address")},
                                 {tr("Local port"), true},
                                 {tr("Protocol")},
                                 {tr("Encryption")},
                                 {tr("Requests"), true},
                                 {tr("State")},
                                 {tr("Round trip"), true},
                                 {tr("Retransmits"), true},
                                 {tr("Window"), true},
                                 {tr("Speed"), true},
                                 {tr("Body"), true},
                                 {tr("Received"), true},
                                 {tr("Age"), true},
                                 {tr("Proxy")}},
                                this);
    table_ = new TextTable(this);
    table_->setModel(model_);
    table_->setAccessibleName(tr("Connections"));
    setContent(table_);
}

void ConnectionsTab::showSnapshot(const Snapshot& snapshot) {
    std::map<std::int64_t, std::vector<const RequestRecord*>> byConnection;
    for (const RequestRecord& record : snapshot.details->requests) {
        if (record.connection_id >= 0) {
            byConnection[record.connection_id].push_back(&record);
        }
    }
    if (byConnection.empty()) {
        model_->setRows({});
        showMessage(tr("No connection yet. It appears here as soon as there is one."));
        return;
    }
    std::vector<TextTableModel::Row> rows;
    for (const auto& [id, requests] : byConnection) {
        rows.push_back(rowOf(requests, snapshot));
    }
    model_->setRows(std::move(rows));
    showContent();
}

}  // namespace sluice::gui
