#include "engine/cli/get_json.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "engine/base/result.h"
#include "tests/support/test_class.h"

namespace sluice::cli {

class GetJsonTest : public QObject {
    Q_OBJECT

    std::FILE* file_ = nullptr;

    QList<QJsonObject> written() {
        std::fflush(file_);
        std::rewind(file_);
        QByteArray text;
        for (int c = std::fgetc(file_); c != EOF; c = std::fgetc(file_)) {
            text += static_cast<char>(c);
        }
        QList<QJsonObject> out;
        for (const QByteArray& line : text.split('\n')) {
            if (!line.isEmpty()) {
                out += QJsonDocument::fromJson(line).object();
            }
        }
        return out;
    }

  private slots:
    void init() { file_ = std::tmpfile(); }
    void cleanup() { std::fclose(file_); }

    void everyLineIsAnObject() {
        const auto reporter = make_json_reporter(file_, true);
        GetRow row;
        row.number = 3;
        row.state = GetState::active;
        row.name = "bad \xff name\n";
        row.path = "/d/part";
        row.size = -1;
        reporter->named(row);
        reporter->log(row, true, "text");
        reporter->progress({&row});
        reporter->progress({&row});  // too soon
        row.error = fail(Kind::net_refused).value();
        row.attempts = 1;
        reporter->retrying(row, std::chrono::milliseconds(1500));
        row.state = GetState::failed;
        row.exit_code = 5;
        reporter->ended(row);
        reporter->finished({&row});
        const QList<QJsonObject> lines = written();
        QCOMPARE(lines.size(), 6);
        QStringList events;
        for (const QJsonObject& line : lines) {
            events += line["event"].toString();
        }
        QCOMPARE(events, (QStringList{"named", "log", "progress", "retry", "end", "summary"}));
        QVERIFY(lines[0]["size"].isNull());
        QCOMPARE(lines[3]["wait_ms"].toInt(), 1500);
        QCOMPARE(lines[4]["state"].toString(), QStringLiteral("failed"));
        QCOMPARE(lines[4]["exit"].toInt(), 5);
        QCOMPARE(lines[4]["error"].toObject()["kind"].toString(), QStringLiteral("net.refused"));
        QCOMPARE(lines[5]["failed"].toInt(), 1);
    }
    void aGoodEndHasNoError() {
        const auto reporter = make_json_reporter(file_, false);
        GetRow row;
        row.state = GetState::done;
        const download::NamedHash hash{"sha-256", "00"};
        row.verified = {download::ExpectedHash(hash, download::Voucher::server, "Repr-Digest"),
                        download::ExpectedHash(hash, download::Voucher::other_host, "https://h/SUMS")};
        row.repaired = 5;
        row.error = fail(Kind::net_refused).value();  // of an earlier attempt
        reporter->log(row, true, "only with verbose");
        reporter->ended(row);
        const QList<QJsonObject> lines = written();
        QCOMPARE(lines.size(), 1);
        QVERIFY(lines[0]["error"].isNull());
        QVERIFY(lines[0]["verified"].toBool());
        QCOMPARE(lines[0]["verified_by"].toString(), QStringLiteral("other_host"));
        QCOMPARE(lines[0]["verified_in"].toString(), QStringLiteral("https://h/SUMS"));
        QCOMPARE(lines[0]["verified_with"].toString(), QStringLiteral("sha-256"));
        QCOMPARE(lines[0]["repaired"].toInt(), 5);
    }
    void whatFailedWasNotVerified() {
        const auto reporter = make_json_reporter(file_, false);
        GetRow row;
        row.state = GetState::failed;
        row.verified = {download::ExpectedHash(download::NamedHash{"md5", "00"})};
        reporter->ended(row);
        const QList<QJsonObject> lines = written();
        QVERIFY(!lines[0]["verified"].toBool() && lines[0]["verified_by"].isNull());
    }
};
SL_TEST_CLASS(GetJsonTest)

}  // namespace sluice::cli

#include "get_json_test.moc"
