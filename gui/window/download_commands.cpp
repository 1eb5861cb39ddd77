#include "gui/window/download_commands.h"

#include <QDesktopServices>
#include <QInputDialog>
#include <QMainWindow>
#include <QMessageBox>
#include <QPushButton>
#include <QUrl>

#include <algorithm>

#include "gui/bridge/queue_bridge.h"
#include "gui/desktop/clipboard.h"
#include "gui/desktop/free_space.h"
#include "gui/desktop/open.h"
#include "gui/models/queue_model.h"
#include "gui/settings/settings.h"
#include "gui/window/actions.h"
#include "gui/window/queue_view.h"
#include "gui/window/status_line.h"
#include "gui/window/undo_bar.h"

namespace sluice::gui {
namespace {

/// More than this are not trashed without a question.
constexpr std::size_t unaskedTrash = 20;
/// As many folders as are opened at once.
constexpr qsizetype mostFolders = 20;
constexpr int messageMs = 6000;
/// Each is a command of its own.
constexpr std::size_t mostUndoneMoves = 500;

using queue::State;

}  // namespace

DownloadCommands::DownloadCommands(const Parts& parts) : QObject(&parts.window), parts_(parts) {
    connect(&parts_.undoBar, &UndoBar::undone, this, [this](const UndoBar::Removal& removal) {
        if (removal.places.empty()) {
            parts_.bridge.restore(removal.ids);
            return;
        }
        // With all of them behind the others, each comes to where it was, one by one from the front.
        const auto rows = static_cast<int>(parts_.model.store().totals().rows);
        parts_.bridge.move(removal.ids, rows - static_cast<int>(removal.ids.size()));
        for (std::size_t i = 0; i < removal.ids.size(); ++i) {
            parts_.bridge.move({removal.ids[i]}, removal.places[i]);
        }
    });
    connect(&parts_.undoBar, &UndoBar::expired, this, [this](const UndoBar::Removal& removal) {
        if (!removal.places.empty()) {
            return;
        }
        parts_.bridge.purge(removal.ids, false);
        if (!removal.trash.isEmpty()) {
            moveToTrash(removal.trash);
        }
    });
    connect(&parts_.view, &QueueView::doubleClicked, this, &DownloadCommands::openCurrent);
}

void DownloadCommands::connectTo(const Actions& actions) {
    using Id = ActionId;
    const auto on = [this, &actions](Id id, auto call) { connect(actions[id], &QAction::triggered, this, call); };
    on(Id::pause, [this] { pauseSelected(); });
    on(Id::resume, [this] { resumeSelected(); });
    on(Id::pauseOrResume, [this] { pauseOrResume(); });
    on(Id::retry, [this] { retrySelected(); });
    on(Id::startOver, [this] { parts_.bridge.startOver(parts_.view.selectedIds()); });
    on(Id::remove, [this] { removeSelected(false); });
    on(Id::removeAndTrash, [this] { removeSelected(true); });
    on(Id::undo, [this] { parts_.undoBar.undo(); });
    on(Id::open, [this] { openCurrent(); });
    on(Id::openFolder, [this] { openFolders(parts_.view.selectedIds()); });
    on(Id::copyAddress, [this] { copyAddresses(); });
    on(Id::copyPath, [this] { copyPaths(); });
    on(Id::rename, [this] { renameSelected(); });
    on(Id::newAddress, [this] { askAddress(parts_.view.singleId()); });
    on(Id::moveUp, [this] { moveBy(-1); });
    on(Id::moveDown, [this] { moveBy(1); });
    on(Id::moveTop, [this] { moveTo(0); });
    on(Id::moveBottom, [this] { moveTo(static_cast<int>(parts_.model.store().totals().rows)); });
    on(Id::properties, [this] { emit propertiesRequested(); });
    on(Id::clearDone, [this] { clearDone(); });
    on(Id::selectAll, [this] { parts_.view.selectAll(); });
    on(Id::selectNone, [this] { parts_.view.clearSelection(); });
    on(Id::pauseAll, [this] {
        parts_.bridge.pause(allIn({State::active, State::queued, State::waiting, State::verifying}));
    });
    on(Id::resumeAll, [this] { parts_.bridge.resume(allIn({State::paused})); });
}

DownloadCommands::Ids DownloadCommands::idsIn(const Ids& from, std::initializer_list<State> states) const {
    const RowStore& store = parts_.model.store();
    Ids ids;
    for (const queue::Id id : from) {
        const RowStore::Slot slot = store.slotOf(id);
        if (slot != RowStore::noSlot && std::find(states.begin(), states.end(), store.at(slot).state) != states.end()) {
            ids.push_back(id);
        }
    }
    return ids;
}

DownloadCommands::Ids DownloadCommands::queueOrder() const {
    std::vector<const Entry*> entries;
    for (const Entry& entry : parts_.model.store().entries()) {
        if (entry.used) {
            entries.push_back(&entry);
        }
    }
    std::sort(entries.begin(), entries.end(), [](const Entry* a, const Entry* b) { return a->sequence < b->sequence; });
    Ids ids(entries.size());
    std::transform(entries.begin(), entries.end(), ids.begin(), [](const Entry* entry) { return entry->id; });
    return ids;
}

DownloadCommands::Ids DownloadCommands::allIn(std::initializer_list<State> states) const {
    return idsIn(queueOrder(), states);
}

void DownloadCommands::pauseSelected() {
    parts_.bridge.pause(
        idsIn(parts_.view.selectedIds(), {State::active, State::queued, State::waiting, State::verifying}));
}

void DownloadCommands::resumeSelected() {
    const Ids selected = parts_.view.selectedIds();
    if (const Ids paused = idsIn(selected, {State::paused}); !paused.empty()) {
        parts_.bridge.resume(paused);
    }
    if (const Ids failed = idsIn(selected, {State::failed, State::waiting}); !failed.empty()) {
        parts_.bridge.retry(failed);
    }
}

/// Pauses if anything selected runs or waits in line, else goes on.
void DownloadCommands::pauseOrResume() {
    const Ids running = idsIn(parts_.view.selectedIds(), {State::active, State::queued, State::verifying});
    running.empty() ? resumeSelected() : parts_.bridge.pause(running);
}

void DownloadCommands::retrySelected() {
    parts_.bridge.retry(idsIn(parts_.view.selectedIds(), {State::failed, State::waiting, State::paused}));
}

void DownloadCommands::removeSelected(bool trash) {
    const Ids ids = parts_.view.selectedIds();
    if (ids.empty()) {
        return;
    }
    const int done = static_cast<int>(idsIn(ids, {State::done}).size());
    if (trash && (done > 0 || ids.size() > unaskedTrash)) {
        confirmTrash(ids, done);
    } else {
        removeNow(ids, trash);
    }
}

void DownloadCommands::confirmTrash(const Ids& ids, int done) {
    auto* box = new QMessageBox(&parts_.window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("confirmTrash"));
    box->setIcon(QMessageBox::Question);
    box->setWindowTitle(tr("Remove and trash files"));
    box->setText(tr("Remove %n download(s)?", nullptr, static_cast<int>(ids.size())));
    box->setInformativeText(tr("%n finished file(s) will go to the trash.", nullptr, done));
    QPushButton* act = box->addButton(tr("&Remove and trash"), QMessageBox::DestructiveRole);
    QPushButton* cancel = box->addButton(QMessageBox::Cancel);
    box->setDefaultButton(cancel);
    connect(box, &QMessageBox::buttonClicked, this, [this, act, ids](QAbstractButton* clicked) {
        if (clicked == act) {
            removeNow(ids, true);
        }
    });
    box->open();
}

void DownloadCommands::removeNow(const Ids& ids, bool trash) {
    QStringList files;
    if (trash) {
        for (const queue::Id id : idsIn(ids, {State::done})) {
            files.append(pathOf(id));
        }
    }
    parts_.bridge.remove(ids);
    parts_.undoBar.show(ids, files);
}

void DownloadCommands::clearDone() {
    if (const Ids done = allIn({State::done}); !done.empty()) {
        removeNow(done, false);
    }
}

QString DownloadCommands::pathOf(queue::Id id) const {
    const RowStore& store = parts_.model.store();
    const RowStore::Slot slot = store.slotOf(id);
    if (slot == RowStore::noSlot) {
        return {};
    }
    const Entry& entry = store.at(slot);
    return QString::fromStdString(store.text(entry.folder) + '/' + entry.name);
}

void DownloadCommands::openCurrent() {
    queue::Id id = parts_.view.currentId();
    const Ids selected = parts_.view.selectedIds();
    if (std::find(selected.begin(), selected.end(), id) == selected.end()) {
        id = selected.empty() ? 0 : selected.front();
    }
    const RowStore::Slot slot = parts_.model.store().slotOf(id);
    if (slot == RowStore::noSlot) {
        return;
    }
    const State state = parts_.model.store().at(slot).state;
    if (state == State::done) {
        actOnDone(id);
        return;
    }
    const QString act = parts_.settings.text(SettingId::unfinishedAct);
    if (act == QLatin1String("pause")) {
        pauseOrResume();
    } else if (act == QLatin1String("folder")) {
        openFolders({id});
    } else {
        emit detailsRequested(state);
    }
}

void DownloadCommands::actOnDone(queue::Id id) {
    const QString act = parts_.settings.text(SettingId::doneAct);
    if (act == QLatin1String("folder")) {
        openFolders({id});
    } else if (act == QLatin1String("panel")) {
        emit propertiesRequested();
    } else {
        openFile(id);
    }
}

void DownloadCommands::openFile(queue::Id id) {
    const QString path = pathOf(id);
    if (path.isEmpty()) {
        return;
    }
    askExists(path, this, [this, path](bool exists) {
        if (!exists) {
            parts_.status.showMessage(tr("File is no longer there: %1").arg(path), messageMs);
        } else if (!gui::openFile(path)) {
            parts_.status.showMessage(tr("No program opens %1").arg(path), messageMs);
        }
    });
}

void DownloadCommands::openFolder(queue::Id id) {
    openFolders({id});
}

void DownloadCommands::retry(queue::Id id) {
    parts_.bridge.retry({id});
}

void DownloadCommands::openFolders(const Ids& ids) {
    QStringList paths;
    for (std::size_t i = 0; i < ids.size() && paths.size() < mostFolders; ++i) {
        const bool done = !idsIn({ids[i]}, {State::done}).empty();
        if (const QString path = pathOf(ids[i]); !path.isEmpty()) {
            paths.append(done ? path : path + QStringLiteral(".part"));
        }
    }
    if (!paths.isEmpty()) {
        showInFolder(paths);
    }
}

void DownloadCommands::copyAddresses() {
    QStringList addresses;
    const RowStore& store = parts_.model.store();
    for (const queue::Id id : parts_.view.selectedIds()) {
        addresses.append(QString::fromStdString(store.at(store.slotOf(id)).url));
    }
    copyToClipboard(addresses.join(u'\n'));
}

void DownloadCommands::copyPaths() {
    QStringList paths;
    for (const queue::Id id : parts_.view.selectedIds()) {
        paths.append(pathOf(id));
    }
    copyToClipboard(paths.join(u'\n'));
}

void DownloadCommands::renameSelected() {
    const queue::Id id = parts_.view.singleId();
    const RowStore::Slot slot = parts_.model.store().slotOf(id);
    if (slot == RowStore::noSlot) {
        return;
    }
    const QString old = QString::fromStdString(parts_.model.store().at(slot).name);
    auto* dialog = new QInputDialog(&parts_.window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("renameDialog"));
    dialog->setWindowTitle(tr("Rename"));
    dialog->setLabelText(tr("File &name:"));
    dialog->setOkButtonText(tr("Rename"));
    dialog->setTextValue(old);
    connect(dialog, &QInputDialog::textValueSelected, this, [this, id, old](const QString& text) {
        const QString name = text.trimmed();
        if (name.contains(u'/') || name == QLatin1String(".") || name == QLatin1String("..")) {
            parts_.status.showMessage(tr("A name cannot hold “/” or be “.”: %1").arg(name), messageMs);
        } else if (!name.isEmpty() && name != old) {
            parts_.bridge.rename(id, name);
        }
    });
    dialog->open();
}

void DownloadCommands::askAddress(queue::Id id) {
    const RowStore::Slot slot = parts_.model.store().slotOf(id);
    if (slot == RowStore::noSlot) {
        return;
    }
    auto* dialog = new QInputDialog(&parts_.window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("addressDialog"));
    dialog->setWindowTitle(tr("New address"));
    dialog->setLabelText(tr("&Address of the same file:"));
    dialog->setOkButtonText(tr("Use and retry"));
    dialog->setTextValue(QString::fromStdString(parts_.model.store().at(slot).url));
    dialog->resize(560, dialog->sizeHint().height());
    connect(dialog, &QInputDialog::textValueSelected, this, [this, id](const QString& text) {
        const QStringList addresses = addressesIn(text);
        if (addresses.size() != 1) {
            parts_.status.showMessage(tr("Not an address that can be downloaded: %1").arg(text), messageMs);
            return;
        }
        parts_.bridge.setUrl(id, addresses.first());
        parts_.bridge.retry({id});
    });
    dialog->open();
}

/// One place up or down in the list's own order; several move as one block.
void DownloadCommands::moveBy(int direction) {
    const Ids order = queueOrder();
    Ids selected = parts_.view.selectedIds();
    std::sort(selected.begin(), selected.end());
    const auto isSelected = [&](queue::Id id) { return std::binary_search(selected.begin(), selected.end(), id); };
    Ids block, others;
    for (const queue::Id id : order) {
        (isSelected(id) ? block : others).push_back(id);
    }
    if (block.empty()) {
        return;
    }
    const auto first = std::find_if(order.begin(), order.end(), isSelected);
    const int before = static_cast<int>(first - order.begin());
    const int place = std::clamp(before + direction, 0, static_cast<int>(others.size()));
    moveBlock(block, order, place);
    parts_.status.showMessage(tr("Now at place %1 of the list").arg(place + 1), messageMs);
}

void DownloadCommands::moveTo(int place) {
    const Ids order = queueOrder();
    Ids selected = parts_.view.selectedIds();
    std::sort(selected.begin(), selected.end());
    Ids block;
    std::copy_if(order.begin(), order.end(), std::back_inserter(block),
                 [&](queue::Id id) { return std::binary_search(selected.begin(), selected.end(), id); });
    if (!block.empty()) {
        moveBlock(block, order, std::min(place, static_cast<int>(order.size() - block.size())));
    }
}

/// `block` in the order of the list; what it was like before can be brought back.
void DownloadCommands::moveBlock(const Ids& block, const Ids& order, int place) {
    std::vector<int> places;
    std::size_t next = 0;
    for (std::size_t at = 0; at < order.size() && next < block.size(); ++at) {
        if (order[at] == block[next]) {
            places.push_back(static_cast<int>(at));
            ++next;
        }
    }
    const bool stays = places.front() == place && places.back() == place + static_cast<int>(block.size()) - 1;
    if (stays) {
        return;
    }
    parts_.bridge.move(block, place);
    // A move of a great many is not undone one by one.
    if (block.size() <= mostUndoneMoves) {
        parts_.undoBar.showMoved(block, std::move(places));
    }
}

QSet<PanelAction> DownloadCommands::supportedPanelActions() {
    return {PanelAction::retry,         PanelAction::editAddress, PanelAction::showCertificate, PanelAction::newAddress,
            PanelAction::openInBrowser, PanelAction::startOver,   PanelAction::downloadAgain};
}

void DownloadCommands::carryOut(PanelAction action, queue::Id id) {
    const RowStore& store = parts_.model.store();
    const RowStore::Slot slot = store.slotOf(id);
    if (slot == RowStore::noSlot) {
        return;
    }
    switch (action) {
        case PanelAction::retry:
            parts_.bridge.retry({id});
            break;
        case PanelAction::editAddress:
        case PanelAction::newAddress:
            askAddress(id);
            break;
        case PanelAction::openInBrowser:
            QDesktopServices::openUrl(QUrl(QString::fromStdString(store.at(slot).url)));
            break;
        case PanelAction::startOver:
        case PanelAction::downloadAgain:
            parts_.bridge.startOver({id});
            break;
        default:
            break;
    }
}

}  // namespace sluice::gui
