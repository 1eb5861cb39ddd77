#include "engine/download/resume_check.h"

#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::download;

namespace {

const char* const monday = "Mon, 07 Jan 2030 00:00:00 GMT";
const char* const tuesday = "Tue, 08 Jan 2030 00:00:00 GMT";

/// One row: what is held and asked, what the server says, what must follow.
struct Case {
    // held
    std::uint64_t held = 0;
    std::int64_t size = 1000;
    std::string etag = "\"v1\"";
    std::string modified = monday;
    std::string type = "application/zip";
    bool same_address = true;
    // asked
    std::uint64_t begin = 0, end = no_end, overlap = 0;
    bool ranged = true, vouched = false, apart = false, known = false;
    bool had_ranges = false;
    // answered
    int status = 206;
    std::string content_range = "bytes 0-999/1000";
    std::int64_t length = 1000;
    std::string new_etag = "\"v1\"";
    std::string new_modified = monday;
    std::string new_type = "application/zip";
    bool coded = false;
    // wanted
    Step step = Step::take;
    Kind kind = Kind::none;
    Need need = Need::nothing;
    std::uint64_t from = 0, to = 1000;
    bool unproven = false;
};

Case fresh() {
    return Case();
}
/// 400 of 1000 bytes are held under a strong ETag; the answer is the rest.
Case resumed() {
    Case c;
    c.held = c.begin = c.from = 400;
    c.content_range = "bytes 400-999/1000";
    c.length = 600;
    return c;
}
/// The same with a weak ETag: 100 bytes are asked for again.
Case weak() {
    Case c = resumed();
    c.etag = c.new_etag = "W/\"v1\"";
    c.overlap = 100;
    c.begin = c.from = 300;
    c.content_range = "bytes 300-999/1000";
    c.length = 700;
    return c;
}
Case whole(Case c) {
    c.status = 200;
    c.content_range.clear();
    c.length = 1000;
    c.from = 0;
    return c;
}
Case fails(Case c, Kind kind, Need need = Need::nothing) {
    c.step = Step::fail;
    c.kind = kind;
    c.need = need;
    return c;
}
Case changed(Case c) {
    return fails(std::move(c), Kind::file_changed_on_server, Need::decision);
}
Case status(Case c, int code) {
    c.status = code;
    c.content_range.clear();
    c.length = 10;
    c.new_etag.clear();
    c.new_modified.clear();
    return c;
}
template <class Change>
Case with(Case c, Change change) {
    change(c);
    return c;
}

}  // namespace

Q_DECLARE_METATYPE(Case)

class ResumeCheckTest : public QObject {
    Q_OBJECT

