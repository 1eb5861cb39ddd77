#include "gui/dialogs/add_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include "gui/bridge/list_reading.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::gui;

class AddDialogTest : public QObject {
    Q_OBJECT

    static QPushButton* button(const AddDialog& dialog, const char* name) {
        return dialog.findChild<QPushButton*>(QLatin1String(name));
    }

  private slots:
    void oneAddressShowsItsNameAndTakesAnother() {
        AddDialog dialog(QStringLiteral("/tmp"), nullptr);
        dialog.show();
        dialog.setAddresses({QStringLiteral("https://example.org/a.iso")});
        auto* name = dialog.findChild<QLineEdit*>("name");
        QVERIFY(name->isEnabled());
        QCOMPARE(name->text(), QStringLiteral("a.iso"));
        QVERIFY2(dialog.downloads().at(0).name.empty(), "the server's name may still win");
        name->setFocus();
        name->selectAll();
        QTest::keyClicks(name, QStringLiteral("b.iso"));
        QCOMPARE(dialog.downloads().at(0).name, std::string("b.iso"));
        QTest::keyClicks(name, QStringLiteral("/c"));
        QVERIFY(!button(dialog, "download")->isEnabled());
    }

    void returnAccepts() {
        AddDialog dialog(QStringLiteral("/tmp"), nullptr);
        dialog.show();
        dialog.setAddresses({QStringLiteral("https://example.org/a.iso"), QStringLiteral("https://example.org/b.iso")});
        QSignalSpy accepted(&dialog, &QDialog::accepted);
        QVERIFY(!dialog.findChild<QLineEdit*>("name")->isEnabled());
        QTest::keyClick(&dialog, Qt::Key_Return);
        QCOMPARE(accepted.size(), 1);
        QCOMPARE(dialog.downloads().size(), std::size_t{2});
        QVERIFY(!dialog.downloads().at(0).paused);
    }

    void problemsAreShownAndLeftOut() {
        AddDialog dialog(QStringLiteral("/tmp"), nullptr);
        dialog.show();
        auto* text = dialog.findChild<QPlainTextEdit*>("addresses");
        text->setPlainText(QStringLiteral("magnet:?xt=1\nhttps://example.org/a\nnonsense"));
        auto* list = dialog.findChild<QTableView*>("understood");
        QTRY_COMPARE(list->model()->rowCount(), 3);
        QVERIFY(!list->model()->index(0, 2).data().toString().isEmpty());
        QVERIFY(list->model()->index(1, 2).data().toString().isEmpty());
        QCOMPARE(dialog.downloads().size(), std::size_t{1});
        list->model()->setData(list->model()->index(1, 0), Qt::Unchecked, Qt::CheckStateRole);
        QVERIFY(!button(dialog, "download")->isEnabled());
    }

    void whatIsListedAlreadyIsUnchecked() {
        AddDialog dialog(QStringLiteral("/tmp"), nullptr);
        dialog.setListed(
            [](const QString& url) { return url.endsWith(u'a') ? QStringLiteral("In the list already") : QString(); });
        dialog.setAddresses({QStringLiteral("https://example.org/a"), QStringLiteral("https://example.org/b")});
        QCOMPARE(dialog.downloads().size(), std::size_t{1});
        QCOMPARE(dialog.downloads().at(0).url, std::string("https://example.org/b"));
    }

    void optionsGoWithTheRequest() {
        AddDialog dialog(QStringLiteral("/tmp"), nullptr);
        dialog.show();
        dialog.setAddresses({QStringLiteral("https://example.org/a")});
        auto* headers = dialog.findChild<QPlainTextEdit*>("headers");
        QVERIFY(!headers->isVisible());
        dialog.findChild<QToolButton*>("optionsFold")->click();
        QVERIFY(headers->isVisible());
        dialog.findChild<QLineEdit*>("referrer")->setText(QStringLiteral("https://example.org/list"));
        dialog.findChild<QLineEdit*>("userAgent")->setText(QStringLiteral("Mine/1"));
        headers->setPlainText(QStringLiteral("X-One: 1\n\nX-Two: 2\n"));
        dialog.findChild<QCheckBox*>("verify")->setChecked(false);
        const queue::NewDownload made = dialog.downloads().at(0);
        QCOMPARE(made.referrer, std::string("https://example.org/list"));
        QCOMPARE(made.user_agent, std::string("Mine/1"));
        QCOMPARE(made.headers, (std::vector<std::string>{"X-One: 1", "X-Two: 2"}));
        QVERIFY(!made.verify_tls);
        headers->setPlainText(QStringLiteral("no header"));
        QVERIFY(!button(dialog, "download")->isEnabled());
    }

    void folderMustBeAFullPath() {
        AddDialog dialog(QStringLiteral("/tmp"), nullptr);
        dialog.setAddresses({QStringLiteral("https://example.org/a")});
        auto* folder = dialog.findChild<QComboBox*>("folder");
        folder->setEditText(QStringLiteral("relative/place"));
        QVERIFY(!button(dialog, "download")->isEnabled());
        folder->setEditText(QStringLiteral("~/x/../y"));
        QVERIFY(button(dialog, "download")->isEnabled());
        QCOMPARE(QString::fromStdString(dialog.downloads().at(0).folder), QDir::homePath() + QStringLiteral("/y"));
    }

