#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include "gui/dialogs/add_dialog.h"
#include "gui/window/main_window.h"
#include "tests/gui/fake_queue_service.h"
#include "tests/gui/window/window_fixture.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::gui;
using namespace sluice::test;

class MainWindowListsTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    QString put(const QString& name, const QByteArray& text) {
        QFile file(folder_.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName() : QString();
    }
    static void drop(MainWindow& window, const QString& path) {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&window, &enter);
        QDropEvent event(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&window, &event);
    }

  private slots:
    void aDroppedListIsPreviewedAndAdded() {
        FakeQueueService fake;
        WindowFixture it(fake);
        drop(it.window, put("l.aria2", "https://h/a\thttps://m/a\n out=x\n allow-overwrite=true\nhttps://h/b\n"));
        QTRY_VERIFY(it.window.findChild<AddDialog*>() != nullptr);
        auto* dialog = it.window.findChild<AddDialog*>();
        QTRY_COMPARE(dialog->findChild<QTableView*>()->model()->rowCount(), 2);
        QVERIFY(fake.added.empty());
        dialog->accept();
        QTRY_COMPARE(fake.added.size(), 2U);
        QCOMPARE(fake.added[0].name, std::string("x"));
        QCOMPARE(fake.added[0].own.mirrors.size(), 1U);
        QVERIFY(fake.added[0].conflict == queue::Conflict::overwrite);
        QVERIFY(!fake.added[1].folder.empty());
    }
    void aListThatIsNoneSaysSo() {
        FakeQueueService fake;
        WindowFixture it(fake);
        it.window.importFile(put("l.sluice", "{}"));
        QTest::qWait(200);
        QVERIFY(it.window.findChild<AddDialog*>() == nullptr);
    }
    void aDroppedPartAsksForItsAddress() {
        FakeQueueService fake;
        WindowFixture it(fake);
        const QString part = put("a.iso.crdownload", "x");
        drop(it.window, part);
        QTRY_VERIFY(it.window.findChild<AddDialog*>() != nullptr);
        auto* dialog = it.window.findChild<AddDialog*>();
        QTRY_COMPARE(dialog->folder(), folder_.path());
        dialog->setAddresses({QStringLiteral("https://h/a.iso")});
        dialog->accept();
        QTRY_COMPARE(fake.added.size(), 1U);
        QCOMPARE(QString::fromStdString(fake.added[0].adopt), part);
    }
    void theListIsExported() {
        FakeQueueService fake(20, 0, 1);
        WindowFixture it(fake);
        QTRY_COMPARE(it.rows(), 20);
        it.action(ActionId::exportList)->trigger();
        auto* dialog = it.window.findChild<QFileDialog*>("exportFile");
        QVERIFY(dialog != nullptr);
        const QString path = folder_.filePath("out.txt");
        emit dialog->fileSelected(path);
        QTRY_VERIFY(QFile::exists(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'), 20);
        dialog->close();
    }
};

SL_TEST_CLASS(MainWindowListsTest)
#include "main_window_lists_test.moc"
