#include "engine/curl/variables.h"

#include <QtTest>

#include "tests/support/test_class.h"
#include "tests/unit/curl/fake_host.h"

namespace sluice::curl {
namespace {

struct Set {
    std::string wrong;
    CommandLine line;
};

Set set(const std::string& text) {
    FakeHost host;
    host.variables["HOME"] = "/h";
    host.files["f"] = "0123456789";
    Set out;
    out.line.operations.emplace_back();
    FlagTarget target{out.line, host};
    out.wrong = set_variable(target, {text, true});
    return out;
}

std::string value(const std::string& text) {
    const Set out = set(text);
    return out.line.globals.variables.empty() ? "(none)" : out.line.globals.variables.begin()->second;
}

}  // namespace

class VariablesTest : public QObject {
    Q_OBJECT

  private slots:
    void takesContentFromWhereItIs_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("content");
        QTest::newRow("text") << "a=b c=d"
                              << "b c=d";
        QTest::newRow("nothing") << "a="
                                 << "";
        QTest::newRow("file") << "a@f"
                              << "0123456789";
        QTest::newRow("bytes of a file") << "a[2-4]@f"
                                         << "234";
        QTest::newRow("bytes to the end") << "a[7-]@f"
                                          << "789";
        QTest::newRow("bytes behind the end") << "a[70-80]@f"
                                              << "";
        QTest::newRow("bytes of a text") << "a[1-1]=xyz"
                                         << "y";
        QTest::newRow("environment") << "%HOME"
                                     << "/h";
        QTest::newRow("environment with a default") << "%HOME=x"
                                                    << "/h";
        QTest::newRow("default") << "%NOPE=x"
                                 << "x";
        QTest::newRow("default of a file") << "%NOPE@f"
                                           << "0123456789";
    }
    void takesContentFromWhereItIs() {
        QFETCH(QString, text);
        QTEST(QString::fromStdString(value(text.toStdString())), "content");
        QCOMPARE(set(text.toStdString()).wrong, std::string());
    }

    void refusesWhatIsNone() {
        QCOMPARE(set("a").wrong, std::string(bad_expansion));
        QCOMPARE(set("%NOPE").wrong, std::string(bad_expansion));
        QCOMPARE(set("a@nofile").wrong, std::string(unreadable));
        QCOMPARE(set("a[4-2]@f").wrong, std::string(bad_expansion));
        QCOMPARE(set("a[x]@f").wrong, std::string(bad_expansion));
        QCOMPARE(set("=x").wrong, std::string());  // passed over, with a warning
        QCOMPARE(set("=x").line.warnings.size(), std::size_t(1));
        QVERIFY(set("=x").line.globals.variables.empty());
    }

    void expands_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("out");
        QTest::newRow("none") << "a {b} c"
                              << "a {b} c";
        QTest::newRow("one") << "<{{a}}>"
                             << "< x\"\n >";
        QTest::newRow("two") << "{{b}}{{b}}"
                             << "yy";
        QTest::newRow("absent") << "<{{nope}}>"
                                << "<>";
        QTest::newRow("trim") << "<{{a:trim}}>"
                              << "<x\">";
        QTest::newRow("json") << "{{a:json}}"
                              << " x\\\"\\n ";
        QTest::newRow("control") << "{{c:json}}"
                                 << "\\u0001";
        QTest::newRow("url") << "{{a:trim:url}}"
                             << "x%22";
        QTest::newRow("base64") << "{{b:b64}}"
                                << "eQ==";
        QTest::newRow("base64 back") << "{{b:b64:64dec}}"
                                     << "y";
        QTest::newRow("no base64") << "{{a:64dec}}"
                                   << "[64dec-fail]";
        QTest::newRow("escaped") << "\\{{b}} {{b}}"
                                 << "{{b}} y";
        QTest::newRow("escaped alone stays") << "\\{{b}}"
                                             << "\\{{b}}";
        QTest::newRow("open") << "{{b"
                              << "{{b";
        QTest::newRow("bad name") << "{{b c}}{{b}}"
                                  << "{{b c}}y";
    }
    void expands() {
        QFETCH(QString, text);
        Globals globals;
        globals.variables = {{"a", " x\"\n "}, {"b", "y"}, {"c", "\x01"}};
        std::string error;
        std::vector<std::string> warnings;
        const auto out = expand_variables(text.toStdString(), globals, error, warnings);
        QVERIFY2(out.has_value(), error.c_str());
        QTEST(QString::fromStdString(*out), "out");
    }

    void refusesFunctionsNobodyKnowsAndNuls() {
        Globals globals;
        globals.variables = {{"a", std::string("x\0y", 3)}};
        std::string error;
        std::vector<std::string> warnings;
        QVERIFY(!expand_variables("{{a:foo}}", globals, error, warnings));
        QCOMPARE(error, std::string("unknown variable function in ':foo'"));
        QVERIFY(!expand_variables("{{a}}", globals, error, warnings));
        QCOMPARE(expand_variables("{{a:b64}}", globals, error, warnings).value(), std::string("eAB5"));
    }
};
SL_TEST_CLASS(VariablesTest)

}  // namespace sluice::curl

#include "variables_test.moc"
