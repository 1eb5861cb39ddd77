#include "gui/window/selection_facts.h"

#include <QCoreApplication>

#include <algorithm>

#include "gui/window/actions.h"

namespace sluice::gui {
namespace {

class Reasons {
    Q_DECLARE_TR_FUNCTIONS(Reasons)

  public:
    static void apply(Actions& actions, const SelectionFacts& facts, const RowStore& store) {
        using Id = ActionId;
        const QString none = tr("nothing is selected");
        const auto need = [&](Id id, bool can, const QString& reason) {
            actions.setEnabled(id, facts.count > 0 && can, facts.count == 0 ? none : reason);
        };
        const bool canResume = facts.resumable + facts.retryable > 0;
        need(Id::resume, canResume, tr("nothing selected is paused, waiting or failed"));
        need(Id::pause, facts.pausable > 0, tr("nothing selected is running or queued"));
        need(Id::pauseOrResume, canResume || facts.pausable > 0, tr("what is selected is done"));
        need(Id::retry, facts.retryable + facts.resumable > 0, tr("nothing selected has failed or waits"));
        for (const Id id :
             {Id::startOver, Id::remove, Id::removeAndTrash, Id::open, Id::openFolder, Id::copyAddress, Id::copyPath,
              Id::selectNone, Id::properties, Id::moveUp, Id::moveDown, Id::moveTop, Id::moveBottom}) {
            need(id, true, none);
        }
        const QString one = tr("select one download only");
        need(Id::rename, facts.count == 1, one);
        need(Id::newAddress, facts.count == 1 && facts.done == 0, facts.count == 1 ? tr("it is done") : one);

        const int running = store.countOf(queue::State::active) + store.countOf(queue::State::queued) +
                            store.countOf(queue::State::waiting) + store.countOf(queue::State::verifying);
        actions.setEnabled(Id::pauseAll, running > 0, tr("nothing is running or queued"));
        actions.setEnabled(Id::resumeAll, store.countOf(queue::State::paused) > 0, tr("nothing is paused"));
        actions.setEnabled(Id::clearDone, store.countOf(queue::State::done) > 0, tr("nothing is done yet"));
        actions.setEnabled(Id::selectAll, store.totals().rows > 0, tr("the list is empty"));
    }
};

}  // namespace

SelectionFacts factsOfSelection(const RowStore& store, const std::vector<queue::Id>& ids) {
    SelectionFacts facts;
    for (const queue::Id id : ids) {
        const RowStore::Slot slot = store.slotOf(id);
        if (slot == RowStore::noSlot) {
            continue;
        }
        const Entry& entry = store.at(slot);
        ++facts.count;
        facts.size += std::max<qint64>(entry.size, 0);
        facts.received += entry.received;
        facts.speed += entry.speed;
        switch (entry.state) {
            case queue::State::waiting:
                ++facts.retryable;
                [[fallthrough]];
            case queue::State::queued:
            case queue::State::active:
            case queue::State::verifying:
                ++facts.pausable;
                break;
            case queue::State::paused:
                ++facts.resumable;
                break;
            case queue::State::failed:
                ++facts.retryable;
                break;
            case queue::State::done:
                ++facts.done;
                break;
        }
    }
    return facts;
}

void applySelection(Actions& actions, const SelectionFacts& facts, const RowStore& store) {
    Reasons::apply(actions, facts, store);
}

}  // namespace sluice::gui
