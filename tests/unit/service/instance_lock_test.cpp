#include "gui/service/instance_lock.h"

#include <QSysInfo>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

#include "gui/service/instance_client.h"
#include "gui/service/instance_socket.h"
#include "tests/support/test_class.h"

using namespace sluice::service;
using namespace std::chrono_literals;

class InstanceLockTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        profile_ = Profile::inFolder(folder_->path());
    }
    void onlyOneHasIt() {
        auto first = std::make_unique<InstanceLock>(profile_);
        InstanceLock second(profile_);
        QVERIFY(first->take());
        QVERIFY(!second.take());
        first.reset();
        QVERIFY(second.take());
    }
    void aDeadProcessHasNothing() {
        QString error;
        QVERIFY(profile_.makeFolders(error));
        QFile left(profile_.socketFile() + ".lock");
        QVERIFY(left.open(QIODevice::WriteOnly));
        left.write("999999999\nsluice\n" + QSysInfo::machineHostName().toLocal8Bit() + "\n");
        left.close();
        InstanceLock lock(profile_);
        QVERIFY(lock.take());
    }
    void becomesTheInstanceWhereThereIsNone() {
        InstanceLock lock(profile_);
        QVERIFY(!joinOrBecome(parseCommandLine({"list"}), profile_, lock));
        QVERIFY(!InstanceLock(profile_).take());
    }
    void waitsForOneThatEnds() {
        auto ending = std::make_unique<InstanceLock>(profile_);
        QVERIFY(ending->take());
        std::thread end([&] {
            std::this_thread::sleep_for(200ms);
            ending.reset();
        });
        InstanceLock lock(profile_);
        const auto code = joinOrBecome(parseCommandLine({"list"}), profile_, lock);
        end.join();
        QVERIFY(!code);
        QVERIFY(!InstanceLock(profile_).take());
    }
    void joinsOneThatIsStillStarting() {
        InstanceLock starting(profile_);
        QVERIFY(starting.take());
        std::optional<int> code;
        std::atomic<bool> ended = false;
        std::thread client([&] {
            InstanceLock lock(profile_);
            code = joinOrBecome(parseCommandLine({"pause", "1"}), profile_, lock);
            ended = true;
        });
        QTest::qWait(200);
        int asked = 0;
        InstanceSocket socket([&](const QJsonObject&) {
            ++asked;
            return QJsonObject{{"ok", true}};
        });
        const bool listens = socket.listen(profile_.socketFile());
        const bool came = QTest::qWaitFor([&] { return ended.load(); }, 15'000);
        client.join();
        QVERIFY(listens && came);
        QCOMPARE(code, std::optional<int>(0));
        QCOMPARE(asked, 1);
    }

  private:
    std::unique_ptr<QTemporaryDir> folder_;
    Profile profile_;
};

SL_TEST_CLASS(InstanceLockTest)
#include "instance_lock_test.moc"
