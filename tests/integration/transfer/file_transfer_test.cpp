// Files of this machine, read through file: URLs.
#include <QObject>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

#include <cstring>
#include <fstream>

#include "engine/sys/real_world.h"
#include "engine/transfer/easy_impl.h"
#include "engine/transfer/file_sink.h"
#include "tests/integration/transfer/drivers.h"
#include "tests/support/scripted_server.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

class FileTransferTest : public QObject {
    Q_OBJECT
  private slots:
    void initTestCase();
    void readsAFile_data() { add_driver_rows(); }
    void readsAFile();
    void readsAnEmptyFile();
    void tellsWhatAServerWouldSay();
    void deliversParts_data();
    void deliversParts();
    void refusesPartsThatAreNotThere();
    void refusesWhatIsNoFile_data();
    void refusesWhatIsNoFile();
    void honoursTimeConditions();
    void refusesWhatIsTooLarge();
    void readsFilesWhoseSizeIsNotKnown();
    void decodesThePath();
    void stopsWhenTheCallbackSaysSo();
    void pausesAndResumes();
    void writesToASink();
    void isNotPostedTo();
    void isWrittenByAnUpload_data() { add_driver_rows(); }
    void isWrittenByAnUpload();
    void isGoneOnWithBehindWhatItHolds();
    void isWrittenFromSourcesOfUnknownSize();
    void isNotWrittenByAnUploadThatEndsEarly();
    void tellsWhyItCannotBeWritten_data();
    void tellsWhyItCannotBeWritten();
    void pausesUploads();
    void isNeverReachedByARedirect();
    void isNotForDownloadsThatAllowOtherSchemes();

  private:
    std::string write(const std::string& name, const std::string& content);
    std::string url(const std::string& name) const { return "file://" + folder_.path().toStdString() + "/" + name; }
    QTemporaryDir folder_;
    std::string numbers_;
};

std::string FileTransferTest::write(const std::string& name, const std::string& content) {
    std::ofstream(folder_.path().toStdString() + "/" + name, std::ios::binary) << content;
    return url(name);
}

void FileTransferTest::initTestCase() {
    for (int i = 0; i < 100'000; ++i) {
        numbers_ += std::to_string(i) + '\n';
    }
    write("numbers", numbers_);
    write("hundred", std::string(50, 'a') + std::string(50, 'b'));
}

void FileTransferTest::readsAFile() {
    QFETCH(QString, driver);
    Fetch fetch(url("numbers"));
    QVERIFY(make_driver(driver.toStdString())->run(fetch.easy));
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(fetch.body, numbers_);
    const Info& info = fetch.easy.info();
    QCOMPARE(info.sizes.download, static_cast<std::int64_t>(numbers_.size()));
    QCOMPARE(info.sizes.delivered, static_cast<std::int64_t>(numbers_.size()));
    QCOMPARE(info.sizes.content_length_download, static_cast<std::int64_t>(numbers_.size()));
    QCOMPARE(info.connection.scheme, std::string("file"));
    QCOMPARE(info.connection.num_connects, 0);
    QCOMPARE(info.http.response_code, 0);
    QCOMPARE(info.http.effective_url, url("numbers"));
    QVERIFY(info.http.filetime > 0);
    QVERIFY(info.times.total > 0);
    QCOMPARE(info.requests.size(), std::size_t(1));
    QCOMPARE(info.requests[0].end_reason, std::string("complete"));
}

void FileTransferTest::readsAnEmptyFile() {
    Fetch fetch(write("empty", ""));
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.body, std::string());
    QVERIFY(fetch.header_lines.starts_with("Content-Length: 0\r\n"));
}

void FileTransferTest::tellsWhatAServerWouldSay() {
    Fetch fetch(url("hundred"));
    fetch.easy.options().request->no_body = true;
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.body, std::string());
    QVERIFY2(fetch.header_lines.starts_with("Content-Length: 100\r\nAccept-ranges: bytes\r\nLast-Modified: "),
             fetch.header_lines.c_str());
    QVERIFY(fetch.header_lines.ends_with(" GMT\r\n\r\n"));
    QCOMPARE(fetch.easy.headers().find("content-length")->value, std::string("100"));
    QCOMPARE(fetch.easy.headers().all().size(), std::size_t(3));
    QCOMPARE(fetch.easy.info().http.num_headers, 3);
    QCOMPARE(fetch.easy.info().http.effective_method, std::string("HEAD"));
}

