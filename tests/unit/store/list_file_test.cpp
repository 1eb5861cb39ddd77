#include "engine/store/list_file.h"

#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <filesystem>
#include <fstream>

#include "engine/base/kinds.h"
#include "engine/store/schema.h"
#include "tests/support/test_class.h"
#include "tests/unit/store/sample_rows.h"

namespace fs = std::filesystem;
using namespace sluice;
using namespace sluice::store;
using sluice::test::sample_row;

namespace {

std::string read_all(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void write_all(const std::string& path, const std::string& content) {
    std::ofstream(path, std::ios::binary) << content;
}

Batch rows_batch(Id first, Id last) {
    Batch batch;
    for (Id id = first; id <= last; ++id) {
        batch.put.push_back(sample_row(id));
    }
    return batch;
}

}  // namespace

class ListFileTest : public QObject {
    Q_OBJECT

  private slots:
    void init();
    void makesAnEmptyPrivateFile();
    void keepsEveryField();
    void replacesRowsAndSetsRanks();
    void givesRowsInOrderOfRank();
    void neverGivesAnIdTwice();
    void erasesRowsWithTheirRequests();
    void keepsAllOfABatchOrNothing();
    void losesNothingWhenTheProcessDies();
    void refusesANewerStoreUntouched();
    void refusesASecondProgram();
    void copiesBeforeAMigration();
    void repairsADamagedStoreFromItsCopy_data();
    void repairsADamagedStoreFromItsCopy();
    void beginsAnewWithoutASoundCopy();
    void takesTheOlderCopyIfTheNewerIsDamaged();
    void keepsTwoGenerationsOfCopies();
    void makesNoCopyOfWhatDidNotChange();
    void opensStoresOfEarlierVersions();

  private:
    ListFile open() {
        auto file = ListFile::open(path_, 1234);
        if (!file) {
            qFatal("%s", file.error().text().c_str());
        }
        return std::move(*file);
    }
    void apply(ListFile& file, const Batch& batch) { QVERIFY(file.apply({&batch}).has_value()); }
    std::vector<StoredDownload> reopened() { return open().take_loaded().downloads; }

    std::unique_ptr<QTemporaryDir> folder_;
    std::string path_;
};

void ListFileTest::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    path_ = folder_->filePath("list.db").toStdString();
}

void ListFileTest::makesAnEmptyPrivateFile() {
    ListFile file = open();
    const Loaded loaded = file.take_loaded();
    QVERIFY(loaded.created);
    QVERIFY(loaded.downloads.empty());
    QCOMPARE(loaded.next_id, Id{1});
    QVERIFY(!loaded.without_wal);
    for (const char* part : {"", "-wal"}) {
        QCOMPARE(static_cast<int>(fs::status(path_ + part).permissions()), 0600);
    }
}

void ListFileTest::keepsEveryField() {
    Batch batch = rows_batch(1, 1);
    batch.put_requests.push_back({1, "{\"headers\":[\"A: b\"]}", "{\"etag\":\"x\"}"});
    batch.values.emplace_back("at_once", "7");
    {
        ListFile file = open();
        apply(file, batch);
    }
    ListFile file = open();
    const Loaded loaded = file.take_loaded();
    QVERIFY(!loaded.created);
    QCOMPARE(loaded.downloads.size(), std::size_t{1});
    QVERIFY(loaded.downloads[0] == batch.put[0]);
    QVERIFY(*file.request(1) == batch.put_requests[0]);
    QVERIFY(file.request(99)->request.empty());
    QCOMPARE(loaded.values.at("at_once"), std::string("7"));
}

void ListFileTest::replacesRowsAndSetsRanks() {
    ListFile file = open();
    apply(file, rows_batch(1, 2));
    Batch change;
    change.put.push_back(sample_row(1));
    change.put[0].name = "other";
    change.put[0].removed = true;
    change.ranks.emplace_back(2, -5);
    apply(file, change);
    { const ListFile ended = std::move(file); }
    const auto rows = reopened();
    QCOMPARE(rows.size(), std::size_t{2});
    QCOMPARE(rows[0].id, Id{2});
    QCOMPARE(rows[1].name, std::string("other"));
    QVERIFY(rows[1].removed);
}

