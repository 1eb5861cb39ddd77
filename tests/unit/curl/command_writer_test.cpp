#include "engine/curl/command_writer.h"

#include <sluice/mime.h>

#include <QtTest>

#include "engine/curl/command_line.h"
#include "engine/curl/pasted_command.h"
#include "engine/curl/plan.h"
#include "tests/support/test_class.h"
#include "tests/unit/curl/fake_host.h"

namespace sluice::curl {
namespace {

Options base() {
    Options options = default_options();
    options.url = "http://h/p";
    return options;
}

QString written(const Options& options) {
    DescribedTransfer transfer;
    transfer.options = options;
    std::string text;
    for (const std::string& word : write_curl_command(transfer).words) {
        text += (text.empty() ? "" : "|") + word;
    }
    return QString::fromStdString(text);
}

/// Another value than `row` has now.
struct Changed {
    const transfer::ChoiceSet* choices;

    void operator()(bool* field) const { *field = !*field; }
    void operator()(unsigned* field) const { *field = 2; }
    void operator()(std::string* field) const { *field = *field == "PEM" ? "DER" : "a b"; }
    void operator()(std::optional<std::string>* field) const { *field = "it's"; }
    void operator()(std::vector<std::string>* field) const { *field = {"x y", "z"}; }
    void operator()(std::chrono::milliseconds* field) const { *field = std::chrono::milliseconds(1250); }
    void operator()(std::chrono::seconds* field) const { *field = std::chrono::seconds(77); }
    void operator()(const transfer::EnumField& field) const { field.set(field.at, choices->all[1].value); }
    void operator()(std::shared_ptr<const Mime>* field) const {
        auto mime = std::make_shared<Mime>();
        mime->add("a", "b");
        *field = mime;
    }
    template <class Number>
    void operator()(Number* field) const {
        *field = 5;
    }
};

}  // namespace

class CommandWriterTest : public QObject {
    Q_OBJECT

  private slots:
    void writesFlags_data() {
        QTest::addColumn<QString>("words");
        const auto row = [](const char* words) { QTest::newRow(words) << words; };
        row("curl|http://h/p");
        row("curl|--head|http://h/p");
        row("curl|--request|PUT|--header|A: b|--header|C;|http://h/p");
        row("curl|--referer|http://r/;auto|http://h/p");
        row("curl|--time-cond|-Mon, 01 Jan 2024 00:00:00 GMT|http://h/p");
        row("curl|--http1.0|http://h/p");
        row("curl|--compressed|http://h/p");
        row("curl|--raw|http://h/p");
        row("curl|--data-raw|@a b|http://h/p");
        row("curl|--data-raw||http://h/p");
        row("curl|--form|a=b|--form|f=@\"x\";type=t/u;filename=\"n\"|--form-string|c=@d|http://h/p");
        row("curl|--form|m=(;type=multipart/x|--form|a=b|--form|=)|--form-escape|http://h/p");
        row("curl|--location|http://h/p");
        row("curl|--location-trusted|http://h/p");
        row("curl|--follow|--post301|--post303|http://h/p");
        row("curl|--user|a:b:c|--digest|http://h/p");
        row("curl|--oauth2-bearer|t|http://h/p");
        row("curl|--anyauth|http://h/p");
        row("curl|--netrc-file|f|--netrc-optional|http://h/p");
        row("curl|--cookie|a=b|--cookie|file|--cookie-jar|j|http://h/p");
        row("curl|--cookie||http://h/p");
        row("curl|--hsts||--alt-svc||http://h/p");
        row("curl|--insecure|--cert|a\\:b|--pass|x|--tlsv1.3|--tls-max|1.3|http://h/p");
        row("curl|--proxy|http://p|--proxy-user|a:b|--proxy-digest|http://h/p");
        row("curl|--proxy|http://p|--proxy-user|a%3Ab:c%20d|http://h/p");
        row("curl|--socks5-hostname|p:1|http://h/p");
        row("curl|--proxy|socks4a://p:1|--noproxy||http://h/p");
        row("curl|--max-time|1.25|--speed-limit|5|--speed-time|30|http://h/p");
        row("curl|--limit-rate|1024|--ipv4|http://h/p");
        row("curl|--doh-url|https://d/|--doh-insecure|http://h/p");
        row("curl|--unix-socket|/s|--local-port|5-9|--keepalive-time|7|http://h/p");
        row("curl|--abstract-unix-socket|s|--no-keepalive|http://h/p");
        row("curl|--proto|=https|--max-redirs|-1|http://h/p");
        row("curl|--globoff|http://h/[1]");
        row("curl|--url|-x");
    }
    void writesFlags() {
        QFETCH(QString, words);
        std::vector<std::string> arguments;
        for (const QString& word : words.split('|').mid(1)) {
            arguments.push_back(word.toStdString());
        }
        FakeHost host;
        CommandLine line = read_command_line(arguments, host, StrictRules{false, {}});
        QCOMPARE(QString::fromStdString(line.error), QString());
        Options options = line.operations[0].options;
        options.url = *line.operations[0].words[0].url;
        QCOMPARE(written(options), words);
    }

