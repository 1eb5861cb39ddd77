#pragma once

#include <sluice/record.h>

#include "gui/inspector/tab_page.h"

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;

namespace sluice::gui {

class ValueForm;

/// "Valid" in words: what the check of the certificates said, or that it was turned off.
QString verdictOf(const TlsRecord& tls);

/// Whole days until the certificate ends; negative if it has ended.
int daysLeft(const CertificateFacts& certificate, qint64 nowMs);

/// The chain from leaf to root, every fact of the chosen certificate, and what was agreed on the connection.
class CertificateTab : public TabPage {
    Q_OBJECT

  public:
    explicit CertificateTab(QWidget* parent = nullptr);
    void showSnapshot(const Snapshot& snapshot) override;

  private:
    QWidget* buildTop();
    void buildForms(QWidget* page);
    bool collect(const queue::Details& details);
    void showConnection();
    void showVerdict(const TlsRecord& tls);
    void showCertificate();
    void savePem();
    const TlsRecord* tls() const;
    const CertificateFacts* certificate() const;

    Snapshot snapshot_;
    std::vector<std::shared_ptr<const TlsRecord>> shown_;
    QLabel* verdict_;
    QComboBox* chooser_;
    QListWidget* chain_;
    QPushButton* save_;
    ValueForm* connection_;
    ValueForm* facts_;
};

}  // namespace sluice::gui
