#include "gui/inspector/checksum_tab.h"

#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include "gui/inspector/digest_text.h"
#include "gui/inspector/palette.h"
#include "gui/inspector/value_form.h"

namespace sluice::gui {

namespace {

enum FactRow { expectedRow, computedRow, resultRow };

QString resultText(const queue::Details& details) {
    if (details.row.verified) {
        return ChecksumTab::tr("Matches: the file is what it should be");
    }
    if (details.row.error.kind == Kind::checksum_mismatch) {
        return ChecksumTab::tr("Does not match: the file is damaged or not the one that was meant");
    }
    if (details.digest_text.empty() && !details.sha256.empty()) {
        return ChecksumTab::tr("Nobody said what it should be");
    }
    return {};
}

}  // namespace

ChecksumTab::ChecksumTab(QWidget* parent) : TabPage(parent) {
    auto* page = new QWidget(this);
    auto* box = new QVBoxLayout(page);
    box->setContentsMargins(10, 8, 10, 8);
    box->setSpacing(8);
    facts_ = new ValueForm(page);
    facts_->addRow(tr("Expected"));
    facts_->addRow(tr("Computed SHA-256"));
    facts_->addRow(tr("Result"));
    auto* label = new QLabel(tr("C&ompare with a hash:"), page);
    pasted_ = new QLineEdit(page);
    pasted_->setAccessibleName(tr("Hash to compare with"));
    pasted_->setPlaceholderText(tr("Paste an MD5, SHA-1 or SHA-2 hash"));
    pasted_->setClearButtonEnabled(true);
    label->setBuddy(pasted_);
    answer_ = new QLabel(page);
    answer_->setTextFormat(Qt::PlainText);
    answer_->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(label);
    row->addWidget(pasted_, 1);
    box->addWidget(facts_);
    box->addLayout(row);
    box->addWidget(answer_);
    box->addStretch(1);
    setContent(page);
    connect(pasted_, &QLineEdit::textChanged, this, &ChecksumTab::compare);
}

void ChecksumTab::showSnapshot(const Snapshot& snapshot) {
    const bool another = !snapshot_.details || snapshot_.details->row.id != snapshot.details->row.id;
    snapshot_ = snapshot;
    if (another) {
        pasted_->clear();
    }
    const queue::Details& details = *snapshot.details;
    if (details.sha256.empty() && details.digest_text.empty()) {
        showMessage(tr("The SHA-256 of the file is computed while it arrives and appears here at the end."));
        return;
    }
    const Colours& colours = coloursFor(palette());
    facts_->setValue(expectedRow, expectedText(QString::fromStdString(details.digest_text)));
    facts_->setValue(computedRow, QString::fromStdString(details.sha256));
    const QColor tint = details.row.verified                                ? colours.done
                        : details.row.error.kind == Kind::checksum_mismatch ? colours.failed
                                                                            : QColor();
    facts_->setValue(resultRow, resultText(details), tint);
    showContent();
    compare();
}

void ChecksumTab::compare() {
    if (!snapshot_.details || pasted_->text().trimmed().isEmpty()) {
        answer_->clear();
        return;
    }
    const PastedDigest digest = readDigest(pasted_->text());
    const QString computed = QString::fromStdString(snapshot_.details->sha256).toLower();
    const Colours& colours = coloursFor(palette());
    QColor colour = colours.warning;
    if (digest.type.isEmpty()) {
        answer_->setText(tr("Not a hash: an MD5 has 32 hexadecimal digits, a SHA-256 has 64"));
    } else if (digest.type != QLatin1String("SHA-256")) {
        answer_->setText(tr("This is a %1. Only the SHA-256 of the file is known.").arg(digest.type));
    } else if (computed.isEmpty()) {
        answer_->setText(tr("This is a SHA-256. The file's own is not known yet."));
    } else if (digest.hex == computed) {
        answer_->setText(tr("✓ This SHA-256 matches the file"));
        colour = colours.done;
    } else {
        answer_->setText(tr("✗ This SHA-256 does not match the file"));
        colour = colours.failed;
    }
    QPalette own = palette();
    own.setColor(QPalette::WindowText, colour);
    answer_->setPalette(own);
}

}  // namespace sluice::gui