void FileTransferTest::deliversParts_data() {
    QTest::addColumn<QString>("range");
    QTest::addColumn<QString>("body");
    QTest::newRow("middle") << "49-50"
                            << "ab";
    QTest::newRow("to the end") << "98-"
                                << "bb";
    QTest::newRow("last bytes") << "-3"
                                << "bbb";
    QTest::newRow("beyond the end") << "99-200"
                                    << "b";
    QTest::newRow("nothing left") << "100-"
                                  << "";
}

void FileTransferTest::deliversParts() {
    QFETCH(QString, range);
    Fetch fetch(url("hundred"));
    fetch.easy.options().request->range = range.toStdString();
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QTEST(QString::fromStdString(fetch.body), "body");
    QCOMPARE(fetch.easy.info().sizes.content_length_download, static_cast<std::int64_t>(fetch.body.size()));
    Fetch resumed(url("hundred"));
    resumed.easy.options().request->resume_from = 97;
    QCOMPARE(resumed.easy.perform(), Code::ok);
    QCOMPARE(resumed.body, std::string("bbb"));
}

void FileTransferTest::refusesPartsThatAreNotThere() {
    Fetch fetch(url("hundred"));
    fetch.easy.options().request->resume_from = 101;
    QCOMPARE(fetch.easy.perform(), Code::bad_download_resume);
    fetch.easy.options().request->resume_from = 0;
    fetch.easy.options().request->range = "101-";
    QCOMPARE(fetch.easy.perform(), Code::bad_download_resume);
    fetch.easy.options().request->range = "0-1,3-4";
    QCOMPARE(fetch.easy.perform(), Code::range_error);
    fetch.easy.options().request->range = "5-1";
    QCOMPARE(fetch.easy.perform(), Code::range_error);
    QCOMPARE(fetch.body, std::string());
}

void FileTransferTest::refusesWhatIsNoFile_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("words");
    const int unreadable = static_cast<int>(Code::file_couldnt_read_file);
    QTest::newRow("missing") << "missing" << unreadable << "missing";
    QTest::newRow("a folder") << "." << unreadable << "directory";
    QTest::newRow("a pipe") << "pipe" << unreadable << "pipe";
    QTest::newRow("a name with a zero") << "a%00b" << static_cast<int>(Code::url_malformat) << "";
}

void FileTransferTest::refusesWhatIsNoFile() {
    QFETCH(QString, name);
    QFETCH(QString, words);
    ::mkfifo((folder_.path() + "/pipe").toStdString().c_str(), 0600);
    Fetch fetch(url(name.toStdString()));
    QTEST(static_cast<int>(fetch.easy.perform()), "code");
    QVERIFY2(fetch.easy.error().text().find(words.toStdString()) != std::string::npos,
             fetch.easy.error().text().c_str());
    QCOMPARE(fetch.body, std::string());
}

void FileTransferTest::honoursTimeConditions() {
    Fetch fetch(url("hundred"));
    RequestOptions& request = *fetch.easy.options().request;
    request.time_condition = TimeCondition::if_modified_since;
    request.time_value = 4'000'000'000;
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QVERIFY(fetch.easy.info().http.condition_unmet);
    QCOMPARE(fetch.body, std::string());
    QCOMPARE(fetch.header_lines, std::string());
    fetch.easy.options().request->time_value = 1'000'000'000;
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QVERIFY(!fetch.easy.info().http.condition_unmet);
    QCOMPARE(fetch.body.size(), std::size_t(100));
    // A part is a part, whatever its age.
    fetch.body.clear();
    fetch.easy.options().request->time_value = 4'000'000'000;
    fetch.easy.options().request->range = "0-1";
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.body, std::string("aa"));
}

void FileTransferTest::refusesWhatIsTooLarge() {
    Fetch fetch(url("hundred"));
    fetch.easy.options().limits->max_file_size = 99;
    QCOMPARE(fetch.easy.perform(), Code::filesize_exceeded);
    QCOMPARE(fetch.body, std::string());
    fetch.easy.options().request->range = "0-9";
    QCOMPARE(fetch.easy.perform(), Code::ok);
    fetch.easy.options().url = "file:///proc/self/environ";  // a size that nobody knows before
    fetch.easy.options().request->range.clear();
    fetch.easy.options().limits->max_file_size = 1;
    QCOMPARE(fetch.easy.perform(), Code::filesize_exceeded);
}

void FileTransferTest::readsFilesWhoseSizeIsNotKnown() {
    Fetch fetch("file:///proc/self/status");
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QVERIFY2(fetch.body.starts_with("Name:"), fetch.body.c_str());
    QCOMPARE(fetch.easy.info().sizes.content_length_download, std::int64_t(-1));
}