void ListFileTest::givesRowsInOrderOfRank() {
    Batch batch = rows_batch(1, 3);
    batch.put[0].rank = 50;
    batch.put[1].rank = -7;
    batch.put[2].rank = 50;
    {
        ListFile file = open();
        apply(file, batch);
    }
    const auto rows = reopened();
    QCOMPARE(rows[0].id, Id{2});
    QCOMPARE(rows[1].id, Id{1});
    QCOMPARE(rows[2].id, Id{3});
}

void ListFileTest::neverGivesAnIdTwice() {
    {
        ListFile file = open();
        apply(file, rows_batch(1, 9));
        Batch erase;
        erase.erase = {8, 9};
        apply(file, erase);
    }
    QCOMPARE(open().take_loaded().next_id, Id{10});
}

void ListFileTest::erasesRowsWithTheirRequests() {
    ListFile file = open();
    Batch batch = rows_batch(1, 2);
    batch.put_requests.push_back({1, "request", "facts"});
    apply(file, batch);
    Batch erase;
    erase.erase = {1, 77};
    apply(file, erase);
    QVERIFY(file.request(1)->request.empty());
    { const ListFile ended = std::move(file); }
    QCOMPARE(reopened().size(), std::size_t{1});
}

void ListFileTest::keepsAllOfABatchOrNothing() {
    ListFile file = open();
    apply(file, rows_batch(1, 1));
    Batch good = rows_batch(2, 3);
    Batch bad = rows_batch(4, 4);
    bad.put[0].name = std::string("a\xff", 2);
    // A trigger stands for a volume that fails in the middle of a commit.
    sqlite3* other = nullptr;
    { const ListFile ended = std::move(file); }
    QCOMPARE(sqlite3_open(path_.c_str(), &other), SQLITE_OK);
    sqlite3_exec(other,
                 "CREATE TRIGGER broken BEFORE INSERT ON downloads WHEN NEW.id=4 BEGIN SELECT RAISE(FAIL,'x'); END",
                 nullptr, nullptr, nullptr);
    sqlite3_close(other);
    {
        ListFile again = open();
        QVERIFY(!again.apply({&good, &bad}).has_value());
        QVERIFY(!again.apply({&bad, &good}).has_value());
    }
    QCOMPARE(reopened().size(), std::size_t{1});
    {
        ListFile again = open();
        QVERIFY(again.apply({&good}).has_value());
    }
    QCOMPARE(reopened().size(), std::size_t{3});
}

void ListFileTest::losesNothingWhenTheProcessDies() {
    ListFile file = open();
    apply(file, rows_batch(1, 500));
    // What the system holds at this moment is what a killed process leaves.
    const std::string copy = folder_->filePath("killed.db").toStdString();
    fs::copy_file(path_, copy);
    fs::copy_file(path_ + "-wal", copy + "-wal");
    auto killed = ListFile::open(copy, 0);
    QVERIFY(killed.has_value());
    QCOMPARE(killed->take_loaded().downloads.size(), std::size_t{500});
}

void ListFileTest::refusesANewerStoreUntouched() {
    sqlite3* other = nullptr;
    QCOMPARE(sqlite3_open(path_.c_str(), &other), SQLITE_OK);
    sqlite3_exec(other, "CREATE TABLE downloads(x); PRAGMA user_version=99", nullptr, nullptr, nullptr);
    sqlite3_close(other);
    const std::string before = read_all(path_);
    const auto file = ListFile::open(path_, 0);
    QVERIFY(!file);
    QVERIFY(file.error().kind == Kind::store_too_new);
    QVERIFY(read_all(path_) == before);
    QCOMPARE(std::distance(fs::directory_iterator(folder_->path().toStdString()), fs::directory_iterator()), 1);
}

void ListFileTest::refusesASecondProgram() {
    const ListFile first = open();
    const auto second = ListFile::open(path_, 0);
    QVERIFY(!second);
    QVERIFY2(second.error().kind == Kind::disk_in_use, kind_name(second.error().kind));
}

void ListFileTest::copiesBeforeAMigration() {
    // No earlier version was released: a made-up one proves the mechanism through the function itself.
    auto database = Database::open(path_);
    QVERIFY(database.has_value());
    QCOMPARE(*migrate(*database, path_ + ".before"), 0);
    QVERIFY(!fs::exists(path_ + ".before"));
    QCOMPARE(*migrate(*database, path_ + ".before"), schema_version);
    QVERIFY(!fs::exists(path_ + ".before"));
    QCOMPARE(*database->integer("PRAGMA user_version"), std::int64_t{schema_version});
}

