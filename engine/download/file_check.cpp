#include "engine/download/file_check.h"

#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "engine/base/result.h"
#include "engine/download/claim_blocks.h"
#include "engine/download/disk_error.h"
#include "engine/download/download.h"
#include "engine/download/journal.h"
#include "engine/download/part_state.h"

namespace sluice::download {

namespace {

constexpr std::uint64_t step = 1024 * 1024;
constexpr std::size_t most_journal = 512 * 1024 * 1024;

std::string part_of(const std::string& path) {
    return path + ".part";
}
std::string journal_of(const std::string& path) {
    return part_of(path) + ".sluice";
}

/// One file that is read.
class Reader {
  public:
    Reader(sys::File& file, const std::string& path, const std::atomic<bool>* stop = nullptr)
        : file_(file), path_(path), stop_(stop) {}

    /// Hands the bytes of a range over, piece by piece.
    template <class Take>
    Result<void> each(ByteRange range, Take&& take) {
        buffer_.resize(step);
        while (range.begin < range.end) {
            if (stop_ != nullptr && stop_->load()) {
                return fail(Kind::cancelled);
            }
            const auto wanted = static_cast<std::size_t>(std::min(step, range.size()));
            const sys::IoResult got = file_.read_at(range.begin, MutableBytes(buffer_).first(wanted));
            if (got.state != sys::IoState::done || got.bytes == 0) {
                ErrorArgs args;
                args.file = path_;
                return fail(Kind::file_read, std::move(args), got.error != 0 ? got.error : EIO);
            }
            take(Bytes(buffer_).first(got.bytes));
            range.begin += got.bytes;
        }
        return {};
    }
    Result<std::string> digest(ByteRange range, const std::string& algorithm) {
        FileHash hash(algorithm);
        SL_TRY(read, each(range, [&](Bytes bytes) { hash.add(bytes); }));
        return hash.finish();
    }
    Result<std::uint64_t> block_hash(ByteRange range) {
        const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(), &XXH3_freeState);
        XXH3_64bits_reset(state.get());
        SL_TRY(read, each(range, [&](Bytes bytes) { XXH3_64bits_update(state.get(), bytes.data(), bytes.size()); }));
        return XXH3_64bits_digest(state.get());
    }

