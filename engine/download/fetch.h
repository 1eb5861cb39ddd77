#pragma once

#include <sluice/info.h>

#include <list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/async/event.h"
#include "engine/async/task_group.h"
#include "engine/download/connection_finder.h"
#include "engine/download/document.h"
#include "engine/download/download.h"
#include "engine/download/fetch_worker.h"
#include "engine/download/metalink.h"
#include "engine/download/piece_check.h"
#include "engine/download/piece_sink.h"
#include "engine/transfer/engine.h"

namespace sluice::download {

/// Brings the missing bytes of one file: one worker at first, with an open-ended request, then as many as are wanted or
/// pay, each with a piece of its own on a kept-alive connection. Workers fail each on its own; the fetch fails when
/// none can go on. Lives in the frame of a run.
///
/// Normal:    run() → Host::establish for the first good answer → bytes … → no error: everything is held.
/// Cancelled: destroy the task of run().
/// Failed:    run() gives the error; need() and retry_after() say what helps.
class Fetch : private PieceSource {
  public:
    /// What it needs of its run. On the reactor's thread.
    class Host {
      public:
        virtual ~Host() = default;
        /// Null before the first good answer of a new download.
        virtual PartFile* part() = 0;
        /// The first good answer of this run: makes the part file if there is none. Kind::cancelled: ask once more.
        virtual async::Task<Result<void>> establish(const transfer::ResponseHead& head, const Resource& facts) = 0;
        /// The facts were shown to be those of the bytes held: notes them.
        virtual async::Task<Result<void>> settle(const Resource& facts) = 0;
        /// Bodies are to be stored as they are sent, still encoded.
        virtual bool stores_as_sent() const = 0;
        virtual void bytes_came(std::uint64_t fresh) = 0;
        /// A Metalink that the answer named says what the file must be.
        virtual void digests_found(const std::vector<ExpectedHash>& hashes) = 0;
        /// Whether what a source sends instead of the file would be seen in the end: nobody can make another file with
        /// the digest that it must have.
        virtual bool is_guarded() const = 0;
        virtual void worker_moved(FetchWorker& worker, bool ended) = 0;
        virtual void log(LogLevel level, std::int64_t connection_id, const std::string& text) = 0;
    };

    Fetch(transfer::Engine& engine, const DownloadRequest& request, std::string address, Host& host);
    ~Fetch() override;
    Fetch(const Fetch&) = delete;
    Fetch& operator=(const Fetch&) = delete;

    async::Task<Result<void>> run();

    Need need() const { return need_; }
    std::int64_t retry_after_s() const { return retry_after_s_; }
    std::vector<Segment> segments() const;
    int working() const { return working_; }
    std::uint64_t doubled() const { return doubled_; }
    int closed_early() const { return closed_early_; }
    /// Bytes of pieces that were wrong and are fetched again, or were.
    std::uint64_t repaired() const { return repaired_; }
    /// The pieces were compared and all are right: who vouches for them.
    std::optional<ExpectedHash> pieces_verified() const;
    /// What mirrors brought, proven by an overlap only.
    RangeMap from_mirrors() const;
    /// Before run(): no mirrors, and none that the server names.
    void leave_out_mirrors();

    /// So many addresses of an answer are taken in.
    static constexpr std::size_t most_offered = 32;

  private:
    enum class Ended : std::uint8_t { by_itself, stopped };

    // What to do next (fetch.cpp)
    void give_out();
    void staff();
    bool plan(FetchWorker& worker, Order& order);
    bool plan_proof(FetchWorker& worker, Order& order) const;
    Ask ask_about(FetchWorker& worker, ByteRange range, bool open);
    void begin(FetchWorker& worker, const Order& order);
    async::Task<Ended> carry_out(FetchWorker& worker);
    std::shared_ptr<const Options> options_for(const FetchWorker& worker) const;
    int wanted() const;
    std::vector<Standing> standings() const;
    int staffed() const;
    void look();
    void look_at(FetchWorker& worker);
    void arm();
    void dismiss(FetchWorker& worker, const char* why);
    void end_all();
    bool fetched() const;
    bool done() const;

