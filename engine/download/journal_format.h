#pragma once

#include <sluice/error.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/download/range_map.h"
#include "engine/http/digest_fields.h"

/// The bytes of a journal (docs/mechanisms/journal.md): encoding and replay, without any file.
namespace sluice::download {

/// What a download is a copy of, as far as it is known. No credentials.
struct Resource {
    std::uint64_t generation = 1;  ///< counts withdrawals: claims of different generations are never mixed
    std::int64_t size = -1;
    bool ranges = false;  ///< the server answered a range request with 206
    std::string url;
    std::string etag;                         ///< as sent, with quotes and W/
    std::string last_modified;                ///< as sent
    std::string type;                         ///< media type without parameters
    std::string name;                         ///< of the finished file
    std::uint8_t name_origin = 0;             ///< a NameOrigin
    std::optional<http::GivenDigest> digest;  ///< that the server gave for the whole file

    friend bool operator==(const Resource&, const Resource&) = default;
};

/// Bytes that were written in one go, with their hash.
struct Block {
    ByteRange range;
    std::uint64_t hash = 0;  ///< XXH3 (64 bits) of the bytes
    bool hashed = false;
    std::uint64_t position = 0;  ///< of its record in the journal
};

/// What a journal says, record by record applied.
struct JournalState {
    Resource resource;
    std::string boot_id;             ///< of the last session
    RangeMap written;                ///< claims that hold while the machine runs; includes durable
    RangeMap durable;                ///< claims that hold always
    std::vector<Block> blocks;       ///< the claims one by one, in the order of the journal
    std::size_t durable_blocks = 0;  ///< so many of them, from the front, are durable
    /// Offsets where bytes of two answers meet and nothing has shown yet that both are of one version. The file is
    /// complete only when none is left.
    std::set<std::uint64_t> joins;
    std::optional<std::string> finishing;  ///< the final name that the part was about to get

    void claim(const Block& block);
    /// Everything claimed by records before `position` was flushed.
    void make_durable(std::uint64_t position);
    void withdraw(ByteRange range);
    /// A session on another boot: what was not durable is not believed any more.
    void begin_session(const std::string& boot);
};

enum class RecordType : std::uint32_t {
    resource = 1,  ///< new facts of the same bytes
    session = 2,   ///< opened again: boot id
    written = 3,
    durable = 4,
    retracted = 5,  ///< a range is not claimed any more; the next generation begins
    finishing = 6,
    joined = 7,  ///< unproven bytes begin here
    proven = 8,  ///< no longer: both sides were compared with one answer
};

inline constexpr std::uint32_t journal_version = 2;
/// No record is longer; a longer one is damage.
inline constexpr std::uint32_t max_record = 512 * 1024;

using ByteVector = std::vector<std::byte>;

/// A growing piece of journal. `chain` is the checksum of what stands before it: each record's checksum starts from the
/// one before, so that remains of an older journal never pass for records.
class JournalEncoder {
  public:
    /// A new journal: begins with its head.
    JournalEncoder(std::uint64_t id, const Resource& resource, const std::string& boot_id);
    /// Goes on after `chain`.
    explicit JournalEncoder(std::uint64_t chain) : chain_(chain) {}

    void resource(const Resource& resource);
    void session(const std::string& boot_id);
    void written(const Block& block);
    void durable(std::uint64_t position);
    void retracted(ByteRange range, std::uint64_t next_generation);
    void finishing(const std::string& final_name);
    void joined(std::uint64_t offset);
    void proven(std::uint64_t offset);

    const ByteVector& bytes() const { return bytes_; }
    std::uint64_t chain() const { return chain_; }

  private:
    void close_record(std::size_t begin);
    std::size_t open_record(RecordType type);

    ByteVector bytes_;
    std::uint64_t chain_ = 0;
};

struct Replay {
    JournalState state;
    std::uint64_t id = 0;
    std::uint64_t end = 0;  ///< where the next record goes: after the last good one
    std::uint64_t chain = 0;
    bool torn = false;             ///< something unreadable stood after `end`
    bool unfinished_head = false;  ///< shorter than its head: nothing was ever claimed; all else is empty
};

/// Reads a whole journal. A torn tail is cut off; a damaged head or one of a newer version is journal_damaged (the
/// caller adds the file).
Result<Replay> replay_journal(Bytes journal);

}  // namespace sluice::download
