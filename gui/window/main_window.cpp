#include "gui/window/main_window.h"

#include <QDragEnterEvent>
#include <QHeaderView>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QSplitter>
#include <QVBoxLayout>
#include <QWindow>

#include "gui/bridge/queue_bridge.h"
#include "gui/desktop/clipboard.h"
#include "gui/desktop/icons.h"
#include "gui/dialogs/add_dialog.h"
#include "gui/inspector/inspector_panel.h"
#include "gui/models/error_text.h"
#include "gui/settings/settings.h"
#include "gui/window/desktop_presence.h"
#include "gui/window/download_commands.h"
#include "gui/window/empty_state.h"
#include "gui/window/filter_field.h"
#include "gui/window/main_tool_bar.h"
#include "gui/window/menus.h"
#include "gui/window/queue_view.h"
#include "gui/window/sidebar_view.h"
#include "gui/window/status_line.h"
#include "gui/window/undo_bar.h"
#include "gui/window/window_state.h"

namespace sluice::gui {
namespace {

constexpr int mostFolders = 10;

}  // namespace

MainWindow::MainWindow(QueueBridge& bridge, ColorScheme& scheme, Settings& settings, Setup setup)
    : bridge_(bridge),
      scheme_(scheme),
      settings_(settings),
      setup_(std::move(setup)),
      model_(new QueueModel(this)),
      sidebarModel_(new SidebarModel(*model_, this)),
      view_(new QueueView(*model_)),
      sidebar_(new SidebarView(*sidebarModel_)),
      panel_(new InspectorPanel),
      undoBar_(new UndoBar),
      status_(new StatusLine(this)),
      empty_(new EmptyState(view_->viewport())),
      actions_(new Actions(this, view_)) {
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(applicationIcon());
    setAcceptDrops(true);
    setMinimumSize(640, 400);
    resize(1000, 640);
    build();
    connectModel();
    connectActions();
    connectViewActions();
    connectPanel();
    connectScheme();
    connectSettings();
    if (settings_.flag(SettingId::restoreLayout)) {
        WindowState(setup_.stateFile).restore(*this);
    }
    bridge_.load();
    view_->setFocus();
}

MainWindow::~MainWindow() {
    delete presence_;
    // Children tell of their end; nobody is left here to hear it.
    panel_->disconnect(this);
    view_->disconnect(this);
    model_->disconnect(this);
}

void MainWindow::build() {
    QMenu* columns = columns_ = makeColumnsMenu(*view_);
    fillMenuBar(*menuBar(), *actions_, columns);
    menuBar()->setAccessibleName(tr("Menu bar"));
    toolBar_ = new MainToolBar(*actions_, columns, this);
    addToolBar(toolBar_);
    setStatusBar(status_);

    auto* list = new QWidget;
    auto* stack = new QVBoxLayout(list);
    stack->setContentsMargins(0, 0, 0, 0);
    stack->setSpacing(0);
    stack->addWidget(view_, 1);
    stack->addWidget(undoBar_);

    panel_->setObjectName(QStringLiteral("panel"));
    split_ = new QSplitter(Qt::Vertical);
    split_->setObjectName(QStringLiteral("listAndPanel"));
    split_->addWidget(list);
    split_->addWidget(panel_);
    split_->setStretchFactor(0, 1);
    split_->setCollapsible(0, false);
    split_->setCollapsible(1, false);
    split_->setSizes({300, 300});
    panel_->hide();

    across_ = new QSplitter(Qt::Horizontal);
    across_->setObjectName(QStringLiteral("sidebarAndRest"));
    across_->addWidget(sidebar_);
    across_->addWidget(split_);
    across_->setStretchFactor(1, 1);
    across_->setCollapsible(1, false);
    across_->setSizes({sidebar_->sizeHint().width(), 1000});
    setCentralWidget(across_);

    setTabOrder(toolBar_->filter(), sidebar_);
    setTabOrder(sidebar_, view_);
    setTabOrder(view_, panel_);

    connect(view_->horizontalHeader(), &QWidget::customContextMenuRequested, columns,
            [this, columns](const QPoint& at) { columns->popup(view_->horizontalHeader()->mapToGlobal(at)); });
    connect(view_, &QWidget::customContextMenuRequested, this, &MainWindow::showContextMenu);
}

void MainWindow::connectModel() {
    connect(&bridge_, &QueueBridge::rowsReset, model_, &QueueModel::reset);
    connect(&bridge_, &QueueBridge::changesTaken, model_, &QueueModel::apply);
    connect(&bridge_, &QueueBridge::rowsReset, this, &MainWindow::updateLimits);
    connect(&bridge_, &QueueBridge::limitsChanged, this, &MainWindow::updateLimits);
    connect(model_, &QueueModel::totalsChanged, this, &MainWindow::updateTotals);
    connect(model_, &QAbstractItemModel::modelReset, this, &MainWindow::updateEmptyState);
    connect(model_, &QAbstractItemModel::rowsInserted, this, &MainWindow::updateEmptyState);
    connect(model_, &QAbstractItemModel::rowsRemoved, this, &MainWindow::updateEmptyState);
    connect(view_, &QueueView::firstPainted, this, &MainWindow::firstPaint, Qt::QueuedConnection);

    selectionTimer_.setSingleShot(true);
    selectionTimer_.setInterval(0);
    connect(&selectionTimer_, &QTimer::timeout, this, &MainWindow::updateSelection);
    connect(view_, &QueueView::selectedRowsChanged, &selectionTimer_, [this] { selectionTimer_.start(); });

    titleTimer_.setSingleShot(true);
    titleTimer_.setInterval(1000);
    connect(&titleTimer_, &QTimer::timeout, this, &MainWindow::updateTitle);
    spaceTimer_.setSingleShot(true);
    spaceTimer_.setInterval(10'000);

    const FilterField* filter = toolBar_->filter();
    connect(filter, &QLineEdit::textChanged, this, &MainWindow::applyFilter);
    connect(filter, &FilterField::left, view_, [this] { view_->setFocus(); });
    connect(view_, &QueueView::pressedEscape, filter, &QLineEdit::clear);
    connect(sidebar_, &SidebarView::choiceChanged, this, &MainWindow::applyFilter);
    connect(empty_, &EmptyState::clearFilterRequested, filter, &QLineEdit::clear);
    connect(empty_, &EmptyState::addRequested, this, [this] { openAdd({}); });
    connect(empty_, &EmptyState::clipboardRequested, this, [this] { addOrAsk(addressesInClipboard()); });
    connect(undoBar_, &UndoBar::availabilityChanged, this, [this] {
        actions_->setEnabled(ActionId::undo, undoBar_->canUndo(),
                             tr("nothing was removed or moved in the last 10 seconds"));
    });
    emit undoBar_->availabilityChanged();
}

void MainWindow::connectPanel() {
    commands_ = new DownloadCommands({*this, bridge_, *model_, *view_, *undoBar_, *status_, settings_});
    commands_->connectTo(*actions_);
    panel_->setSupportedActions(DownloadCommands::supportedPanelActions());
    connect(panel_, &InspectorPanel::actionRequested, commands_, &DownloadCommands::carryOut);
    connect(&bridge_, &QueueBridge::detailsArrived, this, [this](const std::shared_ptr<const queue::Details>& details) {
        if (details->row.id == view_->singleId()) {
            panel_->setDetails(details);
        }
    });
    connect(commands_, &DownloadCommands::detailsRequested, this, [this](queue::State state) {
        const bool failed = state == queue::State::failed;
        showPanelTab(static_cast<int>(failed ? InspectorPanel::Tab::log : InspectorPanel::Tab::timing));
        if (failed) {
            panel_->focusFirst();
        }
    });
    connect(commands_, &DownloadCommands::propertiesRequested, this,
            [this] { showPanelTab(static_cast<int>(InspectorPanel::Tab::overview)); });
}

void MainWindow::applyFilter() {
    model_->setFilter(toolBar_->filter()->text(), sidebar_->choice());
    actions_->setEnabled(ActionId::clearFilter, model_->isFiltered(), tr("nothing is filtered"));
    updateEmptyState();
}

void MainWindow::showContextMenu(const QPoint& at) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("contextMenu"));
    fillContextMenu(*menu, *actions_);
    menu->popup(view_->viewport()->mapToGlobal(at));
}

