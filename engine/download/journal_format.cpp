#include "engine/download/journal_format.h"

#include <xxhash.h>

#include <array>
#include <cstring>

#include "engine/base/result.h"

namespace sluice::download {

namespace {

constexpr std::array<char, 8> magic{'\x89', 'S', 'L', 'J', 'R', 'N', 'L', '\n'};
constexpr std::size_t head_fixed = 8 + 4 + 4 + 8;  // magic, version, length of the payload, id
constexpr std::size_t record_fixed = 4 + 4;        // type, length of the payload
constexpr std::size_t checksum_size = 8;

std::uint64_t checksum(Bytes bytes, std::uint64_t seed) {
    return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

void put(ByteVector& to, std::uint64_t value, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i) {
        to.push_back(static_cast<std::byte>(value >> (8 * i) & 0xff));
    }
}
void put_text(ByteVector& to, const std::string& text) {
    put(to, text.size(), 4);
    const Bytes bytes = as_bytes(text);
    to.insert(to.end(), bytes.begin(), bytes.end());
}
void put_resource(ByteVector& to, const Resource& r) {
    put(to, r.generation, 8);
    put(to, static_cast<std::uint64_t>(r.size), 8);
    put(to, (r.ranges ? 1U : 0U) | (r.digest ? 2U : 0U) | static_cast<unsigned>(r.name_origin) << 8U, 4);
    for (const std::string* text : {&r.url, &r.etag, &r.last_modified, &r.type, &r.name}) {
        put_text(to, *text);
    }
    if (r.digest) {
        for (const std::string* text : {&r.digest->algorithm, &r.digest->hex, &r.digest->field}) {
            put_text(to, *text);
        }
    }
}

/// Reads little-endian values; after the end everything is zero or empty and good() is false.
class Reader {
  public:
    explicit Reader(Bytes bytes) : bytes_(bytes) {}
    std::uint64_t number(std::size_t size) {
        if (bytes_.size() < size) {
            good_ = false;
            bytes_ = {};
            return 0;
        }
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < size; ++i) {
            value |= std::to_integer<std::uint64_t>(bytes_[i]) << (8 * i);
        }
        bytes_ = bytes_.subspan(size);
        return value;
    }
    std::string text() {
        const std::uint64_t size = number(4);
        if (size > bytes_.size()) {
            good_ = false;
            return {};
        }
        std::string out(as_text(bytes_.first(size)));
        bytes_ = bytes_.subspan(size);
        return out;
    }
    Resource resource() {
        Resource r;
        r.generation = number(8);
        r.size = static_cast<std::int64_t>(number(8));
        const std::uint64_t flags = number(4);
        r.ranges = (flags & 1U) != 0;
        r.name_origin = static_cast<std::uint8_t>(flags >> 8U & 3U);
        for (std::string* field : {&r.url, &r.etag, &r.last_modified, &r.type, &r.name}) {
            *field = text();
        }
        if ((flags & 2U) != 0) {
            http::GivenDigest& digest = r.digest.emplace();
            digest.algorithm = text();
            digest.hex = text();
            digest.field = text();
        }
        return r;
    }
    ByteRange range() {
        ByteRange r;
        r.begin = number(8);
        r.end = number(8);
        return r;
    }
    bool good() const { return good_; }

  private:
    Bytes bytes_;
    bool good_ = true;
};

bool all_zero(Bytes bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](std::byte b) { return b == std::byte{0}; });
}

/// Applies one record; false if it makes no sense, which ends the journal there.
bool apply(JournalState& state, RecordType type, Bytes payload, std::uint64_t position) {
    Reader in(payload);
    switch (type) {
        case RecordType::resource: {
            Resource r = in.resource();
            if (in.good()) {
                state.resource = std::move(r);
                state.finishing.reset();
            }
            break;
        }
        case RecordType::session:
            state.begin_session(in.text());
            break;
        case RecordType::written: {
            Block block;
            block.range = in.range();
            block.hash = in.number(8);
            block.hashed = in.number(4) != 0;
            block.position = position;
            if (in.good()) {
                state.claim(block);
            }
            break;
        }
        case RecordType::durable:
            state.make_durable(in.number(8));
            break;
        case RecordType::retracted: {
            const ByteRange range = in.range();
            const std::uint64_t generation = in.number(8);
            if (in.good()) {
                state.withdraw(range);
                state.resource.generation = generation;
                state.finishing.reset();
            }
            break;
        }
        case RecordType::finishing:
            state.finishing = in.text();
            break;
        case RecordType::joined:
            state.joins.insert(in.number(8));
            break;
        case RecordType::proven:
            state.joins.erase(in.number(8));
            break;
        default:
            return false;
    }
    return in.good();
}

