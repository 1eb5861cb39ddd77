#include "engine/http/form_body.h"

#include <QTest>

#include "engine/http/transfer_encoder.h"
#include "tests/support/test_class.h"

using namespace sluice;

namespace {

/// Contexts with boundaries B1, B2, … and files whose content is their path.
struct Numbered {
    http::FormContext context() {
        return {.content_type = content_type,
                .boundary = [this] { return "B" + std::to_string(++boundaries); },
                .file_size =
                    [this](const std::string& path) {
                        return files_are_there ? static_cast<std::int64_t>(path.size()) : -1;
                    }};
    }
    std::string content_type;
    int boundaries = 0;
    bool files_are_there = true;
};

/// The form as it goes over the wire.
std::string written(const http::Form& form) {
    std::string text;
    for (const http::FormPiece& piece : form.pieces) {
        text += piece.text;
        if (piece.part == nullptr) {
            continue;
        }
        std::string content;
        if (const auto* data = std::get_if<std::string>(&piece.part->content)) {
            content = *data;
        } else if (const auto* file = std::get_if<MimeFile>(&piece.part->content)) {
            content = file->path;
        }
        http::TransferEncoder encoder(piece.part->encoding);
        if (!encoder.encode(as_bytes(content), text)) {
            return "does not encode";
        }
        encoder.finish(text);
    }
    return text;
}

std::string laid_out(const Mime& mime, const std::string& content_type = {}) {
    Numbered numbered;
    numbered.content_type = content_type;
    const auto form = http::lay_out_form(mime, numbered.context());
    return form ? form->content_type + "\n" + written(*form) : "refused: " + form.error().facts().detail;
}

/// The head of a form's only part, without its line ends and boundaries.
QByteArray head_of(const MimePart& part) {
    Mime mime;
    mime.add() = part;
    const QByteArray all = QByteArray::fromStdString(laid_out(mime));
    const auto begin = all.indexOf("--B1\r\n") + 6;
    return all.mid(begin, all.indexOf("\r\n\r\n", begin) - begin).replace("\r\n", " | ");
}

MimePart with_content(decltype(MimePart::content) content) {
    MimePart part;
    part.name = "n";
    part.content = std::move(content);
    return part;
}

}  // namespace

class FormBodyTest : public QObject {
    Q_OBJECT

  private slots:
    void writesAForm();
    void writesAnEmptyForm();
    void writesPartsOfAPart();
    void writesHeadsOfParts_data();
    void writesHeadsOfParts();
    void escapesNames_data();
    void escapesNames();
    void takesAnotherTypeForTheWhole();
    void knowsItsSize();
    void doesNotKnowItsSize_data();
    void doesNotKnowItsSize();
    void listsItsFiles();
    void refuses_data();
    void refuses();
    void refusesEndlessDepth();
};

void FormBodyTest::writesAForm() {
    Mime mime;
    mime.add("title", "Sun\r\nset");
    mime.add("picture").content = MimeFile{"/home/me/sunset.jpg"};
    QCOMPARE(laid_out(mime), std::string("multipart/form-data; boundary=B1\n"
                                         "--B1\r\n"
                                         "Content-Disposition: form-data; name=\"title\"\r\n\r\n"
                                         "Sun\r\nset\r\n"
                                         "--B1\r\n"
                                         "Content-Disposition: form-data; name=\"picture\"; filename=\"sunset.jpg\"\r\n"
                                         "Content-Type: image/jpeg\r\n\r\n"
                                         "/home/me/sunset.jpg\r\n"
                                         "--B1--\r\n"));
}

void FormBodyTest::writesAnEmptyForm() {
    QCOMPARE(laid_out(Mime()), std::string("multipart/form-data; boundary=B1\n--B1--\r\n"));
}

void FormBodyTest::writesPartsOfAPart() {
    // As curl 7.88 writes -F 'k=@a.txt,b.html' -F '=(;type=multipart/alternative' -F '= plain' -F '=
    // <b>;type=text/html'.
    auto files = std::make_shared<Mime>();
    files->add().content = MimeFile{"a.txt"};
    files->add().content = MimeFile{"b.html"};
    auto forms = std::make_shared<Mime>();
    forms->add().content = "plain";
    MimePart& html = forms->add();
    html.content = "<b>";
    html.type = "text/html";
    Mime mime;
    mime.add("k").content = files;
    MimePart& alternative = mime.add();
    alternative.content = forms;
    alternative.type = "multipart/alternative";
    QCOMPARE(laid_out(mime), std::string("multipart/form-data; boundary=B1\n"
                                         "--B1\r\n"
                                         "Content-Disposition: form-data; name=\"k\"\r\n"
                                         "Content-Type: multipart/mixed; boundary=B2\r\n\r\n"
                                         "--B2\r\n"
                                         "Content-Disposition: attachment; filename=\"a.txt\"\r\n"
                                         "Content-Type: text/plain\r\n\r\n"
                                         "a.txt\r\n"
                                         "--B2\r\n"
                                         "Content-Disposition: attachment; filename=\"b.html\"\r\n"
                                         "Content-Type: text/html\r\n\r\n"
                                         "b.html\r\n"
                                         "--B2--\r\n\r\n"
                                         "--B1\r\n"
                                         "Content-Disposition: form-data\r\n"
                                         "Content-Type: multipart/alternative; boundary=B3\r\n\r\n"
                                         "--B3\r\n\r\n"
                                         "plain\r\n"
                                         "--B3\r\n"
                                         "Content-Type: text/html\r\n\r\n"
                                         "<b>\r\n"
                                         "--B3--\r\n\r\n"
                                         "--B1--\r\n"));
}

