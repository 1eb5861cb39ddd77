#include "gui/dialogs/add_options.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>

#include "gui/dialogs/address_list.h"

namespace sluice::gui {
namespace {

constexpr int headerLinesShown = 3;

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
      verify_(new QCheckBox(tr("&Check the server's certificate"), this)) {
    referrer_->setObjectName(QStringLiteral("referrer"));
    userAgent_->setObjectName(QStringLiteral("userAgent"));
    headers_->setObjectName(QStringLiteral("headers"));
    verify_->setObjectName(QStringLiteral("verify"));
    userAgent_->setPlaceholderText(tr("Sluice's own"));
    headers_->setPlaceholderText(tr("Name: value, one per line"));
    headers_->setTabChangesFocus(true);
    headers_->setFixedHeight(headers_->fontMetrics().lineSpacing() * headerLinesShown + 14);
    verify_->setChecked(true);
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->addRow(tr("&Referrer:"), referrer_);
    form->addRow(tr("&User agent:"), userAgent_);
    form->addRow(tr("&Headers:"), headers_);
    form->addRow(QString(), verify_);
    referrer_->setAccessibleName(tr("Referrer"));
    userAgent_->setAccessibleName(tr("User agent"));
    headers_->setAccessibleName(tr("Headers"));
    connect(referrer_, &QLineEdit::textChanged, this, &AddOptions::changed);
    connect(userAgent_, &QLineEdit::textChanged, this, &AddOptions::changed);
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

QString AddOptions::problem() const {
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
    download.referrer = referrer_->text().trimmed().toStdString();
    download.user_agent = userAgent_->text().trimmed().toStdString();
    for (const QString& line : headerLines()) {
        download.headers.push_back(line.toStdString());
    }
    download.verify_tls = verify_->isChecked();
}

}  // namespace sluice::gui
