#pragma once

#include <sluice/error.h>

#include <cstdint>
#include <optional>
#include <string>

#include "engine/download/download.h"
#include "engine/download/journal_format.h"
#include "engine/download/segment_map.h"
#include "engine/http/digest_fields.h"
#include "engine/http/range.h"

/// What an answer means for a download that may hold bytes already. Pure decisions: no I/O. Thread-safe.
namespace sluice::download {

/// So much of what is held is fetched again and compared where no strong validator vouches for it.
inline constexpr std::uint64_t overlap_bytes = 64 * 1024;

/// What was asked for.
struct Ask {
    ByteRange range{0, no_end};  ///< no_end: open-ended
    bool ranged = true;          ///< false: a plain GET of the whole
    bool vouched = false;        ///< If-Range with a strong ETag was sent
    std::uint64_t overlap = 0;   ///< so many bytes at its begin are held and will be compared
    bool apart = false;  ///< nothing held touches its begin: what comes is proven later, where it meets the rest
};

/// What the download holds.
struct Holding {
    const Resource& resource;
    std::uint64_t bytes = 0;   ///< in all
    std::uint64_t end = 0;     ///< one past the last one
    bool same_address = true;  ///< false: the user gave another URL for the same bytes
    bool known = false;        ///< an answer of this run gave the facts: they count even if nothing is held yet
};

/// The head of the answer.
struct Answer {
    int status = 0;
    std::optional<http::ContentRange> range;
    bool range_unreadable = false;  ///< there is a Content-Range that makes no sense
    std::int64_t length = -1;       ///< of this body
    bool coded = false;             ///< there is a Content-Encoding other than identity
    std::string etag, last_modified;
    std::string type;                         ///< lower case, without parameters
    std::optional<http::GivenDigest> digest;  ///< the strongest that speaks of the bytes as they are stored
};

enum class Step : std::uint8_t {
    take,           ///< the body is [begin, end) of the file; what is held of it is compared, the rest is written
    complete,       ///< nothing is missing
    again_whole,    ///< ask once more without a range
    again_overlap,  ///< ask once more with an overlap
    fail
};

struct Verdict {
    Step step = Step::fail;
    std::uint64_t begin = 0;
    std::uint64_t end = no_end;  ///< no_end: where the body ends
    std::int64_t size = -1;      ///< of the whole, if the answer says so
    bool ranges = false;         ///< the server can give pieces
    bool unproven = false;       ///< taken though nothing vouches for it: the join at `begin` must be checked
    Kind kind = Kind::none;      ///< with fail
    Need need = Need::nothing;   ///< with fail
    const char* why = "";        ///< for the log and the error's detail
};

/// Another ETag than before with the same size and time of change may come from another edge of the same network: the
/// bytes decide. A 200 to a range request is no reason to throw anything away: unless a validator or the size says that
/// it is another version, the whole is read once more, each held byte compared with it, and only the missing ones are
/// written.
Verdict judge(const Ask& ask, const Holding& holding, const Answer& answer);

enum class Proof : std::uint8_t { cheapest, overlap };

/// How to ask for a missing range: with If-Range under a strong ETag, with an overlap otherwise or if wanted so.
Ask ask_for(ByteRange missing, const Holding& holding, const RangeMap& held, Proof proof = Proof::cheapest);

/// What a status that refuses means.
Kind kind_of_status(int status);

/// An ETag that vouches for every byte (RFC 9110 8.8.3.2): present and not weak.
bool is_strong(const std::string& etag);

/// Why a download of this resource can or cannot be continued, in one sentence.
std::string resume_reason(const Resource& resource);

}  // namespace sluice::download
