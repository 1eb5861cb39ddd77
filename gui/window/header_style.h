#pragma once

#include <QProxyStyle>

#include "gui/window/row_delegate.h"

namespace sluice::gui {

/// The application's style with the titles of columns standing over the texts of their cells.
class HeaderStyle : public QProxyStyle {
    Q_OBJECT

  public:
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override {
        return metric == PM_HeaderMargin ? RowDelegate::padding : QProxyStyle::pixelMetric(metric, option, widget);
    }
};

}  // namespace sluice::gui
