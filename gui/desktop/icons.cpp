#include "gui/desktop/icons.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <cmath>

static void initializeIconResource() {
    Q_INIT_RESOURCE(sluice);
}

namespace sluice::gui {
namespace {

QString pathOf(const QByteArray& name) {
    return QStringLiteral(":/icons/%1.svg").arg(QString::fromLatin1(name));
}

/// Renders the shape and lays one colour over it. Reads the palette at each drawing.
class TintedEngine : public QIconEngine {
  public:
    explicit TintedEngine(QByteArray name) : name_(std::move(name)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
        const qreal ratio = painter->device() != nullptr ? painter->device()->devicePixelRatioF() : 1.0;
        painter->drawPixmap(rect, scaledPixmap(rect.size(), mode, state, ratio));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        return scaledPixmap(size, mode, state, 1.0);
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal ratio) override {
        const QPalette palette = QGuiApplication::palette();
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const auto role = mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::WindowText;
        // Qt asks for device pixels here; one side is enough, the icons are square.
        const int side = static_cast<int>(std::lround(std::min(size.width(), size.height()) / ratio));
        return tintedPixmap(name_.constData(), palette.color(group, role), side, ratio);
    }
    QIconEngine* clone() const override { return new TintedEngine(name_); }
    bool isNull() override { return false; }

  private:
    QByteArray name_;
};

}  // namespace

QIcon icon(const char* name) {
    return QIcon(new TintedEngine(name));
}

QPixmap tintedPixmap(const char* name, const QColor& color, int side, qreal ratio) {
    const QString key =
        QStringLiteral("sluice:%1:%2:%3:%4").arg(QLatin1String(name), color.name(QColor::HexArgb)).arg(side).arg(ratio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap)) {
        return pixmap;
    }
    initializeIconResource();
    const int pixels = std::max(1, static_cast<int>(std::lround(side * ratio)));
    pixmap = QPixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer renderer(pathOf(name));
    renderer.render(&painter);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), color);
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QIcon applicationIcon() {
    initializeIconResource();
    return QIcon(pathOf("sluice"));
}

}  // namespace sluice::gui
