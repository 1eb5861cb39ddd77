// What goes over the desktop's buses, with services played on a bus that the test starts for itself.
#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusUnixFileDescriptor>
#include <QDBusVariant>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

#include "gui/desktop/bus_link.h"
#include "gui/desktop/bus_notifications.h"
#include "gui/desktop/color_scheme.h"
#include "gui/desktop/launcher_progress.h"
#include "gui/desktop/open.h"
#include "gui/desktop/sleep_inhibitor.h"
#include "tests/support/test_class.h"

using namespace sluice::gui;

namespace {

/// org.freedesktop.Notifications, as far as we use it.
class FakeNotifications : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

  public:
    struct Call {
        uint replaces;
        QString summary, body;
        QStringList actions;
        QVariantMap hints;
    };
    QList<Call> calls;
    QList<uint> closed;
    QStringList capabilities{"actions", "body", "body-markup"};
    uint last = 40;

  public slots:
    QStringList GetCapabilities() const { return capabilities; }
    uint Notify(const QString&, uint replaces, const QString&, const QString& summary, const QString& body,
                const QStringList& actions, const QVariantMap& hints, int) {
        calls.append({replaces, summary, body, actions, hints});
        return replaces != 0 ? replaces : ++last;
    }
    void CloseNotification(uint id) {
        closed.append(id);
        emit NotificationClosed(id, 3);
    }

  signals:
    void ActionInvoked(uint id, const QString& key);
    void NotificationClosed(uint id, uint reason);
    void ActivationToken(uint id, const QString& token);
};

/// org.freedesktop.login1.Manager: gives out the end of a pipe and sees when it is closed.
class FakeLogin : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")

  public:
    QStringList asked;
    int readEnd = -1;

    /// True once nobody holds what was given out.
    bool isReleased() const {
        char byte = 0;
        return readEnd >= 0 && ::read(readEnd, &byte, 1) == 0;
    }

  public slots:
    QDBusUnixFileDescriptor Inhibit(const QString& what, const QString& who, const QString& why, const QString& mode) {
        asked = QStringList{what, who, why, mode};
        int ends[2] = {-1, -1};
        if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) {
            return {};
        }
        readEnd = ends[0];
        QDBusUnixFileDescriptor given(ends[1]);
        ::close(ends[1]);
        return given;
    }
};

/// org.freedesktop.FileManager1.
class FakeFileManager : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.FileManager1")

  public:
    QStringList shown;

  public slots:
    void ShowItems(const QStringList& uris, const QString&) { shown = uris; }
};

/// org.freedesktop.portal.Settings with a colour scheme.
class FakePortal : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

  public:
    uint scheme = 1;

  public slots:
    QDBusVariant Read(const QString&, const QString&) const {
        return QDBusVariant(QVariant::fromValue(QDBusVariant(scheme)));
    }

  signals:
    void SettingChanged(const QString& space, const QString& key, const QDBusVariant& value);
};

/// Hears launcher updates.
class FakeLauncher : public QObject {
    Q_OBJECT

  public:
    QList<std::pair<QString, QVariantMap>> updates;

  public slots:
    void onUpdate(const QString& uri, const QVariantMap& properties) { updates.append({uri, properties}); }
};

}  // namespace

class BusTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        QGuiApplication::setDesktopFileName(QStringLiteral("org.sluice.Sluice"));
        const QString daemon = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
        if (daemon.isEmpty()) {
            QSKIP("dbus-daemon is not installed");
        }
        const QString address = QStringLiteral("unix:path=") + folder_.filePath(QStringLiteral("bus"));
        daemon_.start(daemon, {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--nopidfile"),
                               QStringLiteral("--print-address"), QStringLiteral("--address=") + address});
        QVERIFY(daemon_.waitForStarted());
        QVERIFY(daemon_.waitForReadyRead(10'000));
        qputenv("DBUS_SESSION_BUS_ADDRESS", address.toLatin1());
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", address.toLatin1());
        services_ =
            std::make_unique<QDBusConnection>(QDBusConnection::connectToBus(address, QStringLiteral("services")));
        QVERIFY(services_->isConnected());
    }
    void cleanupTestCase() {
        services_.reset();
        if (daemon_.state() != QProcess::NotRunning) {
            daemon_.terminate();
            daemon_.waitForFinished();
        }
    }
    void cleanup() {
        services_->unregisterService(QStringLiteral("org.freedesktop.Notifications"));
        services_->unregisterObject(QStringLiteral("/org/freedesktop/Notifications"));
    }

    void showsReplacesAndCloses() {
        FakeNotifications server;
        serve(server);
        BusLink bus(QDBusConnection::SessionBus, QStringLiteral("a"));
        BusNotifications sender(bus);
        Notification first{QStringLiteral("a <b>"),
                           QStringLiteral("1 < 2 & 3"),
                           QStringLiteral("transfer.complete"),
                           Notification::Urgency::low,
                           {{QStringLiteral("open"), QStringLiteral("Open")}}};
        sender.show(5, first);
        QTRY_COMPARE(server.calls.size(), 1);
        QCOMPARE(server.calls[0].replaces, 0U);
        QCOMPARE(server.calls[0].summary, QString("a <b>"));
        QCOMPARE(server.calls[0].body, QString("1 &lt; 2 &amp; 3"));
        QCOMPARE(server.calls[0].actions, QStringList({"open", "Open"}));
        QCOMPARE(server.calls[0].hints.value("category").toString(), QString("transfer.complete"));
        QCOMPARE(server.calls[0].hints.value("desktop-entry").toString(), QString("org.sluice.Sluice"));
        QCOMPARE(server.calls[0].hints.value("urgency").toInt(), 0);
        QTest::qWait(50);
        first.summary = QStringLiteral("again");
        sender.show(5, first);
        QTRY_COMPARE(server.calls.size(), 2);
        QCOMPARE(server.calls[1].replaces, 41U);
        sender.show(6, first);
        QTRY_COMPARE(server.calls.size(), 3);
        QCOMPARE(server.calls[2].replaces, 0U);
        QTest::qWait(50);
        sender.close(5);
        QTRY_COMPARE(server.closed, QList<uint>{41});
    }

    void anActionIsTold() {
        FakeNotifications server;
        serve(server);
        BusLink bus(QDBusConnection::SessionBus, QStringLiteral("b"));
        BusNotifications sender(bus);
        QSignalSpy acted(&sender, &NotificationSender::acted);
        sender.show(9, {QStringLiteral("s"), {}, {}, Notification::Urgency::normal, {}});
        QTRY_COMPARE(server.calls.size(), 1);
        QTest::qWait(50);
        emit server.ActivationToken(41, QStringLiteral("token-1"));
        emit server.ActionInvoked(41, QStringLiteral("open"));
        emit server.ActionInvoked(77, QStringLiteral("open"));  // another program's
        QTRY_COMPARE(acted.size(), 1);
        QCOMPARE(acted[0][0].toInt(), 9);
        QCOMPARE(acted[0][1].toString(), QString("open"));
        QCOMPARE(qgetenv("XDG_ACTIVATION_TOKEN"), QByteArray("token-1"));
        QTest::qWait(50);
        QCOMPARE(acted.size(), 1);
    }

    void whatIsShownBeforeTheAnswerComesLast() {
        FakeNotifications server;
        serve(server);
        BusLink bus(QDBusConnection::SessionBus, QStringLiteral("c"));
        BusNotifications sender(bus);
        for (int i = 0; i < 20; ++i) {
            sender.show(1, {QString::number(i), {}, {}, Notification::Urgency::normal, {}});
        }
        QTRY_VERIFY(!server.calls.isEmpty() && server.calls.last().summary == QLatin1String("19"));
        QTest::qWait(50);
        QVERIFY(server.calls.size() <= 2);
        sender.show(1, {QStringLiteral("x"), {}, {}, Notification::Urgency::normal, {}});
        sender.close(1);  // before the answer
        QTRY_COMPARE(server.closed.size(), 1);
    }

    void aPlainServerGetsNoMarkupAndNoActions() {
        FakeNotifications server;
        server.capabilities = QStringList{"body"};
        serve(server);
        BusLink bus(QDBusConnection::SessionBus, QStringLiteral("d"));
        BusNotifications sender(bus);
        sender.show(1, {QStringLiteral("s"),
                        QStringLiteral("1 < 2"),
                        {},
                        Notification::Urgency::normal,
                        {{QStringLiteral("open"), QStringLiteral("Open")}}});
        QTRY_COMPARE(server.calls.size(), 1);
        QCOMPARE(server.calls[0].body, QString("1 < 2"));
        QVERIFY(server.calls[0].actions.isEmpty());
    }

    void aMissingServerCostsNothing() {
        BusLink bus(QDBusConnection::SessionBus, QStringLiteral("e"));
        BusNotifications sender(bus);
        sender.show(1, {QStringLiteral("s"), {}, {}, Notification::Urgency::normal, {}});
        QTRY_VERIFY(bus.isJoined());
        QTest::qWait(200);
        // One that comes later is found.
        FakeNotifications server;
        serve(server);
        sender.show(2, {QStringLiteral("t"), {}, {}, Notification::Urgency::normal, {}});
        QTRY_COMPARE(server.calls.size(), 1);
        QCOMPARE(server.calls[0].summary, QString("t"));
    }

    void sleepIsHeldOffOnlyWhileItIsWanted() {
        FakeLogin login;
        QVERIFY(services_->registerObject(QStringLiteral("/org/freedesktop/login1"), &login,
                                          QDBusConnection::ExportAllSlots));
        QVERIFY(services_->registerService(QStringLiteral("org.freedesktop.login1")));
        BusLink system(QDBusConnection::SystemBus, QStringLiteral("f"));
        SleepInhibitor inhibitor(system);
        inhibitor.setWanted(true);
        QTRY_VERIFY(inhibitor.isHeld());
        QCOMPARE(login.asked.value(0), QString("sleep"));
        QCOMPARE(login.asked.value(3), QString("block"));
        QTest::qWait(50);
        QVERIFY(!login.isReleased());
        inhibitor.setWanted(false);
        QVERIFY(!inhibitor.isHeld());
        QTRY_VERIFY(login.isReleased());
        // Given up before the answer comes: not held.
        inhibitor.setWanted(true);
        inhibitor.setWanted(false);
        QTRY_VERIFY(login.isReleased());
        QVERIFY(!inhibitor.isHeld());
        ::close(login.readEnd);
    }

    void filesAreMarkedInTheFileManager() {
        FakeFileManager manager;
        QVERIFY(services_->registerObject(QStringLiteral("/org/freedesktop/FileManager1"), &manager,
                                          QDBusConnection::ExportAllSlots));
        QVERIFY(services_->registerService(QStringLiteral("org.freedesktop.FileManager1")));
        showInFolder({QStringLiteral("/tmp/a b.iso"), QStringLiteral("/tmp/\u00e4.zip")});
        QTRY_COMPARE(manager.shown, QStringList({"file:///tmp/a%20b.iso", "file:///tmp/%C3%A4.zip"}));
    }

    void theDesktopsColourSchemeIsFollowed() {
        FakePortal portal;
        QVERIFY(services_->registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), &portal,
                                          QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        QVERIFY(services_->registerService(QStringLiteral("org.freedesktop.portal.Desktop")));
        ColorScheme scheme(Scheme::light);
        QVERIFY(scheme.effective() == Scheme::light);
        scheme.followPortal();
        QTRY_VERIFY(scheme.effective() == Scheme::dark);
        emit portal.SettingChanged(QStringLiteral("org.freedesktop.appearance"), QStringLiteral("color-scheme"),
                                   QDBusVariant(2U));
        QTRY_VERIFY(scheme.effective() == Scheme::light);
        scheme.setChosen(Scheme::dark);
        emit portal.SettingChanged(QStringLiteral("org.freedesktop.appearance"), QStringLiteral("color-scheme"),
                                   QDBusVariant(2U));
        QTest::qWait(100);
        QVERIFY(scheme.effective() == Scheme::dark);
    }

    void theLauncherHearsUpdates() {
        FakeLauncher launcher;
        QVERIFY(services_->connect(QString(), QString(), QStringLiteral("com.canonical.Unity.LauncherEntry"),
                                   QStringLiteral("Update"), &launcher, SLOT(onUpdate(QString, QVariantMap))));
        BusLink bus(QDBusConnection::SessionBus, QStringLiteral("g"));
        bus.join();
        QTRY_VERIFY(bus.isJoined());
        LauncherProgress progress([&](const QVariantMap& properties) { sendLauncherUpdate(bus, properties); });
        progress.show(2, 0.25);
        QTRY_COMPARE(launcher.updates.size(), 1);
        QCOMPARE(launcher.updates[0].first, QString("application://org.sluice.Sluice.desktop"));
        QCOMPARE(launcher.updates[0].second.value("progress").toDouble(), 0.25);
        QCOMPARE(launcher.updates[0].second.value("count").toLongLong(), 2);
    }

  private:
    void serve(FakeNotifications& server) {
        QVERIFY(services_->registerObject(QStringLiteral("/org/freedesktop/Notifications"), &server,
                                          QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        QVERIFY(services_->registerService(QStringLiteral("org.freedesktop.Notifications")));
    }

    QTemporaryDir folder_;
    QProcess daemon_;
    std::unique_ptr<QDBusConnection> services_;
};

SL_TEST_CLASS(BusTest)
#include "bus_test.moc"
