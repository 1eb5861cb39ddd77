// Forms over the wire: what arrives is taken apart again.
#include <sluice/mime.h>

#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

#include <thread>

#include "tests/integration/transfer/drivers.h"
#include "tests/integration/transfer/upload_peer.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

class FormTest : public QObject {
    Q_OBJECT
  private slots:
    void initTestCase() { QVERIFY(folder_.isValid()); }
    void sendsEveryKindOfPart_data() { add_driver_rows(); }
    void sendsEveryKindOfPart();
    void sendsLargeFiles_data();
    void sendsLargeFiles();
    void encodesItsParts();
    void sendsPartsOfParts();
    void chunksWhatHasNoSize();
    void sendsAnEmptyForm();
    void takesTheCallersType();
    void sendsTheFormAgain_data();
    void sendsTheFormAgain();
    void cannotSendAReaderAgain();
    void outlivesTheCallersHold();
    void refusesAFileThatIsNotThere_data();
    void refusesAFileThatIsNotThere();
    void endsWhenAFileShrinks();
    void sendsNoMoreOfAFileThanItSaid();
    void endsWhenAReaderDoes_data();
    void endsWhenAReaderDoes();
    void pausesWithAReader();
    void readsAPipe();
    void choosesAFreshBoundary();

  private:
    std::string file(const char* name, const std::string& content) {
        return write_file(folder_.path().toStdString(), name, content);
    }
    QTemporaryDir folder_;
};

namespace {

struct Part {
    std::string head;
    std::string content;
};

/// The parts of a multipart body, taken apart without the code that made it.
std::vector<Part> parts_of(const std::string& body, const std::string& type) {
    const std::string mark = "--" + type.substr(type.find("boundary=") + 9);
    std::vector<Part> parts;
    std::size_t at = body.find(mark);
    while (at != std::string::npos && body.compare(at + mark.size(), 2, "--") != 0) {
        const std::size_t begin = at + mark.size() + 2;
        const std::size_t next = body.find("\r\n" + mark, begin);
        const std::size_t blank = body.find("\r\n\r\n", begin - 2);
        if (next == std::string::npos || blank == std::string::npos) {
            return {};
        }
        const std::size_t content = blank + 4;
        parts.push_back({body.substr(begin, std::max(blank, begin) - begin), body.substr(content, next - content)});
        at = next + 2;
    }
    return parts;
}

std::vector<Part> parts_of(const RecordedRequest& request) {
    return parts_of(request.body, request.header("Content-Type"));
}

Fetch* make_fetch(const ScriptedServer& server, std::shared_ptr<const Mime> form, const std::string& path = "/") {
    auto* const fetch = new Fetch(server.url(path));
    fetch->easy.options().upload->mime = std::move(form);
    return fetch;
}

MimeReader reader_of(std::string text, std::size_t piece, std::int64_t size, bool seeks) {
    auto given = std::make_shared<Given>(std::move(text), piece);
    MimeReader reader;
    reader.size = size;
    reader.read = [given](std::span<std::byte> into) { return given->read(into); };
    if (seeks) {
        reader.seek = [given](std::int64_t offset) {
            given->at = static_cast<std::size_t>(offset);
            return SeekVerdict::ok;
        };
    }
    return reader;
}

/// Carries out and fails the test on an error.
#define PERFORM(fetch)                      \
    make_driver("multi")->run(fetch->easy); \
    QVERIFY2(!fetch->easy.error(), fetch->easy.error().text().c_str())

}  // namespace

