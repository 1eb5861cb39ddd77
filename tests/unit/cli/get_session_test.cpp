#include "engine/cli/get_session.h"

#include <QtTest>

#include "tests/support/test_class.h"

namespace sluice::cli {

class GetSessionTest : public QObject {
    Q_OBJECT

    /// 0: done, 130: interrupted, else failed with that code; -1: skipped.
    static int code_of(const std::vector<int>& ends) {
        std::vector<GetRow> rows(ends.size());
        std::vector<const GetRow*> pointers;
        for (std::size_t i = 0; i < ends.size(); ++i) {
            rows[i].exit_code = std::max(ends[i], 0);
            rows[i].state = ends[i] == 0     ? GetState::done
                            : ends[i] == -1  ? GetState::skipped
                            : ends[i] == 130 ? GetState::interrupted
                                             : GetState::failed;
            pointers.push_back(&rows[i]);
        }
        return exit_code_of(pointers);
    }

  private slots:
    void theStatusSaysWhatKindOfFailure() {
        QCOMPARE(code_of({0}), 0);
        QCOMPARE(code_of({0, -1}), 0);
        QCOMPARE(code_of({6}), 6);
        QCOMPARE(code_of({6, 6}), 6);
        QCOMPARE(code_of({6, 5}), 1);
        QCOMPARE(code_of({0, 5}), 1);
        QCOMPARE(code_of({-1, 7}), 1);
        QCOMPARE(code_of({0, 5, 130}), 130);
    }
};
SL_TEST_CLASS(GetSessionTest)

}  // namespace sluice::cli

#include "get_session_test.moc"