tl::unexpected<Error> damaged(const char* what) {
    ErrorArgs args;
    args.detail = what;
    return fail(Kind::journal_damaged, std::move(args));
}

/// Reads the head. `out.end` is behind it afterwards.
Result<void> read_head(Bytes journal, Replay& out) {
    if (journal.size() < head_fixed || all_zero(journal.first(head_fixed))) {
        // A machine that stopped before the first flush leaves this: nothing had been claimed yet.
        const std::size_t known = std::min(journal.size(), magic.size());
        if (!all_zero(journal) && std::memcmp(journal.data(), magic.data(), known) != 0) {
            return damaged("not a journal");
        }
        out.unfinished_head = true;
        return {};
    }
    if (std::memcmp(journal.data(), magic.data(), magic.size()) != 0) {
        return damaged("not a journal");
    }
    Reader in(journal.subspan(magic.size()));
    const std::uint64_t version = in.number(4);
    const std::uint64_t length = in.number(4);
    out.id = in.number(8);
    if (version > journal_version) {
        return damaged("written by a newer version");
    }
    if (length > max_record) {
        return damaged("bad head");
    }
    const std::size_t whole = head_fixed + length;
    if (journal.size() < whole + checksum_size) {
        out.unfinished_head = true;
        return {};
    }
    out.chain = Reader(journal.subspan(whole)).number(8);
    Reader payload(journal.subspan(head_fixed, length));
    out.state.resource = payload.resource();
    out.state.boot_id = payload.text();
    if (out.chain != checksum(journal.first(whole), 0) || !payload.good()) {
        return damaged("bad head");
    }
    out.end = whole + checksum_size;
    return {};
}

}  // namespace

void JournalState::claim(const Block& block) {
    if (block.range.begin >= block.range.end) {
        return;
    }
    written.add(block.range);
    blocks.push_back(block);
}

void JournalState::make_durable(std::uint64_t position) {
    while (durable_blocks < blocks.size() && blocks[durable_blocks].position < position) {
        durable.add(blocks[durable_blocks].range);
        ++durable_blocks;
    }
}

void JournalState::withdraw(ByteRange range) {
    written.remove(range);
    durable.remove(range);
    const auto first = joins.lower_bound(range.begin);
    const auto last = joins.lower_bound(range.end);
    const bool unproven = first != last;
    joins.erase(first, last);
    if (unproven && written.contains({range.end, range.end + 1})) {
        joins.insert(range.end);  // what is left of the unproven bytes begins here now
    }
    std::vector<Block> kept;
    std::size_t kept_durable = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const Block& block = blocks[i];
        RangeMap rest;
        rest.add(block.range);
        rest.remove(range);
        for (const ByteRange& part : rest.ranges()) {
            const bool whole = part == block.range;  // the hash of a piece is not known
            kept.push_back({part, whole ? block.hash : 0, whole && block.hashed, block.position});
        }
        kept_durable = i < durable_blocks ? kept.size() : kept_durable;
    }
    blocks = std::move(kept);
    durable_blocks = kept_durable;
}

void JournalState::begin_session(const std::string& boot) {
    if (boot == boot_id && !boot.empty()) {
        return;
    }
    boot_id = boot;
    RangeMap lost = written;
    for (const ByteRange& range : durable.ranges()) {
        lost.remove(range);
    }
    for (const ByteRange& range : lost.ranges()) {
        withdraw(range);
    }
}

