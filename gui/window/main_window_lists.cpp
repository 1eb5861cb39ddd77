// Lists of downloads: reading them from files, writing them, and files of other programs that are dropped.
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QUrl>

#include "gui/bridge/list_reading.h"
#include "gui/bridge/queue_bridge.h"
#include "gui/dialogs/add_dialog.h"
#include "gui/settings/settings.h"
#include "gui/window/download_commands.h"
#include "gui/window/main_window.h"
#include "gui/window/status_line.h"

namespace sluice::gui {

void MainWindow::importFile(const QString& path) {
    openFile(path, settings_.downloadFolder(), this, [this](const OpenedFile& file) {
        if (file.kind == OpenedFile::Kind::foreignPart) {
            openAdopt(file.path);
            return;
        }
        if (!file.list.error.isEmpty() || file.list.rows.empty()) {
            const QString nothing = tr("%1 names nothing to download").arg(file.path);
            status_->showMessage(file.list.error.isEmpty() ? nothing : file.list.error, 10'000);
            return;
        }
        AddDialog* dialog = openAdd({});
        dialog->setWindowTitle(tr("Import %1").arg(QFileInfo(file.path).fileName()));
        dialog->setList(file.list);
    });
}

void MainWindow::openOffered(const QStringList& files, const QStringList& addresses) {
    raiseToFront();
    for (const QString& file : files) {
        importFile(file);
    }
    if (!addresses.isEmpty()) {
        openAdd(addresses);
    }
}

AddDialog* MainWindow::openAdopt(const QString& path) {
    AddDialog* dialog = openAdd({});
    dialog->setAdopted(path);
    return dialog;
}

bool MainWindow::takeFiles(const QList<QUrl>& urls) {
    bool taken = false;
    for (const QUrl& url : urls) {
        if (url.isLocalFile()) {
            importFile(url.toLocalFile());
            taken = true;
        }
    }
    return taken;
}

void MainWindow::chooseImport() {
    auto* dialog = new QFileDialog(this, tr("Import a list"), QDir::homePath());
    dialog->setObjectName(QStringLiteral("importFile"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Lists (*.txt *.aria2 *.session *.metalink *.meta4 *.sluice *.sh)"),
                            tr("Unfinished files (*.part *.crdownload)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::importFile);
    dialog->open();
}

void MainWindow::chooseExport() {
    auto* dialog = new QFileDialog(this, tr("Export the list"), QDir::homePath() + QStringLiteral("/downloads.sluice"));
    dialog->setObjectName(QStringLiteral("exportFile"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("sluice"));
    dialog->setNameFilters({tr("Session of Sluice (*.sluice)"), tr("Addresses (*.txt)"),
                            tr("Input file of aria2 (*.aria2)"), tr("Metalink (*.meta4)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        bridge_.exportList(commands_->queueOrder(), path, this, [this, path](const QString& error) {
            status_->showMessage(error.isEmpty() ? tr("Exported to %1").arg(path) : error, 10'000);
        });
    });
    dialog->open();
}

}  // namespace sluice::gui
