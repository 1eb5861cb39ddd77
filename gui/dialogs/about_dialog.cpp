#include "gui/dialogs/about_dialog.h"

#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSysInfo>
#include <QVBoxLayout>

#include "gui/desktop/clipboard.h"
#include "gui/desktop/icons.h"

namespace sluice::gui {
namespace {

constexpr int pictureSide = 64;

}  // namespace

QString AboutDialog::details() {
    return QStringLiteral("Sluice %1\nQt %2\n%3, %4\n%5")
        .arg(QLatin1String(SLUICE_VERSION), QLatin1String(qVersion()), QSysInfo::prettyProductName(),
             QSysInfo::currentCpuArchitecture(), QGuiApplication::platformName());
}

AboutDialog::AboutDialog(QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("aboutDialog"));
    setWindowTitle(tr("About Sluice"));
    auto* picture = new QLabel(this);
    picture->setPixmap(applicationIcon().pixmap(pictureSide, pictureSide));
    auto* words = new QLabel(tr("A download manager that people can see through."), this);
    words->setWordWrap(true);
    auto* versions = new QLabel(details(), this);
    versions->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    versions->setAccessibleName(tr("Versions"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* copy = buttons->addButton(tr("&Copy details"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this, [] { copyToClipboard(details()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout;
    column->addWidget(words);
    column->addWidget(versions);
    auto* top = new QHBoxLayout;
    top->setSpacing(16);
    top->addWidget(picture, 0, Qt::AlignTop);
    top->addLayout(column, 1);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(buttons);
    resize(420, sizeHint().height());
}

}  // namespace sluice::gui
