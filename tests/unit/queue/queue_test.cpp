#include "engine/queue/queue.h"

#include <QElapsedTimer>
#include <QTest>

#include "tests/support/test_class.h"
#include "tests/unit/queue/queue_harness.h"

using namespace sluice;
using namespace sluice::queue;
using namespace sluice::test;
using namespace std::chrono_literals;

class QueueTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        harness_ = std::make_unique<QueueHarness>();
        harness_->open();
    }
    void cleanup() {
        QVERIFY(harness_->sets_fit);
        harness_.reset();
    }
    void runsADownloadToItsEnd();
    void runsSoManyAtOnceInStrictOrder();
    void followsTheNumberAtOnce();
    void pausesAndResumes();
    void cancelsARunThatDoesNotStop();
    void keepsAddedOnesPaused();
    void showsThePlacesInTheQueue();
    void movesInTheOrder();
    void takesRemovedOnesBack();
    void purgesPartsOfRemovedOnes();
    void purgesARunningOneWhenItHasStopped();
    void startsOver();
    void goesOnFromAnotherAddress();
    void renamesAFinishedFile();
    void keepsSecretsOutOfRowsAndStore();
    void measuresOnlyWhatComesFromTheNetwork();
    void givesDetailsWhileItRunsAndAfter();
    void givesNoDetailsOfUnknownOnes();
    void ignoresUnknownIds();
    void tellsOfChangesOnceAfterAnEmptyTake();
    void addsManyAtOnce();

  private:
    QueueHarness& h() { return *harness_; }
    bool runs(const std::string& url) {
        return h().run_until([&] { return h().runner().find(url) != nullptr; });
    }
    std::unique_ptr<QueueHarness> harness_;
};

void QueueTest::runsADownloadToItsEnd() {
    const Id id = h().add("http://h.example/file.iso");
    QVERIFY(h().becomes(id, State::active));
    QCOMPARE(h().row(id)->host, std::string("h.example"));
    QCOMPARE(h().row(id)->name, std::string("file.iso"));
    QCOMPARE(h().row(id)->folder, std::string("/downloads"));
    QVERIFY(runs("http://h.example/file.iso"));
    auto* run = h().runner().find("http://h.example/file.iso");
    run->observer->on_phase(download::Phase::downloading);
    download::Named named;
    named.name = "other.iso";
    named.part_path = "/downloads/other.iso.part";
    run->observer->on_named(named);
    QVERIFY(h().run_until([&] { return h().row(id)->name == "other.iso"; }));
    QVERIFY(h().row(id)->phase == Phase::downloading);
    h().runner().end("http://h.example/file.iso", done_as("/downloads/other (1).iso", 100));
    QVERIFY(h().becomes(id, State::done));
    const Row row = *h().row(id);
    QCOMPARE(row.name, std::string("other (1).iso"));
    QCOMPARE(row.size, std::int64_t{100});
    QCOMPARE(row.received, std::int64_t{100});
    QVERIFY(row.finished > 0);
    QVERIFY(row.phase == Phase::none);
    QCOMPARE(row.speed, 0.0);
}

void QueueTest::runsSoManyAtOnceInStrictOrder() {
    std::vector<NewDownload> downloads(10);
    for (int i = 0; i < 10; ++i) {
        downloads[static_cast<std::size_t>(i)].url = "http://h/" + std::to_string(i);
    }
    h().queue().add(downloads);
    QVERIFY(h().run_until([&] { return h().runner().most_at_once == 4; }));
    for (int i = 0; i < 10; ++i) {
        const std::string url = "http://h/" + std::to_string(i);
        QVERIFY(h().run_until([&] { return h().runner().find(url) != nullptr; }));
        h().runner().end(url, done_as("/downloads/" + std::to_string(i), 1));
    }
    QVERIFY(h().run_until([&] {
        return h().mirror().size() == 10 && std::all_of(h().mirror().begin(), h().mirror().end(),
                                                        [](const Row& row) { return row.state == State::done; });
    }));
    QCOMPARE(h().runner().most_at_once, 4);
    for (int i = 0; i < 10; ++i) {
        QCOMPARE(h().runner().started[static_cast<std::size_t>(i)], "http://h/" + std::to_string(i));
    }
}

