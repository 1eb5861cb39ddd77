#include "engine/queue/row_store.h"

#include <QTest>

#include "engine/base/result.h"
#include "engine/queue/list.h"
#include "engine/queue/state_table.h"
#include "tests/support/test_class.h"
#include "tests/unit/store/sample_rows.h"

using namespace sluice;
using namespace sluice::queue;

class RowStoreTest : public QObject {
    Q_OBJECT

  private slots:
    void keepsEveryField() {
        store::StoredDownload stored = test::sample_row(7);
        stored.state = static_cast<int>(State::waiting);
        stored.phase = static_cast<int>(Phase::no_space);
        stored.flags = 0b11111;
        stored.removed = true;
        ErrorArgs args;
        args.host = "h";
        args.address = "192.0.2.1:80";
        args.file = "/f";
        args.detail = "d";
        args.bytes = 1;
        args.limit = 2;
        args.milliseconds = 3;
        args.status = 404;
        stored.error = to_json(fail(Kind::net_refused, args, 111).value());
        Marks marks;
        const Row row = from_stored(stored, marks);
        QVERIFY(marks.removed && marks.needs_secret && marks.start_over);
        QVERIFY(row.error.kind == Kind::net_refused);
        QVERIFY(row.error.code == Code::couldnt_connect);
        QCOMPARE(row.error.os_errno, 111);
        QCOMPARE(row.error.facts().address, std::string("192.0.2.1:80"));
        QCOMPARE(row.error.facts().status, 404);
        QVERIFY(to_stored(row, marks) == stored);
    }
    void readsOddStatesAsQueued() {
        for (const int value : {-1, 7, 99}) {
            store::StoredDownload stored = test::sample_row(1);
            stored.state = value;
            stored.phase = value;
            stored.error = "no json";
            Marks marks;
            const Row row = from_stored(stored, marks);
            QVERIFY(row.state == State::queued);
            QVERIFY(fits(row.state, row.phase));
            QVERIFY(row.error.kind == Kind::internal);
        }
    }
    void keepsWishesAndFacts() {
        Wish wish;
        wish.conflict = Conflict::skip;
        wish.typed_name = "näme";
        wish.referrer = "http://r/";
        wish.user_agent = "me/1";
        wish.headers = {"A: b", "C: \"d\""};
        wish.ca_file = "/ca.pem";
        wish.verify_tls = false;
        QCOMPARE(to_json(wish_from_json(to_json(wish))), to_json(wish));
        QCOMPARE(wish_from_json(to_json(wish)).headers.at(1), std::string("C: \"d\""));
        Learnt learnt;
        learnt.final_url = "f";
        learnt.path = "p\xff";  // no UTF-8: replaced, not refused
        learnt.part_path = "pp";
        learnt.etag = "\"e\"";
        learnt.peak_speed = 1.5;
        QCOMPARE(learnt_from_json(to_json(learnt)).etag, learnt.etag);
        QCOMPARE(learnt_from_json(to_json(learnt)).peak_speed, 1.5);
        QVERIFY(learnt_from_json(to_json(learnt)).path.starts_with("p"));
    }
    void readsMalformedTextsAsDefaults() {
        for (const char* text : {"", "[]", "{", "{\"headers\":7,\"verify_tls\":\"no\",\"conflict\":99}", "null"}) {
            const Wish wish = wish_from_json(text);
            QVERIFY(wish.headers.empty());
            QVERIFY(wish.verify_tls);
            QVERIFY(wish.conflict == Conflict::rename);
            QVERIFY(learnt_from_json(text).path.empty());
        }
        QVERIFY(!error_from_json(""));
        QVERIFY(to_json(Error{}).empty());
    }
};

SL_TEST_CLASS(RowStoreTest)
#include "row_store_test.moc"
