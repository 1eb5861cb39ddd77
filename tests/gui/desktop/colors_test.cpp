#include "gui/desktop/colors.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QTest>

#include "gui/desktop/color_scheme.h"
#include "gui/desktop/icons.h"
#include "tests/support/test_class.h"

using namespace sluice::gui;

class ColorsTest : public QObject {
    Q_OBJECT

  private slots:
    void everyTextCanBeRead_data() {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << lightPalette();
        QTest::newRow("dark") << darkPalette();
    }
    void everyTextCanBeRead() {
        QFETCH(QPalette, palette);
        for (const auto back : {QPalette::Base, QPalette::AlternateBase}) {
            for (const Tone tone : {Tone::normal, Tone::active, Tone::done, Tone::failed, Tone::retry, Tone::muted}) {
                const double ratio = contrastRatio(toneColor(tone, palette), palette.color(back));
                QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
            }
        }
        const std::pair<QPalette::ColorRole, QPalette::ColorRole> pairs[] = {
            {QPalette::HighlightedText, QPalette::Highlight}, {QPalette::WindowText, QPalette::Window},
            {QPalette::ButtonText, QPalette::Button},         {QPalette::ToolTipText, QPalette::ToolTipBase},
            {QPalette::PlaceholderText, QPalette::Base},      {QPalette::Link, QPalette::Base}};
        for (const auto& [text, back] : pairs) {
            QVERIFY2(contrastRatio(palette.color(text), palette.color(back)) >= 4.5, qPrintable(QString::number(text)));
        }
    }

    void schemeFollowsThePortalUnlessChosen() {
        const QPalette before = QApplication::palette();
        ColorScheme scheme(Scheme::light);
        QVERIFY(!isDark(QApplication::palette()));
        scheme.setPortalValue(1);
        QVERIFY(isDark(QApplication::palette()));
        scheme.setPortalValue(0);  // no preference: stays
        QVERIFY(isDark(QApplication::palette()));
        scheme.setChosen(Scheme::light);
        scheme.setPortalValue(1);
        QVERIFY(!isDark(QApplication::palette()));
        scheme.setChosen(Scheme::system);
        QVERIFY(isDark(QApplication::palette()));
        QApplication::setPalette(before);
    }

    void everyIconOfTheSetDraws() {
        icon("add");
        const QFileInfoList files = QDir(QStringLiteral(":/icons")).entryInfoList();
        QVERIFY(files.size() > 15);
        for (const QFileInfo& file : files) {
            const QByteArray name = file.completeBaseName().toLatin1();
            for (const qreal ratio : {1.0, 1.25, 2.0}) {
                const QImage image = tintedPixmap(name.constData(), Qt::red, 24, ratio).toImage();
                QCOMPARE(image.width(), int(24 * ratio));
                int inked = 0;
                for (int y = 0; y < image.height(); ++y) {
                    for (int x = 0; x < image.width(); ++x) {
                        const QColor pixel = image.pixelColor(x, y);
                        inked += pixel.alpha() > 128 ? 1 : 0;
                        QVERIFY(pixel.alpha() < 255 || (pixel.red() == 255 && pixel.green() == 0));
                    }
                }
                QVERIFY2(inked > 10, name.constData());
            }
        }
    }
};

SL_TEST_CLASS(ColorsTest)
#include "colors_test.moc"