void QueueTest::followsTheNumberAtOnce() {
    for (int i = 0; i < 5; ++i) {
        h().add("http://h/" + std::to_string(i));
    }
    QVERIFY(h().becomes(4, State::active));
    QVERIFY(h().state(5) == State::queued);
    h().allow(2);
    QVERIFY(h().becomes(3, State::queued));
    QVERIFY(h().becomes(4, State::queued));
    QVERIFY(h().state(1) == State::active);
    h().allow(5);
    QVERIFY(h().becomes(5, State::active));
    h().allow(0);  // at least one
    QVERIFY(h().becomes(2, State::queued));
    QVERIFY(h().state(1) == State::active);
}

void QueueTest::pausesAndResumes() {
    const Id id = h().add("http://h/a");
    QVERIFY(runs("http://h/a"));
    QVERIFY(h().becomes(id, State::active));
    h().runner().obeys_stop = false;
    h().queue().pause({id});
    QVERIFY(h().becomes(id, State::active, Phase::pausing));
    h().runner().obeys_stop = true;
    QVERIFY(h().becomes(id, State::paused));
    h().settle();
    QCOMPARE(h().runner().started.size(), std::size_t{1});
    h().queue().resume({id});
    QVERIFY(runs("http://h/a"));
    h().queue().pause({id});
    h().queue().resume({id});
    QVERIFY(h().run_until([&] { return h().runner().started.size() == 3; }));
    QVERIFY(h().becomes(id, State::active));
}

void QueueTest::cancelsARunThatDoesNotStop() {
    const Id id = h().add("http://h/a");
    QVERIFY(h().run_until([&] { return h().runner().find("http://h/a") != nullptr; }));
    h().runner().obeys_stop = false;
    h().queue().pause({id});
    h().settle();
    QVERIFY(h().state(id) == State::active);
    h().pass(11s);
    QVERIFY(h().becomes(id, State::paused));
    QVERIFY(h().runner().find("http://h/a") == nullptr);
}

void QueueTest::keepsAddedOnesPaused() {
    const Id id = h().add("http://h/a", true);
    h().settle();
    QVERIFY(h().state(id) == State::paused);
    QVERIFY(h().runner().started.empty());
    h().queue().retry({id});
    QVERIFY(h().becomes(id, State::active));
}

void QueueTest::showsThePlacesInTheQueue() {
    std::vector<NewDownload> downloads(4 + last_place + 5);
    for (std::size_t i = 0; i < downloads.size(); ++i) {
        downloads[i].url = "http://h/" + std::to_string(i);
    }
    h().queue().add(downloads);
    QVERIFY(h().becomes(4, State::active));
    QVERIFY(h().run_until([&] { return h().row(5)->place == 1; }));
    QCOMPARE(h().row(1)->place, 0);
    QCOMPARE(h().row(4 + last_place)->place, last_place);
    QCOMPARE(h().row(5 + last_place)->place, last_place + 1);
    QVERIFY(runs("http://h/0"));
    h().runner().end("http://h/0", done_as("/downloads/0", 1));
    QVERIFY(h().run_until([&] { return h().row(6)->place == 1; }));
    QCOMPARE(h().row(5)->place, 0);
    QVERIFY(h().run_until([&] { return h().row(5 + last_place)->place == last_place; }));
}

void QueueTest::movesInTheOrder() {
    for (int i = 0; i < 8; ++i) {
        h().add("http://h/" + std::to_string(i), true);
    }
    h().queue().move({7, 2}, 0);
    QVERIFY(h().run_until([&] { return h().mirror().front().id == 2; }));
    h().queue().move({8}, 1);
    QVERIFY(h().run_until([&] { return h().mirror()[1].id == 8; }));
    QCOMPARE(h().mirror()[2].id, Id{7});
    const auto rows = h().queue().snapshot();
    QCOMPARE(rows.size(), h().mirror().size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        QCOMPARE(rows[i].id, h().mirror()[i].id);
    }
    h().at_once = 1;
    h().drop();
    h().open();
    QCOMPARE(h().mirror()[0].id, Id{2});
    QCOMPARE(h().mirror()[1].id, Id{8});
}

