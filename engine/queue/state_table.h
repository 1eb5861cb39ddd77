#pragma once

#include "engine/queue/queue_service.h"

namespace sluice::queue {

/// Where a download may go from where it is. Nothing else changes a state.
///
///              add                         resume, retry, a new address, its time has come
///               │            ┌───────────────────────────────────────────────┐
///               ▼            ▼                                               │
///            queued ──────▶ active ──▶ verifying ──▶ done                    │
///             │ ▲  ▲         │ │ │         │  │        │ download again       │
///       pause │ │  └─────────┘ │ └─────────┼──┼──▶ done                      │
///             │ │   no slot    │           │  │                              │
///             ▼ │              │           │  └──────▶ failed ───────────────┤
///            paused ◀──────────┤           │             ▲                   │
///               ▲   pause      ├───────────┼─────────────┘                   │
///               │              ▼           ▼                                 │
///               └────────── waiting ◀──────┘ ────────────────────────────────┘
///
/// Every arrow back leads to queued: only the scheduler makes one active.
bool may_go(State from, State to) noexcept;

/// Phases that belong to a state; an intent (pausing) belongs to every state that it can end.
bool fits(State state, Phase phase) noexcept;

}  // namespace sluice::queue
