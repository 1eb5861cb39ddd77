#include "gui/window_options.h"

#include <QTest>

#include "tests/support/test_class.h"

using sluice::gui::WindowOptions;

class WindowOptionsTest : public QObject {
    Q_OBJECT

  private slots:
    void readsWhatTheParserPassedOn() {
        WindowOptions options;
        QString error;
        QVERIFY(WindowOptions::read(
            {"--demo-manifest", "/m.json", "--demo-exit", "--screenshot", "/s.png", "--scheme", "dark"}, options,
            error));
        QCOMPARE(options.demoManifest, QStringLiteral("/m.json"));
        QCOMPARE(options.screenshot, QStringLiteral("/s.png"));
        QCOMPARE(options.scheme, QStringLiteral("dark"));
        QVERIFY(options.demoExit);
    }

    void refusesWhatMakesNoSense_data() {
        QTest::addColumn<QStringList>("passed");
        QTest::newRow("no such scheme") << QStringList{"--scheme", "purple"};
        QTest::newRow("exit without demo") << QStringList{"--demo-exit"};
    }
    void refusesWhatMakesNoSense() {
        QFETCH(QStringList, passed);
        WindowOptions options;
        QString error;
        QVERIFY(!WindowOptions::read(passed, options, error));
        QVERIFY(!error.isEmpty());
    }

    void everyFlagIsInTheHelp() {
        for (QString flag : WindowOptions::flags()) {
            QVERIFY(WindowOptions::helpText().contains(flag.remove(u'=')));
        }
    }
};

SL_TEST_CLASS(WindowOptionsTest)
#include "window_options_test.moc"
