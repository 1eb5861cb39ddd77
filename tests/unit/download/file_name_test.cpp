#include "engine/download/file_name.h"

#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice::download;

namespace {
std::string repeat(const std::string& what, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) {
        out += what;
    }
    return out;
}
}  // namespace

class FileNameTest : public QObject {
    Q_OBJECT

  private slots:
    void makesNamesSafe_data() {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<QByteArray>("safe");
        const auto row = [](const char* title, const QByteArray& raw, const QByteArray& safe) {
            QTest::newRow(title) << raw << safe;
        };
        row("plain", "file.zip", "file.zip");
        row("umlauts", "M\xc3\xbcll.pdf", "M\xc3\xbcll.pdf");
        row("separators", "a/b\\c.txt", "a_b_c.txt");
        row("parent", "../../etc/passwd", "_.._etc_passwd");
        row("only dots", "..", "");
        row("dot", ".", "");
        row("hidden", ".bashrc", "bashrc");
        row("ends", "  name.txt . ", "name.txt");
        row("controls", QByteArray("a\r\nb\x7f\0c.txt", 11), "abc.txt");
        row("C1 control",
            "a\xc2\x85"
            "b",
            "ab");
        row("right to left override",
            "invoice\xe2\x80\xae"
            "fdp.exe",
            "invoicefdp.exe");
        row("isolates",
            "a\xe2\x81\xa6"
            "b\xe2\x81\xa9"
            "c",
            "abc");
        row("zero width space",
            "a\xe2\x80\x8b"
            "b",
            "ab");
        row("byte order mark",
            "\xef\xbb\xbf"
            "a.txt",
            "a.txt");
        row("joiner of Persian stays", "\xd9\x85\xe2\x80\x8c\xdb\x8c", "\xd9\x85\xe2\x80\x8c\xdb\x8c");
        row("not UTF-8", "caf\xe9.txt", "caf_.txt");
        row("overlong slash",
            "a\xc0\xaf"
            "b",
            "a__b");
        row("surrogate",
            "a\xed\xa0\x80"
            "b",
            "a___b");
        row("cut off character", "a\xe2\x82", "a__");
        row("device", "CON", "_CON");
        row("device with extension", "nul.tar.gz", "_nul.tar.gz");
        row("device with blank", "aux .txt", "_aux .txt");
        row("numbered device", "LPT1", "_LPT1");
        row("superscript device", "com\xc2\xb9.txt", "_com\xc2\xb9.txt");
        row("no device", "console.log", "console.log");
        row("no device either", "com10", "com10");
        row("forbidden elsewhere", "a<b>c:d\"e|f?g*h", "a_b_c_d_e_f_g_h");
        row("tilde stays", "~name", "~name");
        row("empty", "", "");
    }
    void makesNamesSafe() {
        QFETCH(QByteArray, raw);
        QFETCH(QByteArray, safe);
        const std::string got = safe_name(raw.toStdString(), NameCare::foreign);
        QCOMPARE(QByteArray::fromStdString(got), safe);
        QCOMPARE(safe_name(got, NameCare::foreign), got);
    }

    void leavesTheUsersOwnCharacters() {
        QCOMPARE(safe_name("What? 12:30 \"x\".mkv", NameCare::typed), std::string("What? 12:30 \"x\".mkv"));
        QCOMPARE(safe_name("a/b", NameCare::typed), std::string("a_b"));
    }

    void shortensButKeepsTheExtension_data() {
        QTest::addColumn<QByteArray>("stem");
        QTest::addColumn<QByteArray>("extension");
        QTest::newRow("ascii") << QByteArray(300, 'a') << QByteArray(".zip");
        QTest::newRow("tar") << QByteArray(300, 'a') << QByteArray(".tar.gz");
        QTest::newRow("umlauts") << QByteArray::fromStdString("x" + repeat("\xc3\xbc", 200)) << QByteArray(".pdf");
        QTest::newRow("four bytes") << QByteArray::fromStdString("xy" + repeat("\xf0\x9f\x98\x80", 80))
                                    << QByteArray(".mp4");
        QTest::newRow("none") << QByteArray(300, 'a') << QByteArray();
        QTest::newRow("blanks at the cut") << QByteArray(300, ' ').prepend('a') << QByteArray(".txt");
    }
    void shortensButKeepsTheExtension() {
        QFETCH(QByteArray, stem);
        QFETCH(QByteArray, extension);
        const std::string name = safe_name((stem + extension).toStdString(), NameCare::foreign);
        QVERIFY(name.size() <= max_name_bytes);
        QVERIFY(QByteArray::fromStdString(name).endsWith(extension));
        QCOMPARE(QString::fromUtf8(name.c_str()).toUtf8().toStdString(), name);
        QVERIFY(!QString::fromUtf8(name.c_str()).contains(QChar::ReplacementCharacter));
        const std::string numbered = numbered_name(name, 9999);
        QVERIFY(numbered.size() <= max_name_bytes);
        QVERIFY(QByteArray::fromStdString(numbered).endsWith(" (9999)" + extension));
    }

