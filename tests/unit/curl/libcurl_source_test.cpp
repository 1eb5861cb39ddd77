#include "engine/curl/libcurl_source.h"

#include <sluice/mime.h>

#include <QtTest>

#include "engine/curl/libcurl_options.h"
#include "tests/support/test_class.h"

namespace sluice::curl {
namespace {

std::string settings_of(const Options& options) {
    const LibcurlOptions written(options);
    std::string text;
    for (const LibcurlOptions::Setting& setting : written.settings()) {
        text += std::string(setting.name).substr(8) + "=" + setting.text;
        for (const std::string& one : setting.list) {
            text += "[" + one + "]";
        }
        text += setting.form ? "(form);" : ";";
    }
    for (const std::string& left : written.inexpressible()) {
        text += "!" + left.substr(0, left.find(':')) + ";";
    }
    return text;
}

}  // namespace

class LibcurlSourceTest : public QObject {
    Q_OBJECT

  private slots:
    void defaultsAreNotWritten() { QCOMPARE(settings_of(Options()), std::string()); }

    void everyTypeHasItsForm_data() {
        QTest::addColumn<QString>("settings");
        QTest::newRow("string") << "URL=\"http://h/\\\"\";";
        QTest::newRow("bool") << "NOBODY=1L;";
        QTest::newRow("inverted") << "SSL_VERIFYPEER=0L;SSL_VERIFYHOST=0L;";
        QTest::newRow("list") << "HTTPHEADER=[A: b][C:];";
        QTest::newRow("joined") << "PROTOCOLS_STR=\"http,https\";";
        QTest::newRow("offset") << "MAXFILESIZE_LARGE=(curl_off_t)5000000000;";
        QTest::newRow("long") << "MAXREDIRS=-1L;";
        QTest::newRow("milliseconds") << "TIMEOUT_MS=1250L;";
        QTest::newRow("seconds") << "LOW_SPEED_TIME=30L;";
        QTest::newRow("symbol") << "HTTP_VERSION=(long)CURL_HTTP_VERSION_1_0;";
        QTest::newRow("bits") << "HTTPAUTH=(long)CURLAUTH_BASIC | (long)CURLAUTH_DIGEST;";
        QTest::newRow("unknown bits") << "HTTPAUTH=(long)CURLAUTH_BASIC | 16L;";
        QTest::newRow("both versions")
            << "SSLVERSION=(long)CURL_SSLVERSION_TLSv1_2 | (long)CURL_SSLVERSION_MAX_TLSv1_2;";
        QTest::newRow("body") << "POSTFIELDSIZE_LARGE=(curl_off_t)3;COPYPOSTFIELDS=\"a\\x00g\";";
        QTest::newRow("all codings") << "ACCEPT_ENCODING=\"\";";
        QTest::newRow("follow") << "FOLLOWLOCATION=2L /* CURLFOLLOW_OBEYCODE */;";
        QTest::newRow("cookies") << "COOKIEFILE=\"\";";
        QTest::newRow("form") << "MIME_OPTIONS=(long)CURLMIMEOPT_FORMESCAPE;MIMEPOST=(form);";
        QTest::newRow("proxy's login") << "PROXYUSERNAME=\"a%40b\";PROXYPASSWORD=\"c%25%3A\";";
        QTest::newRow("ours") << "!tls.extra_ca_file;!timeouts.idle;";
    }
    void everyTypeHasItsForm() {
        const QByteArray tag = QTest::currentDataTag();
        Options o;
        if (tag == "string") {
            o.url = "http://h/\"";
        } else if (tag == "bool") {
            o.request->no_body = true;
        } else if (tag == "inverted") {
            o.tls->verify_peer = o.tls->verify_host = false;
        } else if (tag == "list") {
            o.request->headers = {"A: b", "C:"};
        } else if (tag == "joined") {
            o.request->protocols = {"http", "https"};
        } else if (tag == "offset") {
            o.limits->max_file_size = 5'000'000'000;
        } else if (tag == "long") {
            o.redirect->max_redirs = -1;
        } else if (tag == "milliseconds") {
            o.timeouts->total = std::chrono::milliseconds(1250);
        } else if (tag == "seconds") {
            o.timeouts->low_speed_time = std::chrono::seconds(30);
        } else if (tag == "symbol") {
            o.http->version = HttpVersion::v1_0;
        } else if (tag == "bits") {
            o.auth->methods = auth::basic | auth::digest;
        } else if (tag == "unknown bits") {
            o.auth->methods = auth::basic | 16;
        } else if (tag == "both versions") {
            o.tls->max_version = TlsVersion::v1_2;
        } else if (tag == "body") {
            o.upload->body = std::string("a\0g", 3);
        } else if (tag == "all codings") {
            o.http->accept_encoding = "all";
        } else if (tag == "follow") {
            o.redirect->follow = Follow::obey_code;
        } else if (tag == "cookies") {
            o.cookies->enabled = true;
        } else if (tag == "form") {
            auto form = std::make_shared<Mime>();
            form->set_escape(MimeEscape::backslash);
            o.upload->mime = form;
        } else if (tag == "proxy's login") {
            o.proxy->username = "a@b";
            o.proxy->password = "c%:";
        } else if (tag == "ours") {
            o.timeouts->idle = std::chrono::seconds(1);
            o.tls->extra_ca_file = "f";
        }
        QTEST(QString::fromStdString(settings_of(o)), "settings");
    }

