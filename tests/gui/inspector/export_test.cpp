#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "gui/inspector/curl_command.h"
#include "gui/inspector/digest_text.h"
#include "gui/inspector/har_export.h"
#include "gui/inspector/http_head.h"
#include "gui/inspector/nice_axis.h"
#include "gui/inspector/save_bytes.h"
#include "tests/gui/inspector/samples.h"
#include "tests/support/test_class.h"

namespace sluice::test {

using namespace gui;

class ExportTest : public QObject {
    Q_OBJECT

  private slots:
    void harHasWhatTheFormatAsksFor() {
        const auto details = finishedOverRedirects();
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(harOf(*details, sampleNowMs), &error);
        QCOMPARE(error.error, QJsonParseError::NoError);
        const QJsonObject log = document.object().value(QStringLiteral("log")).toObject();
        QCOMPARE(log.value(QStringLiteral("version")).toString(), "1.2");
        QCOMPARE(log.value(QStringLiteral("creator")).toObject().value(QStringLiteral("name")).toString(), "Sluice");
        const QJsonArray entries = log.value(QStringLiteral("entries")).toArray();
        QCOMPARE(entries.size(), 3);
        for (const QJsonValue& value : entries) {
            const QJsonObject entry = value.toObject();
            for (const char* key : {"startedDateTime", "time", "request", "response", "cache", "timings"}) {
                QVERIFY2(entry.contains(QLatin1String(key)), key);
            }
            const QJsonObject request = entry.value(QStringLiteral("request")).toObject();
            for (const char* key :
                 {"method", "url", "httpVersion", "cookies", "headers", "queryString", "headersSize", "bodySize"}) {
                QVERIFY2(request.contains(QLatin1String(key)), key);
            }
            const QJsonObject response = entry.value(QStringLiteral("response")).toObject();
            for (const char* key : {"status", "statusText", "httpVersion", "cookies", "headers", "content",
                                    "redirectURL", "headersSize", "bodySize"}) {
                QVERIFY2(response.contains(QLatin1String(key)), key);
            }
            const QJsonObject t = entry.value(QStringLiteral("timings")).toObject();
            double sum = 0;
            for (const char* key : {"blocked", "dns", "connect", "send", "wait", "receive"}) {
                sum += std::max(0.0, t.value(QLatin1String(key)).toDouble(-1));
            }
            QVERIFY(qAbs(sum - entry.value(QStringLiteral("time")).toDouble()) < 0.001);
            QVERIFY(t.value(QStringLiteral("connect")).toDouble() >= t.value(QStringLiteral("ssl")).toDouble());
            QVERIFY(QDateTime::fromString(entry.value(QStringLiteral("startedDateTime")).toString(), Qt::ISODateWithMs)
                        .isValid());
        }
        const QJsonObject last = entries.last().toObject();
        QCOMPARE(last.value(QStringLiteral("serverIPAddress")).toString(), "151.101.2.132");
        QCOMPARE(last.value(QStringLiteral("response")).toObject().value(QStringLiteral("status")).toInt(), 200);
    }