void QueueTest::takesRemovedOnesBack() {
    for (int i = 0; i < 3; ++i) {
        h().add("http://h/" + std::to_string(i));
    }
    QVERIFY(h().becomes(2, State::active));
    h().queue().remove({2});
    QVERIFY(h().run_until([&] { return h().mirror().size() == 2; }));
    QVERIFY(h().run_until([&] { return h().runner().find("http://h/1") == nullptr; }));
    h().queue().restore({2});
    QVERIFY(h().becomes(2, State::active));
    QCOMPARE(h().mirror()[1].id, Id{2});  // at its old place
    QVERIFY(h().runner().discarded.empty());
}

void QueueTest::purgesPartsOfRemovedOnes() {
    const Id id = h().add("http://h/a");
    QVERIFY(h().run_until([&] { return h().runner().find("http://h/a") != nullptr; }));
    download::Named named;
    named.name = "a";
    named.part_path = "/downloads/a.part";
    h().runner().find("http://h/a")->observer->on_named(named);
    h().queue().purge({id}, true);  // only of removed ones
    h().settle();
    QVERIFY(h().row(id) != nullptr);
    h().queue().pause({id});
    QVERIFY(h().becomes(id, State::paused));
    h().queue().remove({id});
    h().queue().purge({id}, false);
    QVERIFY(h().run_until([&] { return h().runner().discarded.size() == 2; }));
    QCOMPARE(h().runner().discarded[0], std::string("/downloads/a.part"));
    QCOMPARE(h().runner().discarded[1], std::string("/downloads/a.part.sluice"));
    h().queue().restore({id});
    h().settle();
    QVERIFY(h().mirror().empty());
    h().drop();
    h().open();
    QVERIFY(h().mirror().empty());
}

void QueueTest::purgesARunningOneWhenItHasStopped() {
    const Id id = h().add("http://h/a");
    QVERIFY(h().run_until([&] { return h().runner().find("http://h/a") != nullptr; }));
    download::Named named;
    named.name = "a";
    named.part_path = "/downloads/a.part";
    h().runner().find("http://h/a")->observer->on_named(named);
    h().runner().obeys_stop = false;
    h().queue().remove({id});
    h().queue().purge({id}, false);
    h().settle();
    QVERIFY(h().runner().discarded.empty());
    h().runner().obeys_stop = true;
    QVERIFY(h().run_until([&] { return h().runner().discarded.size() == 2; }));
}

void QueueTest::startsOver() {
    const Id id = h().add("http://h/a");
    QVERIFY(h().run_until([&] { return h().runner().find("http://h/a") != nullptr; }));
    QVERIFY(!h().runner().find("http://h/a")->request->start_over);
    h().runner().end("http://h/a", failed_with(Kind::file_changed_on_server, 10, download::Need::decision));
    QVERIFY(h().becomes(id, State::waiting, Phase::changed_on_server));
    h().queue().start_over({id});
    QVERIFY(h().run_until([&] { return h().runner().find("http://h/a") != nullptr; }));
    QVERIFY(h().runner().find("http://h/a")->request->start_over);
    // A crash before the part was emptied must not forget it.
    h().drop();
    h().open();
    QVERIFY(h().run_until([&] { return h().runner().find("http://h/a") != nullptr; }));
    QVERIFY(h().runner().find("http://h/a")->request->start_over);
    download::Named named;
    named.name = "a";
    named.part_path = "/downloads/a.part";
    h().runner().find("http://h/a")->observer->on_named(named);
    h().runner().end("http://h/a", failed_with(Kind::net_reset, 5));
    QVERIFY(h().becomes(id, State::waiting));
    h().queue().retry({id});
    QVERIFY(h().run_until([&] { return h().runner().find("http://h/a") != nullptr; }));
    QVERIFY(!h().runner().find("http://h/a")->request->start_over);
    QCOMPARE(h().runner().find("http://h/a")->request->part_path, std::string("/downloads/a.part"));
}

void QueueTest::goesOnFromAnotherAddress() {
    const Id id = h().add("http://h/a");
    QVERIFY(h().run_until([&] { return h().runner().find("http://h/a") != nullptr; }));
    h().runner().end("http://h/a", failed_with(Kind::http_gone, 0, download::Need::new_address));
    QVERIFY(h().becomes(id, State::waiting, Phase::new_address_needed));
    QVERIFY(h().row(id)->error.kind == Kind::http_gone);
    h().queue().set_url(id, "http://other.example/b");
    QVERIFY(h().run_until([&] { return h().runner().find("http://other.example/b") != nullptr; }));
    QVERIFY(h().becomes(id, State::active));
    QCOMPARE(h().row(id)->host, std::string("other.example"));
    h().queue().set_url(id, "http://third.example/c");
    QVERIFY(h().run_until([&] { return h().runner().find("http://third.example/c") != nullptr; }));
}

