// One transfer, from URL to last byte. Read on in engine/conn/pool.cpp (the connection), http1_exchange.cpp (the wire),
// body_path.cpp (decoding), and the Sink of the caller (file_sink.cpp).
#include "engine/transfer/transfer.h"

#include <new>

#include "engine/async/first_of.h"
#include "engine/transfer/deadlines.h"
#include "engine/transfer/hop.h"
#include "engine/transfer/validate.h"

namespace sluice::transfer {

namespace {

/// Requests until one response is final: the first, then each redirect.
async::Task<Result<void>> follow(Context& context) {
    auto first = first_step(context);
    if (!first) {
        co_return tl::unexpected<Error>(std::move(first.error()));
    }
    Step step = std::move(*first);
    for (;;) {
        auto next = co_await carry_out(context, step);
        if (!next) {
            co_return tl::unexpected<Error>(std::move(next.error()));
        }
        if (!*next) {
            co_return Result<void>();
        }
        step = std::move(**next);
    }
}

/// The same as a task that is never a Task<void>, for first_of.
async::Task<Error> follow_to_error(Context& context) {
    auto result = co_await follow(context);
    co_return result ? Error() : std::move(result.error());
}

async::Task<Error> with_rules(Context& context) {
    if (!needs_watch(context.options, context.observer)) {
        co_return co_await follow_to_error(context);
    }
    auto ended = co_await async::first_of(follow_to_error(context), watch(context));
    if (ended.a) {
        co_return std::move(*ended.a);
    }
    co_return std::move(*ended.b);
}

}  // namespace

async::Task<Result<void>> run(Engine& engine, const Request& request, Sink& sink, Observer& observer, Info& info) {
    info = Info();
    info.connection.transfer_id = engine.next_transfer_id();
    const Instant now = engine.reactor().now();
    Context context(engine, request, sink, observer, info, now);
    Error error;
    bool out_of_memory = false;
    try {
        auto valid = validate(context.options);
        if (!valid) {
            error = std::move(valid.error());
        } else {
            error = co_await with_rules(context);
        }
    } catch (const std::bad_alloc&) {
        out_of_memory = true;
    }
    if (out_of_memory) {
        error.kind = Kind::out_of_memory;
        error.code = Code::out_of_memory;
    }
    finish_info(context, error);
    if (error) {
        context.say(error.text());
        co_return tl::unexpected<Error>(std::move(error));
    }
    co_return Result<void>();
}

}  // namespace sluice::transfer
