#include "gui/service/settings_file.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice::service;

class SettingsFileTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        path_ = folder_->filePath("sub/settings.json");
    }
    void keepsValuesAndWhatItDoesNotKnow() {
        QDir().mkpath(folder_->filePath("sub"));
        write(R"({"general":{"future":[1,2],"downloadsAtOnce":7},"other":{"x":true}})");
        SettingsFile file(path_);
        GeneralSettings general = GeneralSettings::read(file);
        QCOMPARE(general.downloadsAtOnce, 7);
        general.downloadFolder = "/downloads";
        QVERIFY(general.write(file));
        const SettingsFile again(path_);
        QCOMPARE(GeneralSettings::read(again).downloadFolder, QString("/downloads"));
        QCOMPARE(again.section("general").value("future").toArray().size(), 2);
        QVERIFY(again.section("other").value("x").toBool());
        QCOMPARE(QFile::permissions(path_) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }
    void writesBehindTheCallersBackInOrder() {
        {
            SettingsFile file(path_);
            for (int i = 0; i <= 50; ++i) {
                file.putSoon("a", {{"number", i}}, &file_context_, {});
                QCOMPARE(file.section("a").value("number").toInt(), i);
            }
        }
        QCOMPARE(SettingsFile(path_).section("a").value("number").toInt(), 50);
    }
    void tellsLaterThatItCouldNotWrite() {
        QDir().mkpath(path_);  // a folder in its place
        SettingsFile file(path_);
        QString sentence;
        file.putSoon("a", {{"b", 1}}, &file_context_, [&](const QString& text) { sentence = text; });
        QTRY_VERIFY(sentence.contains(path_));
    }
    void startsEmptyWithoutAFile() {
        SettingsFile file(path_);
        QVERIFY(file.section("general").isEmpty());
        QCOMPARE(GeneralSettings::read(file).downloadsAtOnce, 4);
        QVERIFY(file.put("window", {{"state", "abc"}}));
        QCOMPARE(SettingsFile(path_).section("window").value("state").toString(), QString("abc"));
    }
    void keepsAMalformedFileAside() {
        QDir().mkpath(folder_->filePath("sub"));
        write("{ not json");
        SettingsFile file(path_);
        QVERIFY(file.put("general", {{"a", 1}}));
        QFile damaged(path_ + ".damaged");
        QVERIFY(damaged.open(QIODevice::ReadOnly));
        QCOMPARE(damaged.readAll(), QByteArray("{ not json"));
    }
    void readsOddValuesAsDefaults() {
        QDir().mkpath(folder_->filePath("sub"));
        write(R"({"general":{"downloadsAtOnce":-5,"downloadFolder":"relative"}})");
        const GeneralSettings general = GeneralSettings::read(SettingsFile(path_));
        QCOMPARE(general.downloadsAtOnce, 1);
        QVERIFY(general.downloadFolder.isEmpty());
    }
    void saysWhyItCannotWrite() {
        QFile blocker(folder_->filePath("sub"));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        SettingsFile file(path_);
        QString error;
        QVERIFY(!file.put("general", {{"a", 1}}, &error));
        QVERIFY(error.contains(path_));
        QCOMPARE(file.section("general").value("a").toInt(), 1);
    }

  private:
    void write(const QByteArray& content) {
        QFile file(path_);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    QObject file_context_;
    std::unique_ptr<QTemporaryDir> folder_;
    QString path_;
};

SL_TEST_CLASS(SettingsFileTest)
#include "settings_file_test.moc"
