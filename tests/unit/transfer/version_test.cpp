#include <sluice/version.h>

#include <QTest>

#include <algorithm>
#include <tuple>

#include "engine/url/scheme.h"
#include "tests/support/test_class.h"

using namespace sluice;

namespace {

constexpr unsigned number_of(unsigned major, unsigned minor, unsigned patch) {
    return major << 16U | minor << 8U | patch;
}
static_assert(number_of(9, 11, 7) == 0x090b07);
static_assert(number_of(1, 2, 10) > number_of(1, 2, 9));
static_assert(number_of(1, 3, 0) > number_of(1, 2, 255));
static_assert(version_number >= number_of(0, 1, 0));

}  // namespace

class VersionTest : public QObject {
    Q_OBJECT

  private slots:
    void numberAndTextAgree() {
        unsigned parts[3] = {};
        QCOMPARE(std::sscanf(version_text, "%u.%u.%u", &parts[0], &parts[1], &parts[2]), 3);
        QCOMPARE(number_of(parts[0], parts[1], parts[2]), version_number);
        QCOMPARE(version_info().number, version_number);
        QCOMPARE(version_info().version, std::string(version_text));
    }
    void isAlwaysTheSameObject() {
        QCOMPARE(&version_info(), &version_info());
        QCOMPARE(version_info().age, version_age);
    }
    void namesAreLowerCaseAndSorted() {
        const VersionInfo& info = version_info();
        QVERIFY(std::is_sorted(info.protocols.begin(), info.protocols.end()));
        for (const std::string& protocol : info.protocols) {
            QVERIFY2(url::is_supported(protocol), protocol.c_str());
            QVERIFY(std::none_of(protocol.begin(), protocol.end(), [](char c) { return c >= 'A' && c <= 'Z'; }));
        }
        QVERIFY(!url::is_supported("gopher"));
        auto folded = info.features;
        for (std::string& feature : folded) {
            std::transform(feature.begin(), feature.end(), feature.begin(), [](char c) { return std::tolower(c); });
        }
        QVERIFY(std::is_sorted(folded.begin(), folded.end()));
        QVERIFY(std::find(info.features.begin(), info.features.end(), "threadsafe") != info.features.end());
    }
    void librariesTellTheirVersions() {
        const VersionInfo& info = version_info();
        for (const std::string& version : {info.ssl, info.zlib, info.brotli, info.zstd, info.idn, info.psl}) {
            QVERIFY2(version.find('.') != std::string::npos, version.c_str());
        }
        const auto text = [](unsigned packed) {
            return std::to_string(packed >> 24U) + "." + std::to_string(packed >> 12U & 0xfffU) + "." +
                   std::to_string(packed & 0xfffU);
        };
        QCOMPARE(text(info.brotli_number), info.brotli);
        QCOMPARE(text(info.zstd_number), info.zstd);
        QVERIFY(!info.host.empty());
        QVERIFY(!info.ca_path.empty());
    }
};

SL_TEST_CLASS(VersionTest)
#include "version_test.moc"
