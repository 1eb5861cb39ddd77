#include "engine/curl/url_word.h"

#include <QtTest>

#include "engine/curl/command_line.h"
#include "tests/support/test_class.h"
#include "tests/unit/curl/fake_host.h"

namespace sluice::curl {
namespace {

QString transfers_of(const QStringList& words) {
    std::vector<std::string> arguments;
    for (const QString& word : words) {
        arguments.push_back(word.toStdString());
    }
    FakeHost host;
    const CommandLine line = read_command_line(arguments, host, StrictRules{false, {}});
    if (line.exit_code != 0) {
        return QString::fromStdString(line.error);
    }
    TransferList list(line);
    PlannedTransfer planned;
    QString text;
    for (auto next = list.next(planned); next != TransferList::Next::none; next = list.next(planned)) {
        if (next == TransferList::Next::mistake) {
            text += "mistake;";
            continue;
        }
        text += QString::fromStdString(planned.url);
        text += planned.output.empty() ? QString() : ">" + QString::fromStdString(planned.output);
        text += planned.kind == OutputTarget::Kind::remote_name ? ">O" : "";
        text += planned.kind == OutputTarget::Kind::nothing ? ">null" : "";
        text += planned.upload.empty() ? QString() : "<" + QString::fromStdString(planned.upload);
        text += ";";
    }
    return text;
}

}  // namespace

class UrlWordTest : public QObject {
    Q_OBJECT

  private slots:
    void plansTransfers_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("transfers");
        const auto row = [](const char* name, const QStringList& words, const char* transfers) {
            QTest::newRow(name) << words << QString(transfers);
        };
        row("glob and names", {"http://{a,b}/[1-2]", "-o", "#1_#2"},
            "http://a/1>a_1;http://a/2>a_2;http://b/1>b_1;http://b/2>b_2;");
        row("glob off", {"-g", "http://a/[1-2]", "-o", "#1"}, "http://a/[1-2]>#1;");
        row("remote names", {"http://a/x", "http://b/y", "-O"}, "http://a/x>O;http://b/y;");
        row("all remote names", {"--remote-name-all", "http://a/x", "http://b/y", "-o", "f"},
            "http://a/x>f;http://b/y>O;");
        row("nothing kept", {"http://a/x", "--out-null"}, "http://a/x>null;");
        row("mistake", {"http://a/[", "http://b/"}, "mistake;http://b/;");
        row("data in the URL", {"-G", "-d", "a=1", "-d", "b", "http://h/p?q#f"}, "http://h/p?q&a=1&b#f;");
        row("data without a path", {"-G", "-d", "a=1", "http://h"}, "http://h/?a=1;");
        row("query", {"--url-query", "a=b c", "--url-query", "+d e", "http://h/p"}, "http://h/p?a=b+c&d e;");
        row("empty query there", {"--url-query", "a=b", "http://h/p?"}, "http://h/p?a=b;");
        row("upload", {"-T", "d/f g", "http://h/p/"}, "http://h/p/f%20g<d/f g;");
        row("upload keeps a name", {"-T", "f", "http://h/p"}, "http://h/p<f;");
        row("upload without a path", {"-T", "f", "http://h"}, "http://h/f<f;");
        row("upload before a query", {"-T", "f", "http://h/?x"}, "http://h/f?x<f;");
        row("upload of standard input", {"-T", "-", "http://h/"}, "http://h/<-;");
        row("uploads", {"-T", "{a,b}", "http://h/"}, "http://h/a<a;http://h/b<b;");
        row("no upload for the first", {"-T", "", "-T", "f", "http://a/x", "http://b/y"}, "http://a/x;http://b/y<f;");
    }
    void plansTransfers() {
        QFETCH(QStringList, words);
        QTEST(transfers_of(words), "transfers");
    }
};
SL_TEST_CLASS(UrlWordTest)

}  // namespace sluice::curl

#include "url_word_test.moc"
