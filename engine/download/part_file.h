#pragma once

#include <memory>
#include <set>
#include <string>

#include "engine/async/event.h"
#include "engine/async/reactor.h"
#include "engine/async/task.h"
#include "engine/download/part_state.h"
#include "engine/download/storage.h"

namespace sluice::download {

/// A download's file while it is not complete: "NAME.part" with its journal. Takes bytes at offsets, from as many
/// writers as there are; hashes, writes, records and flushes them on the part's strand, never on the reactor's thread.
/// Records at most a second or 64 MiB apart, flushes every two seconds while something is not durable.
///
/// Normal:    create()/open() → write() … → finish() → destroy.
/// Cancelled: destroy at any time; what was handed to write() is written, recorded and flushed by the strand.
/// Failed:    the first error of the disk ends every later write(), sync() and finish(); what was saved stays saved.
/// One reactor's thread; `reactor` and `storage` outlive it.
class PartFile {
  public:
    using Opened = Result<std::unique_ptr<PartFile>>;
    /// Reserves a name no other download has; `plan` may go after the end of the task.
    static async::Task<Opened> create(async::Reactor& reactor, Storage& storage, const PartPlan& plan);
    /// disk_not_found: nothing is there; disk_in_use; journal_damaged: the part is kept, unless its content was to be
    /// thrown away anyway.
    static async::Task<Opened> open(async::Reactor& reactor, Storage& storage, std::string part_path,
                                    Content content = Content::keep);
    ~PartFile();
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;

    const std::string& part_path() const { return state_->part_path(); }
    /// As the journal has it.
    const Resource& resource() const { return resource_; }
    /// Set if it had become the finished file already, in a run that was not there to see it.
    const std::optional<FinishedFile>& finished() const { return finished_; }
    /// Every byte that is in the file or on the way to it.
    const RangeMap& held() const { return held_; }
    PartLink::News news() const { return link_->news(); }
    /// Called when news() changed: more saved, more durable, a failure. Must not destroy the PartFile.
    void on_news(std::function<void()> callback) { on_news_ = std::move(callback); }

    /// Hands bytes over: room(), then put(). Calls may overlap.
    async::Task<Result<void>> write(std::uint64_t offset, Bytes bytes);
    /// Waits until so many bytes may be put: less than 8 MiB are queued, less than 1 GiB is not flushed. Or gives the
    /// error of the disk.
    async::Task<Result<void>> room(std::size_t bytes);
    /// Copies the bytes and writes them in the background. They count as held at once.
    void put(std::uint64_t offset, Bytes bytes);
    async::Task<Result<ByteVector>> read(ByteRange range);
    /// Everything handed over is on the device.
    async::Task<Result<void>> sync();
    async::Task<Result<void>> reserve(std::uint64_t size);
    async::Task<Result<void>> update(const Resource& resource);
    /// Withdraws every claim and empties the file; the generation counts up. Nothing may be on the way in write().
    async::Task<Result<void>> start_over();
    /// Withdraws every claim about these bytes before it returns. Nothing of them may be on the way in write().
    async::Task<Result<void>> retract(RangeMap ranges);
    /// Where unproven bytes begin (JournalState::joins), those added here included at once.
    const std::set<std::uint64_t>& joins() const { return joins_; }
    async::Task<Result<void>> mark(std::uint64_t offset, JoinMark mark);
    /// Complete: hash, attributes, flush, rename. After success only destroying makes sense, which removes the journal.
    async::Task<Result<FinishedFile>> finish(const FinishPlan& plan);

  private:
    friend async::Task<Result<std::string>> hash_of(PartFile& part, ByteRange range, std::string algorithm);
    struct Watcher;
    struct Tick : async::TimerNode {
        PartFile* owner = nullptr;
    };
    /// What a part file needs before it is open.
    struct Parts {
        std::shared_ptr<Strand> strand, flushes;
        std::shared_ptr<Watcher> watcher;
        std::shared_ptr<PartLink> link;

        Parts() {}  // user-provided: lives in coroutines
        PartState::Place place(Storage& storage) const;
    };
    PartFile(async::Reactor& reactor, const Parts& parts, std::shared_ptr<PartState> state);
    bool has_room(std::size_t bytes) const;
    static std::shared_ptr<PartLink> make_link(async::Reactor& reactor, const std::shared_ptr<Watcher>& watcher);
    void take_news();
    void arm();
    void tick();

    async::Reactor& reactor_;
    const std::shared_ptr<Strand> strand_;
    const std::shared_ptr<Strand> flushes_;
    const std::shared_ptr<PartLink> link_;    // shared with the strand's work
    const std::shared_ptr<Watcher> watcher_;  // shared with posts on their way
    const std::shared_ptr<PartState> state_;  // shared with the strand's work
    Resource resource_;
    RangeMap held_;
    std::set<std::uint64_t> joins_;
    std::optional<FinishedFile> finished_;
    bool end_seen_ = false;  ///< finish() came back: nobody needs the journal any more
    async::Event changed_;
    std::function<void()> on_news_;
    Tick tick_;
    int ticks_ = 0;
};

/// The digest of bytes that are held, in hex; file_read if they cannot be read. `part` outlives the task.
async::Task<Result<std::string>> hash_of(PartFile& part, ByteRange range, std::string algorithm);

}  // namespace sluice::download
