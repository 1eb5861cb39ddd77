#include "gui/inspector/overview_tab.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "gui/format/text.h"
#include "gui/format/time.h"
#include "gui/inspector/flip_box.h"
#include "gui/inspector/palette.h"
#include "gui/inspector/segments_map.h"
#include "gui/inspector/value_form.h"
#include "gui/models/status_text.h"

namespace sluice::gui {

namespace {

enum ProgressRow {
    status,
    downloaded,
    rest,
    saved,
    speedNow,
    speedMean,
    speedPeak,
    running,
    left,
    finished,
    connections,
    retries,
    resumable,
    progressRows
};
enum SourceRow {
    address,
    finalAddress,
    referrer,
    file,
    part,
    nameSource,
    type,
    protocol,
    etag,
    modified,
    added,
    sourceRows
};
enum SumRow { sumCount, sumDone, sumRest, sumSpeed };

QString text(const std::string& value) {
    return QString::fromStdString(value);
}

QString resumeText(const queue::Details& details) {
    const QString why = text(details.resume_reason);
    const QString answer = details.row.resumable ? OverviewTab::tr("Yes") : OverviewTab::tr("No");
    if (why.isEmpty()) {
        // Before the first answer nobody knows.
        return details.row.resumable ? answer : QString();
    }
    return OverviewTab::tr("%1 – %2", "resumable, why").arg(answer, why);
}

QString retryText(const queue::Row& row) {
    return row.retries <= 0 ? QString()
                            : OverviewTab::tr("%1 of %2 since the last new byte").arg(row.retries).arg(row.retry_limit);
}

}  // namespace

OverviewTab::OverviewTab(QWidget* parent) : TabPage(parent) {
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* page = new QWidget(scroll);
    auto* box = new QVBoxLayout(page);
    box->setContentsMargins(10, 8, 10, 8);
    box->setSpacing(8);

    insecure_ = new QLabel(
        tr("Certificate checks are off for this download: anybody on the way could read or change it."), page);
    insecure_->setWordWrap(true);
    insecure_->hide();
    box->addWidget(insecure_);

    single_ = new QWidget(page);
    buildForms();
    box->addWidget(single_);
    sums_ = new ValueForm(page);
    sums_->addRow(tr("Downloads selected"));
    sums_->addRow(tr("Downloaded"));
    sums_->addRow(tr("To go"));
    sums_->addRow(tr("Speed"));
    sums_->hide();
    box->addWidget(sums_);
    box->addStretch(1);
    scroll->setWidget(page);
    setContent(scroll);
}

void OverviewTab::buildForms() {
    auto* box = new QVBoxLayout(single_);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(8);
    auto* head = new QHBoxLayout;
    head->setSpacing(12);
    map_ = new SegmentsMap(single_);
    auto* copy = new QPushButton(tr("Copy all"), single_);
    copy->setAccessibleName(tr("Copy the overview"));
    connect(copy, &QPushButton::clicked, this, &OverviewTab::copyAll);
    head->addWidget(map_, 1);
    head->addWidget(copy);
    box->addLayout(head);

    auto* columns = new FlipBox(100, single_);
    progress_ = new ValueForm(columns);
    for (const QString& label :
         {tr("Status"), tr("Downloaded"), tr("To go"), tr("Saved to disk"), tr("Speed"), tr("Mean"), tr("Peak"),
          tr("Running for"), tr("Left"), tr("Finished"), tr("Connections"), tr("Retries"), tr("Can be resumed")}) {
        progress_->addRow(label);
    }
    source_ = new ValueForm(columns);
    for (const QString& label :
         {tr("Address"), tr("Final address"), tr("Referrer"), tr("File"), tr("Part file"), tr("Name from"), tr("Type"),
          tr("Protocol"), tr("ETag"), tr("Last modified"), tr("Added")}) {
        source_->addRow(label);
    }
    columns->add(progress_, 2);
    columns->add(source_, 3);
    box->addWidget(columns);
}

void OverviewTab::showSnapshot(const Snapshot& snapshot) {
    sums_->hide();
    single_->show();
    const bool insecure = snapshot.details->row.tls_unverified;
    insecure_->setVisible(insecure);
    if (insecure) {
        QPalette own = palette();
        own.setColor(QPalette::WindowText, coloursFor(palette()).failed);
        insecure_->setPalette(own);
    }
    map_->setDetails(snapshot.details, snapshot.units);
    showProgress(snapshot);
    showSource(snapshot);
    showContent();
}

void OverviewTab::showProgress(const Snapshot& snapshot) {
    const queue::Details& details = *snapshot.details;
    const queue::Row& row = details.row;
    const format::Units units = snapshot.units;
    const bool active = row.state == queue::State::active;
    const bool ended = row.state == queue::State::done;
    const qint64 now = snapshot.nowMs / 1000;

    progress_->setValue(status, statusSentence(statusFacts(row), now));
    const QString size = format::sizeOf(row.received, row.size, units);
    const QString share = ended ? format::exactSize(row.size) : format::percent(row.received, row.size);
    progress_->setValue(downloaded, size.isEmpty() || share.isEmpty() ? size : tr("%1 (%2)").arg(size, share));
    progress_->setValue(rest, ended || row.size < 0 ? QString() : format::size(row.size - row.received, units));
    progress_->setValue(
        saved, ended || row.durable <= 0 ? QString() : tr("saved to %1").arg(format::size(row.durable, units)));
    progress_->setValue(speedNow, active ? format::speed(row.speed, units) : QString());
    progress_->setValue(speedMean, format::speed(details.mean_speed, units));
    progress_->setValue(speedPeak, format::speed(details.peak_speed, units));
    progress_->setValue(running, row.active_ms > 0 ? format::duration(row.active_ms / 1000) : QString());
    const QString remaining = active ? format::timeLeft(row.left_s) : QString();
    progress_->setValue(left, remaining.isEmpty()
                                  ? QString()
                                  : tr("%1, until about %2").arg(remaining, format::clockTime(now + row.left_s)));
    progress_->setValue(finished, ended ? format::dateTime(row.finished) : QString());
    progress_->setValue(connections, active && row.connections > 0 ? format::count(row.connections) : QString());
    progress_->setValue(retries, retryText(row));
    progress_->setValue(resumable, ended ? QString() : resumeText(details));
}

void OverviewTab::showSource(const Snapshot& snapshot) {
    const queue::Details& details = *snapshot.details;
    const queue::Row& row = details.row;
    source_->setValue(address, text(row.url));
    source_->setValue(finalAddress, details.final_url == row.url ? QString() : text(details.final_url));
    source_->setValue(referrer, text(details.referrer));
    source_->setValue(file, text(details.path));
    source_->setValue(part, row.state == queue::State::done ? QString() : text(details.part_path));
    source_->setValue(nameSource, text(details.name_source));
    source_->setValue(type, text(row.type));
    source_->setValue(protocol, text(row.protocol));
    source_->setValue(etag, text(details.etag));
    source_->setValue(modified, text(details.last_modified));
    source_->setValue(added, format::dateTime(row.added));
}

void OverviewTab::showSums(int count, qint64 totalSize, qint64 received, double speed, format::Units units) {
    single_->hide();
    insecure_->hide();
    sums_->setValue(sumCount, format::count(count));
    sums_->setValue(sumDone, format::sizeOf(received, totalSize, units));
    sums_->setValue(sumRest, totalSize > received ? format::size(totalSize - received, units) : QString());
    sums_->setValue(sumSpeed, format::speed(speed, units));
    sums_->show();
    showContent();
}

void OverviewTab::copyAll() const {
    QApplication::clipboard()->setText(progress_->text() + QLatin1Char('\n') + source_->text() + QLatin1Char('\n'));
}

}  // namespace sluice::gui
