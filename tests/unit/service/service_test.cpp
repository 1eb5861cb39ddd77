#include "gui/service/service.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <condition_variable>
#include <fstream>
#include <mutex>

#include "engine/lists/list_reader.h"
#include "gui/service/instance_client.h"
#include "gui/service/list_import.h"
#include "gui/service/request_handler.h"
#include "gui/service/settings_file.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::service;

class ServiceTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        profile_ = Profile::inFolder(folder_->filePath("profile"));
        profile_.downloadFolder = folder_->filePath("downloads");
    }
    void downloadsOverTheEngine();
    void goesThroughTheProxyThatWasSet_data();
    void goesThroughTheProxyThatWasSet();
    void addsByTheSettingsOfTheMoment();
    void keepsTheListAcrossStarts();
    void startsAndEndsManyTimes();
    void tellsOfADamagedList();
    void carriesOutRequests();
    void takesAListInAndWritesItAgain();
    void runsOneVerbWhereNoInstanceRuns();

  private:
    std::vector<queue::Row> waitForRows(Service& service,
                                        const std::function<bool(const std::vector<queue::Row>&)>& done) {
        std::shared_ptr<const std::vector<queue::Row>> rows;
        if (!QTest::qWaitFor(
                [&] {
                    std::uint64_t revision = 0;
                    rows = service.queue().rows(revision);
                    return done(*rows);
                },
                10'000)) {
            return {};
        }
        return *rows;
    }
    std::unique_ptr<QTemporaryDir> folder_;
    Profile profile_;
};

void ServiceTest::downloadsOverTheEngine() {
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QByteArray body(300'000, 'b');
    connect(&server, &QTcpServer::newConnection, &server, [&] {
        QTcpSocket* socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket, &body] {
            if (socket->peek(65536).contains("\r\n\r\n")) {
                socket->readAll();
                socket->write("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" +
                              body);
            }
        });
    });
    Service service(profile_);
    queue::NewDownload download;
    download.url = "http://127.0.0.1:" + std::to_string(server.serverPort()) + "/file.bin";
    service.queue().add({download});
    const auto rows = waitForRows(service, [](const auto& all) {
        return all.size() == 1 && (all[0].state == queue::State::done || all[0].state == queue::State::failed);
    });
    QCOMPARE(rows.size(), std::size_t{1});
    QVERIFY2(rows[0].state == queue::State::done, rows[0].error.text().c_str());
    QFile file(profile_.downloadFolder + "/file.bin");
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), body);
}

void ServiceTest::goesThroughTheProxyThatWasSet_data() {
    QTest::addColumn<bool>("login");
    QTest::newRow("open") << false;
    QTest::newRow("with a login") << true;
}

/// The host exists nowhere: only a proxy can answer for it.
void ServiceTest::goesThroughTheProxyThatWasSet() {
    QFETCH(bool, login);
    QTcpServer proxy;
    QVERIFY(proxy.listen(QHostAddress::LocalHost));
    QByteArray heads;
    connect(&proxy, &QTcpServer::newConnection, &proxy, [&] {
        QTcpSocket* socket = proxy.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket, &heads, login] {
            if (!socket->peek(65536).contains("\r\n\r\n")) {
                return;
            }
            const QByteArray head = socket->readAll();
            heads += head;
            if (login && !head.contains("Proxy-Authorization: Basic bWU6c2VzYW1l")) {
                socket->write("HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n");
            } else {
                socket->write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
            }
        });
    });
    Service service(profile_);
    QTRY_VERIFY(service.isLoaded());
    queue::Limits limits = service.queue().limits();
    limits.runs.proxy_use = queue::ProxyUse::manual;
    limits.runs.proxy = "http://127.0.0.1:" + std::to_string(proxy.serverPort());
    limits.runs.proxy_user = login ? "me" : "";
    limits.runs.proxy_password = login ? "sesame" : "";
    limits.runs.user_agent = "Test/1.0";
    service.queue().set_limits(limits);
    queue::NewDownload download;
    download.url = "http://no-such-host.invalid/file.bin";
    service.queue().add({download});
    const auto rows = waitForRows(service, [](const auto& all) {
        return all.size() == 1 && (all[0].state == queue::State::done || all[0].state == queue::State::failed ||
                                   all[0].state == queue::State::waiting);
    });
    QCOMPARE(rows.size(), std::size_t{1});
    QVERIFY2(rows[0].state == queue::State::done, rows[0].error.text().c_str());
    QVERIFY(heads.contains("GET http://no-such-host.invalid/file.bin HTTP/1.1"));
    QVERIFY(heads.contains("User-Agent: Test/1.0"));
    QCOMPARE(rows[0].remote, limits.runs.proxy.substr(7));
}