void QueueTest::renamesAFinishedFile() {
    const Id id = h().add("http://h/a");
    QVERIFY(h().run_until([&] { return h().runner().find("http://h/a") != nullptr; }));
    h().runner().end("http://h/a", done_as("/downloads/a", 1));
    QVERIFY(h().becomes(id, State::done));
    h().queue().rename(id, "../b");
    QVERIFY(h().run_until([&] { return h().row(id)->name != "a"; }));
    QCOMPARE(h().runner().renamed.size(), std::size_t{1});
    QCOMPARE(h().runner().renamed[0].first, std::string("/downloads/a"));
    QVERIFY(h().runner().renamed[0].second.starts_with("/downloads/"));
    QVERIFY(h().row(id)->name.find('/') == std::string::npos);
    h().runner().rename_errno = 17;
    const std::string before = h().row(id)->name;
    h().queue().rename(id, "c");
    QVERIFY(h().run_until([&] { return !h().notices.empty(); }));
    QCOMPARE(h().row(id)->name, before);
}

void QueueTest::keepsSecretsOutOfRowsAndStore() {
    NewDownload download;
    download.url = "http://me:s3cret@h.example/a";
    download.headers = {"Cookie: sid=s3cret", "X-Plain: yes"};
    h().queue().add({download});
    QVERIFY(h().run_until([&] { return h().runner().find(download.url) != nullptr; }));
    const auto* run = h().runner().find(download.url);
    QCOMPARE(run->request->options->request->headers.size(), std::size_t{2});
    QCOMPARE(h().row(1)->url, std::string("http://h.example/a"));
    run->observer->on_log(download::LogLevel::info, 1, "Cookie: sid=s3cret");
    h().runner().end(download.url, failed_with(Kind::net_refused));
    QVERIFY(h().becomes(1, State::waiting));
    h().settle();
    h().drop();
    for (const char* name : {"list.db", "list.db-wal", "details.db", "details.db-wal"}) {
        QFile file(h().path(name));
        if (file.open(QIODevice::ReadOnly)) {
            QVERIFY2(!file.readAll().contains("s3cret"), name);
        }
    }
    h().open();  // without a keyring they are gone
    QVERIFY(h().becomes(1, State::waiting, Phase::login_needed));
    h().queue().set_url(1, "http://me:again@h.example/a");
    QVERIFY(h().run_until([&] { return h().runner().find("http://me:again@h.example/a") != nullptr; }));
}