void ListFileTest::repairsADamagedStoreFromItsCopy_data() {
    QTest::addColumn<int>("damage");
    QTest::newRow("head overwritten") << 0;
    QTest::newRow("cut in the middle") << 1;
    QTest::newRow("pages overwritten") << 2;
    QTest::newRow("another file") << 3;
}

void ListFileTest::repairsADamagedStoreFromItsCopy() {
    QFETCH(int, damage);
    {
        ListFile file = open();
        apply(file, rows_batch(1, 300));
        QVERIFY(file.back_up().has_value());
        apply(file, rows_batch(301, 600));
    }
    std::string content = read_all(path_);
    const std::string sound = content;
    switch (damage) {
        case 0:
            content.replace(0, 100, 100, 'x');
            break;
        case 1:
            content.resize(content.size() / 2 / 4096 * 4096);
            break;
        case 2:
            content.replace(8192, content.size() - 8192, content.size() - 8192, '\x5a');
            break;
        default:
            content = "This is a letter, not a database. " + std::string(5000, '.');
    }
    write_all(path_, content);
    ListFile file = open();
    const Loaded loaded = file.take_loaded();
    QCOMPARE(loaded.downloads.size(), std::size_t{300});
    QCOMPARE(loaded.restored_from, path_ + ".backup-1");
    QVERIFY(loaded.restored_time > 0);
    QVERIFY(!loaded.created);
    QVERIFY(read_all(loaded.kept_aside) == content);
}

void ListFileTest::beginsAnewWithoutASoundCopy() {
    write_all(path_, std::string(9000, 'q'));
    write_all(path_ + ".backup-1", std::string(9000, 'r'));
    ListFile file = open();
    const Loaded loaded = file.take_loaded();
    QVERIFY(loaded.created);
    QVERIFY(loaded.restored_from.empty());
    QVERIFY(!loaded.kept_aside.empty());
    apply(file, rows_batch(1, 1));
}

void ListFileTest::takesTheOlderCopyIfTheNewerIsDamaged() {
    {
        ListFile file = open();
        apply(file, rows_batch(1, 10));
        QVERIFY(file.back_up().has_value());
        apply(file, rows_batch(11, 20));
        QVERIFY(file.back_up().has_value());
    }
    write_all(path_, std::string(9000, 'q'));
    write_all(path_ + ".backup-1", std::string(9000, 'r'));
    const Loaded loaded = open().take_loaded();
    QCOMPARE(loaded.downloads.size(), std::size_t{10});
    QCOMPARE(loaded.restored_from, path_ + ".backup-2");
}

void ListFileTest::keepsTwoGenerationsOfCopies() {
    ListFile file = open();
    for (Id id = 1; id <= 3; ++id) {
        apply(file, rows_batch(id, id));
        QVERIFY(file.back_up().has_value());
    }
    QCOMPARE(ListFile::open(path_ + ".backup-1", 0)->take_loaded().downloads.size(), std::size_t{3});
    QCOMPARE(ListFile::open(path_ + ".backup-2", 0)->take_loaded().downloads.size(), std::size_t{2});
    QVERIFY(!fs::exists(path_ + ".backup-3"));
    QVERIFY(!fs::exists(path_ + ".backup-new"));
    QCOMPARE(static_cast<int>(fs::status(path_ + ".backup-1").permissions()), 0600);
}

void ListFileTest::makesNoCopyOfWhatDidNotChange() {
    ListFile file = open();
    apply(file, rows_batch(1, 1));
    QVERIFY(file.back_up().has_value());
    QVERIFY(file.back_up().has_value());
    QVERIFY(!fs::exists(path_ + ".backup-2"));
}

void ListFileTest::opensStoresOfEarlierVersions() {
    for (int version = 1; version <= schema_version; ++version) {
        const std::string sample = SLUICE_SOURCE_DIR "/tests/data/stores/version-" + std::to_string(version) + ".db";
        fs::copy_file(sample, path_, fs::copy_options::overwrite_existing);
        ListFile file = open();
        const Loaded loaded = file.take_loaded();
        QCOMPARE(loaded.downloads.size(), std::size_t{3});
        QVERIFY(loaded.downloads[1] == sample_row(2));
        QCOMPARE(file.request(2)->facts, std::string("{\"facts\":2}"));
        QCOMPARE(loaded.values.at("name"), std::string("value"));
        QCOMPARE(loaded.next_id, Id{4});
    }
}

SL_TEST_CLASS(ListFileTest)
#include "list_file_test.moc"
