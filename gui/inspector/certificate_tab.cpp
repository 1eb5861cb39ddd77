#include "gui/inspector/certificate_tab.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QUrl>

#include <algorithm>

#include "gui/format/text.h"
#include "gui/format/time.h"
#include "gui/inspector/flip_box.h"
#include "gui/inspector/palette.h"
#include "gui/inspector/save_bytes.h"
#include "gui/inspector/value_form.h"

namespace sluice::gui {

namespace {

constexpr int soonDays = 14;

enum ConnectionRow { versionRow, cipherRow, groupRow, alpnRow, sniRow, resumedRow, ocspRow, sctRow };
enum FactRow { subjectRow, namesRow, issuerRow, fromRow, toRow, keyRow, signatureRow, serialRow, fingerprintRow };

QString text(const std::string& value) {
    return QString::fromStdString(value);
}

qint64 seconds(std::chrono::sys_seconds when) {
    return when.time_since_epoch().count();
}

QString nameOf(const CertificateFacts& certificate) {
    return text(certificate.common_name.empty() ? certificate.subject : certificate.common_name);
}

QString validTo(const CertificateFacts& certificate, qint64 nowMs) {
    const QString when = format::dateTime(seconds(certificate.not_after));
    const int days = daysLeft(certificate, nowMs);
    if (days < 0) {
        return CertificateTab::tr("%1 – ended, days ago: %2").arg(when, format::count(-days));
    }
    return CertificateTab::tr("%1 – days left: %2").arg(when, format::count(days));
}

QString joined(const std::vector<std::string>& names) {
    QStringList out;
    for (const std::string& name : names) {
        out << text(name);
    }
    return out.join(QStringLiteral(", "));
}

}  // namespace

int daysLeft(const CertificateFacts& certificate, qint64 nowMs) {
    const qint64 rest = seconds(certificate.not_after) - nowMs / 1000;
    constexpr qint64 day = 86'400;
    // Rounded away from zero once it has ended: "ended 0 days ago" says nothing.
    return static_cast<int>(rest >= 0 ? rest / day : (rest - day + 1) / day);
}

QString verdictOf(const TlsRecord& tls) {
    if (!tls.verify_peer) {
        return CertificateTab::tr("Not checked: certificate checks are off for this download");
    }
    if (tls.verify_result != 0) {
        return CertificateTab::tr("Not trusted: %1").arg(text(tls.verify_text));
    }
    if (!tls.verify_host) {
        return CertificateTab::tr("Trusted issuer, but the host name was not checked");
    }
    return tls.resumed && tls.chain.empty() ? CertificateTab::tr("Trusted: checked when the session was opened")
                                            : CertificateTab::tr("Trusted: the chain and the host name were checked");
}

CertificateTab::CertificateTab(QWidget* parent) : TabPage(parent) {
    auto* page = new QWidget(this);
    auto* box = new QVBoxLayout(page);
    box->setContentsMargins(10, 6, 10, 6);
    box->setSpacing(6);
    box->addWidget(buildTop());
    buildForms(page);
    setContent(page);
}

QWidget* CertificateTab::buildTop() {
    auto* top = new QWidget(this);
    auto* box = new QHBoxLayout(top);
    box->setContentsMargins(0, 0, 0, 0);
    verdict_ = new QLabel(top);
    verdict_->setTextFormat(Qt::PlainText);
    verdict_->setWordWrap(true);
    QFont bold = font();
    bold.setBold(true);
    verdict_->setFont(bold);
    chooser_ = new QComboBox(top);
    chooser_->setAccessibleName(tr("Connection"));
    save_ = new QPushButton(tr("Save PEM…"), top);
    save_->setAccessibleName(tr("Save the certificate as PEM"));
    box->addWidget(verdict_, 1);
    box->addWidget(chooser_);
    box->addWidget(save_);
    connect(chooser_, &QComboBox::currentIndexChanged, this, [this] { showConnection(); });
    connect(save_, &QPushButton::clicked, this, &CertificateTab::savePem);
    return top;
}

void CertificateTab::buildForms(QWidget* page) {
    auto* flip = new FlipBox(110, page);
    chain_ = new QListWidget(flip);
    chain_->setAccessibleName(tr("Chain of certificates, leaf first"));
    chain_->setMinimumHeight(fontMetrics().height() * 4);
    chain_->setTextElideMode(Qt::ElideMiddle);
    connect(chain_, &QListWidget::currentRowChanged, this, [this] { showCertificate(); });
    facts_ = new ValueForm;
    for (const QString& label : {tr("Subject"), tr("Names"), tr("Issuer"), tr("Valid from"), tr("Valid to"), tr("Key"),
                                 tr("Signature"), tr("Serial"), tr("SHA-256")}) {
        facts_->addRow(label);
    }
    connection_ = new ValueForm;
    for (const QString& label : {tr("Version"), tr("Cipher"), tr("Key exchange"), tr("Protocol (ALPN)"),
                                 tr("Host name sent"), tr("Session"), tr("OCSP stapling"), tr("Signed timestamps")}) {
        connection_->addRow(label);
    }
    const auto scrolled = [flip](QWidget* widget) {
        auto* scroll = new QScrollArea(flip);
        scroll->setWidgetResizable(true);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setFocusPolicy(Qt::NoFocus);
        scroll->setWidget(widget);
        return scroll;
    };
    flip->add(chain_, 3);
    flip->add(scrolled(facts_), 6);
    flip->add(scrolled(connection_), 4);
    static_cast<QVBoxLayout*>(page->layout())->addWidget(flip, 1);
}

bool CertificateTab::collect(const queue::Details& details) {
    std::vector<std::shared_ptr<const TlsRecord>> found;
    QStringList labels;
    for (const RequestRecord& record : details.requests) {
        const auto same = [&](const auto& each) {
            return each == record.tls ||
                   (each->server_name == record.tls->server_name && each->chain.size() == record.tls->chain.size() &&
                    each->version == record.tls->version);
        };
        if (record.tls && std::none_of(found.begin(), found.end(), same)) {
            found.push_back(record.tls);
            const QString host = text(record.tls->server_name);
            labels << (host.isEmpty() ? QUrl(text(record.url)).host() : host);
        }
    }
    if (found == shown_) {
        return !found.empty();
    }
    shown_ = std::move(found);
    const QSignalBlocker quiet(chooser_);
    chooser_->clear();
    chooser_->addItems(labels);
    chooser_->setCurrentIndex(chooser_->count() - 1);
    chooser_->setVisible(shown_.size() > 1);
    showConnection();
    return !shown_.empty();
}

void CertificateTab::showSnapshot(const Snapshot& snapshot) {
    snapshot_ = snapshot;
    const queue::Details& details = *snapshot.details;
    if (collect(details)) {
        showContent();
        return;
    }
    const std::string& url = details.requests.empty() ? details.row.url : details.requests.back().url;
    if (url.starts_with("https:")) {
        showMessage(tr("The certificate appears when the server has shown it."));
    } else {
        showMessage(tr("This download is not encrypted"));
    }
}

const TlsRecord* CertificateTab::tls() const {
    const int index = chooser_->currentIndex();
    return index < 0 || index >= static_cast<int>(shown_.size()) ? nullptr
                                                                 : shown_[static_cast<std::size_t>(index)].get();
}

const CertificateFacts* CertificateTab::certificate() const {
    const TlsRecord* record = tls();
    const int index = chain_->currentRow();
    return record == nullptr || index < 0 || index >= static_cast<int>(record->chain.size())
               ? nullptr
               : &record->chain[static_cast<std::size_t>(index)];
}

void CertificateTab::showConnection() {
    const TlsRecord* record = tls();
    if (record == nullptr) {
        return;
    }
    showVerdict(*record);
    connection_->setValue(versionRow, text(record->version));
    connection_->setValue(cipherRow, text(record->cipher));
    connection_->setValue(groupRow, text(record->group));
    connection_->setValue(alpnRow, record->alpn.empty() ? tr("none agreed") : text(record->alpn));
    connection_->setValue(sniRow, text(record->server_name));
    connection_->setValue(resumedRow, record->resumed ? tr("Resumed") : tr("New"));
    connection_->setValue(ocspRow, record->ocsp_stapled ? tr("Yes") : tr("No"));
    connection_->setValue(sctRow, format::count(record->sct_count));
    {
        const QSignalBlocker quiet(chain_);
        chain_->clear();
        for (const CertificateFacts& each : record->chain) {
            chain_->addItem(nameOf(each));
        }
        chain_->setCurrentRow(record->chain.empty() ? -1 : 0);
    }
    showCertificate();
}

void CertificateTab::showVerdict(const TlsRecord& tls) {
    verdict_->setText(verdictOf(tls));
    const Colours& colours = coloursFor(palette());
    const bool good = tls.verify_peer && tls.verify_host && tls.verify_result == 0;
    QPalette own = palette();
    own.setColor(QPalette::WindowText, good ? colours.done : colours.failed);
    verdict_->setPalette(own);
}

void CertificateTab::showCertificate() {
    const CertificateFacts* facts = certificate();
    save_->setEnabled(facts != nullptr && !facts->pem.empty());
    if (facts == nullptr) {
        for (int row = 0; row < facts_->rowCount(); ++row) {
            facts_->setValue(row, {});
        }
        return;
    }
    const Colours& colours = coloursFor(palette());
    const int days = daysLeft(*facts, snapshot_.nowMs);
    facts_->setValue(subjectRow, text(facts->subject));
    facts_->setValue(namesRow, joined(facts->names));
    facts_->setValue(issuerRow, text(facts->issuer));
    facts_->setValue(fromRow, format::dateTime(seconds(facts->not_before)));
    const QColor tint = days < 0 ? colours.failed : days < soonDays ? colours.warning : QColor();
    facts_->setValue(toRow, validTo(*facts, snapshot_.nowMs), tint);
    facts_->setValue(keyRow, text(facts->key));
    facts_->setValue(signatureRow, text(facts->signature_algorithm));
    facts_->setValue(serialRow, text(facts->serial));
    facts_->setValue(fingerprintRow, text(facts->sha256));
}

void CertificateTab::savePem() {
    if (const CertificateFacts* facts = certificate(); facts != nullptr) {
        QString name = nameOf(*facts);
        name.replace(QLatin1Char('/'), QLatin1Char('_')).replace(QLatin1Char('*'), QLatin1Char('_'));
        saveBytes(this, tr("Save certificate"), name + QStringLiteral(".pem"), tr("Certificate (*.pem)"),
                  QByteArray::fromStdString(facts->pem));
    }
}

}  // namespace sluice::gui