  private slots:
    void judges_data() {
        QTest::addColumn<Case>("c");
        const auto row = [](const char* name, Case c) { QTest::newRow(name) << std::move(c); };

        row("first answer in part form", fresh());
        row("first answer whole", whole(fresh()));
        row("first answer without a length", with(whole(fresh()), [](Case& c) { c.length = -1, c.to = no_end; }));
        row("first answer encoded", with(whole(fresh()), [](Case& c) { c.coded = true, c.to = no_end; }));
        row("first answer in part form, encoded",
            with(fresh(), [](Case& c) { c.coded = true, c.step = Step::again_whole; }));
        row("a shorter piece than asked for",
            with(fresh(), [](Case& c) { c.content_range = "bytes 0-99/1000", c.length = 100, c.to = 100; }));
        row("size of the whole unknown", with(fresh(), [](Case& c) { c.content_range = "bytes 0-999/*"; }));
        row("first answer begins elsewhere",
            fails(with(fresh(), [](Case& c) { c.content_range = "bytes 1-999/1000", c.length = 999; }),
                  Kind::http_range_wrong));
        row("206 without Content-Range",
            fails(with(fresh(), [](Case& c) { c.content_range.clear(); }), Kind::http_range_wrong));
        row("206 that nobody asked for",
            fails(with(fresh(), [](Case& c) { c.ranged = false; }), Kind::http_range_wrong));
        row("Content-Range of nothing",
            fails(with(fresh(), [](Case& c) { c.content_range = "bytes */1000"; }), Kind::http_range_wrong));
        row("Content-Range beyond the whole",
            fails(with(fresh(), [](Case& c) { c.content_range = "bytes 0-999/500"; }), Kind::http_range_wrong));
        row("Content-Range against Content-Length",
            fails(with(fresh(), [](Case& c) { c.length = 999; }), Kind::http_range_wrong));
        row("416 for an empty file",
            with(status(fresh(), 416), [](Case& c) { c.content_range = "bytes */0", c.step = Step::complete; }));
        row("416 at the first byte of a file that is not empty",
            with(status(fresh(), 416), [](Case& c) { c.content_range = "bytes */1000", c.step = Step::again_whole; }));
        row("416 without a word", with(status(fresh(), 416), [](Case& c) { c.step = Step::again_whole; }));
        row("416 to a plain request",
            fails(with(status(fresh(), 416), [](Case& c) { c.ranged = false; }), Kind::http_status));
        row("404", fails(status(fresh(), 404), Kind::http_gone));
        row("410", fails(status(fresh(), 410), Kind::http_gone));
        row("401", fails(status(fresh(), 401), Kind::http_login_needed, Need::login));
        row("403", fails(status(fresh(), 403), Kind::http_status));
        row("407", fails(status(fresh(), 407), Kind::http_proxy_login_needed, Need::login));
        row("429", fails(status(fresh(), 429), Kind::http_busy));
        row("503", fails(status(fresh(), 503), Kind::http_busy));
        row("500", fails(status(fresh(), 500), Kind::http_status));
        row("204", fails(status(fresh(), 204), Kind::http_status));
        row("304", fails(status(fresh(), 304), Kind::http_status));

        row("the rest", resumed());
        row("the rest, size not said", with(resumed(), [](Case& c) { c.content_range = "bytes 400-999/*"; }));
        row("another ETag and another time in spite of If-Range",
            changed(with(resumed(), [](Case& c) { c.new_etag = "\"v2\"", c.new_modified = tuesday; })));
        row("another ETag, no times", changed(with(resumed(), [](Case& c) {
                c.new_etag = "\"v2\"", c.modified.clear(), c.new_modified.clear();
            })));
        row("another edge: only the ETag differs",
            with(resumed(), [](Case& c) { c.new_etag = "\"edge\"", c.step = Step::again_overlap; }));
        row("another edge, apart from all that is held",
            with(resumed(), [](Case& c) { c.new_etag = "\"edge\"", c.apart = c.unproven = true; }));
        row("another version, apart from all that is held",
            changed(with(resumed(), [](Case& c) { c.new_etag = "\"v2\"", c.new_modified = tuesday, c.apart = true; })));
        row("a piece under the same ETag needs no proof", with(resumed(), [](Case& c) { c.apart = true; }));
        row("nothing is held yet, but the facts are known", changed(with(resumed(), [](Case& c) {
                c.held = 0, c.known = true, c.new_etag = "\"v2\"", c.new_modified = tuesday;
            })));
        row("another size",
            changed(with(resumed(), [](Case& c) { c.content_range = "bytes 400-1999/2000", c.length = 1600; })));
        row("another time under the same strong ETag", with(resumed(), [](Case& c) { c.new_modified = tuesday; }));
        row("no ETag any more", with(resumed(), [](Case& c) { c.new_etag.clear(), c.step = Step::again_overlap; }));
        row("no ETag any more and another time",
            changed(with(resumed(), [](Case& c) { c.new_etag.clear(), c.new_modified = tuesday; })));
        row("the wrong range",
            fails(with(resumed(), [](Case& c) { c.content_range = "bytes 0-999/1000", c.length = 1000; }),
                  Kind::http_range_wrong));
        row("a range one byte off",
            fails(with(resumed(), [](Case& c) { c.content_range = "bytes 401-999/1000", c.length = 599; }),
                  Kind::http_range_wrong));
        row("a longer range than asked for", with(resumed(), [](Case& c) { c.end = 500; }));
        row("another end byte, shorter", with(resumed(), [](Case& c) {
                c.end = 600, c.content_range = "bytes 400-499/1000", c.length = 100, c.to = 500;
            }));
        row("several parts", fails(with(resumed(), [](Case& c) { c.content_range.clear(); }), Kind::http_range_wrong));
        row("an encoded part", with(resumed(), [](Case& c) { c.coded = true, c.step = Step::again_whole; }));

        row("the whole, same ETag", whole(resumed()));
        row("the whole to If-Range, from a server that gave no pieces",
            with(whole(resumed()), [](Case& c) { c.vouched = true; }));
        row("the whole to If-Range, same ETag, though pieces came before",
            with(whole(resumed()), [](Case& c) { c.vouched = c.had_ranges = true, c.step = Step::again_overlap; }));
        row("the whole again without If-Range", with(whole(resumed()), [](Case& c) { c.had_ranges = true; }));
        row("the whole, another ETag",
            changed(with(whole(resumed()), [](Case& c) { c.new_etag = "\"v2\"", c.new_modified = tuesday; })));
        row("the whole from another edge: every byte is compared",
            with(whole(resumed()), [](Case& c) { c.new_etag = "\"edge\""; }));
        row("the whole from another edge to If-Range", with(whole(resumed()), [](Case& c) {
                c.new_etag = "\"edge\"", c.vouched = true, c.step = Step::again_overlap;
            }));
        row("the whole, another size", changed(with(whole(resumed()), [](Case& c) { c.length = 1001; })));
        row("the whole, another time, no ETag",
            changed(with(whole(resumed()), [](Case& c) { c.new_etag.clear(), c.new_modified = tuesday; })));
        row("the whole, no validators",
            with(whole(resumed()), [](Case& c) { c.new_etag.clear(), c.new_modified.clear(); }));
        row("the whole, shorter than what is held, size unknown before",
            changed(with(whole(resumed()), [](Case& c) { c.size = -1, c.length = 300; })));
        row("a web page instead",
            fails(
                with(whole(resumed()), [](Case& c) { c.new_etag.clear(), c.new_type = "text/html", c.length = 5000; }),
                Kind::http_page_instead_of_file, Need::new_address));
        row("a web page where one was expected",
            with(whole(resumed()), [](Case& c) { c.type = c.new_type = "text/html"; }));
        row("expired 403", fails(status(resumed(), 403), Kind::http_status, Need::new_address));
        row("expired 404", fails(status(resumed(), 404), Kind::http_gone, Need::new_address));
        row("expired 410", fails(status(resumed(), 410), Kind::http_gone, Need::new_address));
        row("expired 401", fails(status(resumed(), 401), Kind::http_login_needed, Need::new_address));
        row("busy", fails(status(resumed(), 429), Kind::http_busy));
        row("412", changed(status(resumed(), 412)));
        row("416 at the end of a file of unknown size", with(status(resumed(), 416), [](Case& c) {
                c.size = -1, c.content_range = "bytes */400", c.step = Step::complete;
            }));
        row("416 and a shorter file",
            changed(with(status(resumed(), 416), [](Case& c) { c.size = -1, c.content_range = "bytes */399"; })));
        row("416 and another size",
            changed(with(status(resumed(), 416), [](Case& c) { c.content_range = "bytes */400"; })));
        row("416 to everything", with(status(resumed(), 416),
                                      [](Case& c) { c.content_range = "bytes */1000", c.step = Step::again_whole; }));

        row("overlap under a weak ETag", weak());
        row("overlap, another weak ETag", with(weak(), [](Case& c) { c.new_etag = "W/\"v2\""; }));
        row("overlap, another weak ETag and another time",
            changed(with(weak(), [](Case& c) { c.new_etag = "W/\"v2\"", c.new_modified = tuesday; })));
        row("overlap, another time", changed(with(weak(), [](Case& c) { c.new_modified = tuesday; })));
        row("overlap, no validators at all",
            with(weak(), [](Case& c) { c.etag = c.new_etag = c.modified = c.new_modified = {}; }));
        row("overlap cut short",
            fails(with(weak(), [](Case& c) { c.content_range = "bytes 300-350/1000", c.length = 51; }),
                  Kind::http_range_wrong));
        row("a hole at the front and no strong ETag", with(weak(), [](Case& c) {
                c.begin = c.overlap = 0, c.end = 100, c.content_range = "bytes 0-99/1000", c.length = 100;
                c.step = Step::again_whole;
            }));
        row("a new address with tags of its own",
            with(weak(), [](Case& c) { c.same_address = false, c.new_etag = "\"edge\"", c.new_modified = tuesday; }));
        row("a new address of another size", changed(with(weak(), [](Case& c) {
                c.same_address = false, c.content_range = "bytes 300-1999/2000", c.length = 1700;
            })));
        row("a new address without comparing", with(resumed(), [](Case& c) {
                c.same_address = false, c.new_etag = "\"edge\"", c.step = Step::again_overlap;
            }));
    }
    void judges() {
        QFETCH(Case, c);
        Resource resource;
        resource.size = c.held > 0 || c.known ? c.size : -1;
        resource.etag = c.etag;
        resource.last_modified = c.modified;
        resource.type = c.type;
        resource.ranges = c.had_ranges;
        Ask ask;
        ask.range = {c.begin, c.end};
        ask.ranged = c.ranged;
        ask.overlap = c.overlap;
        ask.vouched = c.vouched;
        ask.apart = c.apart;
        Answer answer;
        answer.status = c.status;
        if (!c.content_range.empty()) {
            if (const auto range = http::parse_content_range(c.content_range)) {
                answer.range = *range;
            } else {
                answer.range_unreadable = true;
            }
        }
        answer.length = c.length;
        answer.coded = c.coded;
        answer.etag = c.new_etag;
        answer.last_modified = c.new_modified;
        answer.type = c.new_type;
        const Verdict v = judge(ask, Holding{resource, c.held, c.held, c.same_address, c.known}, answer);
        QCOMPARE(int(v.step), int(c.step));
        QCOMPARE(int(v.kind), int(c.kind));
        QCOMPARE(int(v.need), int(c.need));
        if (c.step == Step::take) {
            QCOMPARE(v.begin, c.from);
            QCOMPARE(v.end, c.to);
            QCOMPARE(v.unproven, c.unproven);
        }
    }

