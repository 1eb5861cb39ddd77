#pragma once

#include <QLineEdit>
#include <QWidget>

#include <vector>

class QGridLayout;
class QLabel;

namespace sluice::gui {

/// A text that can be selected and copied but not changed. What does not fit is cut in the middle while it has not
/// the focus; the tooltip then has all of it.
class ValueField : public QLineEdit {
    Q_OBJECT

  public:
    explicit ValueField(QWidget* parent = nullptr);

    /// Keeps selection and scroll position if the text stays the same.
    void setValue(const QString& text);
    /// An invalid colour means the palette's own.
    void setTint(const QColor& colour);
    QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void applyToolTip();
    QColor tint_;
};

/// Labels and values under each other. Rows without a value are not shown. One stop for Tab; the arrow keys go from
/// value to value.
class ValueForm : public QWidget {
    Q_OBJECT

  public:
    explicit ValueForm(QWidget* parent = nullptr);

    /// Adds a row at the end and returns its number.
    int addRow(const QString& label);
    void setValue(int row, const QString& value, const QColor& tint = {});
    QString value(int row) const;
    int rowCount() const { return static_cast<int>(rows_.size()); }
    /// "Label: value" lines of what is shown.
    QString text() const;

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    struct Row {
        QLabel* label;
        ValueField* field;
        QString value;
    };
    void moveFocus(int from, int step);
    void applyPalette();

    std::vector<Row> rows_;
    QGridLayout* grid_;
};

}  // namespace sluice::gui
