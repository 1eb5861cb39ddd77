#include "tests/support/demo_files.h"

#include <QTest>

#include <algorithm>
#include <set>

#include "tests/support/test_class.h"

using sluice::test::demo_files;
using sluice::test::DemoAnswers;
using sluice::test::DemoFile;
using sluice::test::RecordedRequest;
using sluice::test::Reply;
using sluice::test::Step;

namespace {

RecordedRequest get(const std::string& target, bool tls = false) {
    RecordedRequest request;
    request.method = "GET";
    request.target = target;
    request.tls = tls;
    return request;
}

bool resets(const Reply& reply) {
    return std::any_of(reply.steps().begin(), reply.steps().end(),
                       [](const Step& step) { return step.what == Step::What::reset; });
}

}  // namespace

class DemoFilesTest : public QObject {
    Q_OBJECT

  private slots:
    void offersTheSizesAndKindsThatAreShown() {
        std::set<std::uint64_t> sizes;
        int slow = 0, failing = 0, moved = 0, secure = 0;
        for (const DemoFile& file : demo_files()) {
            sizes.insert(file.served.size);
            slow += file.served.piece > 0 ? 1 : 0;
            failing += file.fails_once ? 1 : 0;
            moved += file.redirects > 0 ? 1 : 0;
            secure += file.over_tls ? 1 : 0;
        }
        QCOMPARE(*sizes.begin(), std::uint64_t{1024});
        QCOMPARE(*sizes.rbegin(), std::uint64_t{200 * 1024 * 1024});
        QCOMPARE(QList<int>({slow, failing, moved, secure}), QList<int>({1, 1, 1, 1}));
    }

    void breaksHalfWayOnceAndThenGoesOnByRange() {
        DemoAnswers answers(demo_files());
        const auto first = answers(get("/files/fails-half-way.bin"));
        QVERIFY(resets(first));
        QCOMPARE(first.steps().at(1).length, std::uint64_t{6 * 1024 * 1024});
        auto again = get("/files/fails-half-way.bin");
        again.headers.emplace_back("Range", "bytes=6291456-");
        again.headers.emplace_back("If-Range", "\"demo-7\"");
        const auto second = answers(again);
        QVERIFY(!resets(second));
        QVERIFY(second.steps().at(0).bytes.rfind("HTTP/1.1 206 ", 0) == 0);
        QCOMPARE(second.steps().at(1).offset, std::uint64_t{6291456});
    }

    void redirectsLeadToTheFile() {
        DemoAnswers answers(demo_files());
        std::string target = "/moved/3/moved.bin";
        int hops = 0;
        for (; target != "/files/moved.bin" && hops < 10; ++hops) {
            const auto head = answers(get(target)).steps().at(0).bytes;
            const auto begin = head.find("Location: ") + 10;
            target = head.substr(begin, head.find("\r\n", begin) - begin);
        }
        QCOMPARE(hops, 3);
        QVERIFY(answers(get(target)).steps().at(0).bytes.rfind("HTTP/1.1 200 ", 0) == 0);
    }

    void theSecureFileIsNotThereInCleartext() {
        DemoAnswers answers(demo_files());
        QVERIFY(answers(get("/files/secure.bin")).steps().at(0).bytes.rfind("HTTP/1.1 404 ", 0) == 0);
        QVERIFY(answers(get("/files/secure.bin", true)).steps().at(0).bytes.rfind("HTTP/1.1 200 ", 0) == 0);
    }
};

SL_TEST_CLASS(DemoFilesTest)
#include "demo_files_test.moc"