void ServiceTest::addsByTheSettingsOfTheMoment() {
    Service service(profile_);
    QTRY_VERIFY(service.isLoaded());
    const QString folder = folder_->filePath("elsewhere");
    QVERIFY(service.settings().put("general", {{"downloadFolder", folder}}));
    QVERIFY(service.handle({{"verb", "add"}, {"urls", QJsonArray{"http://127.0.0.1:1/a"}}, {"paused", true}})
                .value("ok")
                .toBool());
    const auto rows = waitForRows(service, [](const auto& all) { return all.size() == 1; });
    QCOMPARE(rows.size(), std::size_t{1});
    QCOMPARE(rows[0].folder, folder.toStdString());
}

void ServiceTest::keepsTheListAcrossStarts() {
    {
        Service service(profile_);
        queue::NewDownload download;
        download.url = "http://127.0.0.1:1/a";
        download.paused = true;
        service.queue().add({download});
        QCOMPARE(waitForRows(service, [](const auto& all) { return all.size() == 1; }).size(), std::size_t{1});
    }
    Service service(profile_);
    const auto rows = waitForRows(service, [](const auto& all) { return all.size() == 1; });
    QCOMPARE(rows.size(), std::size_t{1});
    QVERIFY(rows[0].state == queue::State::paused);
    QCOMPARE(rows[0].folder, profile_.downloadFolder.toStdString());
}

void ServiceTest::startsAndEndsManyTimes() {
    for (int i = 0; i < 10; ++i) {
        Service service(profile_);
        queue::NewDownload download;
        download.url = "http://127.0.0.1:1/a";
        service.queue().add({download, download});
        QTest::qWait(i * 3);
    }
    Service service(profile_);
    QVERIFY(!waitForRows(service, [](const auto& all) { return !all.empty(); }).empty());
}

void ServiceTest::tellsOfADamagedList() {
    QString problem;
    QVERIFY(profile_.makeFolders(problem));
    std::ofstream(profile_.listFile().toStdString()) << std::string(9000, 'x');
    Service service(profile_);
    QSignalSpy notices(&service, &Service::noticeRaised);
    QVERIFY(QTest::qWaitFor([&] { return notices.size() == 1; }, 8000));
    QVERIFY(notices[0][0].value<Error>().kind == Kind::store_damaged);
    QVERIFY(service.isLoaded() || QTest::qWaitFor([&] { return service.isLoaded(); }, 8000));
}

void ServiceTest::carriesOutRequests() {
    Service service(profile_);
    QVERIFY(QTest::qWaitFor([&] { return service.isLoaded(); }, 8000));
    QSignalSpy raised(&service, &Service::raiseRequested);
    const auto ask = [&](const QJsonObject& request) { return service.handle(request); };
    QVERIFY(ask({{"verb", "raise"}}).value("ok").toBool());
    QCOMPARE(raised.size(), 1);
    const QJsonObject open{{"verb", "open"}, {"files", QJsonArray{"/l"}}, {"offers", QJsonArray{"http://h/o"}}};
    QVERIFY(!ask(open).value("ok").toBool());  // nobody has a window
    QSignalSpy opened(&service, &Service::openRequested);
    QVERIFY(ask(open).value("ok").toBool());
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened[0][0].toStringList(), QStringList{"/l"});
    QCOMPARE(opened[0][1].toStringList(), QStringList{"http://h/o"});
    QVERIFY(!ask({{"verb", "open"}, {"files", QJsonArray{"relative"}}}).value("ok").toBool());
    QVERIFY(
        ask({{"verb", "add"}, {"urls", QJsonArray{"http://127.0.0.1:1/a"}}, {"paused", true}}).value("ok").toBool());
    QVERIFY(QTest::qWaitFor([&] { return ask({{"verb", "list"}}).value("downloads").toArray().size() == 1; }, 8000));
    const QJsonObject row = ask({{"verb", "show"}, {"id", 1}}).value("download").toObject();
    QCOMPARE(row.value("state").toString(), QString("paused"));
    QCOMPARE(row.value("name").toString(), QString("a"));
    for (const QJsonObject& bad :
         {QJsonObject{}, QJsonObject{{"verb", "explode"}}, QJsonObject{{"verb", "add"}},
          QJsonObject{{"verb", "add"}, {"urls", QJsonArray{7}}}, QJsonObject{{"verb", "show"}, {"id", 9}},
          QJsonObject{{"verb", "pause"}, {"ids", QJsonArray{1, 9}}},
          QJsonObject{{"verb", "add"}, {"urls", QJsonArray{"http://h/"}}, {"folder", "relative"}}}) {
        QVERIFY2(!ask(bad).value("ok").toBool(), QJsonDocument(bad).toJson().constData());
        QVERIFY(!ask(bad).value("error").toString().isEmpty());
    }
    QVERIFY(ask({{"verb", "limit"}, {"rate", 5000}}).value("ok").toBool());
    QCOMPARE(service.queue().limits().speed, std::int64_t(5000));
    QVERIFY(ask({{"verb", "limit"}, {"rate", 700}, {"ids", QJsonArray{1}}}).value("ok").toBool());
    QVERIFY(!ask({{"verb", "limit"}}).value("ok").toBool());
    QVERIFY(!ask({{"verb", "limit"}, {"rate", 700}, {"ids", QJsonArray{9}}}).value("ok").toBool());
    std::shared_ptr<const queue::Details> details;
    QVERIFY(QTest::qWaitFor(
        [&] {
            std::mutex mutex;
            std::condition_variable told;
            bool is_told = false;
            service.queue().details(1, [&](std::shared_ptr<const queue::Details> got) {
                const std::lock_guard lock(mutex);
                details = std::move(got);
                is_told = true;
                told.notify_one();
            });
            std::unique_lock lock(mutex);
            told.wait(lock, [&] { return is_told; });
            return details && details->own.speed == 700;
        },
        8000));
    const QJsonObject waited = ask({{"verb", "wait"}});
    QCOMPARE(waited.value("going_on").toInt(-1), 0);
    QCOMPARE(waited.value("incomplete").toInt(-1), 1);
    const auto state = [&] {
        return ask({{"verb", "show"}, {"id", 1}}).value("download").toObject().value("state").toString();
    };
    QVERIFY(ask({{"verb", "pause"}, {"all", true}}).value("ok").toBool());
    QVERIFY(QTest::qWaitFor([&] { return state() == QLatin1String("paused"); }, 8000));
    QVERIFY(ask({{"verb", "resume"}, {"all", true}}).value("ok").toBool());
    QVERIFY(QTest::qWaitFor([&] { return state() != QLatin1String("paused"); }, 8000));
    QVERIFY(ask({{"verb", "remove"}, {"ids", QJsonArray{1}}}).value("ok").toBool());
    QVERIFY(QTest::qWaitFor([&] { return ask({{"verb", "list"}}).value("downloads").toArray().isEmpty(); }, 8000));
}

