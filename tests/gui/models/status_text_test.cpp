#include "gui/models/status_text.h"

#include <QDateTime>
#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::gui;
using queue::Phase;
using queue::State;

class StatusTextTest : public QObject {
    Q_OBJECT

  private slots:
    void saysStateAndReason_data() {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("phase");
        QTest::addColumn<QString>("text");
        const auto row = [](State state, Phase phase, const char* text) {
            QTest::newRow(text) << int(state) << int(phase) << QString::fromUtf8(text);
        };
        row(State::queued, Phase::none, "Queued, 3rd");
        row(State::active, Phase::connecting, "Connecting");
        row(State::active, Phase::waiting_for_server, "Waiting for server");
        row(State::active, Phase::downloading, "Downloading");
        row(State::active, Phase::pausing, "Pausing");
        row(State::paused, Phase::none, "Paused");
        row(State::verifying, Phase::none, "Checking SHA-256");
        row(State::done, Phase::none, "Done, verified");
        row(State::waiting, Phase::no_network, "Waiting for network");
        row(State::waiting, Phase::retry_later, "Connection reset, retry 2 of 5");
        row(State::failed, Phase::none, "Connection reset");
    }
    void saysStateAndReason() {
        QFETCH(int, state);
        QFETCH(int, phase);
        QFETCH(QString, text);
        const Error error{Code::recv_error, Kind::net_reset, 0, nullptr};
        StatusFacts facts;
        facts.state = static_cast<State>(state);
        facts.phase = static_cast<Phase>(phase);
        facts.size = 100;
        facts.place = 3;
        facts.retries = 2;
        facts.verified = true;
        facts.error = &error;
        QCOMPARE(statusText(facts), text);
    }

    void unknownSizeIsSaid() {
        StatusFacts facts;
        facts.state = State::active;
        facts.phase = Phase::downloading;
        QCOMPARE(statusText(facts), QStringLiteral("Downloading, size unknown"));
    }

    void retryCountsDownInTheSentence() {
        const Error error{Code::recv_error, Kind::net_reset, 0, nullptr};
        StatusFacts facts;
        facts.state = State::waiting;
        facts.phase = Phase::retry_later;
        facts.retries = 2;
        facts.retryAt = 1012;
        facts.error = &error;
        QCOMPARE(countdownText(facts, 1000), QStringLiteral("in 12 s"));
        QCOMPARE(statusSentence(facts, 1000), QStringLiteral("Connection reset, retry 2 of 5 in 12 s"));
        QVERIFY(countdownText(facts, 1012).isEmpty());
    }

    void whatWaitsForItsTimeSaysWhich() {
        StatusFacts facts;
        facts.state = State::waiting;
        facts.phase = Phase::schedule;
        QCOMPARE(statusText(facts), QStringLiteral("Stopped by the schedule"));
        const QDateTime evening(QDate::currentDate(), QTime(18, 0));
        facts.retryAt = evening.toSecsSinceEpoch();
        QCOMPARE(statusText(facts), QStringLiteral("Waits for 18:00 (schedule)"));
        QCOMPARE(statusSentence(facts, facts.retryAt - 60), statusText(facts));
        QCOMPARE(countdownText(facts, facts.retryAt - 60), QStringLiteral("in 1 min 00 s"));
        facts.retryAt = evening.addDays(3).toSecsSinceEpoch();
        QVERIFY(statusText(facts) != QStringLiteral("Waits for 18:00 (schedule)"));
        QVERIFY(statusText(facts).contains(QStringLiteral("18:00")));
    }

    void everyPhaseOfEveryStateHasWords() {
        for (int state = 0; state < queue::state_count; ++state) {
            for (int phase = 0; phase <= int(Phase::pausing); ++phase) {
                StatusFacts facts;
                facts.state = static_cast<State>(state);
                facts.phase = static_cast<Phase>(phase);
                QVERIFY(!statusText(facts).isEmpty());
            }
            QVERIFY(!stateName(static_cast<State>(state)).isEmpty());
        }
    }
};

SL_TEST_CLASS(StatusTextTest)
#include "status_text_test.moc"
