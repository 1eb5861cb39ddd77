#pragma once

#include <QDialog>

namespace sluice::gui {

/// What this is and which versions it runs on; "Copy details" for a report, without anything private.
class AboutDialog : public QDialog {
    Q_OBJECT

  public:
    explicit AboutDialog(QWidget* parent);
    static QString details();
};

}  // namespace sluice::gui
