#include "gui/window/notifier.h"

#include <QSignalSpy>
#include <QTest>

#include "gui/window/desktop_presence.h"
#include "tests/gui/window/window_fixture.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::gui;
using test::FakeQueueService;
using test::KeptNotifications;
using test::WindowFixture;

namespace {

struct NotifierFixture {
    KeptNotifications sender;
    bool inFront = false;
    qint64 now = 1'000'000;
    Notifier notifier{sender, {[this] { return inFront; }, [this] { return now; }}};

    static Notifier::Ended done(queue::Id id, const QString& name) { return {id, name, {}, 1 << 20, 41}; }
    static Notifier::Ended failed(queue::Id id, const QString& name) {
        return {id, name, QStringLiteral("404 Not Found"), -1, -1};
    }
};

QStringList keysOf(const Notification& notification) {
    QStringList keys;
    for (const auto& action : notification.actions) {
        keys << action.first;
    }
    return keys;
}

queue::Row rowIn(queue::State state, const char* name) {
    queue::Row row;
    row.name = name;
    row.folder = "/tmp";
    row.state = state;
    row.size = 1000;
    return row;
}

}  // namespace

class NotifierTest : public QObject {
    Q_OBJECT

  private slots:
    void tellsOfADoneAndAFailedOne() {
        NotifierFixture it;
        it.notifier.tellEnded({NotifierFixture::done(7, "debian.iso"), NotifierFixture::failed(8, "b.zip")});
        QCOMPARE(it.sender.shown.size(), 2);
        const Notification done = it.sender.shown.first();
        QVERIFY(done.summary.contains("debian.iso"));
        QCOMPARE(done.body, QString("Done, 1.00 MiB in 41 s"));
        QCOMPARE(done.category, QString("transfer.complete"));
        QCOMPARE(keysOf(done), QStringList({"default", "open", "folder"}));
        const Notification failed = it.sender.shown.last();
        QCOMPARE(failed.body, QString("Failed: 404 Not Found"));
        QCOMPARE(failed.category, QString("transfer.error"));
        QCOMPARE(keysOf(failed), QStringList({"default", "retry", "details"}));
        QVERIFY(failed.urgency > done.urgency);
    }

