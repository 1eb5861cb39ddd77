#include "engine/transfer/validate.h"

#include <QTest>

#include <functional>

#include "tests/support/test_class.h"

using namespace sluice;

Q_DECLARE_METATYPE(std::function<void(Options&)>)

class ValidateTest : public QObject {
    Q_OBJECT

  private slots:
    void acceptsTheDefaults() { QVERIFY(transfer::validate(Options())); }

    void refuses_data() {
        QTest::addColumn<std::function<void(Options&)>>("change");
        QTest::addColumn<QByteArray>("word");
        const auto row = [](const char* word, std::function<void(Options&)> change) {
            QTest::newRow(word) << std::move(change) << QByteArray(word);
        };
        row("1000-199", [](Options& o) { o.request->range = "0-199,1000-199"; });
        row("resume_from", [](Options& o) { o.request->resume_from = -1; });
        row("max_redirs", [](Options& o) { o.redirect->max_redirs = -2; });
        row("max_file_size", [](Options& o) { o.limits->max_file_size = -1; });
        row("speed limit", [](Options& o) { o.limits->max_receive_speed = -1; });
        row("timeout", [](Options& o) { o.timeouts->idle = std::chrono::milliseconds(-1); });
        row("HTTP/2", [](Options& o) { o.http->version = HttpVersion::v2; });
        row("pipe_wait", [](Options& o) { o.connection->pipe_wait = true; });
        row("beside Basic, Digest", [](Options& o) { o.auth->methods = auth::ntlm; });
        row("https address", [](Options& o) { o.dns->doh_url = "http://dns.test/"; });
        row("the size of the upload", [](Options& o) { o.upload->size = -2; });
        row("max_connections", [](Options& o) { o.connection->max_connections = -1; });
        row("max_version", [](Options& o) {
            o.tls->min_version = TlsVersion::v1_3;
            o.tls->max_version = TlsVersion::v1_2;
        });
    }

    void refuses() {
        QFETCH(std::function<void(Options&)>, change);
        QFETCH(QByteArray, word);
        Options options;
        change(options);
        const auto result = transfer::validate(options);
        QVERIFY(!result);
        QVERIFY2(QByteArray::fromStdString(result.error().text()).contains(word), result.error().text().c_str());
    }
};

SL_TEST_CLASS(ValidateTest)
#include "validate_test.moc"