void FormTest::sendsEveryKindOfPart() {
    QFETCH(QString, driver);
    ScriptedServer server;
    server.on("/", Reply::http(200, "ok"));
    auto form = std::make_shared<Mime>();
    form->add("field", "va\r\nlue");
    form->add("empty");
    form->add("file").content = MimeFile{file("a.txt", "content\n")};
    form->add("nothing").content = MimeFile{file("empty.bin", "")};
    form->add("reader").content = reader_of("0123456789", 3, 10, false);
    form->add("none").content = reader_of("", 3, 0, false);
    const std::unique_ptr<Fetch> fetch(make_fetch(server, form));
    QVERIFY(make_driver(driver.toStdString())->run(fetch->easy));
    QVERIFY2(!fetch->easy.error(), fetch->easy.error().text().c_str());
    const RecordedRequest request = server.requests().at(0);
    QCOMPARE(request.method, std::string("POST"));
    QVERIFY(request.header("Content-Type").starts_with("multipart/form-data; boundary=------------------------"));
    QCOMPARE(request.header("Content-Length"), std::to_string(request.body.size()));
    const auto parts = parts_of(request);
    QCOMPARE(parts.size(), std::size_t(6));
    const char* const contents[] = {"va\r\nlue", "", "content\n", "", "0123456789", ""};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        QCOMPARE(parts[i].content, std::string(contents[i]));
    }
    QCOMPARE(parts[2].head, std::string("Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n"
                                        "Content-Type: text/plain"));
    QCOMPARE(fetch->easy.info().sizes.upload, static_cast<std::int64_t>(request.body.size()));
}

void FormTest::sendsLargeFiles_data() {
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("encoding");
    for (const int size : {48 * 1024 - 1, 48 * 1024, 48 * 1024 + 1, 64 * 1024, 3'000'000}) {
        QTest::addRow("%d bytes", size) << size << int(MimeEncoding::none);
        QTest::addRow("%d bytes in base64", size) << size << int(MimeEncoding::base64);
    }
}

void FormTest::sendsLargeFiles() {
    QFETCH(int, size);
    QFETCH(int, encoding);
    ScriptedServer server;
    server.on("/", Reply::http(200, "ok"));
    const std::string content = sample(static_cast<std::size_t>(size));
    auto form = std::make_shared<Mime>();
    MimePart& part = form->add("f");
    part.content = MimeFile{file("large.bin", content)};
    part.encoding = MimeEncoding(encoding);
    const std::unique_ptr<Fetch> fetch(make_fetch(server, form));
    PERFORM(fetch);
    const RecordedRequest request = server.requests().at(0);
    QCOMPARE(request.header("Content-Length"), std::to_string(request.body.size()));
    const auto parts = parts_of(request);
    QCOMPARE(parts.size(), std::size_t(1));
    const QByteArray got = QByteArray::fromStdString(parts[0].content);
    QVERIFY((MimeEncoding(encoding) == MimeEncoding::none ? got : QByteArray::fromBase64(got)).toStdString() ==
            content);
}

void FormTest::encodesItsParts() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "ok"));
    auto form = std::make_shared<Mime>();
    form->add("a", "caf\xc3\xa9 =").encoding = MimeEncoding::quoted_printable;
    form->add("b", "abc").encoding = MimeEncoding::base64;
    form->add("c", "abc").encoding = MimeEncoding::eight_bit;
    const std::unique_ptr<Fetch> fetch(make_fetch(server, form));
    PERFORM(fetch);
    const RecordedRequest request = server.requests().at(0);
    QCOMPARE(request.header("Transfer-Encoding"), std::string("chunked"));  // quoted-printable has no size
    const auto parts = parts_of(request);
    QCOMPARE(parts.size(), std::size_t(3));
    QCOMPARE(parts[0].content, std::string("caf=C3=A9 =3D"));
    QCOMPARE(parts[1].content, std::string("YWJj"));
    QVERIFY(parts[2].head.ends_with("\r\nContent-Transfer-Encoding: 8bit"));
    auto bad = std::make_shared<Mime>();
    bad->add("a", "\xff").encoding = MimeEncoding::seven_bit;
    const std::unique_ptr<Fetch> refused(make_fetch(server, bad));
    make_driver("multi")->run(refused->easy);
    QCOMPARE(refused->easy.error().code, Code::read_error);
}

