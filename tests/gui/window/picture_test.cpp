#include <QDateTime>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

#include "gui/desktop/colors.h"
#include "gui/dialogs/add_dialog.h"
#include "gui/inspector/inspector_panel.h"
#include "gui/models/queue_column.h"
#include "tests/gui/pictures.h"
#include "tests/gui/window/window_fixture.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::gui;
using test::FakeQueueService;
using test::WindowFixture;

namespace {

int pixelsOf(const QImage& image, const QRect& rect, const QColor& color) {
    int count = 0;
    for (int y = std::max(0, rect.top()); y <= std::min(rect.bottom(), image.height() - 1); ++y) {
        for (int x = std::max(0, rect.left()); x <= std::min(rect.right(), image.width() - 1); ++x) {
            count += image.pixelColor(x, y) == color ? 1 : 0;
        }
    }
    return count;
}

}  // namespace

class PictureTest : public QObject {
    Q_OBJECT

  private slots:
    void drawsEveryState_data() {
        QTest::addColumn<int>("scheme");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("panel");
        QTest::newRow("light-1000x640") << int(Scheme::light) << QSize(1000, 640) << true;
        QTest::newRow("dark-1000x640") << int(Scheme::dark) << QSize(1000, 640) << true;
        QTest::newRow("light-1240x700") << int(Scheme::light) << QSize(1240, 700) << true;
        QTest::newRow("light-640x400") << int(Scheme::light) << QSize(640, 400) << false;
        QTest::newRow("dark-640x400") << int(Scheme::dark) << QSize(640, 400) << false;
    }
    void drawsEveryState() {
        QFETCH(int, scheme);
        QFETCH(QSize, size);
        QFETCH(bool, panel);
        const auto fake = FakeQueueService::showcase(QDateTime::currentSecsSinceEpoch());
        WindowFixture it(*fake, static_cast<Scheme>(scheme));
        it.scheme.setChosen(static_cast<Scheme>(scheme));
        it.window.resize(size);
        QTRY_COMPARE(it.rows(), 11);
        it.view()->selectIds({1});
        it.view()->setCurrentIndex(it.window.model().index(0, 0));
        if (panel) {
            it.window.showPanelTab(int(InspectorPanel::Tab::timing));
            QTRY_COMPARE(it.window.panel().shownId(), queue::Id{1});
        }
        it.view()->setFocus();
        QTest::qWait(300);
        const QPixmap picture = it.window.grab();
        test::keepPicture(picture, QString::fromLatin1(QTest::currentDataTag()));
        QCOMPARE(it.window.size(), size);

        const QImage image = it.view()->viewport()->grab().toImage();
        const QPalette palette = it.window.palette();
        const auto cell = [&](int row, Column column) {
            return it.view()->visualRect(it.window.model().index(row, int(column)));
        };
        // The selected row: icon in HighlightedText on Highlight, nothing of it in the state's colour.
        const QRect first = cell(0, Column::name).adjusted(0, 0, -cell(0, Column::name).width() + 28, 0);
        QVERIFY(pixelsOf(image, first, palette.color(QPalette::HighlightedText)) > 4);
        QCOMPARE(pixelsOf(image, first, stateColors(palette).active), 0);
        // The bar of the second: active, 18 % of its width.
        QVERIFY(pixelsOf(image, cell(1, Column::progress), stateColors(palette).active) > 20);
        // What failed says so in its colour.
        const QRect failed = cell(4, Column::name).adjusted(0, 0, -cell(4, Column::name).width() + 28, 0);
        QVERIFY(pixelsOf(image, failed, stateColors(palette).failed) > 4);
    }

    void nothingIsCutInANarrowWindow() {
        const auto fake = FakeQueueService::showcase(1'760'000'000);
        WindowFixture it(*fake);
        it.window.resize(640, 400);
        QTest::qWait(50);
        QCOMPARE(it.window.width(), 640);
        auto* filter = it.child<QLineEdit>("filterField");
        QVERIFY(filter->isVisible() && filter->width() >= filter->minimumSizeHint().width());
        QVERIFY(filter->mapTo(&it.window, filter->rect().bottomRight()).x() < 640);
    }

    void emptyListsSayWhatToDo_data() {
        QTest::addColumn<int>("rows");
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("words");
        QTest::newRow("never-used") << 0 << QString() << "No downloads yet";
        QTest::newRow("no-match") << 5 << QStringLiteral("xyz") << "Nothing matches “xyz”";
    }
    void emptyListsSayWhatToDo() {
        QFETCH(int, rows);
        QFETCH(QString, filter);
        QFETCH(QString, words);
        FakeQueueService fake(rows, 0, 1);
        WindowFixture it(fake);
        it.child<QLineEdit>("filterField")->setText(filter);
        auto* empty = it.child<QWidget>("emptyState");
        QVERIFY(empty->isVisible());
        bool said = false;
        for (const auto* label : empty->findChildren<QLabel*>()) {
            said = said || label->text() == words;
        }
        QVERIFY(said);
        test::keepPicture(it.window.grab(), QStringLiteral("empty-") + QString::fromLatin1(QTest::currentDataTag()));
    }

    void addDialogFits() {
        FakeQueueService fake;
        WindowFixture it(fake);
        AddDialog* dialog =
            it.window.openAdd({QStringLiteral("https://example.org/pub/debian-12.11.0-amd64-netinst.iso"),
                               QStringLiteral("magnet:?xt=urn:btih:123"), QStringLiteral("example.net/b.zip")});
        dialog->findChild<QWidget*>("optionsFold")->setFocus();
        QTest::keyClick(dialog->findChild<QWidget*>("optionsFold"), Qt::Key_Space);
        QTest::qWait(100);
        QVERIFY2(dialog->width() <= 1024 && dialog->height() <= 700, qPrintable(QString::number(dialog->height())));
        test::keepPicture(dialog->grab(), QStringLiteral("add-dialog"));
    }
};

SL_TEST_CLASS(PictureTest)
#include "picture_test.moc"