    void actionsReachTheDownload_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QByteArray>("signal");
        QTest::newRow("open") << "open" << QByteArray(SIGNAL(openRequested(sluice::queue::Id)));
        QTest::newRow("folder") << "folder" << QByteArray(SIGNAL(folderRequested(sluice::queue::Id)));
        QTest::newRow("retry") << "retry" << QByteArray(SIGNAL(retryRequested(sluice::queue::Id)));
        QTest::newRow("details") << "details" << QByteArray(SIGNAL(detailsRequested(sluice::queue::Id)));
        QTest::newRow("click") << "default" << QByteArray(SIGNAL(detailsRequested(sluice::queue::Id)));
    }
    void actionsReachTheDownload() {
        QFETCH(QString, key);
        QFETCH(QByteArray, signal);
        NotifierFixture it;
        qRegisterMetaType<queue::Id>("sluice::queue::Id");
        const QSignalSpy spy(&it.notifier, signal.constData());
        QVERIFY(spy.isValid());
        it.notifier.tellEnded({NotifierFixture::done(7, "a")});
        emit it.sender.acted(it.sender.shown.firstKey(), key);
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy.at(0).at(0).toLongLong(), 7);
    }

    void nothingIsToldWhileTheWindowIsInFront() {
        NotifierFixture it;
        it.inFront = true;
        it.notifier.tellEnded({NotifierFixture::done(1, "a")});
        it.notifier.tellAllDone(3);
        it.notifier.tellDiskLow(5, "/d");
        it.notifier.offer({"https://example.org/a.iso"});
        QVERIFY(it.sender.shown.isEmpty());
    }

    void moreThanThreeWithinFiveSecondsAreOne() {
        NotifierFixture it;
        for (int i = 1; i <= 3; ++i) {
            it.notifier.tellEnded({NotifierFixture::done(i, QStringLiteral("file%1").arg(i))});
            it.now += 1000;
        }
        QCOMPARE(it.sender.shown.size(), 3);
        const int last = it.sender.shown.lastKey();
        it.notifier.tellEnded({NotifierFixture::done(4, "file4")});
        QCOMPARE(it.sender.shown.size(), 1);
        QCOMPARE(it.sender.shown.firstKey(), last);  // replaced, not shown beside it
        QCOMPARE(it.sender.shown.first().summary, QString("4 download(s) done (4.00 MiB)"));
        QVERIFY(it.sender.shown.first().body.contains("file4"));
        it.now += 4000;
        it.notifier.tellEnded({NotifierFixture::failed(5, "file5")});
        QCOMPARE(it.sender.shown.size(), 1);
        QCOMPARE(it.sender.shown.first().summary, QString("4 download(s) done, 1 failed (4.00 MiB)"));
        // Much later a new one stands for itself.
        it.now += 60'000;
        it.notifier.tellEnded({NotifierFixture::done(6, "file6")});
        QCOMPARE(it.sender.shown.size(), 2);
    }

    void fiveAtOnceAreOneFromTheBeginning() {
        NotifierFixture it;
        std::vector<Notifier::Ended> ended;
        for (int i = 0; i < 5; ++i) {
            ended.push_back(NotifierFixture::done(i + 1, "x"));
        }
        it.notifier.tellEnded(ended);
        QCOMPARE(it.sender.shown.size(), 1);
        QVERIFY(it.sender.shown.first().body.contains("and 2 more"));
        const QSignalSpy window(&it.notifier, &Notifier::windowRequested);
        emit it.sender.acted(it.sender.shown.firstKey(), "default");
        QCOMPARE(window.size(), 1);
    }

    void threeWithinFiveSecondsAndLaterOnesStayApart() {
        NotifierFixture it;
        for (int i = 0; i < 8; ++i) {
            it.notifier.tellEnded({NotifierFixture::done(i + 1, "x")});
            it.now += 2000;
        }
        QCOMPARE(it.sender.shown.size(), 8);
    }

    void copiedAddressesAreOffered() {
        NotifierFixture it;
        const QSignalSpy add(&it.notifier, &Notifier::addRequested);
        it.notifier.offer({"https://example.org/a.iso", "https://example.org/b.iso"});
        QVERIFY(it.sender.shown.first().body.contains("example.org/a.iso"));
        emit it.sender.acted(it.sender.shown.firstKey(), "add");
        QCOMPARE(add.at(0).at(0).toStringList().size(), 2);
    }

    void theWindowTellsOfEndsButNotAtTheStart() {
        FakeQueueService fake;
        fake.put(rowIn(queue::State::done, "old"));
        const queue::Id one = fake.put(rowIn(queue::State::active, "one"));
        const queue::Id two = fake.put(rowIn(queue::State::active, "two"));
        WindowFixture it(fake);
        QTRY_VERIFY(it.window.presence() != nullptr);
        QTRY_COMPARE(it.rows(), 3);
        QApplication::setActiveWindow(nullptr);
        it.window.hide();
        QVERIFY(it.sender.shown.isEmpty());
        const auto end = [&](queue::Id id, queue::State state) {
            fake.change(id, queue::field::state, [state](queue::Row& row) { row.state = state; });
        };
        end(one, queue::State::done);
        QTRY_COMPARE_WITH_TIMEOUT(it.sender.shown.size(), 1, 4000);
        QVERIFY(it.sender.shown.first().summary.contains("one"));
        // A click brings the window with that download.
        emit it.sender.acted(it.sender.shown.firstKey(), "details");
        QTRY_VERIFY(it.window.isVisible());
        QCOMPARE(it.view()->selectedIds(), std::vector<queue::Id>{one});

        it.window.hide();
        QApplication::setActiveWindow(nullptr);
        it.settings.set(SettingId::notifyDone, false);
        end(two, queue::State::done);
        // Only that all are done.
        QTRY_COMPARE_WITH_TIMEOUT(it.sender.shown.size(), 2, 4000);
        QCOMPARE(it.sender.shown.first().summary, QString("All downloads are done"));
    }

    void aFullDiskIsToldOnce() {
        FakeQueueService fake;
        WindowFixture it(fake);
        QTRY_VERIFY(it.window.presence() != nullptr);
        it.window.hide();
        QApplication::setActiveWindow(nullptr);
        DesktopPresence& presence = *it.window.presence();
        presence.showFreeSpace(500'000'000);
        QCOMPARE(it.sender.shown.size(), 1);
        QVERIFY(it.sender.shown.first().urgency == Notification::Urgency::critical);
        it.sender.shown.clear();
        presence.showFreeSpace(400'000'000);
        QVERIFY(it.sender.shown.isEmpty());
        presence.showFreeSpace(9'000'000'000);
        it.settings.set(SettingId::notifyDiskLow, false);
        presence.showFreeSpace(400'000'000);
        QVERIFY(it.sender.shown.isEmpty());
    }
};

SL_TEST_CLASS(NotifierTest)
#include "notifier_test.moc"
