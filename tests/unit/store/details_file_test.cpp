#include "engine/store/details_file.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::store;

namespace {

/// Text that does not compress.
std::string noise(std::size_t size, unsigned seed) {
    std::string out(size, ' ');
    for (char& c : out) {
        seed = seed * 1'664'525U + 1'013'904'223U;
        c = static_cast<char>(seed >> 24U);
    }
    return out;
}

}  // namespace

class DetailsFileTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        path_ = folder_->filePath("details.db").toStdString();
    }
    void compressesAndRestores() {
        const std::string text = noise(1000, 1) + std::string(100'000, 'a');
        const std::string packed = compress(text);
        QVERIFY(packed.size() < 2000);
        QVERIFY(decompress(as_bytes(packed), text.size()) == text);
    }
    void refusesWhatWouldGrowBeyondTheLimit() {
        QVERIFY(!decompress(as_bytes(compress(std::string(1001, 'a'))), 1000));
    }
    void refusesDamagedData() {
        std::string packed = compress(noise(500, 3));
        for (std::size_t size = 0; size < packed.size(); ++size) {
            QVERIFY(!decompress(as_bytes(std::string_view(packed).substr(0, size)), 1000));
        }
    }
    void keepsTextAndVersionAcrossOpening() {
        {
            auto file = DetailsFile::open(path_, {});
            QVERIFY(*file->put({5, 3, "text"}));
            QVERIFY(*file->put({5, 4, "newer"}));
        }
        auto file = DetailsFile::open(path_, {});
        const auto got = *file->get(5);
        QVERIFY(got.has_value());
        QCOMPARE(got->version, 4);
        QCOMPARE(got->text, std::string("newer"));
        QVERIFY(!file->get(6)->has_value());
    }
    void refusesMoreThanOneMayHave() {
        DetailsFile::Limits limits;
        limits.one = 2000;
        auto file = DetailsFile::open(path_, limits);
        QVERIFY(!*file->put({1, 1, noise(3000, 1)}));
        QVERIFY(!file->get(1)->has_value());
        QVERIFY(*file->put({1, 1, std::string(300'000, 'a')}));
    }
    void dropsTheOldestFirst() {
        DetailsFile::Limits limits;
        limits.all = 5000;
        auto file = DetailsFile::open(path_, limits);
        for (Id id = 1; id <= 4; ++id) {
            QVERIFY(*file->put({id, 1, noise(1200, static_cast<unsigned>(id))}));
        }
        QVERIFY(*file->put({1, 1, noise(1200, 11)}));  // written again: now the youngest
        QVERIFY(*file->put({5, 1, noise(1200, 5)}));
        QVERIFY(file->bytes() <= limits.all);
        QVERIFY(!file->get(2)->has_value());
        for (const Id id : {1, 3, 4, 5}) {
            QVERIFY(file->get(id)->has_value());
        }
    }
    void countsWhatItHolds() {
        auto file = DetailsFile::open(path_, {});
        QVERIFY(*file->put({1, 1, noise(1000, 1)}));
        const auto one = file->bytes();
        QVERIFY(*file->put({2, 1, noise(1000, 2)}));
        QVERIFY(*file->put({1, 1, noise(1000, 4)}));
        QCOMPARE(file->bytes(), 2 * one);
        QVERIFY(file->erase({1, 9}).has_value());
        QCOMPARE(file->bytes(), one);
        QVERIFY(file->erase_from(2).has_value());
        QCOMPARE(file->bytes(), std::int64_t{0});
    }
    void replacesADamagedFile() {
        std::ofstream(path_) << std::string(9000, 'x');
        auto file = DetailsFile::open(path_, {});
        QVERIFY(file.has_value());
        QVERIFY(*file->put({1, 1, "text"}));
    }

  private:
    std::unique_ptr<QTemporaryDir> folder_;
    std::string path_;
};

SL_TEST_CLASS(DetailsFileTest)
#include "details_file_test.moc"
