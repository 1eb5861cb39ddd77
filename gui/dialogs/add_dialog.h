#pragma once

#include <QDialog>
#include <QTimer>

#include <functional>
#include <vector>

#include "engine/queue/queue_service.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTableView;
class QToolButton;

namespace sluice::gui {

class AddOptions;
class AddressModel;
struct AddressLine;
struct ReadList;

/// What to download and where to put it: addresses, one per line, below them what was understood. Not modal; several
/// may be open. Accepted, it holds the downloads as values; it queues nothing itself.
class AddDialog : public QDialog {
    Q_OBJECT

  public:
    AddDialog(const QString& folder, QWidget* parent);

    void setAddresses(const QStringList& addresses);
    /// Shows what a list file says in the place of addresses that are typed.
    void setList(const ReadList& list);
    /// The file of another program that the one address is to go on with; it also says the folder.
    void setAdopted(const QString& path);
    /// Folders used before, newest first.
    void setFolders(const QStringList& folders);
    /// Tells what is known of an address that is in the list already ("In the list already, 62 %"), else nothing.
    void setListed(std::function<QString(const QString&)> listed);

    std::vector<queue::NewDownload> downloads() const;
    QString folder() const;

  private:
    void build();
    QWidget* buildButtons();
    void understand();
    void markListed(std::vector<AddressLine>& lines) const;
    void refresh();
    void refreshFreeSpace();
    void chooseFolder();
    void acceptAs(bool paused);

    QPlainTextEdit* text_;
    QTableView* list_;
    AddressModel* model_;
    QComboBox* folder_;
    QLabel* space_;
    QLabel* nameLabel_;
    QLineEdit* name_;
    QToolButton* fold_;
    AddOptions* options_;
    QLabel* summary_;
    QPushButton* download_ = nullptr;
    QPushButton* later_ = nullptr;
    QTimer understandTimer_, spaceTimer_;
    std::function<QString(const QString&)> listed_;
    bool paused_ = false;
    bool nameTyped_ = false;
    bool hasList_ = false;
    int grown_ = 0;  ///< by the open fold
    QString adopted_;
    QLabel* textLabel_ = nullptr;
    QLabel* adoptedLabel_ = nullptr;
};

}  // namespace sluice::gui
