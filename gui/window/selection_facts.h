#pragma once

#include <vector>

#include "gui/models/row_store.h"

namespace sluice::gui {

class Actions;

/// What the selected rows have in common, as far as actions depend on it.
struct SelectionFacts {
    int count = 0;
    int pausable = 0;   ///< queued, active, waiting, verifying
    int resumable = 0;  ///< paused
    int retryable = 0;  ///< failed or waiting
    int done = 0;
    qint64 size = 0;  ///< sum of the known sizes
    qint64 received = 0;
    double speed = 0;
};
SelectionFacts factsOfSelection(const RowStore& store, const std::vector<queue::Id>& ids);

/// Enables what can act on the selection; what cannot says why in its tooltip.
void applySelection(Actions& actions, const SelectionFacts& facts, const RowStore& store);

}  // namespace sluice::gui
