#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QObject>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QTreeWidget>

#include "gui/inspector/failure_card.h"
#include "gui/inspector/http_head.h"
#include "gui/inspector/inspector_panel.h"
#include "gui/inspector/log_model.h"
#include "gui/inspector/segments_map.h"
#include "gui/inspector/speed_graph.h"
#include "gui/inspector/tab_page.h"
#include "gui/inspector/text_table.h"
#include "gui/inspector/value_form.h"
#include "tests/gui/inspector/samples.h"
#include "tests/support/test_class.h"

namespace sluice::test {

using namespace gui;
using Tab = InspectorPanel::Tab;

class PanelTest : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<InspectorPanel> panel_;

    TabPage* page() const { return qobject_cast<TabPage*>(panel_->findChild<QTabWidget*>()->currentWidget()); }
    QString title(Tab tab) const { return panel_->findChild<QTabWidget*>()->tabText(int(tab)); }
    /// All values of the tab in front, one per line.
    QString shownText() const {
        QStringList out;
        for (const ValueForm* form : page()->findChildren<ValueForm*>()) {
            out << form->text();
        }
        for (const QLabel* label : page()->findChildren<QLabel*>()) {
            if (label->isVisible()) {
                out << label->text();
            }
        }
        for (const TextTable* table : page()->findChildren<TextTable*>()) {
            out << table->text(false);
        }
        return out.join(QLatin1Char('\n'));
    }
    QPushButton* button(const QString& text) const {
        for (QPushButton* each : panel_->findChildren<QPushButton*>()) {
            if (each->text() == text && each->isVisible()) {
                return each;
            }
        }
        return nullptr;
    }

  private slots:
    void init() {
        panel_ = std::make_unique<InspectorPanel>();
        panel_->resize(1000, 300);
        panel_->show();
    }
    void cleanup() { panel_.reset(); }

    void emptyTabsSayWhatWillBeThere_data() {
        QTest::addColumn<int>("tab");
        QTest::addColumn<QString>("words");
        QTest::newRow("timing") << int(Tab::timing) << "Queued, 3rd. Timing appears when it connects.";
        QTest::newRow("connections") << int(Tab::connections) << "No connection yet";
        QTest::newRow("segments") << int(Tab::segments) << "Nothing has arrived yet";
        QTest::newRow("headers") << int(Tab::headers) << "No request was sent yet";
        QTest::newRow("certificate") << int(Tab::certificate) << "The certificate appears";
        QTest::newRow("log") << int(Tab::log) << "Nothing happened yet";
        QTest::newRow("speed") << int(Tab::speed) << "No speed yet";
        QTest::newRow("checksum") << int(Tab::checksum) << "SHA-256";
    }
    void emptyTabsSayWhatWillBeThere() {
        QFETCH(int, tab);
        QFETCH(QString, words);
        panel_->showTab(Tab(tab));
        panel_->setDetails(queuedThird());
        QVERIFY2(page()->message().contains(words), qPrintable(page()->message()));
        panel_->setDetails(nullptr);
        QCOMPARE(page()->message(), "Select a download to see its connections, timing and log");
        panel_->setMultiple(3, 100, 50, 10);
        QCOMPARE(page()->message(), "Select one download");
    }

    void severalSelectedShowTheirSums() {
        panel_->setMultiple(3, 300 * 1048576, 150 * 1048576, 1048576);
        QVERIFY(page()->message().isEmpty());
        QVERIFY2(shownText().contains(QStringLiteral("150.0 of 300.0 MiB")), qPrintable(shownText()));
        QVERIFY(!panel_->wantsDetails());
        QCOMPARE(panel_->shownId(), queue::Id(0));
    }

