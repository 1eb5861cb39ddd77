#pragma once

#include <sluice/easy.h>
#include <sluice/multi.h>
#include <sluice/share.h>

#include <memory>

#include "engine/conn/lease.h"
#include "engine/transfer/cancel_state.h"
#include "engine/transfer/easy_transfer.h"
#include "engine/transfer/state.h"

namespace sluice {

struct Easy::Impl {
    std::shared_ptr<Options> options = std::make_shared<Options>();
    std::shared_ptr<Callbacks> callbacks = std::make_shared<Callbacks>();
    transfer::Sink* sink = nullptr;  ///< takes the body instead of callbacks.write; for front ends that write files
    Info info;
    Error error;
    Multi::Impl* multi = nullptr;  ///< the one it is in
    std::unique_ptr<transfer::EasyTransfer> transfer;
    std::shared_ptr<Cancellation::State> cancel;  ///< of the running or next transfer, if anybody asked for it
    std::unique_ptr<Multi> own;                   ///< keeps connections between calls of perform()
    conn::Lease raw;  ///< of a transfer with connect_only; from `own`, or the Multi it is in
    void* private_pointer = nullptr;
    bool message_read = false;
    std::shared_ptr<transfer::State> state;  ///< null until something is to be remembered
    std::shared_ptr<Share::Impl> share;      ///< the one it is attached to

    /// Carries out the transfer in `own`; `error` says what came of it.
    void perform(Easy& easy);
    transfer::State& own_state();
    /// What a copy of another Easy gets of it.
    void take_over(const Impl& other);
    void reset_options();
    /// Writes what is to be kept and leaves the Share.
    void end_state();
};

}  // namespace sluice