void ServiceTest::takesAListInAndWritesItAgain() {
    constexpr std::size_t many = 10'000;
    Service service(profile_);
    QVERIFY(QTest::qWaitFor([&] { return service.isLoaded(); }, 8000));
    std::vector<lists::ListEntry> entries(many);
    for (std::size_t i = 0; i < many; ++i) {
        entries[i].download.url = "https://user:pw@example.org/f" + std::to_string(i);
        entries[i].download.headers = {"X-Number: " + std::to_string(i), "Authorization: secret"};
        entries[i].download.own.connections = 3;
    }
    CommandLine line = parseCommandLine({"import", "--paused", "x"});
    QElapsedTimer timer;
    timer.start();
    const auto requests = importRequests(entries, line);
    qint64 longest = 0;
    for (const QJsonObject& request : requests) {
        QElapsedTimer one;
        one.start();
        QVERIFY(service.handle(request).value("ok").toBool());
        longest = std::max(longest, one.elapsed());
    }
    const auto rows = waitForRows(service, [](const auto& all) { return all.size() == many; });
    QCOMPARE(rows.size(), many);
    qInfo("10,000 downloads taken in: %lld ms, the longest request %lld ms", static_cast<long long>(timer.elapsed()),
          static_cast<long long>(longest));
    QVERIFY(!service.handle({{"verb", "export"}, {"format", "xml"}}).value("ok").toBool());
    QVERIFY(!service.handle({{"verb", "export"}, {"ticket", 99}}).value("ok").toBool());
    QVERIFY(!service.handle({{"verb", "import"}, {"session", "http://h/"}}).value("ok").toBool());
    QJsonObject answer = service.handle({{"verb", "export"}, {"format", "session"}});
    QVERIFY(QTest::qWaitFor(
        [&] {
            answer = service.handle({{"verb", "export"}, {"ticket", answer.value("ticket")}});
            return answer.contains("text");
        },
        60'000));
    const std::string text = answer.value("text").toString().toStdString();
    QVERIFY(text.find("pw") == std::string::npos && text.find("secret") == std::string::npos);
    const auto list = lists::read_list(text);
    QVERIFY(list && list->problems.empty());
    QCOMPARE(list->entries.size(), many);
    for (std::size_t i = 0; i < many; i += 999) {
        const queue::NewDownload& found = list->entries[i].download;
        QCOMPARE(found.url, "https://example.org/f" + std::to_string(i));
        QCOMPARE(found.headers, (std::vector<std::string>{"X-Number: " + std::to_string(i)}));
        QVERIFY(found.paused && found.own.connections == 3);
    }
}

void ServiceTest::runsOneVerbWhereNoInstanceRuns() {
    Service service(profile_);
    QCOMPARE(service.runOnce(parseCommandLine({"list"})), 0);
    QCOMPARE(service.runOnce(parseCommandLine({"show", "7"})), 1);
    const QString file = folder_->filePath("out.txt");
    QCOMPARE(service.runOnce(parseCommandLine({"export", file})), 0);
    QVERIFY(QFile::exists(file));
    QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

SL_TEST_CLASS(ServiceTest)
#include "service_test.moc"
