#include "gui/models/error_text.h"

#include <QTest>

#include "engine/base/kinds.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::gui;

namespace {

Error errorOf(Kind kind, ErrorArgs args) {
    return Error{Code::ok, kind, 0, std::make_shared<const ErrorArgs>(std::move(args))};
}

ErrorArgs everything() {
    ErrorArgs args;
    args.host = "example.org";
    args.address = "192.0.2.1:443";
    args.file = "/home/someone/Downloads/a.iso";
    args.bytes = 3'000'000'000;
    args.limit = 2'000'000'000;
    args.milliseconds = 30'000;
    args.status = 404;
    return args;
}

}  // namespace

class ErrorTextTest : public QObject {
    Q_OBJECT

  private slots:
    void everyKindSaysItsCause_data() {
        QTest::addColumn<int>("kind");
        for (int kind = 1; kind < static_cast<int>(Kind::count_); ++kind) {
            QTest::newRow(kind_name(static_cast<Kind>(kind))) << kind;
        }
    }
    void everyKindSaysItsCause() {
        QFETCH(int, kind);
        for (const bool known : {false, true}) {
            const QString text = errorText(errorOf(static_cast<Kind>(kind), known ? everything() : ErrorArgs{}));
            const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
            QVERIFY2(words.size() >= 2, qPrintable(text));
            // What a narrow cell shows must say it already: two whole words in the first 24 characters.
            QVERIFY2((words.at(0) + u' ' + words.at(1)).size() <= 24, qPrintable(text));
            QVERIFY2(!text.contains(u'{') && !text.contains(u'}') && !text.contains(u'[') && !text.contains(u']'),
                     qPrintable(text));
            QVERIFY2(!text.endsWith(u':') && !text.endsWith(u' '), qPrintable(text));
            for (const char* empty : {"Error", "Failed", "Unknown error"}) {
                QVERIFY(text != QLatin1String(empty));
            }
        }
    }

    void noTwoKindsBeginAlike() {
        QHash<QString, QByteArray> seen;
        for (int kind = 1; kind < static_cast<int>(Kind::count_); ++kind) {
            const QByteArray name = kind_name(static_cast<Kind>(kind));
            const QString pattern = QString::fromLatin1(errorPattern(static_cast<Kind>(kind)));
            if (pattern == QLatin1String("{status_words}")) {
                continue;  // the status tells them apart
            }
            const QString start = pattern.section(u'[', 0, 0).left(24);
            QVERIFY2(!seen.contains(start), (name + " and " + seen.value(start)).constData());
            seen.insert(start, name);
        }
    }

    void knownFactsAreNamed_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("text");
        const auto row = [](Kind kind, const char* text) {
            QTest::newRow(text) << int(kind) << QString::fromUtf8(text);
        };
        row(Kind::dns_not_found, "Host not found: example.org");
        row(Kind::net_refused, "Connection refused by 192.0.2.1:443");
        row(Kind::net_first_byte_timeout, "No answer for 30 s");
        row(Kind::http_gone, "404 Not Found");
        row(Kind::http_login_needed, "Login needed at example.org");
        row(Kind::disk_full, "No space left: 953.7 MiB short");
        row(Kind::http_busy, "Server busy, again in 30 s");
        row(Kind::http_page_instead_of_file, "Got a web page, not a file");
    }
    void knownFactsAreNamed() {
        QFETCH(int, kind);
        QFETCH(QString, text);
        QString got = errorText(errorOf(static_cast<Kind>(kind), everything()));
        got.remove(QChar(0x2068)).remove(QChar(0x2069));
        QCOMPARE(got, text);
    }

    void statusWithoutPhraseStillHasTwoWords() {
        ErrorArgs args;
        args.status = 500;
        QCOMPARE(errorText(errorOf(Kind::http_status, args)), QStringLiteral("500 from server"));
        args.status = 599;
        QCOMPARE(errorText(errorOf(Kind::http_status, args)), QStringLiteral("599 from server"));
    }

    void noErrorHasNoText() { QVERIFY(errorText(Error{}).isEmpty()); }

    void englishOfTheEngineNeverShows() {
        ErrorArgs args = everything();
        args.detail = "raw words of a peer";
        for (int kind = 1; kind < static_cast<int>(Kind::count_); ++kind) {
            QVERIFY(!errorText(errorOf(static_cast<Kind>(kind), args)).contains(QLatin1String("raw words")));
        }
    }
};

SL_TEST_CLASS(ErrorTextTest)
#include "error_text_test.moc"