void FormBodyTest::writesHeadsOfParts_data() {
    QTest::addColumn<MimePart>("part");
    QTest::addColumn<QByteArray>("head");
    const auto row = [](const char* name, MimePart part, const char* head) {
        QTest::newRow(name) << std::move(part) << QByteArray(head);
    };
    row("data", with_content("x"), "Content-Disposition: form-data; name=\"n\"");
    MimePart part = with_content("x");
    part.name = "";
    row("an empty name", part, "Content-Disposition: form-data; name=\"\"");
    part.name.reset();
    row("no name", part, "Content-Disposition: form-data");
    part = with_content("x");
    part.filename = "u.TXT";
    row("data as a file", part,
        "Content-Disposition: form-data; name=\"n\"; filename=\"u.TXT\" | Content-Type: text/plain");
    part.filename = "noext";
    row("data as a file of unknown type", part, "Content-Disposition: form-data; name=\"n\"; filename=\"noext\"");
    row("a file of unknown type", with_content(MimeFile{"dir/q.bin"}),
        "Content-Disposition: form-data; name=\"n\"; filename=\"q.bin\" | Content-Type: application/octet-stream");
    row("a file's content alone", with_content(MimeFile{"a.txt", false}), "Content-Disposition: form-data; name=\"n\"");
    row("a page's content alone", with_content(MimeFile{"a.html", false}),
        "Content-Disposition: form-data; name=\"n\" | Content-Type: text/html");
    row("unknown content alone", with_content(MimeFile{"a.bin", false}), "Content-Disposition: form-data; name=\"n\"");
    part = with_content(MimeFile{"a.pdf"});
    part.filename = "told";
    row("a file under another name", part,
        "Content-Disposition: form-data; name=\"n\"; filename=\"told\" | Content-Type: application/pdf");
    part.type = "text/x";
    part.encoding = MimeEncoding::base64;
    part.headers = {"X-A: b", "X-C:d"};
    row("all of it", part,
        "Content-Disposition: form-data; name=\"n\"; filename=\"told\" | Content-Type: text/x | "
        "Content-Transfer-Encoding: base64 | X-A: b | X-C:d");
    part.headers = {"content-disposition: inline", "CONTENT-TYPE: a/b", "Content-Transfer-Encoding: c"};
    row("own headers take the place of ours", part,
        "content-disposition: inline | CONTENT-TYPE: a/b | Content-Transfer-Encoding: c");
    row("functions", with_content(MimeReader{}), "Content-Disposition: form-data; name=\"n\"");
    for (const auto& [name, type] :
         std::initializer_list<std::pair<const char*, const char*>>{{"a.gif", "image/gif"},
                                                                    {"a.jpeg", "image/jpeg"},
                                                                    {"a.png", "image/png"},
                                                                    {"a.svg", "image/svg+xml"},
                                                                    {"a.htm", "text/html"},
                                                                    {"a.xml", "application/xml"}}) {
        const std::string head = "Content-Disposition: form-data; name=\"n\"; filename=\"" + std::string(name) +
                                 "\" | Content-Type: " + type;
        QTest::newRow(name) << with_content(MimeFile{name}) << QByteArray::fromStdString(head);
    }
}

void FormBodyTest::writesHeadsOfParts() {
    QFETCH(MimePart, part);
    QFETCH(QByteArray, head);
    QCOMPARE(head_of(part), head);
}

void FormBodyTest::escapesNames_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("percent");
    QTest::addColumn<QByteArray>("backslash");
    const auto row = [](const char* name, const char* percent, const char* backslash) {
        QTest::newRow(percent) << QByteArray(name) << QByteArray(percent) << QByteArray(backslash);
    };
    row("plain", "plain", "plain");
    row("a\"b", "a%22b", "a\\\"b");
    row("a\\b", "a\\b", "a\\\\b");
    row("a\r\nb", "a%0D%0Ab", "a%0D%0Ab");
    row("100%", "100%", "100%");
    row("\xc3\xa9", "\xc3\xa9", "\xc3\xa9");
    row("", "", "");
}