    void reusedConnectionHasNoConnectTimesInHar() {
        const QJsonDocument document = QJsonDocument::fromJson(harOf(*runningUnknownSize(), sampleNowMs));
        const QJsonObject timings =
            document[QStringLiteral("log")][QStringLiteral("entries")][0][QStringLiteral("timings")].toObject();
        QCOMPARE(timings.value(QStringLiteral("dns")).toDouble(), -1.0);
        QCOMPARE(timings.value(QStringLiteral("connect")).toDouble(), -1.0);
        QVERIFY(timings.value(QStringLiteral("receive")).toDouble() > 37'000);
    }

    void nothingExportedHoldsASecret() {
        const auto details = finishedOverRedirects();
        QVERIFY(!harOf(*details, sampleNowMs).contains("s3cret"));
        for (const RequestRecord& record : details->requests) {
            QVERIFY(!curlCommand(record, false).contains(QStringLiteral("s3cret")));
            QVERIFY(!maskedHead(record.request_head).contains(QStringLiteral("s3cret")));
            QVERIFY(!maskedHead(record.response_head).contains(QStringLiteral("s3cret")));
        }
    }

    void maskingKeepsWhatIsNotSecret_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("shown");
        const QString mask = maskText();
        QTest::newRow("scheme") << "Authorization"
                                << "Bearer abc"
                                << "Bearer " + mask;
        QTest::newRow("no scheme") << "authorization"
                                   << "abc" << mask;
        QTest::newRow("proxy") << "PROXY-AUTHORIZATION"
                               << "Basic eA=="
                               << "Basic " + mask;
        QTest::newRow("cookie") << "Cookie"
                                << "a=b" << mask;
        QTest::newRow("set-cookie") << "set-cookie"
                                    << "a=b; Path=/" << mask;
        QTest::newRow("location") << "Location"
                                  << "https://a/b?sig=x#y"
                                  << "https://a/b?sig=" + mask + "#y";
        QTest::newRow("user in address") << "Location"
                                         << "https://u:p@a/b"
                                         << "https://a/b";
        QTest::newRow("plain") << "Server"
                               << "Apache"
                               << "Apache";
    }
    void maskingKeepsWhatIsNotSecret() {
        QFETCH(QString, name);
        QFETCH(QString, value);
        QTEST(maskedValue(name, value), "shown");
    }

    void headsAreSplitAndFoldedLinesJoined() {
        const auto heads = parseHeads(
            "HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\nHTTP/1.1 200 OK\r\nX-Long: one\r\n two\r\n"
            "odd line\r\n\r\nX-Trailer: end\r\n");
        QCOMPARE(heads.size(), std::size_t(2));
        QCOMPARE(heads[1].startLine, "HTTP/1.1 200 OK");
        QCOMPARE(heads[1].fields[0].value, "one two");
        QCOMPARE(heads[1].fields[1].name, "");
        QCOMPARE(fieldOf(heads, QLatin1String("x-trailer")), "end");
        QVERIFY(parseHeads("").empty());
        QCOMPARE(fieldOf({}, QLatin1String("a")), "");
    }

    void curlCommandIsQuotedForAShell() {
        RequestRecord record;
        record.method = "GET";
        record.url = "https://example.org/it's";
        record.range_asked = "bytes=100-199";
        record.request_head =
            "GET / HTTP/1.1\r\nHost: example.org\r\nUser-Agent: Sluice\r\nAuthorization: Bearer tok\r\n\r\n";
        auto tls = std::make_shared<TlsRecord>();
        tls->verify_peer = false;
        record.tls = tls;
        const QString text = curlCommand(record, true);
        QVERIFY(text.startsWith(QStringLiteral("curl ")));
        QVERIFY(text.contains(QStringLiteral("'https://example.org/it'\\''s'")));
        QVERIFY(text.contains(QStringLiteral("--range '100-199'")));
        QVERIFY(text.contains(QStringLiteral("--header 'Authorization: Bearer tok'")));
        QVERIFY(text.contains(QStringLiteral("--insecure")));
        QVERIFY(!text.contains(QStringLiteral("Host:")));
    }

