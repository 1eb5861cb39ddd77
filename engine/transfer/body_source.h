#pragma once

#include <sluice/error.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/async/task.h"
#include "engine/base/bytes.h"

namespace sluice::transfer {

struct Context;

/// What the requests of one transfer send as their body: the same each time. On the reactor's thread.
///
/// Normal: rewind() → read() … until it gives 0. Sent again (redirect, login, dead connection): rewind() → read() …
/// Failed: an error of any call ends the transfer. Cancelled: destroying the task of a call leaves a body that can only
/// be rewound or destroyed.
class BodySource {
  public:
    virtual ~BodySource() = default;
    /// In bytes; -1 unknown.
    virtual std::int64_t size() const = 0;
    /// All of it, if it is at hand; good as long as the source.
    virtual std::optional<Bytes> whole() const { return std::nullopt; }
    /// Content-Type, unless the caller says otherwise; empty: none.
    virtual std::string_view content_type() const { return {}; }
    /// Whether that type has a boundary, so that another one would not do.
    virtual bool type_is_final() const { return false; }

    /// The next read() starts at the beginning. Error: http_rewind, if something was read and that cannot be had again.
    virtual async::Task<Result<void>> rewind() = 0;
    /// Fills the front of `into`: how many bytes, 0 = that was all; nothing = not now: the caller has paused the
    /// sending.
    virtual async::Task<Result<std::optional<std::size_t>>> read(MutableBytes into) = 0;
};

/// The body that the options ask for. Errors: argument_bad for options that contradict each other, read_error for a
/// file of a form that cannot be read.
async::Task<Result<std::unique_ptr<BodySource>>> make_body(Context& context);

/// Sees to it that context.body is there and gives the body from its start. Errors: those of make_body, http_rewind.
async::Task<Result<void>> ready_body(Context& context);

}  // namespace sluice::transfer
