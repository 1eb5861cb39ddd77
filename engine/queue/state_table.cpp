#include "engine/queue/state_table.h"

#include <array>

namespace sluice::queue {

namespace {

constexpr bool x = true;
constexpr bool o = false;

/// [from][to], in the order of the enum.
constexpr std::array<std::array<bool, state_count>, state_count> allowed = {{
    //                 queued active paused waiting verifying done failed
    /* queued    */ {{o, x, x, x, o, o, o}},
    /* active    */ {{x, o, x, x, x, x, x}},
    /* paused    */ {{x, o, o, o, o, o, o}},
    /* waiting   */ {{x, o, x, o, o, o, o}},
    /* verifying */ {{x, o, x, x, o, x, x}},
    /* done      */ {{x, o, o, o, o, o, o}},
    /* failed    */ {{x, o, o, o, o, o, o}},
}};

}  // namespace

bool may_go(State from, State to) noexcept {
    return allowed[static_cast<std::size_t>(from)][static_cast<std::size_t>(to)];
}

bool fits(State state, Phase phase) noexcept {
    switch (phase) {
        case Phase::none:
            return true;
        case Phase::looking_up:
        case Phase::connecting:
        case Phase::waiting_for_server:
        case Phase::downloading:
        case Phase::finishing:
            return state == State::active || state == State::verifying;
        case Phase::pausing:
            return state == State::active || state == State::verifying || state == State::queued;
        default:
            return state == State::waiting;
    }
}

}  // namespace sluice::queue
