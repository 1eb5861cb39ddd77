#pragma once

#include <memory>
#include <string>

#include "engine/download/part_file.h"
#include "engine/download/resume_check.h"
#include "engine/transfer/transfer.h"

namespace sluice::download {

/// What became of bytes that came.
struct Brought {
    std::uint64_t fresh = 0;     ///< new ones, handed over
    std::uint64_t doubled = 0;   ///< dropped: they were there
    std::uint64_t compared = 0;  ///< with what is held
};

/// What a sink asks of the fetch it belongs to. `worker` is the number it was made with.
class PieceSource {
  public:
    virtual ~PieceSource() = default;
    virtual Holding holding(int worker) = 0;
    /// Whether the whole file instead of a piece is of use: nobody else is fetching.
    virtual bool may_take_whole(int worker) = 0;
    /// A head was judged well: the part file to write to, made if it is the first one.
    virtual async::Task<Result<PartFile*>> head_came(int worker, const transfer::ResponseHead& head,
                                                     const Answer& answer, const Verdict& verdict) = 0;
    /// What had to be compared was the same: the facts of this answer are those of our bytes.
    virtual async::Task<Result<void>> facts_hold(int worker) = 0;
    /// Where the worker stops now; moves when others take over a part of its piece.
    virtual std::uint64_t boundary(int worker) const = 0;
    /// The next byte of the worker is `position`.
    virtual void brought(int worker, std::uint64_t position, const Brought& bytes) = 0;
    /// Bytes per second of this worker; 0 unknown.
    virtual double rate(int worker) const = 0;
};

/// Takes the body of one request into the part file. Bytes at its beginning that are held and must prove that it is the
/// same version are compared with the file; those that came meanwhile from elsewhere are dropped; the others are
/// written at their offsets. At the worker's boundary it stops: what little the server still sends (256 KiB or 50 ms)
/// is read and dropped, so that the connection can be used again, more ends the transfer. One request; `source`
/// outlives it.
class PieceSink : public transfer::Sink {
  public:
    PieceSink(PieceSource& source, int worker, const Ask& ask) : source_(source), worker_(worker), ask_(ask) {}

    async::Task<Result<void>> begin(const transfer::ResponseHead& head) override;
    async::Task<Result<void>> write(Bytes bytes) override;

    /// Whether a head has come; verdict() and answer() are good then.
    bool judged() const { return judged_; }
    const Verdict& verdict() const { return verdict_; }
    const Answer& answer() const { return answer_; }
    const Ask& ask() const { return ask_; }
    /// Where the next byte of the body belongs.
    std::uint64_t position() const { return position_; }
    /// The boundary was reached before the end of the body.
    bool stopped() const { return stopped_; }
    bool draining() const { return stopped_ && draining_; }
    /// The error came from the disk, not from the network.
    bool disk_failed() const { return disk_failed_; }
    /// New bytes of this answer, to be withdrawn if it turns out to be of another version.
    const RangeMap& fresh() const { return fresh_; }

  private:
    async::Task<Result<void>> place(ByteRange range, Bytes bytes);
    async::Task<Result<void>> compare(ByteRange range, Bytes bytes);
    std::uint64_t end_of_run() const;
    Result<void> stop();

    PieceSource& source_;
    const int worker_;
    const Ask ask_;
    PartFile* part_ = nullptr;
    RangeMap held_before_;
    RangeMap fresh_;
    Answer answer_;
    Verdict verdict_;
    std::uint64_t position_ = 0;
    std::uint64_t compared_ = 0;
    std::uint64_t compare_until_ = 0;  ///< what was held before is compared up to here
    bool judged_ = false;
    bool settled_ = false;
    bool stopped_ = false;
    bool draining_ = false;
    bool disk_failed_ = false;
};

/// What a head says, as far as it counts here.
Answer answer_of(const transfer::ResponseHead& head);

/// The error of a verdict that fails, with its facts.
Error error_of(const Verdict& verdict, const Answer& answer, const std::string& host);

}  // namespace sluice::download
