#include "engine/cli/get_job.h"

#include <QTemporaryDir>
#include <QtTest>

#include <deque>
#include <fstream>

#include "engine/async/first_of.h"
#include "engine/base/result.h"
#include "engine/sys/real_world.h"
#include "tests/support/borrowed_world.h"
#include "tests/support/fake_clock.h"
#include "tests/support/test_class.h"

namespace sluice::cli {

namespace {

using namespace std::chrono_literals;

/// Ends its runs as a test says; without a script they last until they are stopped.
class ScriptedRunner : public queue::DownloadRunner {
  public:
    async::Task<download::Outcome> run(const download::DownloadRequest& request,
                                       download::DownloadObserver& observer) override {
        requests.push_back(request);
        return play(request, observer);
    }
    async::Task<void> discard(std::vector<std::string>) override { return nothing(); }
    async::Task<std::int64_t> free_space(std::string) override { return no_number(); }
    async::Task<Error> rename(std::string, std::string) override { return no_error(); }

    std::deque<download::Outcome> outcomes;
    std::vector<download::DownloadRequest> requests;
    std::string part_path;

  private:
    async::Task<download::Outcome> play(const download::DownloadRequest& request,
                                        download::DownloadObserver& observer) {
        if (!part_path.empty()) {
            download::Named named;
            named.name = "f";
            named.part_path = part_path;
            observer.on_named(named);
        }
        if (outcomes.empty()) {
            co_await request.stop->wait();
            download::Outcome paused;
            paused.end = download::End::paused;
            co_return paused;
        }
        download::Outcome next = outcomes.front();
        outcomes.pop_front();
        download::Progress progress;
        progress.gained = progress.received = next.gained;
        observer.on_progress(progress);
        co_return next;
    }
    static async::Task<void> nothing() { co_return; }
    static async::Task<std::int64_t> no_number() { co_return -1; }
    static async::Task<Error> no_error() {
        Error none;
        co_return none;
    }
};

class Notes : public GetReporter {
  public:
    void named(const GetRow&) override {}
    void log(const GetRow&, bool, std::string_view) override {}
    void retrying(const GetRow&, std::chrono::milliseconds wait) override { waits.push_back(wait); }
    void ended(const GetRow&) override { ++ends; }
    void progress(const std::vector<const GetRow*>&) override {}
    void finished(const std::vector<const GetRow*>&) override {}

    std::vector<std::chrono::milliseconds> waits;
    int ends = 0;
};

download::Outcome failed(Kind kind, std::int64_t gained = 0) {
    download::Outcome outcome;
    outcome.error = fail(kind).value();
    outcome.gained = gained;
    return outcome;
}
download::Outcome done() {
    download::Outcome outcome;
    outcome.end = download::End::done;
    outcome.path = "/d/f";
    outcome.size = 7;
    return outcome;
}

/// One job on a reactor that the test drives, with a clock that stands still.
class Bench : public async::Door {
  public:
    Bench() : poller_(world_.make_poller()), reactor_(world_, *this), stop(reactor_) {
        world_.use(clock_);
        plan.request.user_agent = "test";
        target.url = "http://user:word@h/f";
        target.folder = folder_.path().toStdString();
    }
    ~Bench() override { root_.reset(); }

    void start() {
        job = std::make_unique<GetJob>(target, 1, around_);
        root_ = std::make_unique<async::Root>(reactor_, job->run());
    }
    /// Until the job has ended or waits for the clock; false if it runs on.
    bool turn(std::chrono::milliseconds pass = {}) {
        clock_.advance(pass);
        for (int i = 0; i < 40 && !root_->finished(); ++i) {
            static_cast<void>(poller_->wait(Duration(5ms), events_));
            for (const sys::ReadyEvent& event : events_) {
                reactor_.ready(event.fd, event.ready);
            }
            reactor_.run();
        }
        return root_->finished();
    }
    void destroy() { root_.reset(); }
    void put(const std::string& name, const std::string& content) {
        std::ofstream(target.folder + "/" + name, std::ios::binary) << content;
    }
    /// Addresses that are Metalinks give `document`.
    void follow() {
        around_.fetch = [this](std::shared_ptr<const Options>) { return give(document); };
        around_.add = [this](std::vector<GetTarget> targets) { added = std::move(targets); };
    }
    static async::Task<Result<download::Document>> give(download::Document& document) {
        Result<download::Document> result(document);
        co_return result;
    }
    download::Document document;
    std::vector<GetTarget> added;
    void on_interest(sys::Fd fd, sys::Interest interest, void*) override { poller_->set(fd, interest); }
    void on_timer(std::optional<Instant>) override {}

