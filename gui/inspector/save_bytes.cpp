#include "gui/inspector/save_bytes.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QMessageBox>
#include <QPointer>
#include <QSaveFile>
#include <QThreadPool>

namespace sluice::gui {

void writeBytes(QObject* context, const QString& path, QByteArray bytes, std::function<void(QString error)> done) {
    QPointer<QObject> alive(context);
    QThreadPool::globalInstance()->start([alive, path, bytes = std::move(bytes), done = std::move(done)] {
        QSaveFile file(path);
        QString error;
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
            error = file.errorString();
        }
        // The application object lives on the GUI thread, where alone the pointer may be looked at.
        QMetaObject::invokeMethod(QCoreApplication::instance(), [alive, done, error] {
            if (alive) {
                done(error);
            }
        });
    });
}

void saveBytes(QWidget* parent, const QString& title, const QString& suggestedName, const QString& filter,
               QByteArray bytes) {
    auto* dialog = new QFileDialog(parent, title, suggestedName, filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(suggestedName);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, [parent, bytes](const QString& path) {
        writeBytes(parent, path, bytes, [parent, path](const QString& error) {
            if (!error.isEmpty()) {
                auto* box = new QMessageBox(
                    QMessageBox::Warning, QCoreApplication::translate("SaveBytes", "Not saved"),
                    QCoreApplication::translate("SaveBytes", "%1 could not be written: %2").arg(path, error),
                    QMessageBox::Close, parent);
                box->setAttribute(Qt::WA_DeleteOnClose);
                box->open();
            }
        });
    });
    dialog->open();
}

}  // namespace sluice::gui