JournalEncoder::JournalEncoder(std::uint64_t id, const Resource& resource, const std::string& boot_id) {
    ByteVector payload;
    put_resource(payload, resource);
    put_text(payload, boot_id);
    const Bytes begin = as_bytes({magic.data(), magic.size()});
    bytes_.assign(begin.begin(), begin.end());
    put(bytes_, journal_version, 4);
    put(bytes_, payload.size(), 4);
    put(bytes_, id, 8);
    bytes_.insert(bytes_.end(), payload.begin(), payload.end());
    chain_ = checksum(bytes_, 0);
    put(bytes_, chain_, 8);
}

std::size_t JournalEncoder::open_record(RecordType type) {
    const std::size_t begin = bytes_.size();
    put(bytes_, static_cast<std::uint32_t>(type), 4);
    put(bytes_, 0, 4);
    return begin;
}

void JournalEncoder::close_record(std::size_t begin) {
    const std::uint64_t length = bytes_.size() - begin - record_fixed;
    for (std::size_t i = 0; i < 4; ++i) {
        bytes_[begin + 4 + i] = static_cast<std::byte>(length >> (8 * i) & 0xff);
    }
    chain_ = checksum(Bytes(bytes_).subspan(begin), chain_);
    put(bytes_, chain_, 8);
}

void JournalEncoder::resource(const Resource& resource) {
    const std::size_t begin = open_record(RecordType::resource);
    put_resource(bytes_, resource);
    close_record(begin);
}
void JournalEncoder::session(const std::string& boot_id) {
    const std::size_t begin = open_record(RecordType::session);
    put_text(bytes_, boot_id);
    close_record(begin);
}
void JournalEncoder::written(const Block& block) {
    const std::size_t begin = open_record(RecordType::written);
    put(bytes_, block.range.begin, 8);
    put(bytes_, block.range.end, 8);
    put(bytes_, block.hash, 8);
    put(bytes_, block.hashed ? 1 : 0, 4);
    close_record(begin);
}
void JournalEncoder::durable(std::uint64_t position) {
    const std::size_t begin = open_record(RecordType::durable);
    put(bytes_, position, 8);
    close_record(begin);
}
void JournalEncoder::retracted(ByteRange range, std::uint64_t next_generation) {
    const std::size_t begin = open_record(RecordType::retracted);
    put(bytes_, range.begin, 8);
    put(bytes_, range.end, 8);
    put(bytes_, next_generation, 8);
    close_record(begin);
}
void JournalEncoder::finishing(const std::string& final_name) {
    const std::size_t begin = open_record(RecordType::finishing);
    put_text(bytes_, final_name);
    close_record(begin);
}

void JournalEncoder::joined(std::uint64_t offset) {
    const std::size_t begin = open_record(RecordType::joined);
    put(bytes_, offset, 8);
    close_record(begin);
}
void JournalEncoder::proven(std::uint64_t offset) {
    const std::size_t begin = open_record(RecordType::proven);
    put(bytes_, offset, 8);
    close_record(begin);
}

Result<Replay> replay_journal(Bytes journal) {
    Replay out;
    SL_TRY(head, read_head(journal, out));
    if (out.unfinished_head) {
        out.torn = !journal.empty();
        return out;
    }
    while (true) {
        const Bytes rest = journal.subspan(out.end);
        if (rest.size() < record_fixed + checksum_size) {
            out.torn = !all_zero(rest);
            break;
        }
        Reader in(rest);
        const auto type = static_cast<RecordType>(in.number(4));
        const std::uint64_t length = in.number(4);
        const std::size_t whole = record_fixed + length;
        if (length > max_record || rest.size() < whole + checksum_size) {
            out.torn = true;
            break;
        }
        const std::uint64_t sum = checksum(rest.first(whole), out.chain);
        if (sum != Reader(rest.subspan(whole)).number(8) ||
            !apply(out.state, type, rest.subspan(record_fixed, length), out.end)) {
            // Reserved but unused space is all zeros and no damage.
            out.torn = !all_zero(rest.first(record_fixed));
            break;
        }
        out.chain = sum;
        out.end += whole + checksum_size;
    }
    return out;
}

}  // namespace sluice::download
