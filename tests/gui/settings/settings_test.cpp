#include "gui/settings/settings.h"

#include <QFile>
#include <QJsonDocument>
#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "gui/bridge/queue_bridge.h"
#include "gui/service/settings_file.h"
#include "gui/settings/limits_values.h"
#include "gui/settings/setting_value.h"
#include "gui/settings/settings_history.h"
#include "tests/gui/fake_queue_service.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::gui;
using test::FakeQueueService;

namespace {

/// A value that is not the default and can be taken.
QVariant anotherValue(const SettingFacts& facts) {
    const QVariant usual = defaultOf(facts);
    switch (facts.kind) {
        case SettingKind::flag:
            return !usual.toBool();
        case SettingKind::number:
            return usual.toLongLong() + 1;
        case SettingKind::speed:
            return qlonglong{524'288};
        case SettingKind::choice:
            return QString::fromLatin1(facts.choices.back().value) == usual.toString()
                       ? QString::fromLatin1(facts.choices.front().value)
                       : QString::fromLatin1(facts.choices.back().value);
        case SettingKind::schedule:
            return QStringLiteral("Mon 08:00-10:00 limit=4096");
        case SettingKind::folder:
        case SettingKind::file:
            return QStringLiteral("/some/where");
        default:
            return facts.id == SettingId::proxy ? QStringLiteral("socks5h://127.0.0.1:1080") : QStringLiteral("abc");
    }
}

}  // namespace

class SettingsTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        fake_ = std::make_unique<FakeQueueService>();
        bridge_ = std::make_unique<QueueBridge>(*fake_);
        bridge_->load();
        bridge_->setExposed(true);
    }
    void cleanup() {
        bridge_.reset();
        fake_.reset();
    }

    void everySettingHasADefaultThatCanBeTaken() {
        QSet<QString> keys, titles;
        for (int i = 0; i < settingCount; ++i) {
            const SettingFacts& facts = factsOf(static_cast<SettingId>(i));
            const QVariant value = defaultOf(facts);
            QVERIFY2(value.isValid() && problemOf(facts, value).isEmpty(), facts.key);
            QVERIFY2(QString(facts.key).count('.') == 1 && !keys.contains(facts.key), facts.key);
            keys.insert(facts.key);
            QVERIFY2(!QString(facts.meaning).isEmpty() && !titles.contains(facts.title), facts.key);
            titles.insert(facts.title);
            QCOMPARE(valueFromText(facts, textOf(facts, value)), value);
        }
    }

    void everyOneIsKept_data() { rowPerSetting(); }
    void everyOneIsKept() {
        QFETCH(int, id);
        const SettingFacts& facts = factsOf(static_cast<SettingId>(id));
        const QVariant another = anotherValue(facts);
        {
            service::SettingsFile file(path());
            Settings settings(file, *bridge_, QStringLiteral("/d"));
            QVERIFY(settings.isDefault(facts.id));
            const QSignalSpy told(&settings, &Settings::changed);
            QCOMPARE(settings.set(facts.id, another), QString());
            QCOMPARE(settings.value(facts.id), another);
            QCOMPARE(told.size(), 1);
            QVERIFY(!settings.isDefault(facts.id));
            QCOMPARE(settings.set(facts.id, another), QString());
            QCOMPARE(told.size(), 1);
        }
        service::SettingsFile file(path());
        const Settings again(file, *bridge_, QStringLiteral("/d"));
        QCOMPARE(again.value(facts.id), another);
        // The queue's own are not kept twice.
        const bool inFile = QFile::exists(path());
        QCOMPARE(inFile, !isOfQueue(facts.id));
        if (isOfQueue(facts.id)) {
            QCOMPARE(valueIn(fake_->limits(), facts.id), another);
        }
    }

    void oddValuesInTheFileCountAsDefaults() {
        write(R"({"general":{"askBeforeQuit":"yes","downloadFolder":"relative"},"downloads":{"nameClash":"burn"},)"
              R"("integration":{"tray":3,"closeToTray":null},"appearance":{"units":["si"]}})");
        service::SettingsFile file(path());
        const Settings settings(file, *bridge_, QStringLiteral("/d"));
        for (int i = 0; i < settingCount; ++i) {
            QVERIFY2(settings.isDefault(static_cast<SettingId>(i)), factsOf(static_cast<SettingId>(i)).key);
        }
        QCOMPARE(settings.downloadFolder(), QString("/d"));
    }

    void whatCannotBeTakenIsRefusedInWords_data() {
        QTest::addColumn<int>("id");
        QTest::addColumn<QVariant>("value");
        QTest::newRow("folder") << int(SettingId::downloadFolder) << QVariant("Downloads");
        QTest::newRow("control character") << int(SettingId::userAgent) << QVariant("a\nb: c");
        QTest::newRow("too many") << int(SettingId::downloadsAtOnce) << QVariant(qlonglong{1001});
        QTest::newRow("no number") << int(SettingId::perHost) << QVariant();
        QTest::newRow("choice") << int(SettingId::nameClash) << QVariant("burn");
        QTest::newRow("schedule") << int(SettingId::schedule) << QVariant("Someday");
        QTest::newRow("proxy's scheme") << int(SettingId::proxy) << QVariant("gopher://host:70");
        QTest::newRow("proxy with a login") << int(SettingId::proxy) << QVariant("http://me:secret@host:3128");
        QTest::newRow("negative speed") << int(SettingId::speed) << QVariant(qlonglong{-1});
    }
    void whatCannotBeTakenIsRefusedInWords() {
        QFETCH(int, id);
        QFETCH(QVariant, value);
        service::SettingsFile file(path());
        Settings settings(file, *bridge_, QStringLiteral("/d"));
        const QSignalSpy told(&settings, &Settings::changed);
        QVERIFY(settings.set(static_cast<SettingId>(id), value).size() > 5);
        QVERIFY(settings.isDefault(static_cast<SettingId>(id)));
        QCOMPARE(told.size(), 0);
    }

    void whatOthersChangeInTheQueueIsTold() {
        service::SettingsFile file(path());
        Settings settings(file, *bridge_, QStringLiteral("/d"));
        const QSignalSpy told(&settings, &Settings::changed);
        queue::Limits limits = fake_->limits();
        limits.speed = 1024;
        limits.downloads_at_once = 9;
        fake_->set_limits(limits);
        QTRY_COMPARE(told.size(), 2);
        QCOMPARE(settings.value(SettingId::speed).toLongLong(), 1024);
        // Ours does not undo theirs.
        settings.set(SettingId::perHost, qlonglong{3});
        QCOMPARE(fake_->limits().downloads_at_once, 9);
        QCOMPARE(fake_->limits().per_host, 3);
    }

    void stepsAreTakenBackOneByOne() {
        service::SettingsFile file(path());
        Settings settings(file, *bridge_, QStringLiteral("/d"));
        SettingsHistory history(settings);
        QVERIFY(!history.canUndo());
        history.set(SettingId::nameClash, QStringLiteral("skip"));
        history.set(SettingId::tray, false);
        QCOMPARE(history.lastText(), QString("Icon in the tray"));
        // A spin box that is turned is one step.
        history.set(SettingId::retryLimit, qlonglong{6});
        history.set(SettingId::retryLimit, qlonglong{7});
        history.undo();
        QCOMPARE(settings.value(SettingId::retryLimit).toLongLong(), 5);
        QVERIFY(!settings.flag(SettingId::tray));
        history.undo();
        QVERIFY(settings.flag(SettingId::tray));
        history.undo();
        QVERIFY(settings.isDefault(SettingId::nameClash) && !history.canUndo());
        history.undo();
    }

    void aResetIsOneStep() {
        service::SettingsFile file(path());
        Settings settings(file, *bridge_, QStringLiteral("/d"));
        SettingsHistory history(settings);
        settings.set(SettingId::nameClash, QStringLiteral("skip"));
        settings.set(SettingId::retryLimit, qlonglong{9});
        QVERIFY(history.reset({SettingId::nameClash, SettingId::retryLimit, SettingId::tray}));
        QVERIFY(settings.isDefault(SettingId::nameClash) && settings.isDefault(SettingId::retryLimit));
        QVERIFY(!history.reset({SettingId::nameClash}));
        history.undo();
        QCOMPARE(settings.text(SettingId::nameClash), QString("skip"));
        QCOMPARE(settings.value(SettingId::retryLimit).toLongLong(), 9);
    }

    void saysWhenTheFileCannotBeWritten() {
        write("x");  // a file where a folder should be
        service::SettingsFile file(path() + QStringLiteral("/settings.json"));
        Settings settings(file, *bridge_, QStringLiteral("/d"));
        QSignalSpy failed(&settings, &Settings::writingFailed);
        QCOMPARE(settings.set(SettingId::tray, false), QString());
        QVERIFY(!settings.flag(SettingId::tray));
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(failed.at(0).at(0).toString().contains(path()));
    }

    void isFoundByWhatItSays_data() {
        QTest::addColumn<QString>("search");
        QTest::addColumn<int>("id");
        QTest::newRow("title") << "tray" << int(SettingId::tray);
        QTest::newRow("meaning") << "stands still" << int(SettingId::idleTime);
        QTest::newRow("key") << "network.caFile" << int(SettingId::caFile);
        QTest::newRow("choice") << "replace it" << int(SettingId::nameClash);
        QTest::newRow("two words apart") << "proxy address" << int(SettingId::proxy);
    }
    void isFoundByWhatItSays() {
        QFETCH(QString, search);
        QFETCH(int, id);
        QVERIFY(matches(factsOf(static_cast<SettingId>(id)), search));
        QVERIFY(!matches(factsOf(static_cast<SettingId>(id)), search + QStringLiteral(" xyzzy")));
    }

  private:
    static void rowPerSetting() {
        QTest::addColumn<int>("id");
        for (int i = 0; i < settingCount; ++i) {
            QTest::newRow(factsOf(static_cast<SettingId>(i)).key) << i;
        }
    }
    QString path() const { return folder_->filePath(QStringLiteral("settings.json")); }
    void write(const QByteArray& text) const {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<FakeQueueService> fake_;
    std::unique_ptr<QueueBridge> bridge_;
};

SL_TEST_CLASS(SettingsTest)
#include "settings_test.moc"