    // Digests of pieces (fetch_pieces.cpp)
    void check_pieces();
    async::Task<Result<std::string>> hash_piece(ByteRange range);
    async::Task<void> after_check(std::size_t piece, const Result<std::string>& hex);
    Source* blame(ByteRange range);
    async::Task<void> leave_out_liar(Source& source);
    void note_waiting();
    RangeMap barred_for(const Source& source) const;
    PlannedStep step_for(const FetchWorker& worker);
    std::uint64_t checked_size() const;
    bool pieces_done() const;

    // What the answer names beside the file (fetch_links.cpp)
    void note_links(const transfer::ResponseHead& head);
    void use_links();
    void use_offered();
    void limit_sources(std::size_t first);
    async::Task<Result<Document>> fetch_description(std::string url);
    void after_description(const Result<Document>& document);
    void use_description(const Document& document, const MetalinkFile& file);
    const MetalinkFile* described_file(const Metalink& metalink) const;

    // What an ended request means (fetch_after.cpp)
    async::Task<void> after(FetchWorker& worker);
    async::Task<void> after_body(FetchWorker& worker);
    async::Task<void> after_mismatch(FetchWorker& worker, const Error& error);
    void after_proof(FetchWorker& worker);
    void after_failure(FetchWorker& worker, const Error& error, Need need);
    void refused(FetchWorker& worker, const Error& error);
    void drop(Source& source, const std::string& why);
    void give_up(const Error& error, Need need = Need::nothing);
    void retire(FetchWorker& worker);
    void learn_from(const FetchWorker& worker);

    Holding holding(int worker) override;
    bool may_take_whole(int worker) override;
    async::Task<Result<PartFile*>> head_came(int worker, const transfer::ResponseHead& head, const Answer& answer,
                                             const Verdict& verdict) override;
    async::Task<Result<void>> facts_hold(int worker) override;
    std::uint64_t boundary(int worker) const override;
    void brought(int worker, std::uint64_t position, const Brought& bytes) override;
    double rate(int worker) const override;

    FetchWorker& worker(int number);
    const FetchWorker& worker(int number) const;
    Source& source_of(const FetchWorker& worker) { return sources_[worker.source]; }
    Resource facts_of(const FetchWorker& worker, const Answer& answer, const Verdict& verdict) const;
    std::int64_t wall_s() const;
    Instant now() const { return reactor_.now(); }

    transfer::Engine& engine_;
    async::Reactor& reactor_;
    const DownloadRequest& request_;
    const std::string address_;
    Host& host_;
    std::vector<Source> sources_;
    RangeMap nothing_;
    SegmentMap map_{nothing_};
    ConnectionFinder finder_;
    async::Event wake_;
    struct Tick : async::TimerNode {
        async::Event* wake = nullptr;
    } tick_;
    std::optional<PieceCheck> pieces_;
    std::string pieces_from_;
    std::uint64_t check_generation_ = 0;
    std::uint64_t repaired_ = 0;
    std::vector<Mirror> offered_;  ///< by the server, not used yet
    std::string description_;      ///< the address of a Metalink that the server names, not asked for yet
    bool established_ = false;     ///< an answer of this run gave the facts
    bool alone_ = false;           ///< without mirrors
    bool whole_ = false;           ///< ask without a range
    bool over_ = false;            ///< nothing is missing, as far as anybody can tell
    int working_ = 0;
    std::uint64_t received_ = 0;
    std::uint64_t doubled_ = 0;
    int closed_early_ = 0;
    Error error_;  ///< why it fails
    Error last_error_;
    Need need_ = Need::nothing;
    Need last_need_ = Need::nothing;
    std::int64_t retry_after_s_ = 0;
    int next_number_ = 0;
    std::list<FetchWorker> workers_;
    async::TaskGroup<Result<std::string>> checks_;
    async::TaskGroup<Result<Document>> documents_;
    async::TaskGroup<Ended> group_;  // last: its tasks use all of the above
};

}  // namespace sluice::download
