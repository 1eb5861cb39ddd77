// One transfer, from URL to last byte. Read on in engine/conn/pool.cpp (the connection), http1_exchange.cpp (the wire),
// body_path.cpp (decoding), and the Sink of the caller (file_sink.cpp).
#include "engine/transfer/transfer.h"

#include <new>

#include "engine/async/first_of.h"
#include "engine/base/result.h"
#include "engine/transfer/body_path.h"
#include "engine/transfer/deadlines.h"
#include "engine/transfer/file_transfer.h"
#include "engine/transfer/hop.h"
#include "engine/transfer/load_files.h"
#include "engine/transfer/validate.h"

namespace sluice::transfer {

namespace {

/// Requests until one response is final: the first, then each redirect.
async::Task<Error> follow(Context& context) {
    auto first = first_step(context);
    if (!first) {
        co_return std::move(first.error());
    }
    std::unique_ptr<Step> step = std::move(*first);
    if (step->url.scheme() == "file") {
        auto done = co_await carry_out_file(context, step->url, step->method);
        if (!done) {
            co_return std::move(done.error());
        }
        co_return Error();
    }
    while (step) {
        auto next = co_await carry_out(context, *step);
        if (!next) {
            co_return std::move(next.error());
        }
        step = std::move(*next);
    }
    co_return Error();
}

async::Task<Error> load_and_follow(Context& context) {
    auto loaded = co_await load_files(context);
    if (!loaded) {
        co_return std::move(loaded.error());
    }
    co_return co_await follow(context);
}

/// A transfer that needs no files has no frame for reading them.
async::Task<Error> work_of(Context& context) {
    if (needs_files(context)) {
        return load_and_follow(context);
    }
    return follow(context);
}

async::Task<Error> work_watched(Context& context) {
    auto ended = co_await async::first_of(work_of(context), watch(context));
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
    try {
        if (auto valid = validate(context.options); !valid) {
            error = std::move(valid.error());
        } else if (needs_watch(context.options, context.observer)) {
            error = co_await work_watched(context);
        } else {
            error = co_await work_of(context);
        }
    } catch (const std::bad_alloc&) {
        error = fail(Kind::out_of_memory).value();
    }
    if (context.blocks) {  // it failed or was stopped midway: what came is to be in the file
        auto settled = co_await BodyPath::settle(context);
        if (!settled && !error) {
            error = std::move(settled.error());
        }
    }
    finish_info(context, error);
    if (error) {
        context.say(error.text());
        co_return tl::unexpected<Error>(std::move(error));
    }
    co_return Result<void>();
}

}  // namespace sluice::transfer