    void numbersStandBeforeTheExtension_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("second");
        QTest::newRow("plain") << "a.zip"
                               << "a (1).zip";
        QTest::newRow("tar") << "a.tar.xz"
                             << "a (1).tar.xz";
        QTest::newRow("TAR") << "a.TAR.GZ"
                             << "a (1).TAR.GZ";
        QTest::newRow("none") << "README"
                              << "README (1)";
        QTest::newRow("version") << "tool-1.2"
                                 << "tool-1 (1).2";
        QTest::newRow("only tar") << "tar.gz"
                                  << "tar (1).gz";
        QTest::newRow("sentence") << "Read this. Now"
                                  << "Read this. Now (1)";
    }
    void numbersStandBeforeTheExtension() {
        QFETCH(QString, name);
        QFETCH(QString, second);
        QCOMPARE(numbered_name(name.toStdString(), 0), name.toStdString());
        QCOMPARE(numbered_name(name.toStdString(), 1), second.toStdString());
    }

    void choosesInTheOrderOfTrust_data() {
        QTest::addColumn<QByteArray>("typed");
        QTest::addColumn<QByteArray>("disposition");
        QTest::addColumn<QByteArray>("final_url");
        QTest::addColumn<QByteArray>("first_url");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("origin");
        const auto row = [](const char* title, const QByteArray& typed, const QByteArray& disposition,
                            const QByteArray& final_url, const QByteArray& first_url, const QByteArray& type,
                            const QByteArray& name, NameOrigin origin) {
            QTest::newRow(title) << typed << disposition << final_url << first_url << type << name << int(origin);
        };
        const char* url = "https://h/d/file.iso?x=/y#z/w";
        row("typed", "mine", "theirs", url, url, "", "mine", NameOrigin::typed);
        row("typed nothing usable", "..", "theirs", url, url, "", "theirs", NameOrigin::content_disposition);
        row("their path", "", "C:\\dir\\theirs.zip", url, url, "", "theirs.zip", NameOrigin::content_disposition);
        row("their parent", "", "../../.ssh/authorized_keys", url, url, "", "authorized_keys",
            NameOrigin::content_disposition);
        row("final address", "", "", url, "https://h/get", "", "file.iso", NameOrigin::address);
        row("first address", "", "", "https://h/", "https://h/get.zip", "", "get.zip", NameOrigin::address);
        row("percent", "", "", "https://h/a%20b%C3%BC.zip", "", "", "a b\xc3\xbc.zip", NameOrigin::address);
        row("percent not UTF-8", "", "", "https://h/a%FC.zip", "", "", "a%FC.zip", NameOrigin::address);
        row("encoded separator", "", "", "https://h/a%2Fb%5Cc", "", "", "a_b_c", NameOrigin::address);
        row("encoded parent", "", "", "https://h/%2E%2E", "https://h/x", "", "x", NameOrigin::address);
        row("encoded NUL", "", "", "https://h/a%00b", "", "", "ab", NameOrigin::address);
        row("percent at the end", "", "", "https://h/100%", "", "", "100%", NameOrigin::address);
        row("host only", "", "", "https://h.example", "https://h.example", "text/html", "index.html",
            NameOrigin::made_up);
        row("typed media", "", "", "https://h/", "https://h/", "Application/PDF", "download.pdf", NameOrigin::made_up);
        row("unknown media", "", "", "https://h/?q", "https://h/", "application/x-odd", "download",
            NameOrigin::made_up);
    }
    void choosesInTheOrderOfTrust() {
        QFETCH(QByteArray, typed);
        QFETCH(QByteArray, disposition);
        QFETCH(QByteArray, final_url);
        QFETCH(QByteArray, first_url);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, name);
        QFETCH(int, origin);
        const auto view = [](const QByteArray& bytes) {
            return std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        };
        NameInputs inputs;
        inputs.typed = view(typed);
        inputs.content_disposition = view(disposition);
        inputs.final_url = view(final_url);
        inputs.first_url = view(first_url);
        inputs.type = view(type);
        const ChosenName chosen = choose_name(inputs);
        QCOMPARE(QByteArray::fromStdString(chosen.name), name);
        QCOMPARE(int(chosen.origin), origin);
    }
};

SL_TEST_CLASS(FileNameTest)
#include "file_name_test.moc"