void FormTest::sendsPartsOfParts() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "ok"));
    auto files = std::make_shared<Mime>();
    files->add().content = MimeFile{file("one.txt", "1")};
    files->add().content = MimeFile{file("two.txt", "22")};
    auto form = std::make_shared<Mime>();
    form->add("files").content = files;
    form->add("last", "x");
    const std::unique_ptr<Fetch> fetch(make_fetch(server, form));
    PERFORM(fetch);
    const auto outer = parts_of(server.requests().at(0));
    QCOMPARE(outer.size(), std::size_t(2));
    const auto inner = parts_of(outer[0].content, outer[0].head);
    QCOMPARE(inner.size(), std::size_t(2));
    QCOMPARE(inner[1].content, std::string("22"));
    QVERIFY(inner[1].head.starts_with("Content-Disposition: attachment; filename=\"two.txt\""));
}

void FormTest::chunksWhatHasNoSize() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "ok"));
    auto form = std::make_shared<Mime>();
    form->add("a").content = reader_of(sample(100'000), 7'000, -1, false);
    form->add("b", "x");
    const std::unique_ptr<Fetch> fetch(make_fetch(server, form));
    PERFORM(fetch);
    const RecordedRequest request = server.requests().at(0);
    QCOMPARE(request.header("Transfer-Encoding"), std::string("chunked"));
    QVERIFY(parts_of(request).at(0).content == sample(100'000));
    fetch->easy.options().http->version = HttpVersion::v1_0;
    make_driver("multi")->run(fetch->easy);
    QCOMPARE(fetch->easy.error().code, Code::upload_failed);
}

void FormTest::sendsAnEmptyForm() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "ok"));
    const std::unique_ptr<Fetch> fetch(make_fetch(server, std::make_shared<Mime>()));
    PERFORM(fetch);
    QVERIFY(server.requests().at(0).body.ends_with("--\r\n"));
}

void FormTest::takesTheCallersType() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "ok"));
    auto form = std::make_shared<Mime>();
    form->add("a", "b");
    const std::unique_ptr<Fetch> fetch(make_fetch(server, form));
    fetch->easy.options().request->headers = {"Content-Type: multipart/related", "X-After: 1"};
    PERFORM(fetch);
    const RecordedRequest request = server.requests().at(0);
    QVERIFY(request.header("Content-Type").starts_with("multipart/related; boundary="));
    QCOMPARE(parts_of(request).at(0).head, std::string("Content-Disposition: attachment; name=\"a\""));
}

void FormTest::sendsTheFormAgain_data() {
    QTest::addColumn<QString>("why");
    QTest::newRow("a redirect") << "redirect";
    QTest::newRow("a login") << "login";
    QTest::newRow("the next transfer") << "again";
}

