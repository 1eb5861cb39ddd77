#include "gui/dialogs/add_options.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>

#include "gui/dialogs/address_list.h"

namespace sluice::gui {
namespace {

constexpr int headerLinesShown = 2;
constexpr int mirrorLinesShown = 1;

const QRegularExpression& blanks() {
    static const QRegularExpression blank(QStringLiteral("\\s+"));
    return blank;
}

bool hasControl(const QString& text) {
    static const QRegularExpression control(QStringLiteral("[\\x00-\\x1f\\x7f]"));
    return text.contains(control);
}

}  // namespace

AddOptions::AddOptions(QWidget* parent)
    : QWidget(parent),
      referrer_(new QLineEdit(this)),
      userAgent_(new QLineEdit(this)),
      headers_(new QPlainTextEdit(this)),
      mirrors_(new QPlainTextEdit(this)),
      checksum_(new QLineEdit(this)),
      verify_(new QCheckBox(tr("&Check the server's certificate"), this)) {
    referrer_->setObjectName(QStringLiteral("referrer"));
    userAgent_->setObjectName(QStringLiteral("userAgent"));
    headers_->setObjectName(QStringLiteral("headers"));
    verify_->setObjectName(QStringLiteral("verify"));
    userAgent_->setPlaceholderText(tr("Sluice's own"));
    headers_->setPlaceholderText(tr("Name: value, one per line"));
    headers_->setTabChangesFocus(true);
    headers_->setFixedHeight(headers_->fontMetrics().lineSpacing() * headerLinesShown + 14);
    mirrors_->setObjectName(QStringLiteral("mirrors"));
    mirrors_->setAccessibleName(tr("Mirrors"));
    mirrors_->setPlaceholderText(tr("Other addresses of the same file, one per line"));
    mirrors_->setTabChangesFocus(true);
    mirrors_->setFixedHeight(mirrors_->fontMetrics().lineSpacing() * mirrorLinesShown + 14);
    checksum_->setObjectName(QStringLiteral("checksum"));
    checksum_->setAccessibleName(tr("Checksum"));
    checksum_->setPlaceholderText(tr("MD5, SHA-1 or SHA-2 digits, or sha-256=…"));
    verify_->setChecked(true);
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->addRow(tr("&Referrer:"), referrer_);
    form->addRow(tr("&User agent:"), userAgent_);
    form->addRow(tr("&Headers:"), headers_);
    form->addRow(tr("&Mirrors:"), mirrors_);
    form->addRow(tr("Chec&ksum:"), checksum_);
    form->addRow(QString(), verify_);
    referrer_->setAccessibleName(tr("Referrer"));
    userAgent_->setAccessibleName(tr("User agent"));
    headers_->setAccessibleName(tr("Headers"));
    connect(referrer_, &QLineEdit::textChanged, this, &AddOptions::changed);
    connect(userAgent_, &QLineEdit::textChanged, this, &AddOptions::changed);
    connect(mirrors_, &QPlainTextEdit::textChanged, this, &AddOptions::changed);
    connect(checksum_, &QLineEdit::textChanged, this, &AddOptions::changed);
    connect(headers_, &QPlainTextEdit::textChanged, this, &AddOptions::changed);
}

QStringList AddOptions::headerLines() const {
    QStringList lines;
    for (const QString& line : headers_->toPlainText().split(u'\n', Qt::SkipEmptyParts)) {
        if (!line.trimmed().isEmpty()) {
            lines.append(line.trimmed());
        }
    }
    return lines;
}

QStringList AddOptions::mirrorLines() const {
    return mirrors_->isEnabled() ? mirrors_->toPlainText().split(blanks(), Qt::SkipEmptyParts) : QStringList();
}

void AddOptions::setSingle(bool single) {
    mirrors_->setEnabled(single);
    checksum_->setEnabled(single);
}

QString AddOptions::problem() const {
    for (const AddressLine& line : understandAddresses(mirrorLines().join(u'\n'))) {
        if (!line.usable()) {
            return tr("Mirror: %1").arg(line.problem);
        }
    }
    const QString checksum = checksum_->text().trimmed();
    if (checksum_->isEnabled() && !checksum.isEmpty() && !readChecksum(checksum)) {
        return tr("Not a checksum that is known");
    }
    for (const QString& line : headerLines()) {
        if (!isHeaderLine(line)) {
            return tr("Not a header (“Name: value”): %1").arg(line.left(60));
        }
    }
    return hasControl(referrer_->text()) || hasControl(userAgent_->text())
               ? tr("Referrer or user agent holds a control character")
               : QString();
}

void AddOptions::applyTo(queue::NewDownload& download) const {
    if (const QString referrer = referrer_->text().trimmed(); !referrer.isEmpty()) {
        download.referrer = referrer.toStdString();
    }
    if (const QString agent = userAgent_->text().trimmed(); !agent.isEmpty()) {
        download.user_agent = agent.toStdString();
    }
    for (const QString& line : headerLines()) {
        download.headers.push_back(line.toStdString());
    }
    for (const AddressLine& line : understandAddresses(mirrorLines().join(u'\n'))) {
        const int priority = static_cast<int>(download.own.mirrors.size()) + 1;
        download.own.mirrors.push_back({line.url.toStdString(), priority});
    }
    const auto hash = checksum_->isEnabled() ? readChecksum(checksum_->text().trimmed()) : std::nullopt;
    if (hash) {
        download.own.hashes.push_back(*hash);
    }
    download.verify_tls = download.verify_tls && verify_->isChecked();
}

}  // namespace sluice::gui
