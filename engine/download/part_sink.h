#pragma once

#include <memory>
#include <string>

#include "engine/download/part_file.h"
#include "engine/download/resume_check.h"
#include "engine/transfer/transfer.h"

namespace sluice::download {

/// What the sink asks of the run it belongs to when the head has come and was judged well.
class PartSource {
  public:
    virtual ~PartSource() = default;
    virtual Holding holding() = 0;
    /// The part file to write to, with the facts of the answer noted.
    virtual async::Task<Result<PartFile*>> part_for(const transfer::ResponseHead& head, const Answer& answer,
                                                    const Verdict& verdict) = 0;
    /// `fresh` bytes were handed over, none if they were only compared.
    virtual void received(std::uint64_t fresh) = 0;
};

/// Takes the body of one request into the part file: bytes that are held already are compared with the file, the others
/// are written at their offsets. One request; `source` outlives it.
class PartSink : public transfer::Sink {
  public:
    PartSink(PartSource& source, const Ask& ask) : source_(source), ask_(ask) {}

    async::Task<Result<void>> begin(const transfer::ResponseHead& head) override;
    async::Task<Result<void>> write(Bytes bytes) override;

    /// Whether a head has come; verdict(), answer() and error() are good then.
    bool judged() const { return judged_; }
    const Verdict& verdict() const { return verdict_; }
    const Answer& answer() const { return answer_; }
    /// Where the next byte of the body belongs.
    std::uint64_t position() const { return position_; }

  private:
    async::Task<Result<void>> compare(ByteRange range, Bytes bytes);

    PartSource& source_;
    const Ask ask_;
    PartFile* part_ = nullptr;
    RangeMap held_before_;
    Answer answer_;
    Verdict verdict_;
    bool judged_ = false;
    std::uint64_t position_ = 0;
};

/// What a head says, as far as it counts here.
Answer answer_of(const transfer::ResponseHead& head);

/// The error of a verdict that fails, with its facts.
Error error_of(const Verdict& verdict, const Answer& answer, const std::string& host);

}  // namespace sluice::download
