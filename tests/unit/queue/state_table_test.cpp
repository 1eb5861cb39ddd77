#include "engine/queue/state_table.h"

#include <QTest>

#include <set>

#include "tests/support/test_class.h"

using namespace sluice::queue;

class StateTableTest : public QObject {
    Q_OBJECT

  private slots:
    void allowsExactlyWhatTheDrawingShows() {
        using S = State;
        const std::set<std::pair<S, S>> drawn = {
            {S::queued, S::active},    {S::queued, S::paused},    {S::queued, S::waiting},    {S::active, S::queued},
            {S::active, S::paused},    {S::active, S::waiting},   {S::active, S::verifying},  {S::active, S::done},
            {S::active, S::failed},    {S::paused, S::queued},    {S::waiting, S::queued},    {S::waiting, S::paused},
            {S::verifying, S::queued}, {S::verifying, S::paused}, {S::verifying, S::waiting}, {S::verifying, S::done},
            {S::verifying, S::failed}, {S::done, S::queued},      {S::failed, S::queued},
        };
        for (int from = 0; from < state_count; ++from) {
            for (int to = 0; to < state_count; ++to) {
                const std::pair<S, S> step{static_cast<S>(from), static_cast<S>(to)};
                QCOMPARE(may_go(step.first, step.second), drawn.contains(step));
            }
        }
    }
    void becomesActiveOnlyFromQueued() {
        for (int from = 0; from < state_count; ++from) {
            QCOMPARE(may_go(static_cast<State>(from), State::active), static_cast<State>(from) == State::queued);
        }
    }
    void everyStateLeadsBackToTheQueue() {
        for (int from = 1; from < state_count; ++from) {
            QVERIFY(may_go(static_cast<State>(from), State::queued));
        }
    }
    void givesPhasesToTheirStatesOnly() {
        for (int phase = 0; phase <= static_cast<int>(Phase::pausing); ++phase) {
            const auto p = static_cast<Phase>(phase);
            const bool active = p >= Phase::looking_up && p <= Phase::finishing;
            const bool waiting = p >= Phase::retry_later && p <= Phase::changed_on_server;
            QCOMPARE(fits(State::active, p), p == Phase::none || active || p == Phase::pausing);
            QCOMPARE(fits(State::waiting, p), p == Phase::none || waiting);
            QCOMPARE(fits(State::done, p), p == Phase::none);
            QCOMPARE(fits(State::failed, p), p == Phase::none);
            QCOMPARE(fits(State::paused, p), p == Phase::none);
            QCOMPARE(fits(State::queued, p), p == Phase::none || p == Phase::pausing);
        }
    }
};

SL_TEST_CLASS(StateTableTest)
#include "state_table_test.moc"
