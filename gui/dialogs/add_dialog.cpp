#include "gui/dialogs/add_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "gui/bridge/list_reading.h"
#include "gui/desktop/free_space.h"
#include "gui/desktop/icons.h"
#include "gui/dialogs/add_options.h"
#include "gui/dialogs/address_model.h"
#include "gui/format/size.h"
#include "gui/format/text.h"

namespace sluice::gui {
namespace {

/// Typing is never delayed: the text is taken apart when it rests.
constexpr int understandAfterMs = 150;
constexpr int spaceAfterMs = 400;
/// Comparing with the list costs a pass over it; past this many only the first are compared.
constexpr std::size_t mostCompared = 200;
constexpr int mostFolders = 10;
/// What fits on a small screen, the frame of the window included.
constexpr int mostHeight = 680;

}  // namespace

AddDialog::AddDialog(const QString& folder, QWidget* parent)
    : QDialog(parent),
      text_(new QPlainTextEdit(this)),
      list_(new QTableView(this)),
      model_(new AddressModel(this)),
      folder_(new QComboBox(this)),
      space_(new QLabel(this)),
      nameLabel_(new QLabel(tr("&Name:"), this)),
      name_(new QLineEdit(this)),
      fold_(new QToolButton(this)),
      options_(new AddOptions(this)),
      summary_(new QLabel(this)) {
    setObjectName(QStringLiteral("addDialog"));
    setWindowTitle(tr("Add downloads"));
    folder_->setEditable(true);
    folder_->addItem(folder);
    build();
    understandTimer_.setSingleShot(true);
    understandTimer_.setInterval(understandAfterMs);
    spaceTimer_.setSingleShot(true);
    spaceTimer_.setInterval(spaceAfterMs);
    connect(&understandTimer_, &QTimer::timeout, this, &AddDialog::understand);
    connect(&spaceTimer_, &QTimer::timeout, this, &AddDialog::refreshFreeSpace);
    connect(text_, &QPlainTextEdit::textChanged, &understandTimer_, [this] { understandTimer_.start(); });
    connect(folder_, &QComboBox::editTextChanged, &spaceTimer_, [this] {
        spaceTimer_.start();
        refresh();
    });
    connect(name_, &QLineEdit::textEdited, this, [this] {
        nameTyped_ = !name_->text().isEmpty();
        refresh();
    });
    connect(model_, &AddressModel::wantedChanged, this, &AddDialog::refresh);
    connect(options_, &AddOptions::changed, this, &AddDialog::refresh);
    connect(fold_, &QToolButton::toggled, this, [this](bool open) {
        if (open) {
            const int wanted = options_->sizeHint().height() + layout()->spacing();
            grown_ = std::clamp(mostHeight - height(), 0, wanted);
        }
        options_->setVisible(open);
        resize(width(), height() + (open ? grown_ : -grown_));
        fold_->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    });
    refreshFreeSpace();
    refresh();
    resize(std::max(620, sizeHint().width()), 460);
}

void AddDialog::build() {
    textLabel_ = new QLabel(tr("One &address per line, or command lines of curl:"), this);
    textLabel_->setBuddy(text_);
    adoptedLabel_ = new QLabel(this);
    adoptedLabel_->setObjectName(QStringLiteral("adopted"));
    adoptedLabel_->setTextFormat(Qt::PlainText);
    adoptedLabel_->setWordWrap(true);
    adoptedLabel_->hide();
    text_->setObjectName(QStringLiteral("addresses"));
    text_->setAccessibleName(tr("Addresses, one per line"));
    text_->setMinimumHeight(fontMetrics().lineSpacing() * 2 + 14);
    text_->setTabChangesFocus(true);
    text_->setLineWrapMode(QPlainTextEdit::NoWrap);
    text_->setPlaceholderText(QStringLiteral("https://example.org/file.iso"));
    list_->setObjectName(QStringLiteral("understood"));
    list_->setAccessibleName(tr("What was understood"));
    list_->setMinimumHeight(fontMetrics().lineSpacing() * 4);
    list_->setModel(model_);
    list_->setShowGrid(false);
    list_->setSelectionBehavior(QAbstractItemView::SelectRows);
    list_->setTabKeyNavigation(false);
    list_->setAlternatingRowColors(true);
    list_->verticalHeader()->hide();
    list_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    list_->verticalHeader()->setDefaultSectionSize(std::max(24, fontMetrics().height() + 8));
    list_->horizontalHeader()->setHighlightSections(false);
    list_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    list_->horizontalHeader()->setAccessibleName(tr("Columns"));
    list_->horizontalHeader()->setSectionResizeMode(AddressModel::nameColumn, QHeaderView::Stretch);
    list_->setColumnWidth(AddressModel::hostColumn, 150);
    list_->setColumnWidth(AddressModel::problemColumn, 190);

    auto* folderLabel = new QLabel(tr("&Save in:"), this);
    folderLabel->setBuddy(folder_);
    folder_->setObjectName(QStringLiteral("folder"));
    folder_->setAccessibleName(tr("Save in"));
    folder_->lineEdit()->setAccessibleName(tr("Save in"));
    folder_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* browse = new QToolButton(this);
    browse->setObjectName(QStringLiteral("chooseFolder"));
    browse->setIcon(icon("folder"));
    browse->setToolTip(tr("Choose a folder"));
    browse->setAccessibleName(browse->toolTip());
    browse->setFocusPolicy(Qt::TabFocus);
    browse->setMinimumSize(28, 28);
    space_->setMinimumWidth(fontMetrics().horizontalAdvance(tr("%1 free").arg(QStringLiteral("88.8 GiB"))) + 4);
    connect(browse, &QToolButton::clicked, this, &AddDialog::chooseFolder);
    nameLabel_->setBuddy(name_);
    name_->setObjectName(QStringLiteral("name"));
    name_->setAccessibleName(tr("File name"));
    name_->setPlaceholderText(tr("From the server or the address"));

    fold_->setObjectName(QStringLiteral("optionsFold"));
    fold_->setText(tr("&Options"));
    fold_->setAccessibleName(tr("Options"));
    fold_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    fold_->setArrowType(Qt::RightArrow);
    fold_->setCheckable(true);
    fold_->setAutoRaise(true);
    fold_->setFocusPolicy(Qt::TabFocus);
    options_->hide();
    summary_->setTextFormat(Qt::PlainText);

    auto* grid = new QGridLayout;
    grid->addWidget(folderLabel, 0, 0);
    grid->addWidget(folder_, 0, 1);
    grid->addWidget(browse, 0, 2);
    grid->addWidget(space_, 0, 3);
    grid->addWidget(nameLabel_, 1, 0);
    grid->addWidget(name_, 1, 1, 1, 3);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(adoptedLabel_);
    layout->addWidget(textLabel_);
    layout->addWidget(text_, 2);
    layout->addWidget(list_, 3);
    layout->addLayout(grid);
    layout->addWidget(fold_, 0, Qt::AlignLeft);
    layout->addWidget(options_);
    layout->addWidget(buildButtons());
}

QWidget* AddDialog::buildButtons() {
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* buttons = new QDialogButtonBox(row);
    download_ = buttons->addButton(tr("&Download"), QDialogButtonBox::AcceptRole);
    later_ = buttons->addButton(tr("Add &paused"), QDialogButtonBox::ActionRole);
    buttons->addButton(QDialogButtonBox::Cancel);
    download_->setObjectName(QStringLiteral("download"));
    later_->setObjectName(QStringLiteral("addPaused"));
    download_->setDefault(true);
    later_->setAutoDefault(false);
    connect(download_, &QPushButton::clicked, this, [this] { acceptAs(false); });
    connect(later_, &QPushButton::clicked, this, [this] { acceptAs(true); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    summary_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    layout->addWidget(summary_, 1);
    layout->addWidget(buttons);
    return row;
}

void AddDialog::setAddresses(const QStringList& addresses) {
    text_->setPlainText(addresses.join(u'\n'));
    understand();
    text_->setFocus();
    text_->moveCursor(QTextCursor::End);
    if (!addresses.isEmpty()) {
        download_->setFocus();  // Return accepts what the clipboard held
    }
}

void AddDialog::setList(const ReadList& list) {
    hasList_ = true;
    text_->hide();
    textLabel_->hide();
    std::vector<AddressLine> lines = linesOf(list);
    markListed(lines);
    model_->setLines(std::move(lines));
    if (!list.error.isEmpty()) {
        summary_->setText(list.error);
    }
    list_->setFocus();
}

void AddDialog::setAdopted(const QString& path) {
    adopted_ = path;
    adoptedLabel_->setText(tr("Goes on with what %1 holds, if its bytes are the server's; the file then becomes a part "
                              "of Sluice. Its address:")
                               .arg(QDir::toNativeSeparators(path)));
    adoptedLabel_->show();
    folder_->setEditText(QFileInfo(path).absolutePath());
    refresh();
}

void AddDialog::setFolders(const QStringList& folders) {
    for (const QString& folder : folders) {
        if (folder_->findText(folder) < 0 && folder_->count() < mostFolders) {
            folder_->addItem(folder);
        }
    }
}

void AddDialog::setListed(std::function<QString(const QString&)> listed) {
    listed_ = std::move(listed);
    understand();
}

void AddDialog::markListed(std::vector<AddressLine>& lines) const {
    for (std::size_t i = 0; listed_ && i < std::min(lines.size(), mostCompared); ++i) {
        const QString known = lines[i].usable() ? listed_(lines[i].url) : QString();
        if (!known.isEmpty()) {
            lines[i].problem = known;
            lines[i].wanted = false;
        }
    }
}

void AddDialog::understand() {
    understandTimer_.stop();
    if (hasList_) {
        return;
    }
    const QString text = text_->toPlainText();
    std::vector<AddressLine> lines;
    if (looksLikeCurl(text)) {
        const ReadList list = readListText(text, folder());
        lines = linesOf(list);
    } else {
        lines = understandAddresses(text);
    }
    markListed(lines);
    model_->setLines(std::move(lines));
}

void AddDialog::refresh() {
    const std::vector<const AddressLine*> wanted = model_->wanted();
    const bool single = wanted.size() == 1 && model_->lines().size() == 1;
    nameLabel_->setEnabled(single);
    name_->setEnabled(single);
    if (!nameTyped_) {
        name_->setText(single ? wanted.front()->name : QString());
    }
    options_->setSingle(single);
    QString problem = options_->problem();
    if (problem.isEmpty() && !adopted_.isEmpty() && wanted.size() > 1) {
        problem = tr("The file is that of one address");
    }
    if (!QDir::isAbsolutePath(folder())) {
        problem = tr("The folder must be a full path");
    } else if (single && nameTyped_ && name_->text().contains(u'/')) {
        problem = tr("A file name cannot hold “/”");
    }
    const int count = static_cast<int>(wanted.size());
    summary_->setText(!problem.isEmpty() ? problem : count > 0 ? tr("%n download(s)", nullptr, count) : QString());
    download_->setEnabled(count > 0 && problem.isEmpty());
    later_->setEnabled(download_->isEnabled());
}

QString AddDialog::folder() const {
    const QString text = folder_->currentText().trimmed();
    if (text == QLatin1String("~") || text.startsWith(QLatin1String("~/"))) {
        return QDir::homePath() + text.mid(1);
    }
    return text;
}

void AddDialog::refreshFreeSpace() {
    const QString asked = folder();
    askFreeSpace(asked, this, [this, asked](qint64 bytes) {
        if (asked == folder()) {
            space_->setText(bytes < 0 ? QString() : tr("%1 free").arg(format::size(bytes)));
        }
    });
}

void AddDialog::chooseFolder() {
    auto* dialog = new QFileDialog(this, tr("Save in"), folder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, folder_, &QComboBox::setEditText);
    dialog->open();
}

void AddDialog::acceptAs(bool paused) {
    understand();
    if (download_->isEnabled()) {
        paused_ = paused;
        accept();
    }
}

std::vector<queue::NewDownload> AddDialog::downloads() const {
    std::vector<queue::NewDownload> downloads;
    const std::string chosen = QDir::cleanPath(folder()).toStdString();
    for (const AddressLine* line : model_->wanted()) {
        queue::NewDownload download = line->download != nullptr ? *line->download : queue::NewDownload();
        options_->applyTo(download);
        download.url = line->url.toStdString();
        if (download.folder.empty()) {
            download.folder = chosen;
        }
        download.paused = download.paused || paused_;
        download.adopt = adopted_.toStdString();
        downloads.push_back(std::move(download));
    }
    if (downloads.size() == 1 && nameTyped_) {
        downloads.front().name = name_->text().trimmed().toStdString();
    }
    return downloads;
}

}  // namespace sluice::gui