  private:
    sys::File& file_;
    const std::string& path_;
    const std::atomic<bool>* stop_;
    std::vector<std::byte> buffer_;
};

/// The journal that its owner has left beside the finished file.
std::optional<JournalState> kept_journal(sys::Disk& disk, const std::string& path, std::uint64_t size) {
    int error = 0;
    const auto text =
        disk.facts(journal_of(path)) ? disk.read_whole(journal_of(path), most_journal, error) : std::nullopt;
    auto replay = text ? replay_journal(as_bytes(*text)) : Result<Replay>(fail(Kind::journal_damaged));
    const bool of_it = replay && replay->state.finishing == name_of(path) &&
                       replay->state.resource.size == static_cast<std::int64_t>(size);
    return of_it ? std::optional(std::move(replay->state)) : std::nullopt;
}

Result<void> check_blocks(Reader& reader, const JournalState& journal, FileCheck& out) {
    for (const Block& block : journal.blocks) {
        if (!block.hashed || block.range.end > out.size) {
            continue;
        }
        SL_TRY(hash, reader.block_hash(block.range));
        out.compared = true;
        (*hash == block.hash ? out.good : out.bad).add(block.range);
    }
    return {};
}

Result<void> check_pieces(Reader& reader, const Expectations& expected, FileCheck& out) {
    const PieceHashes& pieces = *expected.pieces;
    const auto length = static_cast<std::uint64_t>(pieces.length);
    const std::uint64_t whole =
        expected.size >= 0 ? static_cast<std::uint64_t>(expected.size) : std::min(out.size, length * pieces.hex.size());
    out.compared = true;
    out.wanted = whole;
    out.bad.add({whole, out.size});
    bool all = whole == out.size && length * pieces.hex.size() >= whole;
    for (std::size_t i = 0; i < pieces.hex.size(); ++i) {
        const ByteRange range{i * length, std::min((i + 1) * length, whole)};
        std::string found;
        if (range.end <= out.size) {
            SL_TRY(digest, reader.digest(range, pieces.algorithm));
            found = *digest;
        }
        const bool right = range.begin < range.end && found == pieces.hex[i];
        (right ? out.good : out.bad).add(range);
        all = all && right;
    }
    if (all) {
        NamedHash kind;
        kind.algorithm = pieces.algorithm;
        out.verified.emplace_back(std::move(kind), Voucher::metalink, expected.pieces_from);
    }
    return {};
}

/// All digests in one reading.
Result<void> check_whole(Reader& reader, const std::string& path, const Expectations& expected, FileCheck& out) {
    std::vector<FileHash> running;
    for (const ExpectedHash& one : expected.hashes) {
        running.emplace_back(one.hash.algorithm);
    }
    SL_TRY(read, reader.each({0, out.size}, [&](Bytes bytes) {
        for (FileHash& hash : running) {
            hash.add(bytes);
        }
    }));
    out.compared = true;
    for (std::size_t i = 0; i < running.size(); ++i) {
        const ExpectedHash& one = expected.hashes[i];
        if (const std::string found = running[i].finish(); found == one.hash.hex) {
            out.verified.push_back(one);
        } else if (!out.whole) {
            out.whole = hash_mismatch(path, one.hash, found);
        }
    }
    return {};
}

/// Claims all the good bytes in a new journal, in blocks with their hashes, as flushed.
Result<void> write_journal(sys::Disk& disk, const std::string& path, sys::File& file, const FileCheck& check,
                           const std::string& url) {
    Resource resource;
    resource.size = static_cast<std::int64_t>(check.wanted);
    resource.ranges = true;
    resource.url = url;
    resource.name = name_of(path);
    resource.name_origin = static_cast<std::uint8_t>(NameOrigin::typed);
    SL_TRY(journal, Journal::create(disk, journal_of(path), 1, resource));
    return claim_blocks(disk, **journal, file, path, check.good);
}

Result<void> withdraw(sys::Disk& disk, const std::string& path, const RangeMap& bad) {
    SL_TRY(journal, Journal::open(disk, journal_of(path)));
    for (const ByteRange& range : bad.ranges()) {
        SL_TRY(withdrawn, (*journal)->retract(range));
    }
    return {};
}

}  // namespace

Result<FileCheck> check_file(sys::Disk& disk, const std::string& path, const Expectations& expected,
                             const std::atomic<bool>* stop) {
    int error = 0;
    const auto file = disk.open(path, sys::OpenMode::read, error);
    const auto size = file ? file->size() : std::nullopt;
    if (!size) {
        return disk_failure(disk, folder_of(path), path, error != 0 ? error : EIO);
    }
    FileCheck out;
    out.size = out.wanted = *size;
    Reader reader(*file, path, stop);
    if (const auto journal = kept_journal(disk, path, *size)) {
        SL_TRY(blocks, check_blocks(reader, *journal, out));
    }
    if (expected.pieces) {
        SL_TRY(pieces, check_pieces(reader, expected, out));
    }
    for (const ByteRange& range : out.bad.ranges()) {
        out.good.remove(range);
    }
    if (!expected.hashes.empty()) {
        SL_TRY(whole, check_whole(reader, path, expected, out));
    }
    return out;
}

Result<std::string> make_part_again(sys::Disk& disk, const std::string& path, const FileCheck& check,
                                    const std::string& url) {
    const std::string part = part_of(path);
    if (disk.facts(part)) {
        return disk_failure(disk, folder_of(path), part, EEXIST);
    }
    int error = 0;
    const auto file = disk.open(path, sys::OpenMode::read_write, error);
    if (!file) {
        return disk_failure(disk, folder_of(path), path, error);
    }
    if (kept_journal(disk, path, check.size)) {
        SL_TRY(withdrawn, withdraw(disk, path, check.bad));
    } else {
        static_cast<void>(disk.remove(journal_of(path)));  // of something else, or it could not be read
        SL_TRY(written, write_journal(disk, path, *file, check, url));
    }
    if (error = disk.rename(path, part, sys::Replace::no); error == 0) {
        error = disk.flush_folder(folder_of(path));
    }
    if (error != 0) {
        return disk_failure(disk, folder_of(path), path, error);
    }
    return part;
}

}  // namespace sluice::download
