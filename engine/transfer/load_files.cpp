#include "engine/transfer/load_files.h"

#include "engine/async/offload.h"
#include "engine/transfer/state_files.h"

namespace sluice::transfer {

bool needs_files(const Context& context) {
    const Options& options = context.options;
    if (options.auth->netrc != Netrc::ignored) {
        return true;
    }
    return context.state != nullptr &&
           (cookies_on(options) || !options.hsts->files.empty() || !options.alt_svc->file.empty());
}

async::Task<Result<void>> load_files(Context& context) {
    const State none;
    const State& state = context.state != nullptr ? *context.state : none;
    const std::shared_ptr<SuffixCache> suffixes = state.suffixes ? state.suffixes : context.engine.suffixes();
    FileRequest request = files_to_read(context.options, context.state);
    request.suffixes =
        context.state != nullptr && cookies_on(context.options) && suffixes->claim(context.reactor().now());
    if (request.empty()) {
        co_return Result<void>();
    }
    const bool wants_logins = !request.netrc_file.empty();
    sys::World& world = context.engine.world();
    const WallTime wall = world.clock().wall();
    const std::int64_t now = std::chrono::duration_cast<std::chrono::seconds>(wall.time_since_epoch()).count();
    auto job = [&disk = world.disk(), request = std::move(request), places = FilePlaces(state, suffixes), now] {
        return read_files(disk, request, places, now);
    };
    FileReport report = co_await async::offload(context.reactor(), world.workers(), std::move(job));
    for (const std::string& note : report.notes) {
        context.say(note);
    }
    if (context.state != nullptr) {
        note_files_read(*context.state, report);
    }
    if (report.error) {
        co_return tl::unexpected<Error>(std::move(report.error));
    }
    if (wants_logins) {
        context.logins = std::make_unique<std::vector<http::NetrcEntry>>(std::move(report.logins));
    }
    co_return Result<void>();
}

}  // namespace sluice::transfer
