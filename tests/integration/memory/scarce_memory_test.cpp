// Every single allocation of a transfer fails once: it ends with out_of_memory, or does without, and the next one
// works. A program of its own, because it replaces operator new.
#include <sluice/easy.h>
#include <sluice/headers.h>
#include <sluice/multi.h>
#include <sluice/share.h>
#include <sluice/url.h>

#include <QObject>
#include <QTest>

#include <cstdlib>
#include <new>

#include "tests/support/scripted_server.h"
#include "tests/support/test_class.h"

namespace {

thread_local long allocations_left = -1;  // of this thread; negative: as many as it likes
thread_local bool has_failed = false;

void* take(std::size_t size, std::size_t alignment) noexcept {
    if (allocations_left == 0) {
        allocations_left = -1;
        has_failed = true;
        return nullptr;
    }
    if (allocations_left > 0) {
        --allocations_left;
    }
    return alignment > alignof(std::max_align_t)
               ? std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment)
               : std::malloc(size == 0 ? 1 : size);
}

void* take_or_throw(std::size_t size, std::size_t alignment) {
    if (void* memory = take(size, alignment)) {
        return memory;
    }
    throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t size) {
    return take_or_throw(size, 1);
}
void* operator new(std::size_t size, std::align_val_t alignment) {
    return take_or_throw(size, static_cast<std::size_t>(alignment));
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return take(size, 1);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
    std::free(memory);
}

using namespace sluice;
using namespace sluice::test;

namespace {

/// What a call came to whose n-th allocation failed.
enum class Came { right, out_of_memory, thrown, wrong };

/// Lets the first, second, … allocation of `call` fail until it needs no more than that many. False if one of them went
/// wrong.
template <class Call>
bool each_allocation_fails(Call&& call) {
    for (long n = 0; n < 100'000; ++n) {
        has_failed = false;
        Came came = Came::wrong;
        allocations_left = n;
        try {
            came = call();
        } catch (const std::bad_alloc&) {
            came = Came::thrown;
        }
        allocations_left = -1;
        if (came == Came::wrong) {
            std::fprintf(stderr, "allocation %ld\n", n);
            return false;
        }
        if (!has_failed) {
            std::printf("%ld allocations\n", n);
            return came == Came::right;
        }
    }
    return false;
}

template <class Expected, class OneCode>
Came came_of(const Expected& result, OneCode out_of_memory) {
    return result ? Came::right : result.error() == out_of_memory ? Came::out_of_memory : Came::wrong;
}

}  // namespace

class ScarceMemoryTest : public QObject {
    Q_OBJECT
  private slots:
    void transfersEndAndWorkAgain_data();
    void transfersEndAndWorkAgain();
    void aMultiTakesAnEasyWholeOrNotAtAll();
    void aShareHasAKindOrNot();
    void urlsStayAsTheyWere();
    void headersSayIt();
};

void ScarceMemoryTest::transfersEndAndWorkAgain_data() {
    QTest::addColumn<QString>("path");
    QTest::newRow("plain") << "/";
    QTest::newRow("redirect") << "/to";
    QTest::newRow("compressed") << "/gzip";
    QTest::newRow("refused") << "refused";
}

