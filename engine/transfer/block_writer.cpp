#include "engine/transfer/block_writer.h"

#include <algorithm>
#include <cerrno>
#include <mutex>
#include <utility>

#include "engine/base/result.h"
#include "engine/sys/large_memory.h"

namespace sluice::transfer {

namespace {
constexpr int writes_before_others = 16;
}

/// What the writer and its job on a worker have in common. The byte of the file at offset N lies in the memory at
/// N modulo its size, so that one is aligned when the other is.
struct BlockWriter::Shared : std::enable_shared_from_this<Shared> {
    Shared(async::Reactor& reactor, std::shared_ptr<sys::File> the_file, std::uint64_t offset, const BlockSizes& sizes)
        : file(std::move(the_file)),
          alignment(file->direct_alignment()),
          block(sizes.block),
          memory(sizes.block * sizes.blocks),
          workers(reactor.world().workers()),
          mailbox(reactor.mailbox()),
          filled_to(offset),
          written_to(offset) {}

    std::size_t size() const { return memory.bytes().size(); }
    MutableBytes piece(std::uint64_t offset, std::uint64_t most) const {
        const std::size_t at = offset % size();
        return memory.bytes().subspan(at, std::min<std::uint64_t>(most, size() - at));
    }
    /// With the lock held: what a write would take now, whole blocks unless `all` is wanted.
    Bytes writable() const {
        const std::uint64_t end = all ? filled_to : filled_to - filled_to % block;
        return error != 0 || end <= written_to ? Bytes() : Bytes(piece(written_to, end - written_to));
    }
    /// With the lock held: whether a job is to be submitted.
    bool claim_job() {
        if (busy || writable().empty()) {
            return false;
        }
        busy = true;
        return true;
    }
    void submit() {
        workers.submit([self = shared_from_this()] { self->work(); });
    }
    void work();
    bool write_some();
    sys::IoResult put(std::uint64_t offset, Bytes bytes);
    sys::IoResult put_piece(std::uint64_t offset, Bytes rest);

    const std::shared_ptr<sys::File> file;
    const std::size_t alignment;
    const std::size_t block;
    const sys::LargeMemory memory;
    sys::Workers& workers;
    const std::shared_ptr<async::Reactor::Mailbox> mailbox;
    BlockWriter* owner = nullptr;  // the reactor's thread only; null when it is gone
    bool direct = true;            // the job's only

    std::mutex mutex;  // for what follows
    std::uint64_t filled_to;
    std::uint64_t written_to;
    int error = 0;
    bool all = false;      // what is no whole block, too
    bool busy = false;     // a job is with the workers
    bool waiting = false;  // the owner wants to hear of progress
};

void BlockWriter::Shared::work() {
    for (int i = 0; i < writes_before_others; ++i) {
        if (!write_some()) {
            return;
        }
    }
    submit();
}

/// One write; false if there is nothing more to write now.
bool BlockWriter::Shared::write_some() {
    Bytes bytes;
    std::uint64_t offset = 0;
    {
        const std::lock_guard lock(mutex);
        bytes = writable();
        offset = written_to;
    }
    const sys::IoResult done = put(offset, bytes);
    bool more = false;
    bool tell = false;
    {
        const std::lock_guard lock(mutex);
        written_to += done.bytes;
        error = done.state == sys::IoState::done ? 0 : done.error != 0 ? done.error : EIO;
        busy = more = !writable().empty();
        tell = std::exchange(waiting, false);
    }
    if (tell) {
        mailbox->post([self = shared_from_this()] {
            if (self->owner != nullptr) {
                self->owner->progressed_.pulse();
            }
        });
    }
    return more;
}

sys::IoResult BlockWriter::Shared::put(std::uint64_t offset, Bytes bytes) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const sys::IoResult piece = put_piece(offset + done, bytes.subspan(done));
        done += piece.bytes;
        if (piece.state == sys::IoState::done) {
            continue;
        }
        if (piece.error != EINVAL || !direct) {
            return {sys::IoState::failed, done, piece.error};
        }
        direct = false;
    }
    return sys::IoResult::moved(done);
}