    void programHasItsPartsInOrder() {
        std::vector<DescribedTransfer> transfers(2);
        transfers[0].options.url = "http://h/1";
        transfers[0].options.request->headers = {"A: b"};
        transfers[0].options.timeouts->idle = std::chrono::seconds(1);
        transfers[0].besides = {"tries again"};
        transfers[1].options.url = "http://h/2";
        transfers[1].options.dns->resolve = {"h:1:::1"};
        transfers[1].output = "out \"file\"";
        transfers[1].include_headers = true;
        const std::string text = write_libcurl_source(transfers);
        std::size_t at = 0;
        for (const char* part : {"curl/curl.h>",
                                 "CURL *hnd;",
                                 "struct curl_slist *slist1 = NULL;",
                                 "FILE *file1;",
                                 "curl_global_init",
                                 "slist1 = curl_slist_append(slist1, \"A: b\");",
                                 "hnd = curl_easy_init();",
                                 "CURLOPT_URL, \"http://h/1\"",
                                 "CURLOPT_HTTPHEADER, slist1",
                                 "timeouts.idle",
                                 "tries again",
                                 "*/",
                                 "ret = curl_easy_perform(hnd);",
                                 "curl_slist_free_all(slist1);\n  slist1 = NULL;",
                                 "file1 = fopen(\"out \\\"file\\\"\", \"wb\");",
                                 "curl_easy_reset(hnd);",
                                 "CURLOPT_RESOLVE, slist2",
                                 "CURLOPT_WRITEDATA, file1",
                                 "CURLOPT_HEADER, 1L",
                                 "curl_easy_perform",
                                 "fclose(file1)",
                                 "curl_easy_cleanup(hnd);",
                                 "return (int)ret;"}) {
            const std::size_t found = text.find(part, at);
            QVERIFY2(found != std::string::npos || std::string(part).find("slist2") == 0, part);
            at = found == std::string::npos ? at : found;
        }
    }

    void formsAreBuiltPartByPart() {
        auto inner = std::make_shared<Mime>();
        inner->add("x", "y");
        auto form = std::make_shared<Mime>();
        form->add("a", std::string("b\0c", 3));
        MimePart& file = form->add("f");
        file.content = MimeFile{"p", false};
        file.type = "t/u";
        file.encoding = MimeEncoding::base64;
        file.headers = {"H: i"};
        form->add("m").content = std::shared_ptr<const Mime>(inner);
        std::vector<DescribedTransfer> transfers(1);
        transfers[0].options.upload->mime = form;
        const std::string text = write_libcurl_source(transfers);
        for (const char* part :
             {"curl_mime_data(part1, \"b\\000c\", 3);", "curl_mime_name(part1, \"a\");",
              "curl_mime_filedata(part2, \"p\");\n  curl_mime_filename(part2, NULL);",
              "curl_mime_type(part2, \"t/u\");", "curl_mime_encoder(part2, \"base64\");",
              "curl_mime_headers(part2, slist1, 1);", "mime2 = curl_mime_init", "curl_mime_subparts(part3, mime2);",
              "CURLOPT_MIMEPOST, mime1", "curl_mime_free(mime1);"}) {
            QVERIFY2(text.find(part) != std::string::npos, (part + ("\n" + text)).c_str());
        }
    }
};
SL_TEST_CLASS(LibcurlSourceTest)

}  // namespace sluice::curl

#include "libcurl_source_test.moc"
