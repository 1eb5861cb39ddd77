// Which thread does what, and what the process meets of it.
#include <QObject>
#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <future>
#include <mutex>
#include <set>
#include <thread>

#include "engine/sys/thread_workers.h"
#include "tests/integration/transfer/drivers.h"
#include "tests/support/scripted_server.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

namespace {

volatile std::sig_atomic_t broken_pipes = 0;

void count_broken_pipe(int) {
    broken_pipes = broken_pipes + 1;
}

/// Counts SIGPIPE while it lives.
class BrokenPipes {
  public:
    BrokenPipes() {
        broken_pipes = 0;
        struct sigaction counting {};
        counting.sa_handler = count_broken_pipe;
        ::sigaction(SIGPIPE, &counting, &before_);
    }
    ~BrokenPipes() { ::sigaction(SIGPIPE, &before_, nullptr); }

  private:
    struct sigaction before_ {};
};

}  // namespace

class ThreadsTest : public QObject {
    Q_OBJECT
  private slots:
    void callbacksComeOnTheDrivingThreadOnly_data();
    void callbacksComeOnTheDrivingThreadOnly();
    void anEasyMovesBetweenThreads();
    void aMultiMovesBetweenThreads();
    void aPeerThatIsGoneRaisesNoSignal_data();
    void aPeerThatIsGoneRaisesNoSignal();
    void theProcessEndsWhileALookupHangs();
};

void ThreadsTest::callbacksComeOnTheDrivingThreadOnly_data() {
    QTest::addColumn<QString>("driver");
    for (const char* driver : {"easy", "multi", "poll", "epoll"}) {
        QTest::newRow(driver) << driver;
    }
}

void ThreadsTest::callbacksComeOnTheDrivingThreadOnly() {
    QFETCH(QString, driver);
    ScriptedServer server;
    server.on("/", Reply::http(200, std::string(100'000, 'x')));
    Fetch fetch(server.url("/"));
    fetch.easy.options().cookies->files = {"/dev/null"};  // read in a thread of the engine
    std::mutex mutex;
    std::set<std::string> calls;
    std::set<std::thread::id> threads;
    const auto note = [&](const char* name) {
        const std::lock_guard lock(mutex);
        calls.insert(name);
        threads.insert(std::this_thread::get_id());
    };
    Callbacks& callbacks = fetch.easy.callbacks();
    callbacks.write = [&](std::span<const std::byte>) {
        note("write");
        return WriteVerdict::taken;
    };
    callbacks.header = [&](std::string_view) {
        note("header");
        return true;
    };
    callbacks.progress = [&](const Progress&) {
        note("progress");
        return true;
    };
    callbacks.trace = [&](const TraceEvent&) { note("trace"); };
    callbacks.upload->read = [&, left = 3](std::span<std::byte> into) mutable {
        note("read");
        into[0] = std::byte{'u'};
        return ReadResult{ReadResult::What::data, left-- > 0 ? 1U : 0U};
    };
    callbacks.connection->before_request = [&](const Endpoints&) {
        note("before_request");
        return true;
    };
    callbacks.connection->socket_options = [&](int) {
        note("socket_options");
        return SocketVerdict::ok;
    };
    fetch.easy.options().verbose = true;
    fetch.easy.options().upload->put = true;
    std::thread::id driving;
    bool ended = false;
    std::thread([&] {
        driving = std::this_thread::get_id();
        ended = make_driver(driver.toStdString())->run(fetch.easy);
    }).join();
    QVERIFY(ended);
    QVERIFY2(fetch.easy.error().code == Code::ok, fetch.easy.error().text().c_str());
    QCOMPARE(calls.size(), std::size_t(7));
    QCOMPARE(threads, std::set<std::thread::id>{driving});
}

void ThreadsTest::anEasyMovesBetweenThreads() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    auto fetch = std::make_unique<Fetch>(server.url("/"));
    for (int i = 0; i < 3; ++i) {
        std::thread([&] { fetch->easy.perform(); }).join();
        QCOMPARE(fetch->easy.error().code, Code::ok);
    }
    QCOMPARE(fetch->body, std::string("xxx"));
    QCOMPARE(server.connection_count(), std::size_t(1));  // it came along
    std::thread([fetch = std::move(fetch)]() mutable { fetch.reset(); }).join();
    QVERIFY(server.wait_until_no_connection());
}

void ThreadsTest::aMultiMovesBetweenThreads() {
    ScriptedServer server;
    server.on("/", Reply::head(200, {"Content-Length: 3"}).send("a").hold("b").send("b").hold("c").send("c"));
    Fetch fetch(server.url("/"));
    auto multi = std::make_unique<Multi>();
    QCOMPARE(multi->add(fetch.easy), MultiCode::ok);
    for (const char* body : {"a", "ab", "abc"}) {
        std::thread([&] {
            for (int running = 1; running > 0 && fetch.body != body;) {
                multi->perform(running);
                multi->poll(100ms);
            }
        }).join();
        QCOMPARE(fetch.body, std::string(body));
        server.release(fetch.body == "a" ? "b" : "c");
    }
    std::thread([&] {
        multi->remove(fetch.easy);
        multi.reset();
    }).join();
    QVERIFY(server.wait_until_no_connection());
}

void ThreadsTest::aPeerThatIsGoneRaisesNoSignal_data() {
    QTest::addColumn<bool>("tls");
    QTest::newRow("plain") << false;
    QTest::newRow("TLS") << true;
}

void ThreadsTest::aPeerThatIsGoneRaisesNoSignal() {
    QFETCH(bool, tls);
    TestAuthority authority;
    ScriptedServer::Settings settings;
    settings.framing = Framing::raw;
    if (tls) {
        settings.tls.emplace();
        settings.tls->context = make_server_context(authority.issue({}));
    }
    ScriptedServer server(settings);
    server.on_connection([](int) { return Reply().wait(50ms).reset(); });
    const BrokenPipes counted;
    for (int i = 0; i < 5; ++i) {
        Fetch fetch(server.url("/"));
        fetch.easy.options().upload->body = std::string(20'000'000, 'x');
        fetch.easy.options().tls->verify_peer = fetch.easy.options().tls->verify_host = false;
        QVERIFY(fetch.easy.perform() != Code::ok);
    }
    QCOMPARE(static_cast<int>(broken_pipes), 0);
}

void ThreadsTest::theProcessEndsWhileALookupHangs() {
    const pid_t child = ::fork();
    if (child == 0) {
        std::promise<void> begun;
        auto waiting = begun.get_future();
        {
            sys::ThreadWorkers lookups(1, sys::ThreadWorkers::AtEnd::leave);
            lookups.submit([&begun] {
                begun.set_value();
                std::this_thread::sleep_for(1h);
            });
            waiting.wait();
        }
        std::fflush(nullptr);
        ::quick_exit(7);
    }
    QVERIFY(child > 0);
    int status = 0;
    pid_t ended = 0;
    for (int i = 0; i < 1000 && ended == 0; ++i) {
        ended = ::waitpid(child, &status, WNOHANG);
        std::this_thread::sleep_for(10ms);
    }
    if (ended == 0) {
        ::kill(child, SIGKILL);
        ::waitpid(child, &status, 0);
    }
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 7);
}

SL_TEST_CLASS(ThreadsTest)
#include "threads_test.moc"
