#include "gui/service/profile.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice::service;

class ProfileTest : public QObject {
    Q_OBJECT

  private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }
    void cleanup() {
        for (const char* name : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"}) {
            qunsetenv(name);
        }
    }
    void followsTheFoldersOfTheDesktop() {
        qputenv("XDG_DATA_HOME", "/data");
        qputenv("XDG_CONFIG_HOME", "relative");  // does not count
        qputenv("XDG_STATE_HOME", "/state");
        qputenv("XDG_RUNTIME_DIR", folder_->path().toUtf8());
        const Profile profile = Profile::standard();
        QCOMPARE(profile.listFile(), QString("/data/sluice/sluice.db"));
        QVERIFY(profile.settingsFile.endsWith("/.config/sluice/settings.json"));
        QCOMPARE(profile.logFile(), QString("/state/sluice/sluice.log"));
        QCOMPARE(profile.socketFile(), folder_->path() + "/sluice/instance");
        QVERIFY(!profile.downloadFolder.isEmpty());
    }
    void fallsBackToAFolderOfTheUser() {
        qputenv("XDG_RUNTIME_DIR", "/does/not/exist");
        QVERIFY(Profile::standard().runtimeFolder.contains("sluice-"));
    }
    void keepsEverythingInOneFolder() {
        const Profile profile = Profile::inFolder(folder_->path() + "/p");
        QString error;
        QVERIFY2(profile.makeFolders(error), qPrintable(error));
        for (const QString& path :
             {profile.listFile(), profile.settingsFile, profile.logFile(), profile.socketFile()}) {
            QVERIFY(path.startsWith(folder_->path() + "/p/"));
        }
        const auto others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
        QCOMPARE(QFile::permissions(folder_->path() + "/p") & others, QFile::Permissions());
    }
    void shortensALongSocketName() {
        const Profile profile = Profile::inFolder("/" + QString(200, 'x'));
        QVERIFY(profile.socketFile().size() < 100);
        QVERIFY(profile.socketFile() != Profile::inFolder("/" + QString(201, 'x')).socketFile());
    }
    void refusesAFolderThatOthersMayWriteTo() {
        const Profile profile = Profile::inFolder(folder_->path());
        QDir(folder_->path()).mkdir("run");
        QFile::setPermissions(profile.runtimeFolder, QFileDevice::Permissions(0x7777));
        QString error;
        QVERIFY(!profile.makeFolders(error));
        QVERIFY(error.contains(profile.runtimeFolder));
    }
    void saysWhichFolderCannotBeMade() {
        QFile blocker(folder_->filePath("p"));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        QString error;
        QVERIFY(!Profile::inFolder(folder_->filePath("p")).makeFolders(error));
        QVERIFY(!error.isEmpty());
    }

  private:
    std::unique_ptr<QTemporaryDir> folder_;
};

SL_TEST_CLASS(ProfileTest)
#include "profile_test.moc"