    void tabsShowTheFactsOfAFinishedDownload_data() {
        QTest::addColumn<int>("tab");
        QTest::addColumn<QString>("fact");
        QTest::newRow("size") << int(Tab::overview) << "663.0 MiB";
        QTest::newRow("final address") << int(Tab::overview) << "saimei.ftp.acc.umu.se";
        QTest::newRow("verified") << int(Tab::overview) << "Done, verified";
        QTest::newRow("redirects") << int(Tab::timing) << "302 Found";
        QTest::newRow("total") << int(Tab::timing) << "22.59 s";
        QTest::newRow("remote") << int(Tab::connections) << "151.101.2.132:443";
        QTest::newRow("round trip") << int(Tab::connections) << "21.4 ms";
        QTest::newRow("cipher") << int(Tab::certificate) << "TLS_AES_128_GCM_SHA256";
        QTest::newRow("days") << int(Tab::certificate) << "days left: 61";
        QTest::newRow("verdict") << int(Tab::certificate) << "Trusted";
        QTest::newRow("log") << int(Tab::log) << "Connected to 151.101.2.132:443";
        QTest::newRow("speed") << int(Tab::speed) << "mean";
        QTest::newRow("digest") << int(Tab::checksum) << "30ca12a15cae6a1033e03ad59eb7f66a";
        QTest::newRow("who vouched") << int(Tab::checksum) << "SHA256SUMS on the same host";
    }
    void tabsShowTheFactsOfAFinishedDownload() {
        QFETCH(int, tab);
        QFETCH(QString, fact);
        panel_->showTab(Tab(tab));
        panel_->setDetails(finishedOverRedirects());
        QVERIFY2(shownText().contains(fact), qPrintable(shownText()));
    }

