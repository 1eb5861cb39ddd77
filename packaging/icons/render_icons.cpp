// Draws the application's icon at the sizes that desktops look for: sluice-render-icons ICON.svg FOLDER
// writes FOLDER/NxN/apps/org.sluice.Sluice.png. Part of the build, not installed.
#include <QDir>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>

#include <cstdio>

int main(int count, char** arguments) {
    if (count != 3) {
        std::fprintf(stderr, "Usage: %s ICON.svg FOLDER\n", arguments[0]);
        return 2;
    }
    QSvgRenderer icon{QString::fromLocal8Bit(arguments[1])};
    if (!icon.isValid()) {
        std::fprintf(stderr, "%s is no picture in SVG\n", arguments[1]);
        return 1;
    }
    for (const int size : {16, 22, 24, 32, 48, 64, 128, 256, 512}) {
        QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        icon.render(&painter);
        painter.end();
        const QString folder = QStringLiteral("%1/%2x%2/apps").arg(QString::fromLocal8Bit(arguments[2])).arg(size);
        if (!QDir().mkpath(folder) || !image.save(folder + QStringLiteral("/org.sluice.Sluice.png"))) {
            std::fprintf(stderr, "cannot write into %s\n", qPrintable(folder));
            return 1;
        }
    }
    return 0;
}
