#include "engine/curl/sluice_source.h"

#include <sluice/mime.h>

#include <QtTest>

#include "tests/support/test_class.h"

namespace sluice::curl {

class SluiceSourceTest : public QObject {
    Q_OBJECT

  private slots:
    void writesEveryTypeAsCppWantsIt() {
        auto form = std::make_shared<Mime>();
        form->add("a", "b");
        form->add("f").content = MimeFile{"p", true};
        std::vector<DescribedTransfer> transfers(1);
        Options& o = transfers[0].options;
        o.url = "http://h/\"";
        o.request->headers = {"A: b", std::string("n\0", 2)};
        o.request->resume_from = 5'000'000'000;
        o.http->version = HttpVersion::v1_0;
        o.upload->mime = form;
        o.upload->body = "x";
        o.auth->methods = auth::basic | auth::digest;
        o.redirect->keep_post = 3;
        o.redirect->follow = Follow::all;
        o.tls->client.key = "k";
        o.tls->verify_peer = false;
        o.proxy->tls.ca_file = "c";
        o.timeouts->total = std::chrono::milliseconds(1250);
        o.dns->cache_timeout = std::chrono::seconds(-1);
        transfers[0].output = "o";
        transfers[0].besides = {"tries again"};
        const std::string text = write_sluice_source(transfers);
        for (const char* part : {"#include <sluice/sluice.h>",
                                 "options.url = \"http://h/\\\"\";",
                                 "options.request->headers = {\"A: b\", std::string(\"n\\x00\", 2)};",
                                 "options.request->resume_from = 5000000000;",
                                 "options.http->version = sluice::HttpVersion::v1_0;",
                                 "form1->add();",
                                 "part1.content = std::string(\"b\", 1);",
                                 "part1.name = \"a\";",
                                 "part2.content = sluice::MimeFile{\"p\", true};",
                                 "options.upload->mime = form1;",
                                 "options.upload->body = \"x\";",
                                 "options.auth->methods = sluice::auth::basic | sluice::auth::digest;",
                                 "options.redirect->keep_post = 3U;",
                                 "options.redirect->follow = sluice::Follow::all;",
                                 "options.tls->client.key = \"k\";",
                                 "options.tls->verify_peer = false;",
                                 "options.proxy->tls.ca_file = \"c\";",
                                 "options.timeouts->total = std::chrono::milliseconds(1250);",
                                 "options.dns->cache_timeout = std::chrono::seconds(-1);",
                                 "std::fopen(\"o\", \"wb\")",
                                 "// not said here: tries again",
                                 "code = easy.perform();",
                                 "return static_cast<int>(code);"}) {
            QVERIFY2(text.find(part) != std::string::npos, (part + ("\n" + text)).c_str());
        }
    }
};
SL_TEST_CLASS(SluiceSourceTest)

}  // namespace sluice::curl

#include "sluice_source_test.moc"