  private:
    QTemporaryDir folder_;
    sys::RealWorld real_;
    test::FakeClock clock_;
    test::BorrowedWorld world_{real_};
    std::unique_ptr<sys::Poller> poller_;
    async::Reactor reactor_;
    std::vector<sys::ReadyEvent> events_;
    download::HostMemory hosts_;
    download::ConnectionBudget budget_;
    download::RateTree rates_;

  public:
    GetPlan plan;
    GetTarget target;
    ScriptedRunner runner;
    Notes notes;
    async::Event stop;
    std::unique_ptr<GetJob> job;

  private:
    GetJob::Around around_{
        plan, reactor_, runner, notes, hosts_, budget_, rates_, stop, [](const std::string&) { return false; }};
    std::unique_ptr<async::Root> root_;
};

}  // namespace

class GetJobTest : public QObject {
    Q_OBJECT

  private slots:
    void oneGoodAttemptIsTheEnd() {
        Bench b;
        b.runner.outcomes = {done()};
        b.start();
        QVERIFY(b.turn());
        QVERIFY(b.job->row().state == GetState::done);
        QCOMPARE(b.job->row().exit_code, 0);
        QCOMPARE(b.job->row().path, std::string("/d/f"));
        QCOMPARE(b.notes.ends, 1);
        QVERIFY(b.job->row().url.find("word") == std::string::npos);
    }
    void whatPassesIsTriedAgainOnTheSamePart() {
        Bench b;
        b.runner.part_path = "/d/f.part";
        b.runner.outcomes = {failed(Kind::net_reset), failed(Kind::net_reset), done()};
        b.start();
        QVERIFY(!b.turn());
        QCOMPARE(b.notes.waits.size(), 1U);
        QVERIFY(b.job->row().state == GetState::waiting);
        QVERIFY(!b.turn(100ms));  // too soon
        QCOMPARE(b.runner.requests.size(), 1U);
        QVERIFY(!b.turn(1300ms));
        QCOMPARE(b.runner.requests.size(), 2U);
        QVERIFY(b.turn(2600ms));
        QVERIFY(b.job->row().state == GetState::done);
        QVERIFY(b.notes.waits[1] > b.notes.waits[0]);
        QCOMPARE(b.runner.requests[2].part_path, std::string("/d/f.part"));
        QCOMPARE(b.runner.requests[2].attempt, 3);
    }
    void givesUpAfterSoManyAttemptsWithoutAByte() {
        Bench b;
        b.plan.speed.retries = 3;
        b.runner.outcomes = {failed(Kind::net_refused), failed(Kind::net_refused, 100), failed(Kind::net_refused),
                             failed(Kind::net_refused), failed(Kind::net_refused)};
        b.start();
        for (int i = 0; i < 5; ++i) {
            static_cast<void>(b.turn(10s));
        }
        QVERIFY(b.job->row().state == GetState::failed);
        QCOMPARE(b.job->row().exit_code, 5);
        QCOMPARE(b.runner.requests.size(), 4U);  // the byte of the second one counts for two more
    }
    void whatDoesNotPassFailsAtOnce_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("status");
        QTest::newRow("gone") << int(Kind::http_gone) << 6;
        QTest::newRow("changed") << int(Kind::file_changed_on_server) << 9;
        QTest::newRow("digest") << int(Kind::checksum_mismatch) << 7;
        QTest::newRow("full") << int(Kind::disk_full) << 8;
        QTest::newRow("certificate") << int(Kind::tls_expired) << 5;
        QTest::newRow("login") << int(Kind::http_login_needed) << 6;
    }
    void whatDoesNotPassFailsAtOnce() {
        QFETCH(int, kind);
        Bench b;
        b.runner.outcomes = {failed(static_cast<Kind>(kind))};
        b.start();
        QVERIFY(b.turn());
        QTEST(b.job->row().exit_code, "status");
        QVERIFY(b.notes.waits.empty());
    }
    void stoppingEndsARunAndAWait() {
        for (const bool waiting : {false, true}) {
            Bench b;
            if (waiting) {
                b.runner.outcomes = {failed(Kind::net_reset)};
            }
            b.start();
            QVERIFY(!b.turn());
            b.stop.set();
            QVERIFY(b.turn());
            QVERIFY(b.job->row().state == GetState::interrupted);
            QCOMPARE(b.job->row().exit_code, 130);
        }
    }
    void badAddressesAreNeverAskedFor() {
        for (const char* url : {"http://", "gopher://h/", "http://h:99999/"}) {
            Bench b;
            b.target.url = url;
            b.start();
            QVERIFY(b.turn());
            QCOMPARE(b.job->row().exit_code, 3);
            QVERIFY(b.runner.requests.empty());
        }
    }
    void startingOverHappensOnce() {
        Bench b;
        b.plan.file.restart = true;
        b.runner.outcomes = {failed(Kind::net_reset), done()};
        b.start();
        static_cast<void>(b.turn());
        QVERIFY(b.turn(10s));
        QVERIFY(b.runner.requests[0].start_over);
        QVERIFY(!b.runner.requests[1].start_over);
    }
    void whatIsThereIsVerifiedWithoutTheNetwork_data() {
        QTest::addColumn<QString>("content");
        QTest::addColumn<QString>("digest");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("said");
        // MD5 of "abc" (RFC 1321).
        const QString abc = "900150983cd24fb0d6963f7d28e17f72";
        QTest::newRow("right") << "abc" << abc << 0 << "";
        QTest::newRow("wrong") << "abd" << abc << 7 << "does not match";
        QTest::newRow("nothing known") << "abc"
                                       << "" << 7 << "nothing is known to compare";
        QTest::newRow("not there") << "" << abc << 8 << "gone";
    }
    void whatIsThereIsVerifiedWithoutTheNetwork() {
        QFETCH(QString, content);
        QFETCH(QString, digest);
        Bench b;
        b.plan.file.verify = true;
        if (!content.isEmpty()) {
            b.put("f", content.toStdString());
        }
        if (!digest.isEmpty()) {
            b.target.expected.hashes = {download::ExpectedHash({"md5", digest.toStdString()})};
        }
        b.start();
        QVERIFY(b.turn());
        QTEST(b.job->row().exit_code, "status");
        QVERIFY(b.runner.requests.empty());
        QFETCH(QString, said);
        const QString text = QString::fromStdString(b.job->row().error.text());
        QVERIFY2(said.isEmpty() || text.contains(said), qPrintable(text));
        QCOMPARE(b.job->row().verified.size(), b.job->row().exit_code == 0 ? 1U : 0U);
    }
    void verifyingCanBeStopped() {
        Bench b;
        b.plan.file.verify = true;
        b.put("f", "abc");
        b.target.expected.hashes = {download::ExpectedHash({"md5", std::string(32, '0')})};
        b.stop.set();
        b.start();
        QVERIFY(b.turn());
        QVERIFY(b.job->row().state == GetState::interrupted);
        QCOMPARE(b.job->row().exit_code, 130);
    }
    void onlyTheWrongPieceOfAFileIsToBeFetched() {
        Bench b;
        b.plan.file.verify = true;
        b.put("f", "abcabd");
        const std::string abc = "900150983cd24fb0d6963f7d28e17f72";
        b.target.expected.pieces = download::PieceHashes{"md5", 3, {abc, abc}};
        b.runner.outcomes = {done()};
        b.start();
        QVERIFY(b.turn());
        QCOMPARE(b.runner.requests.size(), 1U);
        QVERIFY(b.runner.requests[0].part_path.ends_with("/f.part"));
        QVERIFY(b.runner.requests[0].expected.recheck);
        QCOMPARE(b.job->row().repaired, std::int64_t(3));
        QCOMPARE(b.job->row().rechecked, std::int64_t(3));
    }
    void aMetalinkIsFollowed_data() {
        QTest::addColumn<QString>("files");
        QTest::addColumn<int>("more");
        QTest::addColumn<int>("status");
        const QString file = "<file name='%1'><url>http://h/%1</url></file>";
        QTest::newRow("one") << file.arg("a") << 0 << 0;
        QTest::newRow("three") << file.arg("a") + file.arg("b") + file.arg("c") << 2 << 0;
        QTest::newRow("none") << "" << 0 << 3;
    }
    void aMetalinkIsFollowed() {
        QFETCH(QString, files);
        QFETCH(int, more);
        Bench b;
        b.document.text = "<metalink>" + files.toStdString() + "</metalink>";
        b.document.url = "http://h/f";
        b.follow();
        download::Outcome diverted = failed(Kind::aborted_by_callback);
        diverted.metalink = true;
        b.runner.outcomes = {diverted, done()};
        b.start();
        QVERIFY(b.turn());
        QTEST(b.job->row().exit_code, "status");
        QCOMPARE(int(b.added.size()), more);
        if (b.job->row().exit_code == 0) {
            QVERIFY(b.runner.requests.at(0).divert_metalink && !b.runner.requests.at(1).divert_metalink);
            QCOMPARE(b.runner.requests.at(1).options->url, std::string("http://h/a"));
            QCOMPARE(b.runner.requests.at(1).name, std::string("a"));
        }
    }
    void canBeDestroyedWhereverItWaits() {
        Bench looking;
        looking.start();
        looking.destroy();  // not begun
        Bench running;
        running.start();
        static_cast<void>(running.turn());
        running.destroy();
        Bench waiting;
        waiting.runner.outcomes = {failed(Kind::net_reset)};
        waiting.start();
        static_cast<void>(waiting.turn());
        waiting.destroy();
    }
};
SL_TEST_CLASS(GetJobTest)

}  // namespace sluice::cli

#include "get_job_test.moc"
