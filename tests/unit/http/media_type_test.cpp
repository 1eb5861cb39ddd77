#include "engine/http/media_type.h"

#include <QTest>

#include "tests/support/test_class.h"

class MediaTypeTest : public QObject {
    Q_OBJECT

  private slots:
    void reads_data();
    void reads();
    void knowsExtensions();
    void knowsPages();
    void knowsExtensionsOfFiles();
};

void MediaTypeTest::reads_data() {
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("essence");
    QTest::addColumn<QByteArray>("charset");
    const auto row = [](const char* value, const char* essence, const char* charset) {
        QTest::newRow(value) << QByteArray(value) << QByteArray(essence) << QByteArray(charset);
    };
    row("text/html", "text/html", "");
    row("Text/HTML;Charset=\"utf-8\"", "text/html", "utf-8");
    row("text/html; charset=UTF-8", "text/html", "utf-8");
    row(" application/pdf ; a=b", "application/pdf", "");
    row("text/plain, text/html", "text/plain", "");
    row("image/svg+xml", "image/svg+xml", "");
    row("", "", "");
    row("text", "", "");
    row("text/", "", "");
    row("/html", "", "");
    row("text/ht ml", "", "");
    row("charset=utf-8", "", "");
}

void MediaTypeTest::reads() {
    QFETCH(QByteArray, value);
    const auto type = sluice::http::parse_media_type(value.toStdString());
    QTEST(QByteArray::fromStdString(type.essence), "essence");
    QTEST(QByteArray::fromStdString(type.charset), "charset");
}

void MediaTypeTest::knowsExtensions() {
    using sluice::http::extension_of;
    QCOMPARE(std::string(extension_of("application/pdf")), std::string("pdf"));
    QCOMPARE(std::string(extension_of("application/epub+zip")), std::string("epub"));
    QCOMPARE(std::string(extension_of("video/x-msvideo")), std::string("avi"));
    QCOMPARE(std::string(extension_of("image/jpeg")), std::string("jpg"));
    QVERIFY(extension_of("application/octet-stream").empty());
    QVERIFY(extension_of("").empty());
    QVERIFY(extension_of("zzz/zzz").empty());
}

void MediaTypeTest::knowsPages() {
    QVERIFY(sluice::http::is_web_page("text/html"));
    QVERIFY(sluice::http::is_web_page("application/xhtml+xml"));
    QVERIFY(!sluice::http::is_web_page("text/plain"));
}

void MediaTypeTest::knowsExtensionsOfFiles() {
    for (const char* file : {"zip", "ZIP", "iso", "pdf", "7z", "mp4", "json"}) {
        QVERIFY2(sluice::http::is_file_extension(file), file);
    }
    for (const char* other : {"", "html", "xhtml", "php", "aspx", "zi", "zip2"}) {
        QVERIFY2(!sluice::http::is_file_extension(other), other);
    }
}

SL_TEST_CLASS(MediaTypeTest)
#include "media_type_test.moc"