sys::IoResult BlockWriter::Shared::put_piece(std::uint64_t offset, Bytes rest) {
    if (!direct) {
        return file->write_at(offset, rest);
    }
    if (const std::size_t odd = offset % alignment; odd != 0) {
        return file->write_at(offset, rest.first(std::min(rest.size(), alignment - odd)));
    }
    if (rest.size() < alignment) {
        return file->write_at(offset, rest);
    }
    return file->write_direct_at(offset, rest.first(rest.size() - rest.size() % alignment));
}

std::unique_ptr<BlockWriter> BlockWriter::make(async::Reactor& reactor, FileTarget target, const BlockSizes& sizes) {
    const std::size_t alignment = target.file->direct_alignment();
    if (alignment == 0 || sizes.block % alignment != 0) {
        return nullptr;
    }
    return std::unique_ptr<BlockWriter>(new BlockWriter(reactor, std::move(target), sizes));
}

BlockWriter::BlockWriter(async::Reactor& reactor, FileTarget target, const BlockSizes& sizes)
    : reactor_(reactor),
      shared_(std::make_shared<Shared>(reactor, target.file, target.offset, sizes)),
      target_(std::move(target)),
      progressed_(reactor) {
    shared_->owner = this;
}

BlockWriter::~BlockWriter() {
    shared_->owner = nullptr;
    bool start = false;
    {
        const std::lock_guard lock(shared_->mutex);
        shared_->all = true;
        start = shared_->claim_job();
    }
    if (start) {
        shared_->submit();
    }
}

MutableBytes BlockWriter::space() {
    const std::lock_guard lock(shared_->mutex);
    return shared_->piece(shared_->filled_to, shared_->size() - (shared_->filled_to - shared_->written_to));
}

void BlockWriter::filled(std::size_t bytes) {
    bool start = false;
    {
        const std::lock_guard lock(shared_->mutex);
        shared_->filled_to += bytes;
        start = shared_->claim_job();
    }
    if (start) {
        shared_->submit();
    }
}

bool BlockWriter::must_wait(Until until) {
    const std::lock_guard lock(shared_->mutex);
    const std::uint64_t unwritten = shared_->filled_to - shared_->written_to;
    const bool reached = until == Until::space ? unwritten < shared_->size() : unwritten == 0;
    shared_->waiting = !reached && shared_->error == 0;
    return shared_->waiting;
}

async::Task<void> BlockWriter::wait_until(Until until) {
    /// Has the reactor listen to what workers post.
    struct Expecting {
        explicit Expecting(async::Reactor& the_reactor) : reactor(the_reactor) { reactor.expect_posts(+1); }
        Expecting(const Expecting&) = delete;
        Expecting& operator=(const Expecting&) = delete;
        ~Expecting() { reactor.expect_posts(-1); }
        async::Reactor& reactor;
    };
    const Expecting expecting(reactor_);
    for (;;) {
        const bool waits = must_wait(until);
        if (!waits) {
            co_return;
        }
        co_await progressed_.wait();
    }
}

async::Task<void> BlockWriter::wait() {
    return wait_until(Until::space);
}

async::Task<void> BlockWriter::settle() {
    bool start = false;
    {
        const std::lock_guard lock(shared_->mutex);
        shared_->all = true;
        start = shared_->claim_job();
    }
    if (start) {
        shared_->submit();
    }
    return wait_until(Until::all_written);
}

std::uint64_t BlockWriter::take_written() {
    const std::lock_guard lock(shared_->mutex);
    return shared_->written_to - std::exchange(target_.offset, shared_->written_to);
}

Result<void> BlockWriter::outcome() const {
    const std::lock_guard lock(shared_->mutex);
    return shared_->error == 0 ? Result<void>() : tl::unexpected<Error>(target_.failed(shared_->error));
}

}  // namespace sluice::transfer