void ScarceMemoryTest::transfersEndAndWorkAgain() {
    QFETCH(QString, path);
    ScriptedServer server;
    server.on("/",
              Reply::http(200, std::string(50'000, 'x'), {"Set-Cookie: a=b", "X-Long: " + std::string(3000, 'y')}));
    server.on("/to", Reply::http(302, "", {"Location: /", "Set-Cookie: c=d"}));
    server.on("/gzip", Reply::http(200,
                                   std::string("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\x48\xcd\xc9\xc9\x07\x00"
                                               "\x86\xa6\x10\x36\x05\x00\x00\x00",
                                               25),
                                   {"Content-Encoding: gzip"}));
    const std::string url = path == "refused" ? "http://127.0.0.1:1/" : server.url(path.toStdString());
    Easy easy;
    const auto transfer = [&] {
        easy.options().url = url;
        easy.options().redirect->follow = Follow::all;
        easy.options().cookies->enabled = true;
        easy.options().http->accept_encoding = "gzip";
        std::size_t size = 0;
        easy.callbacks().write = [&size](std::span<const std::byte> bytes) {
            size += bytes.size();
            return WriteVerdict::taken;
        };
        const Code code = easy.perform();
        if (code == Code::out_of_memory) {
            return Came::out_of_memory;
        }
        const bool right = path == "refused" ? code == Code::couldnt_connect
                                             : code == Code::ok && size == (path == "/gzip" ? 5U : 50'000U);
        if (!right) {
            std::fprintf(stderr, "%s, %zu bytes\n", easy.error().text().c_str(), size);
        }
        return right ? Came::right : Came::wrong;
    };
    QVERIFY(each_allocation_fails(transfer));
    QVERIFY(transfer() == Came::right);
}

void ScarceMemoryTest::urlsStayAsTheyWere() {
    const std::string before = "http://a.example/long/enough/to/be/allocated?and=a&query=too";
    QVERIFY(each_allocation_fails([&] { return came_of(Url::parse(before), UrlCode::out_of_memory); }));
    const Url base = *Url::parse(before);
    const std::string relative = "../../another/path/that/is/long?x=" + std::string(100, 'y');
    QVERIFY(each_allocation_fails([&] { return came_of(base.resolve(relative), UrlCode::out_of_memory); }));
    QVERIFY(each_allocation_fails([&] { return came_of(base.get(UrlPart::url), UrlCode::out_of_memory); }));
    Url url;
    const auto set = [&] {
        url = base;
        const UrlCode code = url.set(UrlPart::url, relative);
        return code == UrlCode::ok                             ? Came::right
               : code == UrlCode::out_of_memory && url == base ? Came::out_of_memory
                                                               : Came::wrong;
    };
    QVERIFY(each_allocation_fails(set));
}

void ScarceMemoryTest::aMultiTakesAnEasyWholeOrNotAtAll() {
    Multi multi;
    Easy easy("http://127.0.0.1:1/");
    QVERIFY(each_allocation_fails([&] {
        const MultiCode code = multi.add(easy);
        const bool is_in = multi.counts().added == 1;
        if (code == MultiCode::out_of_memory) {
            return is_in ? Came::wrong : Came::out_of_memory;
        }
        return code == MultiCode::ok && is_in && multi.remove(easy) == MultiCode::ok ? Came::right : Came::wrong;
    }));
}

void ScarceMemoryTest::aShareHasAKindOrNot() {
    for (int kind = static_cast<int>(ShareKind::cookies); kind <= static_cast<int>(ShareKind::hsts); ++kind) {
        Share share;
        QVERIFY(each_allocation_fails([&] {
            const ShareCode code = share.share(static_cast<ShareKind>(kind));
            const bool shares = share.shares(static_cast<ShareKind>(kind));
            return code == ShareCode::ok      ? (shares ? Came::right : Came::wrong)
                   : code == ShareCode::nomem ? (shares ? Came::wrong : Came::out_of_memory)
                                              : Came::wrong;
        }));
    }
}

void ScarceMemoryTest::headersSayIt() {
    Headers headers;
    headers.add_section("HTTP/1.1 200 OK\r\nX-Long-Enough-To-Be-Allocated: " + std::string(100, 'v') + "\r\n\r\n",
                        header_origin::header, 0);
    headers.set_requests(1);
    QVERIFY(each_allocation_fails(
        [&] { return came_of(headers.find("x-long-enough-to-be-allocated"), HeaderCode::out_of_memory); }));
}

SL_TEST_CLASS(ScarceMemoryTest)
#include "scarce_memory_test.moc"