    void digestTypeIsToldFromItsLength_data() {
        QTest::addColumn<QString>("pasted");
        QTest::addColumn<QString>("type");
        QTest::newRow("md5") << QString(32, 'a') << "MD5";
        QTest::newRow("sha1") << QString(40, 'a') << "SHA-1";
        QTest::newRow("sha224") << QString(56, 'a') << "SHA-224";
        QTest::newRow("sha256") << QString(64, 'A') << "SHA-256";
        QTest::newRow("sha384") << QString(96, 'a') << "SHA-384";
        QTest::newRow("sha512") << QString(128, 'a') << "SHA-512";
        QTest::newRow("with type") << "sha256:" + QString(64, 'a') << "SHA-256";
        QTest::newRow("checksum line") << QString(64, 'a') + " *debian.iso"
                                       << "SHA-256";
        QTest::newRow("BSD line") << "SHA256 (debian.iso) = " + QString(64, 'a') << "SHA-256";
        QTest::newRow("groups") << QString("AB CD ").repeated(16) << "SHA-256";
        QTest::newRow("colons") << QString("AB:").repeated(19) + "AB"
                                << "SHA-1";
        QTest::newRow("odd length") << QString(63, 'a') << "";
        QTest::newRow("not hex") << QString(64, 'z') << "";
        QTest::newRow("empty") << ""
                               << "";
    }
    void digestTypeIsToldFromItsLength() {
        QFETCH(QString, pasted);
        const PastedDigest digest = readDigest(pasted);
        QTEST(digest.type, "type");
        QCOMPARE(digest.hex, digest.hex.toLower());
    }

    void whoVouchesIsToldAsInATerminal_data() {
        QTest::addColumn<QString>("kept");
        QTest::addColumn<QString>("shown");
        QTest::newRow("server") << "sha-256 ab12 (the server's Repr-Digest)"
                                << "SHA-256 ab12, by the server's Repr-Digest";
        QTest::newRow("you") << "md5 ab (the digest you gave)"
                             << "MD5 ab, by the digest you gave";
        QTest::newRow("same host") << "sha-1 ab (the checksum file https://h/a (1) on the same host)"
                                   << "SHA-1 ab, by the checksum file https://h/a (1) on the same host";
        QTest::newRow("other host") << "sha-1 ab (the checksum file https://h/S on another host)"
                                    << "SHA-1 ab, by the checksum file https://h/S on another host";
        QTest::newRow("metalink") << "sha3-256 ab (the Metalink https://h/m)"
                                  << "SHA3-256 ab, by the Metalink https://h/m";
        QTest::newRow("pieces") << "sha-1  (the pieces of the Metalink m)"
                                << "SHA-1, by the pieces of the Metalink m";
        QTest::newRow("something else") << "SHA-256 30ca, from SHA256SUMS"
                                        << "SHA-256 30ca, from SHA256SUMS";
    }
    void whoVouchesIsToldAsInATerminal() {
        QFETCH(QString, kept);
        QTEST(expectedText(kept), "shown");
    }

    void speedAxisHasWholeSteps_data() {
        QTest::addColumn<double>("most");
        QTest::addColumn<QString>("last");
        QTest::newRow("21 MiB") << 21.3 * 1048576 << "25 MiB/s";
        QTest::newRow("just fits") << 20.0 * 1048576 << "20 MiB/s";
        QTest::newRow("600 KiB") << 600.0 * 1024 << "600 KiB/s";
        QTest::newRow("over 1000 KiB") << 1010.0 * 1024 << "1 MiB/s";
        QTest::newRow("zero") << 0.0 << "1 KiB/s";
    }
    void speedAxisHasWholeSteps() {
        QFETCH(double, most);
        const NiceAxis axis = niceSpeedAxis(most, 6, format::Units::iec);
        QTEST(axis.labels.back(), "last");
        QVERIFY(axis.top >= most);
        QVERIFY(axis.values.size() <= 8);
        QVERIFY(axis.labels.front().startsWith(QLatin1Char('0')));
    }

    void writesBytesAndTellsWhenItCannot() {
        QTemporaryDir folder;
        QString answer = QStringLiteral("none");
        writeBytes(this, folder.filePath(QStringLiteral("a.har")), "content", [&](const QString& e) { answer = e; });
        QTRY_COMPARE(answer, QString());
        QFile file(folder.filePath(QStringLiteral("a.har")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("content"));
        writeBytes(this, folder.filePath(QStringLiteral("no/such/a.har")), "x", [&](const QString& e) { answer = e; });
        QTRY_VERIFY(!answer.isEmpty());
    }
};

SL_TEST_CLASS(ExportTest)

}  // namespace sluice::test

#include "export_test.moc"