    void addsPaused() {
        AddDialog dialog(QStringLiteral("/tmp"), nullptr);
        dialog.show();
        dialog.setAddresses({QStringLiteral("https://example.org/a")});
        QSignalSpy accepted(&dialog, &QDialog::accepted);
        QTest::keyClick(&dialog, Qt::Key_P, Qt::AltModifier);
        if (accepted.isEmpty()) {
            button(dialog, "addPaused")->click();
        }
        QCOMPARE(accepted.size(), 1);
        QVERIFY(dialog.downloads().at(0).paused);
    }

    void commandsOfCurlAreUnderstood() {
        AddDialog dialog(QStringLiteral("/tmp"), nullptr);
        dialog.setAddresses({QStringLiteral("curl -o x.iso -H 'X-A: b' https://example.org/a"),
                             QStringLiteral("curl -d y https://example.org/b")});
        const auto downloads = dialog.downloads();
        QCOMPARE(downloads.size(), 1U);
        QCOMPARE(downloads[0].url, std::string("https://example.org/a"));
        QCOMPARE(downloads[0].name, std::string("x.iso"));
        QCOMPARE(downloads[0].headers, std::vector<std::string>{"X-A: b"});
        QCOMPARE(dialog.findChild<QTableView*>()->model()->rowCount(), 2);
    }
    void aListIsPreviewedWithWhatItAsksForInVain() {
        AddDialog dialog(QStringLiteral("/tmp"), nullptr);
        dialog.setList(
            readListText(QStringLiteral("https://h/a\n dir=sub\n bt-tracker=x\nnonsense here\nhttps://h/b\n"), "/tmp"));
        QVERIFY(!dialog.findChild<QPlainTextEdit*>("addresses")->isVisibleTo(&dialog));
        const auto* model = dialog.findChild<QTableView*>()->model();
        QCOMPARE(model->rowCount(), 3);
        QVERIFY(model->index(0, 2).data().toString().contains("bt-tracker=x"));
        QVERIFY(model->index(2, 2).data().toString().contains("Line 4"));
        const auto downloads = dialog.downloads();
        QCOMPARE(downloads.size(), 2U);
        QCOMPARE(downloads[0].folder, std::string("/tmp/sub"));
        QCOMPARE(downloads[1].folder, std::string("/tmp"));
    }
    void aSingleAddressHasAChecksumAndMirrors() {
        AddDialog dialog(QStringLiteral("/tmp"), nullptr);
        dialog.setAddresses({QStringLiteral("https://h/a")});
        auto* checksum = dialog.findChild<QLineEdit*>("checksum");
        auto* mirrors = dialog.findChild<QPlainTextEdit*>("mirrors");
        checksum->setText(QStringLiteral("12"));
        QVERIFY(!button(dialog, "download")->isEnabled());
        checksum->setText(QString(64, u'A'));
        mirrors->setPlainText(QStringLiteral("https://m/a\nnonsense"));
        QVERIFY(!button(dialog, "download")->isEnabled());
        mirrors->setPlainText(QStringLiteral("https://m/a\nhttps://n/a"));
        QVERIFY(button(dialog, "download")->isEnabled());
        const auto downloads = dialog.downloads();
        QCOMPARE(downloads.at(0).own.hashes.at(0).algorithm, std::string("sha-256"));
        QCOMPARE(downloads.at(0).own.mirrors.size(), 2U);
        dialog.setAddresses({QStringLiteral("https://h/a"), QStringLiteral("https://h/b")});
        QVERIFY(!checksum->isEnabled());
        QVERIFY(dialog.downloads().at(0).own.hashes.empty() && dialog.downloads().at(0).own.mirrors.empty());
    }
    void aFileOfAnotherProgramNeedsItsOneAddress() {
        AddDialog dialog(QStringLiteral("/tmp"), nullptr);
        dialog.setAdopted(QStringLiteral("/x/y/a.part"));
        QCOMPARE(dialog.folder(), QString("/x/y"));
        QVERIFY(!button(dialog, "download")->isEnabled());
        dialog.setAddresses({QStringLiteral("https://h/a")});
        QVERIFY(button(dialog, "download")->isEnabled());
        QCOMPARE(dialog.downloads().at(0).adopt, std::string("/x/y/a.part"));
        dialog.setAddresses({QStringLiteral("https://h/a"), QStringLiteral("https://h/b")});
        QVERIFY(!button(dialog, "download")->isEnabled());
    }
    void tenThousandAddressesOfAListAreShown() {
        QString text;
        for (int i = 0; i < 10'000; ++i) {
            text += QStringLiteral("https://example.org/pub/%1.iso\n").arg(i);
        }
        AddDialog dialog(QStringLiteral("/tmp"), nullptr);
        QElapsedTimer timer;
        timer.start();
        const ReadList list = readListText(text, QStringLiteral("/tmp"));
        const qint64 read = timer.restart();
        dialog.setList(list);
        const qint64 shown = timer.restart();
        QCOMPARE(dialog.downloads().size(), 10'000U);
        qInfo("10,000 addresses: read %lld ms (on another thread), shown %lld ms, taken %lld ms",
              static_cast<long long>(read), static_cast<long long>(shown), static_cast<long long>(timer.elapsed()));
    }
};

SL_TEST_CLASS(AddDialogTest)
#include "add_dialog_test.moc"
