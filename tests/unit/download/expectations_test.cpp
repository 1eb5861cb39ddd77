#include "engine/download/expectations.h"

#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice::download;

namespace {
const NamedHash sha256{"sha-256", std::string(64, 'a')};
const NamedHash md5{"md5", std::string(32, 'a')};
}  // namespace

class ExpectationsTest : public QObject {
    Q_OBJECT

  private slots:
    void theVoucherIsTold_data() {
        QTest::addColumn<int>("by");
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        QTest::newRow("digest") << int(Voucher::you) << ""
                                << "you"
                                << "the digest you gave";
        QTest::newRow("own file") << int(Voucher::you) << "SUMS"
                                  << "you"
                                  << "your checksum file SUMS";
        QTest::newRow("other host") << int(Voucher::other_host) << "https://h/SUMS?token=1"
                                    << "other_host"
                                    << "the checksum file https://h/SUMS on another host";
        QTest::newRow("same host") << int(Voucher::same_host) << "https://h/SUMS"
                                   << "same_host"
                                   << "the checksum file https://h/SUMS on the same host";
        QTest::newRow("metalink") << int(Voucher::metalink) << "f.meta4"
                                  << "metalink"
                                  << "the Metalink f.meta4";
        QTest::newRow("server") << int(Voucher::server) << "Repr-Digest"
                                << "server"
                                << "the server's Repr-Digest";
    }
    void theVoucherIsTold() {
        QFETCH(int, by);
        QFETCH(QString, where);
        const ExpectedHash expected(sha256, static_cast<Voucher>(by), where.toStdString());
        const auto name = voucher_name(expected.by);
        QTEST(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())), "name");
        QTEST(QString::fromStdString(voucher_text(expected)), "text");
    }
    void piecesAreToldApart() {
        const ExpectedHash pieces(NamedHash{"sha-1", ""}, Voucher::metalink, "f.meta4");
        QCOMPARE(voucher_text(pieces), std::string("the pieces of the Metalink f.meta4"));
    }
    void theOneWhoseWordWeighsMostIsTheBest() {
        QVERIFY(best_of({}) == nullptr);
        const ExpectedHash mine(md5), theirs(sha256, Voucher::server, "Digest"),
            other(sha256, Voucher::other_host, "u"), same(sha256, Voucher::same_host, "u"),
            metalink(sha256, Voucher::metalink, "m"), weaker(md5, Voucher::server, "Content-MD5");
        QCOMPARE(*best_of({theirs, mine, other}), mine);
        QCOMPARE(*best_of({theirs, same, metalink, other}), other);
        QCOMPARE(*best_of({theirs, same, metalink}), metalink);
        QCOMPARE(*best_of({theirs, same}), same);
        QCOMPARE(*best_of({weaker, theirs}), theirs);
    }
    void someDigestsCanBeForged() {
        QVERIFY(is_collision_free("sha-256") && is_collision_free("sha3-512") && is_collision_free("sha-512-256"));
        QVERIFY(!is_collision_free("md5") && !is_collision_free("sha-1") && !is_collision_free(""));
    }
};

SL_TEST_CLASS(ExpectationsTest)
#include "expectations_test.moc"
