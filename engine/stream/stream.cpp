#include "engine/stream/stream.h"

#include "engine/base/result.h"

namespace sluice::stream {

async::Task<Result<std::size_t>> read_some(async::Reactor& reactor, Stream& stream, MutableBytes into) {
    for (;;) {
        const sys::IoResult got = stream.try_read(into);
        switch (got.state) {
            case sys::IoState::done:
                co_return got.bytes;
            case sys::IoState::closed:
                co_return std::size_t{0};
            case sys::IoState::failed: {
                Error error = stream.last_error();
                co_return tl::unexpected<Error>(std::move(error));
            }
            case sys::IoState::would_block:
                break;
        }
        const BlockedOn on = stream.read_blocked_on();
        co_await async::FdWait(reactor, on.fd, on.writing);
    }
}

async::Task<Result<void>> write_all(async::Reactor& reactor, Stream& stream, Bytes from) {
    while (!from.empty()) {
        const sys::IoResult put = stream.try_write(from);
        if (put.state == sys::IoState::done) {
            from = from.subspan(put.bytes);
            continue;
        }
        if (put.state != sys::IoState::would_block) {
            Error error = stream.last_error();
            co_return tl::unexpected<Error>(std::move(error));
        }
        const BlockedOn on = stream.write_blocked_on();
        co_await async::FdWait(reactor, on.fd, on.writing);
    }
    co_return Result<void>();
}

}  // namespace sluice::stream