    void runningOneShowsDurablePointAndReason() {
        panel_->setDetails(runningUnknownSize());
        const QString text = shownText();
        QVERIFY2(text.contains(QStringLiteral("88.0 MiB of ?")), qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("saved to 80.0 MiB")));
        QVERIFY(text.contains(QStringLiteral("No – server sent no Accept-Ranges")));
        QVERIFY(text.contains(QStringLiteral("Certificate checks are off")));
        panel_->setDetails(runningEightSegments());
        QVERIFY(!shownText().contains(QStringLiteral("Certificate checks are off")));
    }

    void plainHttpIsNamedNotEmpty() {
        panel_->showTab(Tab::certificate);
        panel_->setDetails(failedNotFound());
        QCOMPARE(page()->message(), "This download is not encrypted");
    }

    void eightSegmentsHaveEightRows() {
        panel_->showTab(Tab::segments);
        panel_->setDetails(runningEightSegments());
        QCOMPARE(page()->findChild<TextTable*>()->model()->rowCount(), 8);
        QCOMPARE(title(Tab::connections), "Connections (8)");
    }

    void titlesCountTrouble() {
        panel_->setDetails(failedNotFound());
        QCOMPARE(title(Tab::log), "Log (2)");
        panel_->setDetails(queuedThird());
        QCOMPARE(title(Tab::log), "Log");
    }

    void failureCardStandsOnEveryTab() {
        panel_->setDetails(failedNotFound());
        auto* card = panel_->findChild<FailureCard*>();
        for (int tab = 0; tab < InspectorPanel::tabCount; ++tab) {
            panel_->showTab(Tab(tab));
            QVERIFY(card->isVisible());
        }
        QVERIFY(card->accessibleName().contains(QStringLiteral("404 Not Found")));
        panel_->setDetails(finishedOverRedirects());
        QVERIFY(!card->isVisible());
    }

    void cardSaysWhatIsSafeAndOffersTheAction() {
        QSignalSpy asked(panel_.get(), &InspectorPanel::actionRequested);
        panel_->setDetails(waitingForRetry(QDateTime::currentMSecsSinceEpoch()));
        auto* card = panel_->findChild<FailureCard*>();
        QCOMPARE(card->accessibleDescription(), "3.20 GiB of 4.50 GiB are safe");
        QVERIFY2(card->accessibleName().contains(QStringLiteral("2 of 5 in 1")), qPrintable(card->accessibleName()));
        panel_->focusFirst();
        QPushButton* retry = button(QStringLiteral("Retry now"));
        QVERIFY(retry != nullptr);
        QTest::keyClick(retry, Qt::Key_Space);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].value<PanelAction>(), PanelAction::retry);
        QCOMPARE(asked[0][1].toLongLong(), 5);
    }

    void cardShowsOnlyWhatTheWindowCanDo() {
        panel_->setDetails(failedNotFound());
        QVERIFY(button(QStringLiteral("New address")) != nullptr);
        panel_->setSupportedActions({PanelAction::openInBrowser});
        QVERIFY(button(QStringLiteral("New address")) == nullptr);
        QVERIFY(button(QStringLiteral("Open in browser")) != nullptr);
    }

    void hiddenPanelAndHiddenTabsAreNotBroughtUpToDate() {
        panel_->showTab(Tab::segments);
        auto* table = page()->findChild<TextTable*>();
        panel_->showTab(Tab::overview);
        panel_->setDetails(runningEightSegments());
        QCOMPARE(table->model()->rowCount(), 0);
        panel_->showTab(Tab::segments);
        QCOMPARE(table->model()->rowCount(), 8);
        panel_->hide();
        QVERIFY(!panel_->wantsDetails());
        panel_->setDetails(queuedThird());
        QCOMPARE(table->model()->rowCount(), 8);
        panel_->show();
        QCOMPARE(table->model()->rowCount(), 0);
    }

    void logTakesFiveThousandLinesWithoutStartingAnew() {
        auto details = finishedOverRedirects();
        details->log.clear();
        for (int i = 0; i < 5000; ++i) {
            details->log.push_back({sampleNowMs + i, queue::Level::info, 1, "line " + std::to_string(i)});
        }
        panel_->showTab(Tab::log);
        panel_->setDetails(details);
        auto* model = page()->findChild<LogModel*>();
        QCOMPARE(model->rowCount(), 5000);
        QSignalSpy resets(model, &QAbstractItemModel::modelReset);
        QSignalSpy inserts(model, &QAbstractItemModel::rowsInserted);
        auto next = std::make_shared<queue::Details>(*details);
        next->log.erase(next->log.begin(), next->log.begin() + 10);
        for (int i = 0; i < 10; ++i) {
            next->log.push_back({sampleNowMs + 6000 + i, queue::Level::error, 1, "new " + std::to_string(i)});
        }
        panel_->setDetails(next);
        panel_->setDetails(next);
        QCOMPARE(resets.size(), 0);
        QCOMPARE(inserts.size(), 1);
        QCOMPARE(model->rowCount(), 5000);
        QCOMPARE(model->index(4999, LogModel::textColumn).data().toString(), "new 9");
        QCOMPARE(model->index(0, LogModel::textColumn).data().toString(), "line 10");
        model->setFilter(QStringLiteral("NEW"), queue::Level::warning);
        QCOMPARE(model->rowCount(), 10);
    }

    void logFollowsItsEndUnlessScrolledUp() {
        auto details = finishedOverRedirects();
        for (int i = 0; i < 100; ++i) {
            details->log.push_back({sampleNowMs + i, queue::Level::info, 1, "line " + std::to_string(i)});
        }
        panel_->showTab(Tab::log);
        panel_->setDetails(details);
        QScrollBar* bar = page()->findChild<TextTable*>()->verticalScrollBar();
        QTRY_COMPARE(bar->value(), bar->maximum());
        QVERIFY(bar->maximum() > 0);
        bar->setValue(3);
        auto next = std::make_shared<queue::Details>(*details);
        next->log.push_back({sampleNowMs + 999, queue::Level::info, 1, "last"});
        panel_->setDetails(next);
        QApplication::processEvents();
        QCOMPARE(bar->value(), 3);
    }

    void secretsAreMaskedUntilAsked() {
        panel_->showTab(Tab::headers);
        panel_->setDetails(finishedOverRedirects());
        auto* tree = page()->findChild<QTreeWidget*>();
        const auto text = [&] {
            QString out;
            for (QTreeWidgetItem* item : tree->findItems(QString(), Qt::MatchContains | Qt::MatchRecursive)) {
                out += item->text(0) + QLatin1Char('=') + item->text(1) + QLatin1Char('\n');
            }
            return out;
        };
        QVERIFY2(!text().contains(QStringLiteral("s3cret")), qPrintable(text()));
        QTreeWidgetItem* cookie =
            tree->findItems(QStringLiteral("Cookie"), Qt::MatchExactly | Qt::MatchRecursive).front();
        QCOMPARE(cookie->text(1), maskText());
        tree->setCurrentItem(cookie);
        QTest::keyClick(tree, Qt::Key_Return);
        QVERIFY(cookie->text(1).contains(QStringLiteral("s3cret-cookie")));
        QVERIFY(!text().contains(QStringLiteral("s3cret-token")));
        button(QStringLiteral("Copy as curl"))->click();
        QVERIFY(!QApplication::clipboard()->text().contains(QStringLiteral("s3cret")));
        QVERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("curl ")));
    }

    void pastedHashIsCompared() {
        panel_->showTab(Tab::checksum);
        panel_->setDetails(finishedOverRedirects());
        QLineEdit* field = nullptr;
        for (QLineEdit* each : page()->findChildren<QLineEdit*>()) {
            field = each->isReadOnly() ? field : each;
        }
        QVERIFY(field != nullptr);
        field->setText(QStringLiteral("30CA12A15CAE6A1033E03AD59EB7F66A6D5A258DCF27ACD115C2BD42D22640E8  debian.iso"));
        QVERIFY(shownText().contains(QStringLiteral("matches the file")));
        field->setText(QString(64, 'b'));
        QVERIFY(shownText().contains(QStringLiteral("does not match")));
        field->setText(QString(32, 'b'));
        QVERIFY(shownText().contains(QStringLiteral("Only the SHA-256 of the file is known")));
    }

    void mapHasAtMostOneRectanglePerColumn() {
        queue::Details details;
        details.row.size = 1'000'000;
        for (int i = 0; i < 50'000; ++i) {
            details.written.push_back({i * 20, i * 20 + 10});
        }
        const auto columns = mapColumns(details, 300);
        QVERIFY(columns.size() <= 300);
        QCOMPARE(columns.back().end, qint64(300));
        const auto eight = mapColumns(*runningEightSegments(), 800);
        // The first is complete and touches the second: seven times saved and in flight.
        QCOMPARE(eight.size(), std::size_t(14));
        QVERIFY(mapColumns(details, 0).empty());
        QVERIFY(stretchesOf(queue::Details{}).empty());
    }

    void graphIsRedrawnAtMostOnceASecond() {
        panel_->showTab(Tab::speed);
        panel_->setDetails(runningUnknownSize());
        auto* graph = page()->findChild<SpeedGraph*>();
        QApplication::processEvents();
        const auto before = graph->curve().size();
        QCOMPARE(before, 39);
        auto next = std::make_shared<queue::Details>(*runningUnknownSize());
        next->speed.push_back({39.0F, 1e6F});
        panel_->setDetails(next);
        QCOMPARE(graph->curve().size(), before);
        QTRY_COMPARE_WITH_TIMEOUT(graph->curve().size(), before + 1, 5000);
    }

    void everyFocusableWidgetHasAName() {
        panel_->setDetails(waitingForRetry());
        for (int tab = 0; tab < InspectorPanel::tabCount; ++tab) {
            panel_->showTab(Tab(tab));
            for (const auto& details : {finishedOverRedirects(), runningEightSegments()}) {
                panel_->setDetails(details);
                for (const QWidget* widget : page()->findChildren<QWidget*>()) {
                    const bool counts = widget->isVisible() && (widget->focusPolicy() & Qt::TabFocus) != 0;
                    QVERIFY2(
                        !counts || !widget->accessibleName().isEmpty(),
                        qPrintable(QStringLiteral("%1 on tab %2").arg(widget->metaObject()->className()).arg(tab)));
                }
            }
        }
    }

    void valuesAreReachedByArrowKeysAndCopied() {
        panel_->setDetails(finishedOverRedirects());
        QApplication::setActiveWindow(panel_.get());
        auto* form = page()->findChildren<ValueForm*>().front();
        ValueField* first = form->findChildren<ValueField*>().front();
        first->setFocus(Qt::TabFocusReason);
        QTest::keyClick(first, Qt::Key_Down);
        auto* second = qobject_cast<ValueField*>(panel_->focusWidget());
        QVERIFY(second != nullptr && second != first);
        QTest::keyClick(second, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), second->text());
        QVERIFY(!second->accessibleName().isEmpty());
    }

    void reportsTabChanges() {
        QSignalSpy changed(panel_.get(), &InspectorPanel::tabChanged);
        panel_->showTab(Tab::certificate);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(panel_->currentTab(), Tab::certificate);
    }
};

SL_TEST_CLASS(PanelTest)

}  // namespace sluice::test

#include "panel_test.moc"