void FileTransferTest::decodesThePath() {
    write("a b%c", "found");
    Fetch fetch(url("a%20b%25c"));
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.body, std::string("found"));
    Fetch with_query(url("hundred?x#y"));
    QCOMPARE(with_query.easy.perform(), Code::ok);
    QCOMPARE(with_query.body.size(), std::size_t(100));
}

void FileTransferTest::stopsWhenTheCallbackSaysSo() {
    Fetch fetch(url("numbers"));
    fetch.easy.callbacks().write = [](std::span<const std::byte>) { return WriteVerdict::abort; };
    QCOMPARE(fetch.easy.perform(), Code::write_error);
    Fetch other(url("numbers"));
    other.easy.callbacks().header = [](std::string_view) { return false; };
    QCOMPARE(other.easy.perform(), Code::write_error);
    QCOMPARE(other.body, std::string());
    // Taken out in the middle, while a worker reads.
    Multi multi;
    for (int i = 0; i < 50; ++i) {
        Fetch cut(url("numbers"));
        multi.add(cut.easy);
        int running = 0;
        for (int turn = 0; turn < i % 5; ++turn) {
            multi.perform(running);
        }
        multi.remove(cut.easy);
    }
}

void FileTransferTest::pausesAndResumes() {
    Multi multi;
    Fetch fetch(url("numbers"));
    bool refuse = true;
    fetch.easy.callbacks().write = [&](std::span<const std::byte> bytes) {
        if (std::exchange(refuse, false)) {
            return WriteVerdict::pause;
        }
        fetch.body.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        return WriteVerdict::taken;
    };
    multi.add(fetch.easy);
    int running = 1;
    while (refuse) {
        multi.perform(running);
        multi.poll(100ms);
    }
    multi.perform(running);
    QCOMPARE(running, 1);
    QVERIFY(fetch.body.empty());
    QCOMPARE(fetch.easy.resume(), Code::ok);
    while (running > 0) {
        multi.perform(running);
        multi.poll(100ms);
    }
    QCOMPARE(fetch.body, numbers_);
}

void FileTransferTest::writesToASink() {
    sys::RealWorld world;
    const std::string copy = folder_.path().toStdString() + "/copy";
    transfer::FileSink sink(world.disk(), copy, sys::OpenMode::create_empty);
    Easy easy(url("numbers"));
    easy.impl().sink = &sink;
    QCOMPARE(easy.perform(), Code::ok);
    Fetch again("file://" + copy);
    QCOMPARE(again.easy.perform(), Code::ok);
    QCOMPARE(again.body, numbers_);
}

void FileTransferTest::isNotPostedTo() {
    Fetch fetch(write("kept", "content"));
    fetch.easy.options().upload->body = "other";
    make_driver("multi")->run(fetch.easy);
    QCOMPARE(int(fetch.easy.error().code), int(Code::not_built_in));
    QVERIFY(fetch.body.empty());
    Fetch again(url("kept"));
    make_driver("multi")->run(again.easy);
    QCOMPARE(again.body, std::string("content"));
}

