#include <sluice/easy.h>

#include <QTest>

#include <utility>

#include "tests/support/test_class.h"

using namespace sluice;

class GroupTest : public QObject {
    Q_OBJECT

  private slots:
    void readsAsDefaultsUntilItIsChanged() {
        Options options;
        QCOMPARE(std::as_const(options).redirect->max_redirs, 30);
        QVERIFY(!options.redirect.changed());
        options.redirect->max_redirs = 3;
        QVERIFY(options.redirect.changed());
        QCOMPARE(std::as_const(options).redirect->max_redirs, 3);
        options.redirect.reset();
        QCOMPARE(std::as_const(options).redirect->max_redirs, 30);
    }

    void copiesShareUntilOneIsChanged() {
        Options first;
        first.tls->ca_file = "a.pem";
        Options second = first;
        QCOMPARE(&*std::as_const(first).tls, &*std::as_const(second).tls);
        second.tls->ca_file = "b.pem";
        QCOMPARE(std::as_const(first).tls->ca_file, std::string("a.pem"));
        QCOMPARE(std::as_const(second).tls->ca_file, std::string("b.pem"));
    }

    void comparesByValue() {
        Group<TlsOptions> a, b;
        QVERIFY(a == b);
        a->ca_file = "";
        QVERIFY(a == b);
        a->ca_file = "x";
        QVERIFY(!(a == b));
    }

    void copiesOfAnEasyAreIndependent() {
        Easy first("http://a/");
        first.options().request->user_agent = "one";
        Easy second(first);
        second.options().url = "http://b/";
        second.options().request->user_agent = "two";
        QCOMPARE(std::as_const(first).options().url, std::string("http://a/"));
        QCOMPARE(std::as_const(first).options().request->user_agent, std::string("one"));
    }
};

SL_TEST_CLASS(GroupTest)
#include "group_test.moc"
