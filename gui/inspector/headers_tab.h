#pragma once

#include <set>
#include <utility>

#include "gui/inspector/http_head.h"
#include "gui/inspector/tab_page.h"

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace sluice::gui {

/// The heads of one request: general facts, response, request; as a list or as sent. Secrets are masked until they are
/// clicked (or Enter is pressed on them), for as long as the same download is shown.
class HeadersTab : public TabPage {
    Q_OBJECT

  public:
    explicit HeadersTab(QWidget* parent = nullptr);
    void showSnapshot(const Snapshot& snapshot) override;

  private:
    QWidget* buildBar();
    QTreeWidget* buildTree();
    void fillChooser();
    void rebuild();
    void addGeneral(const RequestRecord& record);
    void addHeads(const QString& title, const std::string& text);
    void addField(QTreeWidgetItem* group, const QString& name, const QString& value);
    void showRaw(const RequestRecord& record);
    void applyFilter();
    void reveal(QTreeWidgetItem* item);
    const RequestRecord* chosen() const;
    void copy() const;
    void copyCurl() const;
    QString fingerprint() const;

    Snapshot snapshot_;
    qint64 shownId_ = 0;
    QString shown_;                                   ///< fingerprint of what is on the screen
    std::set<std::pair<QString, QString>> revealed_;  ///< name and value of secrets a person asked for
    QComboBox* chooser_;
    QLineEdit* filter_;
    QToolButton* raw_;
    QToolButton* secrets_;
    QStackedWidget* views_;
    QTreeWidget* tree_;
    QPlainTextEdit* text_;
};

}  // namespace sluice::gui