namespace {

/// Has a transfer upload this, in pieces of an odd size.
void upload_from(Easy& easy, const std::string& content, std::int64_t size) {
    UploadOptions& upload = *easy.options().upload;
    upload.put = true;
    upload.size = size;
    auto at = std::make_shared<std::size_t>(0);
    easy.callbacks().upload->read = [&content, at](std::span<std::byte> into) {
        const std::size_t most = std::min({into.size(), std::size_t{70'001}, content.size() - *at});
        std::memcpy(into.data(), content.data() + *at, most);
        *at += most;
        return ReadResult{ReadResult::What::data, most};
    };
    easy.callbacks().upload->seek = [at](std::int64_t offset) {
        *at = static_cast<std::size_t>(offset);
        return SeekVerdict::ok;
    };
}

std::string content_of(const std::string& file_url) {
    std::ifstream file(file_url.substr(std::strlen("file://")), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

void FileTransferTest::isWrittenByAnUpload() {
    QFETCH(QString, driver);
    const std::string there = write("written", std::string(1'000'000, 'x'));
    const std::string fresh = url("new " + driver.toStdString());
    for (const std::string& target : {there, fresh}) {
        Fetch fetch(target);
        upload_from(fetch.easy, numbers_, static_cast<std::int64_t>(numbers_.size()));
        QVERIFY(make_driver(driver.toStdString())->run(fetch.easy));
        QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
        QVERIFY(content_of(target) == numbers_);
        QCOMPARE(fetch.easy.info().sizes.upload, std::int64_t(numbers_.size()));
        QCOMPARE(fetch.body, std::string());
        QCOMPARE(fetch.easy.info().requests.size(), std::size_t(1));
        QCOMPARE(fetch.easy.info().requests.front().method, std::string("PUT"));
    }
}

void FileTransferTest::isGoneOnWithBehindWhatItHolds() {
    const std::string target = write("begun", numbers_.substr(0, 1000));
    Fetch fetch(target);
    upload_from(fetch.easy, numbers_, static_cast<std::int64_t>(numbers_.size()));
    fetch.easy.options().request->resume_from = 1000;
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QVERIFY(content_of(target) == numbers_);
    QCOMPARE(fetch.easy.info().sizes.upload, std::int64_t(numbers_.size() - 1000));
}

void FileTransferTest::isWrittenFromSourcesOfUnknownSize() {
    const std::string target = write("unknown", "old");
    Fetch fetch(target);
    upload_from(fetch.easy, numbers_, -1);
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QVERIFY(content_of(target) == numbers_);
}

void FileTransferTest::isNotWrittenByAnUploadThatEndsEarly() {
    Fetch fetch(write("early", "old"));
    upload_from(fetch.easy, numbers_, static_cast<std::int64_t>(numbers_.size()) + 1);
    QCOMPARE(fetch.easy.perform(), Code::read_error);
    QVERIFY(fetch.easy.error().text().find(std::to_string(numbers_.size())) != std::string::npos);
}

void FileTransferTest::tellsWhyItCannotBeWritten_data() {
    QTest::addColumn<QString>("target");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("kind");
    QTest::newRow("a folder") << QString::fromStdString(url("")) << int(Code::write_error) << int(Kind::disk_exists);
    QTest::newRow("no folder") << QString::fromStdString(url("none/file")) << int(Code::write_error)
                               << int(Kind::disk_not_found);
    QTest::newRow("full") << QStringLiteral("file:///dev/full") << int(Code::send_error) << int(Kind::disk_full);
}

void FileTransferTest::tellsWhyItCannotBeWritten() {
    QFETCH(QString, target);
    Fetch fetch(target.toStdString());
    upload_from(fetch.easy, numbers_, -1);
    fetch.easy.perform();
    QTEST(int(fetch.easy.error().code), "code");
    QTEST(int(fetch.easy.error().kind), "kind");
    QVERIFY(!fetch.easy.error().args->file.empty());
}

void FileTransferTest::pausesUploads() {
    const std::string target = write("paused", "");
    Fetch fetch(target);
    upload_from(fetch.easy, numbers_, static_cast<std::int64_t>(numbers_.size()));
    const auto read = fetch.easy.callbacks().upload->read;
    int reads = 0;
    int ticks = 0;
    fetch.easy.callbacks().upload->read = [&](std::span<std::byte> into) -> ReadResult {
        return ++reads == 3 ? ReadResult{ReadResult::What::pause, 0} : read(into);
    };
    fetch.easy.callbacks().progress = [&](const Progress&) {
        if (reads == 3 && ++ticks == 2) {
            fetch.easy.resume(direction::send);
        }
        return true;
    };
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(ticks, 2);
    QVERIFY(content_of(target) == numbers_);
}

void FileTransferTest::isNeverReachedByARedirect() {
    ScriptedServer server;
    server.on("/", Reply::http(302, "", {"Location: " + url("hundred")}));
    Fetch fetch(server.url("/"));
    fetch.easy.options().redirect->follow = sluice::Follow::all;
    QCOMPARE(fetch.easy.perform(), Code::unsupported_protocol);
    fetch.easy.options().redirect->protocols = {"file", "http"};
    QCOMPARE(fetch.easy.perform(), Code::unsupported_protocol);
    QCOMPARE(fetch.body, std::string());
}

void FileTransferTest::isNotForDownloadsThatAllowOtherSchemes() {
    Fetch fetch(url("hundred"));
    fetch.easy.options().request->protocols = {"http", "https"};
    QCOMPARE(fetch.easy.perform(), Code::unsupported_protocol);
    fetch.easy.options().request->protocols = {"FILE"};
    QCOMPARE(fetch.easy.perform(), Code::ok);
}

SL_TEST_CLASS(FileTransferTest)
#include "file_transfer_test.moc"