void QueueTest::measuresOnlyWhatComesFromTheNetwork() {
    const Id id = h().add("http://h/a");
    QVERIFY(h().run_until([&] { return h().runner().find("http://h/a") != nullptr; }));
    auto* observer = h().runner().find("http://h/a")->observer;
    download::Progress progress;
    progress.size = 10'000'000;
    progress.received = progress.saved = progress.durable = 5'000'000;  // found on the disk
    observer->on_progress(progress);
    h().pass(1s);
    QCOMPARE(h().row(id)->speed, 0.0);
    QCOMPARE(h().row(id)->received, std::int64_t{5'000'000});
    for (int i = 0; i < 16; ++i) {
        progress.gained += 25'000;
        progress.received += 25'000;
        observer->on_progress(progress);
        h().pass(250ms);
    }
    QVERIFY(std::abs(h().row(id)->speed - 100'000) < 5000);
    QVERIFY(h().row(id)->left_s > 40);
    QVERIFY(h().row(id)->active_ms > 4000);
    h().queue().pause({id});
    QVERIFY(h().becomes(id, State::paused));
    QCOMPARE(h().row(id)->speed, 0.0);
    QCOMPARE(h().row(id)->left_s, std::int64_t{-1});
    QCOMPARE(h().row(id)->received, std::int64_t{5'400'000});
}

void QueueTest::givesDetailsWhileItRunsAndAfter() {
    const Id id = h().add("http://h/a");
    QVERIFY(h().run_until([&] { return h().runner().find("http://h/a") != nullptr; }));
    auto* observer = h().runner().find("http://h/a")->observer;
    download::ResourceFacts facts;
    facts.size = 100;
    facts.etag = "\"e\"";
    facts.resume_reason = "It can be continued.";
    observer->on_facts(facts);
    RequestRecord record;
    record.url = "http://h/a";
    record.protocol = "HTTP/1.1";
    observer->on_request(0, record);
    observer->on_log(download::LogLevel::warning, 3, "careful");
    download::RangeMap written;
    written.add({0, 40});
    observer->on_ranges(written);
    std::shared_ptr<const Details> details;
    const auto ask = [&] {
        details = nullptr;
        h().queue().details(id, [&](std::shared_ptr<const Details> got) { details = std::move(got); });
        return h().run_until([&] { return details != nullptr; });
    };
    QVERIFY(ask());
    QCOMPARE(details->etag, std::string("\"e\""));
    QCOMPARE(details->requests.size(), std::size_t{1});
    QCOMPARE(details->written.size(), std::size_t{1});
    QCOMPARE(details->in_flight.size(), std::size_t{1});
    QCOMPARE(details->in_flight[0].begin, std::int64_t{40});
    QCOMPARE(details->path, std::string("/downloads/a"));
    record.end_reason = "connection reset";
    observer->on_request(0, record);
    h().runner().end("http://h/a", failed_with(Kind::net_reset, 40));
    QVERIFY(h().becomes(id, State::waiting));
    QVERIFY(ask());
    QCOMPARE(details->requests.at(0).end_reason, std::string("connection reset"));
    QCOMPARE(details->log.at(0).text, std::string("careful"));
    QVERIFY(details->log.at(0).level == Level::warning);
    QCOMPARE(details->resume_reason, facts.resume_reason);
    QVERIFY(details->in_flight.empty());
    h().queue().retry({id});
    QVERIFY(h().run_until([&] { return h().runner().find("http://h/a") != nullptr; }));
    h().runner().find("http://h/a")->observer->on_request(0, record);
    QVERIFY(ask());
    QCOMPARE(details->requests.size(), std::size_t{2});
    QCOMPARE(details->written.size(), std::size_t{1});
}

void QueueTest::givesNoDetailsOfUnknownOnes() {
    bool called = false;
    h().queue().details(77, [&](const std::shared_ptr<const Details>& details) { called = details == nullptr; });
    QVERIFY(h().run_until([&] { return called; }));
}

void QueueTest::ignoresUnknownIds() {
    const Id id = h().add("http://h/a", true);
    Queue& queue = h().queue();
    queue.pause({9});
    queue.resume({9});
    queue.retry({9});
    queue.start_over({9});
    queue.remove({9});
    queue.restore({9, id});
    queue.purge({9}, true);
    queue.move({9}, 0);
    queue.set_url(9, "http://h/b");
    queue.rename(9, "x");
    h().settle();
    QCOMPARE(h().mirror().size(), std::size_t{1});
    QVERIFY(h().state(id) == State::paused);
}

void QueueTest::tellsOfChangesOnceAfterAnEmptyTake() {
    h().settle();
    const int before = h().changed_calls;
    h().add("http://h/a", true);
    h().settle();
    QCOMPARE(h().changed_calls, before + 1);
    h().settle();
    QCOMPARE(h().changed_calls, before + 1);
}

void QueueTest::addsManyAtOnce() {
    constexpr int count = 100'000;
    h().allow(1);
    std::vector<NewDownload> downloads(count);
    for (int i = 0; i < count; ++i) {
        downloads[static_cast<std::size_t>(i)].url = "http://h.example/folder/file-" + std::to_string(i) + ".iso";
    }
    QElapsedTimer timer;
    timer.start();
    h().queue().add(std::move(downloads));
    QVERIFY(h().run_until([&] { return h().mirror().size() == count; }, 120s));
    qInfo("added %d downloads in %lld ms", count, static_cast<long long>(timer.elapsed()));
    h().drop();
    timer.start();
    h().open();
    QVERIFY(h().run_until([&] { return h().mirror().size() == count; }, 120s));
    qInfo("opened a list of %d in %lld ms", count, static_cast<long long>(timer.elapsed()));
    QCOMPARE(h().mirror().back().id, Id{count});
}

SL_TEST_CLASS(QueueTest)
#include "queue_test.moc"