void FormTest::sendsTheFormAgain() {
    QFETCH(QString, why);
    ScriptedServer server;
    server.on("/a", Reply::http(307, "", {"Location: /b"}));
    server.on_request([](const RecordedRequest& request) {
        return request.has("Authorization") ? Reply::http(200, "in")
                                            : Reply::http(401, "out", {"WWW-Authenticate: Basic realm=r"});
    });
    server.on("/b", Reply::http(200, "in"));
    auto form = std::make_shared<Mime>();
    form->add("a", "b");
    form->add("f").content = MimeFile{file("again.bin", sample(100'000))};
    form->add("r").content = reader_of(sample(90'000), 10'000, -1, true);
    const std::unique_ptr<Fetch> fetch(make_fetch(server, form,
                                                  why == "redirect" ? "/a"
                                                  : why == "login"  ? "/locked"
                                                                    : "/b"));
    fetch->easy.options().redirect->follow = Follow::all;
    fetch->easy.options().auth->username = "u";
    fetch->easy.options().auth->methods = auth::any;
    const auto driver = make_driver("multi");
    driver->run(fetch->easy);
    QVERIFY2(!fetch->easy.error(), fetch->easy.error().text().c_str());
    if (why == "again") {
        driver->run(fetch->easy);
    }
    QCOMPARE(fetch->body.substr(0, 2), std::string("in"));
    const auto requests = server.requests();
    QCOMPARE(requests.size(), std::size_t(2));
    for (const RecordedRequest& request : requests) {
        const auto parts = parts_of(request);
        QCOMPARE(parts.size(), std::size_t(3));
        QVERIFY(parts[1].content == sample(100'000));
        QVERIFY(parts[2].content == sample(90'000));
    }
}

void FormTest::cannotSendAReaderAgain() {
    ScriptedServer server;
    server.on("/a", Reply::http(307, "", {"Location: /b"}));
    auto form = std::make_shared<Mime>();
    form->add("r").content = reader_of("abc", 10, -1, false);
    const std::unique_ptr<Fetch> fetch(make_fetch(server, form, "/a"));
    fetch->easy.options().redirect->follow = Follow::all;
    make_driver("multi")->run(fetch->easy);
    QCOMPARE(fetch->easy.error().code, Code::send_fail_rewind);
}

void FormTest::outlivesTheCallersHold() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "ok"));
    auto form = std::make_shared<Mime>();
    form->add("a", "b");
    const std::unique_ptr<Fetch> fetch(make_fetch(server, std::move(form)));
    PERFORM(fetch);
    QCOMPARE(parts_of(server.requests().at(0)).size(), std::size_t(1));
}

void FormTest::refusesAFileThatIsNotThere_data() {
    QTest::addColumn<QString>("path");
    QTest::newRow("not there") << folder_.filePath("missing");
    QTest::newRow("a folder") << folder_.path();
}

void FormTest::refusesAFileThatIsNotThere() {
    QFETCH(QString, path);
    ScriptedServer server;
    auto form = std::make_shared<Mime>();
    form->add("f").content = MimeFile{path.toStdString()};
    const std::unique_ptr<Fetch> fetch(make_fetch(server, form));
    make_driver("multi")->run(fetch->easy);
    QCOMPARE(fetch->easy.error().code, Code::read_error);
    QVERIFY2(fetch->easy.error().text().find(path.toStdString()) != std::string::npos,
             fetch->easy.error().text().c_str());
    QCOMPARE(server.connection_count(), std::size_t(0));
}

void FormTest::endsWhenAFileShrinks() {
    const std::string path = file("shrinks.bin", sample(300'000));
    UploadPeer peer([](const std::string&, int) { return Reply(); });
    auto form = std::make_shared<Mime>();
    form->add("r").content = [&] {
        MimeReader reader = reader_of("x", 1, 1, false);
        reader.read = [path](std::span<std::byte> into) -> ReadResult {
            ::truncate(path.c_str(), 1000);  // after its size was told
            into[0] = std::byte{'x'};
            return {ReadResult::What::data, 1};
        };
        return reader;
    }();
    form->add("f").content = MimeFile{path};
    const std::unique_ptr<Fetch> fetch(make_fetch(peer.server(), form));
    make_driver("multi")->run(fetch->easy);
    QCOMPARE(fetch->easy.error().code, Code::read_error);
}

void FormTest::sendsNoMoreOfAFileThanItSaid() {
    const std::string path = file("grows.bin", "1234");
    ScriptedServer server;
    server.on("/", Reply::http(200, "ok"));
    auto form = std::make_shared<Mime>();
    MimeReader reader = reader_of("x", 1, 1, false);
    reader.read = [&](std::span<std::byte> into) -> ReadResult {
        file("grows.bin", "12345678");
        into[0] = std::byte{'x'};
        return {ReadResult::What::data, 1};
    };
    form->add("r").content = reader;
    form->add("f").content = MimeFile{path};
    const std::unique_ptr<Fetch> fetch(make_fetch(server, form));
    PERFORM(fetch);
    QCOMPARE(parts_of(server.requests().at(0)).at(1).content, std::string("1234"));
}

void FormTest::endsWhenAReaderDoes_data() {
    QTest::addColumn<QString>("how");
    QTest::addColumn<int>("code");
    QTest::newRow("aborts") << "abort" << int(Code::aborted_by_callback);
    QTest::newRow("throws") << "throw" << int(Code::aborted_by_callback);
    QTest::newRow("gives too little") << "short" << int(Code::read_error);
    QTest::newRow("gives too much") << "much" << int(Code::read_error);
    QTest::newRow("is not there") << "none" << int(Code::read_error);
}

void FormTest::endsWhenAReaderDoes() {
    QFETCH(QString, how);
    QFETCH(int, code);
    UploadPeer peer([](const std::string&, int) { return Reply(); });
    MimeReader reader;
    reader.size = 100;
    if (how != "none") {
        reader.read = [how](std::span<std::byte> into) -> ReadResult {
            if (how == "throw") {
                throw std::runtime_error("no");
            }
            return {how == "abort" ? ReadResult::What::abort : ReadResult::What::data,
                    how == "much" ? into.size() + 1 : 0};
        };
    }
    auto form = std::make_shared<Mime>();
    form->add("r").content = reader;
    const std::unique_ptr<Fetch> fetch(make_fetch(peer.server(), form));
    make_driver("multi")->run(fetch->easy);
    QCOMPARE(int(fetch->easy.error().code), code);
}

void FormTest::pausesWithAReader() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "ok"));
    int calls = 0;
    MimeReader reader;
    reader.read = [&](std::span<std::byte> into) -> ReadResult {
        into[0] = std::byte{'x'};
        ++calls;
        return calls == 2   ? ReadResult{ReadResult::What::pause, 0}
               : calls == 5 ? ReadResult{}
                            : ReadResult{ReadResult::What::data, 1};
    };
    auto form = std::make_shared<Mime>();
    form->add("r").content = reader;
    const std::unique_ptr<Fetch> fetch(make_fetch(server, form));
    int ticks = 0;
    fetch->easy.callbacks().progress = [&](const Progress&) {
        if (calls == 2 && ++ticks == 1) {
            fetch->easy.resume(direction::send);
        }
        return true;
    };
    PERFORM(fetch);
    QCOMPARE(parts_of(server.requests().at(0)).at(0).content, std::string("xxx"));
    QCOMPARE(calls, 5);
}

void FormTest::readsAPipe() {
    const std::string path = folder_.filePath("pipe").toStdString();
    QCOMPARE(::mkfifo(path.c_str(), 0600), 0);
    ScriptedServer server;
    server.on("/", Reply::http(200, "ok"));
    auto form = std::make_shared<Mime>();
    form->add("p").content = MimeFile{path};
    const std::unique_ptr<Fetch> fetch(make_fetch(server, form));
    std::thread writer([&] { write_file(folder_.path().toStdString(), "pipe", sample(200'000)); });
    make_driver("multi")->run(fetch->easy);
    writer.join();
    QVERIFY2(!fetch->easy.error(), fetch->easy.error().text().c_str());
    QVERIFY(parts_of(server.requests().at(0)).at(0).content == sample(200'000));
}

void FormTest::choosesAFreshBoundary() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "ok"));
    std::vector<std::string> types;
    for (int i = 0; i < 3; ++i) {
        auto form = std::make_shared<Mime>();
        form->add("a", "b");
        const std::unique_ptr<Fetch> fetch(make_fetch(server, form));
        PERFORM(fetch);
        types.push_back(server.requests().back().header("Content-Type"));
        QCOMPARE(types.back().size(), std::string("multipart/form-data; boundary=").size() + 24 + 22);
    }
    QVERIFY(types[0] != types[1] && types[1] != types[2]);
}

SL_TEST_CLASS(FormTest)
#include "form_test.moc"
