#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace sluice::gui {

/// What an empty list says, in its middle: what is missing and the one thing to do about it.
class EmptyState : public QWidget {
    Q_OBJECT

  public:
    /// Lies over `list` and follows its size.
    explicit EmptyState(QWidget* list);

    void showNeverUsed(const QString& hostInClipboard);
    void showNoMatch(const QString& filter);
    /// "No failed downloads": for an entry of the sidebar without downloads.
    void showNone(const QString& sentence);

  signals:
    void addRequested();
    void clipboardRequested();
    void clearFilterRequested();

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void fill(const QString& title, const QString& hint);

    QLabel* picture_;
    QLabel* title_;
    QLabel* hint_;
    QPushButton* add_;
    QPushButton* download_;
    QPushButton* clear_;
};

}  // namespace sluice::gui
