#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/download/download.h"
#include "engine/download/file_hash.h"
#include "engine/download/journal.h"
#include "engine/download/part_link.h"
#include "engine/download/strand.h"

namespace sluice::download {

/// Hashed blocks end at multiples of this, so that a bad one is small enough to be fetched again.
inline constexpr std::uint64_t block_bytes = 4 * 1024 * 1024;

/// What is computed of every file whose bytes come in order.
inline constexpr const char* kept_hash = "sha-256";

/// How a new part file is made.
struct PartPlan {
    std::string folder;  ///< made if missing
    Conflict conflict = Conflict::rename;
    Resource resource;             ///< with the wished name, already safe
    std::uint64_t journal_id = 0;  ///< the owner's number, or a random one
    bool owned = false;            ///< an earlier part with this number is taken up again
};

/// How a complete part becomes the file.
struct FinishPlan {
    Conflict conflict = Conflict::rename;
    std::optional<WallTime> modified;
    std::string origin;  ///< for user.xdg.origin.url; empty: not written
    std::string referrer;
    bool want_sha256 = false;
    bool keep_journal = false;      ///< its owner removes it
    std::vector<NamedHash> hashes;  ///< must be right before the part becomes the file
};

struct FinishedFile {
    std::string path;
    std::uint64_t size = 0;
    std::string sha256;  ///< empty if not computed
};

/// What is wanted of an earlier part.
enum class Content : std::uint8_t {
    keep,     ///< what is durable is believed, the rest is proven; journal_damaged if the journal cannot be read
    recheck,  ///< the same, but everything that has a hash is read again
    discard   ///< nothing: also good where the journal cannot be read
};

/// What is said of the bytes from a joint on, where an earlier run's bytes go on in this one's.
enum class JoinMark : std::uint8_t { unproven, proven };

/// The strand's side of a part file: all its system calls. Every function blocks, and but for flush_now() runs on the
/// part's strand. The files are closed by the last owner.
class PartState : public std::enable_shared_from_this<PartState> {
  public:
    /// What the strands of one part file are, and whom to tell.
    struct Place {
        sys::Disk& disk;
        sys::Workers& workers;
        // Not owned: work waiting on a strand holds the part, which would then hold the strand, for ever if the work is
        // never done. The PartFile, and work under way, own them.
        std::weak_ptr<Strand> strand;
        std::weak_ptr<Strand> flushes;
        std::shared_ptr<PartLink> link;
    };

    /// Reserves a name: "NAME.part" and its journal, both new and locked; space too, if the size is known. With an
    /// owner it may find the owner's earlier part under that name, and opens it.
    static Result<std::shared_ptr<PartState>> create(Place place, const PartPlan& plan);
    /// Opens an earlier part, believes what its journal can prove. disk_not_found: neither it nor its finished file.
    static Result<std::shared_ptr<PartState>> open(Place place, const std::string& part_path, Content content);

    ~PartState();
    PartState(const PartState&) = delete;
    PartState& operator=(const PartState&) = delete;

    const std::string& part_path() const { return part_path_; }
    const Resource& resource() const { return journal_->state().resource; }
    const RangeMap& in_file() const { return in_file_; }
    /// Set if the part had become the file before its run was told: nothing is left to do but close().
    const std::optional<FinishedFile>& finished() const { return finished_; }

    /// Somebody knows of it: from here on it stays. Before, the end of the object takes a new part away.
    void adopt() { adopted_ = true; }
    void drain();
    /// Records what was written since the last time, so that it survives the process.
    void record();
    /// Starts a flush beside the strand unless one is under way; ends in a new durable map.
    void begin_flush();
    /// Records and flushes before it returns.
    Result<void> sync();
    /// Space for a file of `size`, at once or not at all; disk_full with both numbers.
    Result<void> reserve(std::uint64_t size);
    Result<void> update(const Resource& resource);
    /// Withdraws everything and begins the next generation with an empty file.
    Result<void> start_over();
    /// Withdraws what is claimed of these bytes; they may be overwritten after it.
    Result<void> retract(const RangeMap& ranges);
    /// Unproven bytes begin here, or these are proven now.
    Result<void> mark(std::uint64_t offset, JoinMark mark) {
        return mark == JoinMark::unproven ? journal_->join(offset) : journal_->prove(offset);
    }
    const std::set<std::uint64_t>& joins() const { return journal_->state().joins; }
    Result<ByteVector> read(ByteRange range);
    Result<FinishedFile> finish(const FinishPlan& plan);
    /// The last call: saves and flushes what is there; lets go of the files. The journal of a finished file goes only
    /// if its end was seen: otherwise it tells the next run.
    void close(bool end_seen);

  private:
    /// Bytes written without a gap since the last record.
    struct Run;
    PartState(Place place, std::string part_path);
    static std::shared_ptr<PartState> find_earlier(const Place& place, const std::string& part_path,
                                                   std::uint64_t owner);
    Result<void> open_journal(std::uint64_t part_size, Content content);
    Result<void> prove_claims(std::uint64_t part_size, Content content);
    bool matches(const Block& block);
    bool take_over_finished();
    Result<void> write(const PartLink::Piece& piece);
    void note_written(std::uint64_t offset, Bytes bytes);
    void end_flush(std::uint64_t position, int error);
    Result<void> after_flush(std::uint64_t position, int error);
    Result<void> end_close();
    Result<void> check_finished(const std::vector<NamedHash>& hashes);
    Result<std::string> place_file(const FinishPlan& plan);
    void forget_unrecorded();
    void publish();
    void fail_with(const Error& error);
    tl::unexpected<Error> failure(int os_errno, std::int64_t needed = -1);

    Place place_;
    const std::string part_path_;
    const std::string folder_;
    std::shared_ptr<sys::File> file_;
    std::unique_ptr<Journal> journal_;
    RangeMap in_file_;
    std::vector<Run> runs_;
    std::vector<ByteRange> block_ranges_;  ///< full blocks, not recorded yet
    std::vector<std::uint64_t> block_hashes_;
    std::uint64_t unrecorded_ = 0;
    bool is_new_ = false;
    bool adopted_ = false;
    bool flushing_ = false;
    bool closing_ = false;
    bool end_seen_ = false;
    bool folder_flushed_ = false;
    std::optional<FileHash> sha_;  ///< while the bytes came in order from 0
    std::uint64_t sha_next_ = 0;
    std::optional<FinishedFile> finished_;
};

/// The digest of bytes that are in the file, in hex. Blocks; on the part's strand.
Result<std::string> hash_of(PartState& part, ByteRange range, const std::string& algorithm);

}  // namespace sluice::download
