#pragma once

#include <sluice/easy.h>
#include <sluice/multi.h>

#include <memory>

#include "engine/transfer/easy_transfer.h"

namespace sluice {

struct Easy::Impl {
    std::shared_ptr<Options> options = std::make_shared<Options>();
    Callbacks callbacks;
    transfer::Sink* sink = nullptr;  ///< takes the body instead of callbacks.write; for front ends that write files
    Info info;
    Error error;
    Multi::Impl* multi = nullptr;  ///< the one it is in
    std::unique_ptr<transfer::EasyTransfer> transfer;
    std::unique_ptr<Multi> own;  ///< keeps connections between calls of perform()
    void* private_pointer = nullptr;
    bool message_read = false;
};

}  // namespace sluice
