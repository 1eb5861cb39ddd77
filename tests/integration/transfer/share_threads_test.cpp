// Eight threads that have everything in common. Its worth is under ThreadSanitizer, in a runner of its own.
#include <sluice/easy.h>
#include <sluice/share.h>

#include <QObject>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "tests/support/scripted_server.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;

namespace {

constexpr int threads = 8;
constexpr int rounds = 24;

struct Failures {
    std::atomic<int> transfers{0}, bodies{0}, reused{0}, resumed{0};
};

/// One thread: new Easies all the time, some of which stay for several transfers.
void work(int number, Share& share, const std::vector<std::string>& urls, const std::string& ca, Failures& failures) {
    std::unique_ptr<Easy> easy;
    for (int round = 0; round < rounds; ++round) {
        if (round % 3 == 0) {
            easy = std::make_unique<Easy>();
            easy->set_share(&share);
            Options& options = easy->options();
            options.tls->ca_file = ca;
            options.timeouts->total = std::chrono::seconds(60);
            options.cookies->enabled = options.hsts->enabled = true;
        }
        std::string body;
        easy->callbacks().write = [&body](std::span<const std::byte> bytes) {
            body.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
            return WriteVerdict::taken;
        };
        easy->options().url = urls[static_cast<std::size_t>(number + round) % urls.size()];
        easy->options().connection->fresh_connect = round % 7 == 6;
        failures.transfers += easy->perform() == Code::ok ? 0 : 1;
        failures.bodies += body == "ok" ? 0 : 1;
        failures.reused += easy->info().connection.num_connects == 0 ? 1 : 0;
        failures.resumed += easy->info().tls && easy->info().tls->resumed ? 1 : 0;
        if (round % 5 == 0) {
            easy->add_cookie("127.0.0.1\tFALSE\t/\tFALSE\t0\tt" + std::to_string(number) + "\t" +
                             std::to_string(round));
            static_cast<void>(easy->cookies());
            static_cast<void>(share.shares(ShareKind::cookies));
            static_cast<void>(share.unshare(ShareKind::cookies));  // in use: refused
        }
    }
}

}  // namespace

class ShareThreadsTest : public QObject {
    Q_OBJECT
  private slots:
    void eightThreadsShareEverything();
};

void ShareThreadsTest::eightThreadsShareEverything() {
    TestAuthority authority;
    QTemporaryDir folder;
    const std::string ca = write_file(folder.path().toStdString(), "ca.pem", authority.root());
    ScriptedServer::Settings settings;
    settings.tls.emplace();
    settings.tls->context = make_server_context(authority.issue({}));
    ScriptedServer secure(settings);
    ScriptedServer plain;
    for (ScriptedServer* server : {&secure, &plain}) {
        server->on_request([](const RecordedRequest& request) {
            return Reply::http(200, "ok",
                               {"Set-Cookie: c" + std::to_string(request.number % 5) + "=1; Path=/",
                                "Strict-Transport-Security: max-age=" + std::to_string(request.number % 4)});
        });
    }
    Share share;
    for (const ShareKind kind : {ShareKind::cookies, ShareKind::dns, ShareKind::tls_sessions, ShareKind::connections,
                                 ShareKind::psl, ShareKind::hsts}) {
        QCOMPARE(share.share(kind), ShareCode::ok);
    }
    // "localhost" comes to be known for https, on whatever port: only the secure server goes by that name.
    const std::vector<std::string> urls = {plain.url("/a"), secure.url("/b"), plain.url("/c"),
                                           secure.url("/d", "localhost")};
    Failures failures;
    Easy holder;  // the Share is in use from the first moment to the last
    holder.set_share(&share);
    std::vector<std::thread> running;
    for (int i = 0; i < threads; ++i) {
        running.emplace_back([&, i] { work(i, share, urls, ca, failures); });
    }
    for (std::thread& thread : running) {
        thread.join();
    }
    QCOMPARE(failures.transfers.load(), 0);
    QCOMPARE(failures.bodies.load(), 0);
    QVERIFY(failures.reused > threads);  // connections went from hand to hand
    QVERIFY(plain.connection_count() + secure.connection_count() < std::size_t(threads * rounds));
    QCOMPARE(share.users(), std::size_t(1));
    holder.set_share(nullptr);
    QCOMPARE(share.close(), ShareCode::ok);
}

SL_TEST_CLASS(ShareThreadsTest)
#include "share_threads_test.moc"