void FormBodyTest::escapesNames() {
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, percent);
    QFETCH(QByteArray, backslash);
    QCOMPARE(http::escape_form_name(name.toStdString(), MimeEscape::percent), percent.toStdString());
    QCOMPARE(http::escape_form_name(name.toStdString(), MimeEscape::backslash), backslash.toStdString());
    QCOMPARE(http::escape_form_name(std::string_view("a\0b", 3), MimeEscape::percent), std::string("ab"));
    Mime mime;
    mime.set_escape(MimeEscape::backslash);
    mime.add(name.toStdString());
    QVERIFY(laid_out(mime).find("name=\"" + backslash.toStdString() + "\"\r\n") != std::string::npos);
}

void FormBodyTest::takesAnotherTypeForTheWhole() {
    Mime mime;
    mime.add("a", "b");
    QCOMPARE(laid_out(mime, "multipart/related"),
             std::string("multipart/related; boundary=B1\n--B1\r\n"
                         "Content-Disposition: attachment; name=\"a\"\r\n\r\nb\r\n--B1--\r\n"));
    QVERIFY(laid_out(mime, "Multipart/Form-Data").find("form-data; name=\"a\"") != std::string::npos);
}

void FormBodyTest::knowsItsSize() {
    auto inner = std::make_shared<Mime>();
    inner->add().content = MimeFile{"some/file.bin"};
    Mime mime;
    mime.add("a", "b");
    mime.add("c", std::string(1000, 'x')).encoding = MimeEncoding::base64;
    mime.add("d").content = inner;
    mime.add("e").content = MimeReader{.read = {}, .seek = {}, .size = 77};
    Numbered numbered;
    const auto form = http::lay_out_form(mime, numbered.context());
    QVERIFY(form);
    QCOMPARE(form->size, static_cast<std::int64_t>(written(*form).size()) + 77);
}

void FormBodyTest::doesNotKnowItsSize_data() {
    QTest::addColumn<MimePart>("part");
    MimePart quoted = with_content("x");
    quoted.encoding = MimeEncoding::quoted_printable;
    QTest::newRow("quoted-printable") << quoted;
    QTest::newRow("a reader that does not say") << with_content(MimeReader{});
    QTest::newRow("a file that cannot be asked") << with_content(MimeFile{"pipe"});
}

void FormBodyTest::doesNotKnowItsSize() {
    QFETCH(MimePart, part);
    Mime mime;
    mime.add("a", "b");
    mime.add() = part;
    mime.add("c", "d");
    Numbered numbered;
    numbered.files_are_there = false;
    const auto form = http::lay_out_form(mime, numbered.context());
    QVERIFY(form);
    QCOMPARE(form->size, std::int64_t(-1));
}

void FormBodyTest::listsItsFiles() {
    auto inner = std::make_shared<Mime>();
    inner->add().content = MimeFile{"b"};
    Mime mime;
    mime.add("x", "data");
    mime.add().content = MimeFile{"a"};
    mime.add().content = inner;
    mime.add().content = std::shared_ptr<const Mime>();
    mime.add().content = MimeFile{"c"};
    QCOMPARE(http::files_of(mime), (std::vector<std::string>{"a", "b", "c"}));
}

void FormBodyTest::refuses_data() {
    QTest::addColumn<MimePart>("part");
    const auto with_header = [](const char* line) {
        MimePart part;
        part.headers = {line};
        return part;
    };
    QTest::newRow("a header without a colon") << with_header("X-A");
    QTest::newRow("a header without a name") << with_header(": b");
    QTest::newRow("a header with a blank in its name") << with_header("X A: b");
    QTest::newRow("a header of two lines") << with_header("X-A: b\r\nX-B: c");
    QTest::newRow("a header with a lone line feed") << with_header("X-A: b\n");
    MimePart typed;
    typed.type = "a/b\r\nX: y";
    QTest::newRow("a type of two lines") << typed;
    QTest::newRow("parts that are not there") << with_content(std::shared_ptr<const Mime>());
    MimePart parts = with_content(std::make_shared<const Mime>());
    parts.headers = {"Content-Type: multipart/mixed"};
    QTest::newRow("a type of parts without its boundary") << parts;
}

void FormBodyTest::refuses() {
    QFETCH(MimePart, part);
    Mime mime;
    mime.add() = part;
    Numbered numbered;
    const auto form = http::lay_out_form(mime, numbered.context());
    QVERIFY(!form);
    QCOMPARE(form.error().kind, Kind::option_syntax);
    QVERIFY(!form.error().facts().detail.empty());
    auto outer = std::make_shared<Mime>();
    outer->add().content = std::make_shared<const Mime>(mime);
    QVERIFY(!http::lay_out_form(*outer, numbered.context()));
}

void FormBodyTest::refusesEndlessDepth() {
    auto mime = std::make_shared<Mime>();
    mime->add("a", "b");
    for (int depth = 0; depth < 33; ++depth) {
        QVERIFY(laid_out(*mime).starts_with("multipart"));
        auto outer = std::make_shared<Mime>();
        outer->add("a").content = std::shared_ptr<const Mime>(mime);
        mime = outer;
    }
    QVERIFY(laid_out(*mime).starts_with("refused: "));
}

Q_DECLARE_METATYPE(MimePart)
SL_TEST_CLASS(FormBodyTest)
#include "form_body_test.moc"