    void asksWithTheCheapestProof() {
        Resource resource;
        RangeMap held;
        held.add({0, 200'000});
        resource.etag = "\"v1\"";
        const Holding holding{resource, 200'000, 200'000, true};
        Ask ask = ask_for({200'000, no_end}, holding, held);
        QVERIFY(ask.vouched);
        QCOMPARE(ask.range.begin, 200'000U);
        ask = ask_for({200'000, no_end}, holding, held, Proof::overlap);
        QVERIFY(!ask.vouched);
        QCOMPARE(ask.range.begin, 200'000U - overlap_bytes);
        ask = ask_for({200'000, no_end}, Holding{resource, 200'000, 200'000, false}, held);
        QCOMPARE(ask.overlap, overlap_bytes);
        resource.etag = "W/\"v1\"";
        ask = ask_for({200'000, no_end}, holding, held);
        QCOMPARE(ask.overlap, overlap_bytes);
        held.remove({0, 199'990});
        ask = ask_for({200'000, no_end}, holding, held);
        QCOMPARE(ask.range.begin, 199'990U);
        QVERIFY(!ask.apart);
        ask = ask_for({500'000, no_end}, holding, held);
        QCOMPARE(ask.overlap, 0U);
        QVERIFY(ask.apart);
    }

    void onlyQuotedTagsWithoutWAreStrong() {
        QVERIFY(is_strong("\"a\""));
        QVERIFY(is_strong("\"\""));
        QVERIFY(!is_strong("W/\"a\""));
        QVERIFY(!is_strong("a"));
        QVERIFY(!is_strong(""));
        QVERIFY(!is_strong("\""));
    }
};

SL_TEST_CLASS(ResumeCheckTest)
#include "resume_check_test.moc"