    /// Every field of the catalogue: written and read again it is the same, or the writer says that it cannot.
    void everyOptionComesBackOrIsNamed_data() {
        QTest::addColumn<QString>("name");
        for (const transfer::OptionRow& row : transfer::option_catalogue()) {
            QTest::newRow(row.name) << row.name;
        }
    }
    void everyOptionComesBackOrIsNamed() {
        QFETCH(QString, name);
        const transfer::OptionRow& row = *transfer::find_option(name.toStdString());
        DescribedTransfer transfer;
        transfer.options = base();
        std::visit(Changed{row.choices}, row.edit(transfer.options));
        // Fields that take only values of a kind.
        if (name == "request.default_scheme") {
            transfer.options.request->default_scheme = "https";
        } else if (name == "request.protocols") {
            transfer.options.request->protocols = {"https"};
        } else if (name == "redirect.protocols") {
            transfer.options.redirect->protocols = {"http", "https"};
        } else if (name == "http.accept_encoding") {
            transfer.options.http->accept_encoding = "all";
        } else if (name == "cookies.cookie") {
            transfer.options.cookies->cookie = "a=b";
        }
        transfer.upload = "file";
        const WrittenCommand command = write_curl_command(transfer);
        for (const std::string& left : command.left_out) {
            if (left.rfind(row.name, 0) == 0) {
                return;
            }
        }
        // Fields that say nothing without another one.
        static const QStringList silent{"request.time_value",
                                        "upload.size",
                                        "upload.post",
                                        "proxy.type",
                                        "socket.local_port_range",
                                        "connection.abstract_unix_socket",
                                        "tls.min_version"};
        if (silent.contains(name)) {
            return;
        }
        FakeHost host;
        host.files["-"] = "";
        const CommandLine line =
            read_command_line({command.words.begin() + 1, command.words.end()}, host, StrictRules{false, {}});
        QCOMPARE(QString::fromStdString(line.error), QString());
        const Operation& operation = line.operations.at(0);
        if (name == "url") {
            QCOMPARE(*operation.words.at(0).url, transfer.options.url);
        } else if (name == "upload.put") {
            QCOMPARE(operation.words.at(0).upload.value(), std::string("file"));
        } else if (name == "upload.mime") {
            QCOMPARE(operation.options.upload->mime->parts().size(), std::size_t(1));
        } else if (name == "http.header_in_body") {
            QVERIFY(operation.files.include_headers);
        } else if (name == "verbose") {
            QVERIFY(line.globals.trace.style == TraceStyle::verbose);
        } else {
            QVERIFY2(transfer::same_value(row, operation.options, transfer.options),
                     written(transfer.options).toUtf8().constData());
        }
    }

    void quotesForTheShellSoThatItComesBack() {
        DescribedTransfer transfer;
        transfer.options = base();
        transfer.options.url = "https://h/a?b=c&d=[1]";
        transfer.options.request->headers = {"X: it's \"q\" $x `y`", "Y: z\\"};
        transfer.options.upload->body = "line\nend\t\x01\xc3\xa9";
        transfer.output = "f";
        const std::string text = write_curl_command(transfer).for_posix();
        QVERIFY(text.find(" \\\n  --header ") != std::string::npos);
        const PastedText pasted = read_pasted(text);
        QCOMPARE(pasted.error, std::string());
        QVERIFY(pasted.notes.empty());
        QCOMPARE(pasted.transfers[0].options.url, transfer.options.url);
        QCOMPARE(pasted.transfers[0].options.request->headers, std::as_const(transfer.options).request->headers);
        QCOMPARE(pasted.transfers[0].options.upload->body.value(), *std::as_const(transfer.options).upload->body);
        QCOMPARE(pasted.transfers[0].output, std::string("f"));
    }

    void saysWhatCurlCannotDo() {
        DescribedTransfer transfer;
        transfer.options = base();
        transfer.options.timeouts->first_byte = std::chrono::seconds(3);
        transfer.options.upload->body = std::string("a\0b", 3);
        QCOMPARE(write_curl_command(transfer).left_out.size(), std::size_t(2));
    }
};
SL_TEST_CLASS(CommandWriterTest)

}  // namespace sluice::curl

#include "command_writer_test.moc"