AddDialog* MainWindow::openAdd(const QStringList& addresses) {
    auto* dialog = new AddDialog(settings_.downloadFolder(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAddresses(addresses);
    dialog->setListed([this](const QString& url) { return model_->listedAddress(url); });
    dialog->setFolders(folders_);
    keepSizeOf(*dialog);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        folders_.removeAll(dialog->folder());
        folders_.prepend(dialog->folder());
        folders_ = folders_.mid(0, mostFolders);
        std::vector<queue::NewDownload> downloads = dialog->downloads();
        for (queue::NewDownload& download : downloads) {
            // A list may ask for something else than what is usual.
            download.conflict =
                download.conflict == queue::Conflict::rename ? settings_.nameClash() : download.conflict;
        }
        bridge_.add(std::move(downloads));
    });
    dialog->show();
    return dialog;
}

void MainWindow::addNow(const QStringList& addresses) {
    std::vector<queue::NewDownload> downloads;
    for (const QString& address : addresses) {
        queue::NewDownload download;
        download.url = address.toStdString();
        download.folder = settings_.downloadFolder().toStdString();
        download.conflict = settings_.nameClash();
        downloads.push_back(std::move(download));
    }
    if (!downloads.empty()) {
        bridge_.add(std::move(downloads));
    }
}

void MainWindow::addOrAsk(const QStringList& addresses) {
    if (addresses.isEmpty() || settings_.flag(SettingId::askBeforeAdding)) {
        openAdd(addresses);
    } else {
        addNow(addresses);
    }
}

void MainWindow::raiseToFront() {
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::showNotice(const Error& error) {
    status_->showMessage(errorText(error));
}

void MainWindow::showPanelTab(int tab) {
    (*actions_)[ActionId::showPanel]->setChecked(true);
    panel_->showTab(static_cast<InspectorPanel::Tab>(tab));
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls() || event->mimeData()->hasText()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event) {
    if (takeFiles(event->mimeData()->urls())) {
        event->acceptProposedAction();
        return;
    }
    if (const QStringList addresses = addressesIn(event->mimeData()); !addresses.isEmpty()) {
        event->acceptProposedAction();
        addOrAsk(addresses);
    }
}

}  // namespace sluice::gui
