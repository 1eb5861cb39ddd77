#include "engine/curl/form.h"

#include <QtTest>

#include "engine/curl/form_mime.h"
#include "tests/support/test_class.h"
#include "tests/unit/curl/fake_host.h"

namespace sluice::curl {
namespace {

std::string shown(const FormPart& part) {
    static constexpr const char* kinds[] = {"=", "=@", "=<", "=("};
    std::string text = part.name + kinds[static_cast<int>(part.kind)];
    for (const FormPart& inner : part.parts) {
        text += shown(inner) + ",";
    }
    text += part.kind == FormPart::Kind::multipart ? ")" : "[" + part.content + "]";
    text += part.type.empty() ? "" : " type[" + part.type + "]";
    text += part.file_name ? " filename[" + *part.file_name + "]" : "";
    text += part.encoder.empty() ? "" : " encoder[" + part.encoder + "]";
    for (const std::string& header : part.headers) {
        text += " header[" + header + "]";
    }
    return text;
}

struct Read {
    std::string wrong;
    CommandLine line;
};

Read read(const QStringList& fields, bool literal = false) {
    FakeHost host;
    host.files = {{"h", "# no\nA: b\n  c\n\nD: e\r\n"}, {"-", "from input"}};
    Read out;
    out.line.operations.emplace_back();
    FlagTarget target{out.line, host};
    for (const QString& field : fields) {
        out.wrong = add_form_field(target, field.toStdString(), literal);
    }
    return out;
}

}  // namespace

class FormTest : public QObject {
    Q_OBJECT

  private slots:
    void readsFields_data() {
        QTest::addColumn<QStringList>("fields");
        QTest::addColumn<QString>("form");
        const auto row = [](const char* name, const QStringList& fields, const char* form) {
            QTest::newRow(name) << fields << "=(" + QString(form) + ",)";
        };
        row("text", {"a=b"}, "a=[b]");
        row("text with equals", {"a=b=c"}, "a=[b=c]");
        row("no name", {"=b"}, "=[b]");
        row("blanks are cut", {"a=  b  "}, "a=[b]");
        row("quotes keep them", {"a=\"  b;\\\"c\\\\ \""}, "a=[  b;\"c\\ ]");
        row("open quote is text", {"a=\"b"}, "a=[\"b]");
        row("type", {"a=b;type=text/x"}, "a=[b] type[text/x]");
        row("type with parameters", {"a=b; type=text/x; charset=y ;filename=f"},
            "a=[b] type[text/x; charset=y] filename[f]");
        row("encoder", {"a=b;encoder=base64"}, "a=[b] encoder[base64]");
        row("headers", {"a=b;headers=\"X: y;z\";headers=Q: r"}, "a=[b] header[X: y;z] header[Q: r]");
        row("headers of a file", {"a=b;headers=@h"}, "a=[b] header[A: b c] header[D: e]");
        row("file", {"a=@f"}, "a=@[f]");
        row("file with a name", {"a=@f;filename=\"x\\\"y\";type=t/u"}, "a=@[f] type[t/u] filename[x\"y]");
        row("empty file name", {"a=@f;filename="}, "a=@[f] filename[]");
        row("files", {"a=@f,g;type=t/u,h"}, "a=(=@[f],=@[g] type[t/u],=@[h],)");
        row("file as text", {"a=<f;type=t/u"}, "a=<[f] type[t/u]");
        row("standard input", {"a=@-"}, "a=[from input] filename[-]");
        row("standard input as text", {"a=<-"}, "a=[from input]");
        row("multipart", {"m=(;type=multipart/x", "a=b", "=(", "c=d", "=)", "=)", "e=f"},
            "m=(a=[b],=(c=[d],),) type[multipart/x],e=[f]");
        row("unknown attribute", {"a=b;foo=bar;type=t/u"}, "a=[b] type[t/u]");
    }
    void readsFields() {
        QFETCH(QStringList, fields);
        const Read out = read(fields);
        QCOMPARE(out.wrong, std::string());
        QTEST(QString::fromStdString(shown(*out.line.operations[0].body.form)), "form");
    }

    void literalFieldsMeanNothing() {
        const Read out = read({"a=@b;type=c/d", "e=<f"}, true);
        QCOMPARE(shown(*out.line.operations[0].body.form), std::string("=(a=[@b;type=c/d],e=[<f],)"));
    }

    void refusesWhatIsNoField_data() {
        QTest::addColumn<QString>("field");
        for (const char* field : {"a", "a=b;type=x", "=)", "a=b;encoder=rot13"}) {
            QTest::newRow(field) << field;
        }
    }
    void refusesWhatIsNoField() {
        QFETCH(QString, field);
        const Read out = read({field});
        QCOMPARE(out.wrong, std::string(badly_used));
        QCOMPARE(out.line.warnings.size(), std::size_t(1));
    }

    void namesNoFilesWhereThatIsForbidden() {
        ClosedHost host;
        CommandLine line;
        line.operations.emplace_back();
        FlagTarget target{line, host};
        QCOMPARE(add_form_field(target, "a=@/etc/passwd", false), std::string("names a file"));
        QCOMPARE(add_form_field(target, "a=<x", false), std::string("names a file"));
        QCOMPARE(add_form_field(target, "a=x", false), std::string());
    }

    void becomesAMime() {
        const Read out = read({"a=b;encoder=base64", "m=(", "f=@x", "=)"});
        const auto mime = mime_of(*out.line.operations[0].body.form, true);
        QVERIFY(mime->escape() == MimeEscape::backslash);
        QCOMPARE(mime->parts().size(), std::size_t(2));
        QVERIFY(mime->parts()[0].encoding == MimeEncoding::base64);
        QCOMPARE(std::get<std::string>(mime->parts()[0].content), std::string("b"));
        const auto& inner = std::get<std::shared_ptr<const Mime>>(mime->parts()[1].content);
        QCOMPARE(std::get<MimeFile>(inner->parts()[0].content).path, std::string("x"));
        QVERIFY(std::get<MimeFile>(inner->parts()[0].content).announced);
        QVERIFY(!inner->parts()[0].filename);
    }
};
SL_TEST_CLASS(FormTest)

}  // namespace sluice::curl

#include "form_test.moc"
