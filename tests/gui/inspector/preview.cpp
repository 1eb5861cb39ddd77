// Writes a picture of every tab of the info panel, light and dark, for people to look at.
// Usage: gui_inspector_preview FOLDER

#include <QApplication>
#include <QDir>
#include <QMetaEnum>
#include <QStyleFactory>
#include <QTextStream>

#include "gui/inspector/inspector_panel.h"
#include "tests/gui/inspector/samples.h"

namespace {

using sluice::gui::InspectorPanel;

QPalette darkPalette() {
    QPalette palette;
    palette.setColor(QPalette::Window, QColor(0x2b, 0x2c, 0x30));
    palette.setColor(QPalette::Base, QColor(0x1f, 0x21, 0x24));
    palette.setColor(QPalette::AlternateBase, QColor(0x26, 0x28, 0x2b));
    palette.setColor(QPalette::Button, QColor(0x36, 0x38, 0x3c));
    palette.setColor(QPalette::ToolTipBase, QColor(0x36, 0x38, 0x3c));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
        palette.setColor(role, QColor(0xea, 0xeb, 0xec));
        palette.setColor(QPalette::Disabled, role, QColor(0x80, 0x84, 0x8a));
    }
    palette.setColor(QPalette::PlaceholderText, QColor(0x9a, 0x9e, 0xa4));
    palette.setColor(QPalette::Highlight, QColor(0x1f, 0x5a, 0x9c));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    return palette;
}

void shoot(InspectorPanel& panel, const QString& path) {
    QApplication::processEvents();
    QApplication::processEvents();
    panel.grab().save(path);
    QTextStream(stdout) << path << '\n';
}

void shootAll(const QDir& folder, const QString& scheme) {
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    InspectorPanel panel;
    panel.resize(1000, 260);
    panel.show();
    const auto each = [&](const QString& name, std::shared_ptr<const sluice::queue::Details> details,
                          std::initializer_list<InspectorPanel::Tab> tabs) {
        panel.setDetails(std::move(details));
        for (const InspectorPanel::Tab tab : tabs) {
            panel.showTab(tab);
            const QString title = QString::fromLatin1(QMetaEnum::fromType<InspectorPanel::Tab>().valueToKey(int(tab)));
            shoot(panel, folder.filePath(QStringLiteral("%1-%2-%3.png").arg(scheme, name, title)));
        }
    };
    using Tab = InspectorPanel::Tab;
    each(QStringLiteral("done"), sluice::test::finishedOverRedirects(),
         {Tab::overview, Tab::timing, Tab::connections, Tab::segments, Tab::headers, Tab::certificate, Tab::log,
          Tab::speed, Tab::checksum});
    each(QStringLiteral("failed"), sluice::test::failedNotFound(),
         {Tab::overview, Tab::timing, Tab::log, Tab::certificate});
    each(QStringLiteral("running"), sluice::test::runningUnknownSize(now),
         {Tab::overview, Tab::timing, Tab::certificate});
    each(QStringLiteral("segments"), sluice::test::runningEightSegments(now),
         {Tab::overview, Tab::timing, Tab::connections, Tab::segments, Tab::speed});
    each(QStringLiteral("waiting"), sluice::test::waitingForRetry(now), {Tab::overview, Tab::timing});
    each(QStringLiteral("queued"), sluice::test::queuedThird(), {Tab::timing});
    panel.resize(360, 560);
    each(QStringLiteral("slim"), sluice::test::finishedOverRedirects(), {Tab::overview, Tab::certificate, Tab::timing});
    each(QStringLiteral("slim-waiting"), sluice::test::waitingForRetry(now), {Tab::overview});
}

}  // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    if (argc != 2) {
        QTextStream(stderr) << "Usage: gui_inspector_preview FOLDER\n";
        return 2;
    }
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    folder.mkpath(QStringLiteral("."));
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    shootAll(folder, QStringLiteral("light"));
    QApplication::setPalette(darkPalette());
    shootAll(folder, QStringLiteral("dark"));
    return 0;
}
