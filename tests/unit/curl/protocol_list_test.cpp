#include "engine/curl/protocol_list.h"

#include <QtTest>

#include "tests/support/test_class.h"

namespace sluice::curl {

class ProtocolListTest : public QObject {
    Q_OBJECT

  private slots:
    void worksOutTheSet_data() {
        QTest::addColumn<QString>("result");
        const auto row = [](const char* text, const char* result) { QTest::newRow(text) << result; };
        row("=https", "https");
        row("-http", "https");
        row("=http,https", "http,https");
        row("-all,+HTTPS", "https");
        row("-all", "none");
        row("=ftp", "none");
        row("https,-https,ftp", "http");
        row("=nonsense", "none (nonsense)");
        row("", "http,https");
    }
    void worksOutTheSet() {
        const std::vector<std::string> known{"http", "https"};
        std::vector<std::string> unknown;
        QString text;
        for (const std::string& name : parse_protocols(QTest::currentDataTag(), known, known, unknown)) {
            text += (text.isEmpty() ? "" : ",") + QString::fromStdString(name);
        }
        for (const std::string& name : unknown) {
            text += " (" + QString::fromStdString(name) + ")";
        }
        QTEST(text, "result");
    }
};
SL_TEST_CLASS(ProtocolListTest)

}  // namespace sluice::curl

#include "protocol_list_test.moc"
