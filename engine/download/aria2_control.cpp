#include "engine/download/aria2_control.h"

#include <algorithm>
#include <optional>

#include "engine/base/result.h"

namespace sluice::download {

namespace {

constexpr std::uint64_t block_size = 16 * 1024;
constexpr std::uint64_t most_size = std::uint64_t{1} << 62U;

tl::unexpected<Error> bad(const char* what) {
    ErrorArgs args;
    args.detail = std::string("a control file of aria2 that ") + what;
    return fail(Kind::option_syntax, std::move(args));
}

/// Takes numbers off the front. After one that was not there every further one is none.
class Reader {
  public:
    explicit Reader(Bytes bytes) : rest_(bytes) {}

    std::optional<std::uint64_t> number(std::size_t size) {
        const auto bytes = take(size);
        if (!bytes) {
            return std::nullopt;
        }
        std::uint64_t value = 0;
        for (const std::byte byte : *bytes) {
            value = value << 8U | std::to_integer<std::uint64_t>(byte);
        }
        return value;
    }
    std::optional<Bytes> take(std::uint64_t size) {
        if (torn_ || size > rest_.size()) {
            torn_ = true;
            return std::nullopt;
        }
        const Bytes taken = rest_.first(static_cast<std::size_t>(size));
        rest_ = rest_.subspan(static_cast<std::size_t>(size));
        return taken;
    }

  private:
    Bytes rest_;
    bool torn_ = false;
};

bool has_bit(Bytes bits, std::uint64_t index) {
    return (std::to_integer<unsigned>(bits[static_cast<std::size_t>(index / 8)]) >> (7 - index % 8) & 1U) != 0;
}

/// Adds the parts of `whole` whose bits are set, each of `unit` bytes.
void add_bits(Bytes bits, ByteRange whole, std::uint64_t unit, RangeMap& into) {
    ByteRange run{whole.begin, whole.begin};
    for (std::uint64_t i = 0, at = whole.begin; at < whole.end; ++i, at += unit) {
        if (has_bit(bits, i)) {
            run.begin = run.begin == run.end ? at : run.begin;
            run.end = std::min(whole.end, at + unit);
        } else {
            into.add(run);
            run = {at + unit, at + unit};
        }
    }
    into.add(run);
}

std::uint64_t bytes_for(std::uint64_t size, std::uint64_t unit) {
    const std::uint64_t bits = size / unit + (size % unit != 0 ? 1 : 0);
    return (bits + 7) / 8;
}

Result<void> add_pieces_in_flight(Reader& reader, std::uint64_t piece, Aria2Control& into) {
    const auto count = reader.number(4);
    for (std::uint64_t i = 0; count && i < *count; ++i) {
        const auto index = reader.number(4);
        const auto length = reader.number(4);
        const auto bitfield_length = reader.number(4);
        const auto bits = reader.take(bitfield_length.value_or(0));
        if (!bits || !length) {
            return bad("is cut off");
        }
        const std::uint64_t begin = *index * piece;
        if (*length == 0 || *length > piece || begin >= into.size || *length > into.size - begin ||
            bits->size() != bytes_for(*length, block_size)) {
            return bad("has a piece that cannot be");
        }
        add_bits(*bits, {begin, begin + *length}, block_size, into.written);
    }
    return count ? Result<void>() : bad("is cut off");
}

}  // namespace

Result<Aria2Control> parse_aria2_control(Bytes bytes) {
    Reader reader(bytes);
    const auto version = reader.number(2);
    if (!version || *version != 1) {
        return bad("is of no version known here");
    }
    const auto extension = reader.number(4);
    const auto hash_length = reader.number(4);
    const auto hash = reader.take(hash_length.value_or(0));
    if (!hash) {
        return bad("is cut off");
    }
    if (!hash->empty() || (*extension & 1U) != 0) {
        return bad("belongs to a torrent");
    }
    const auto piece = reader.number(4);
    const auto total = reader.number(8);
    reader.number(8);  // bytes uploaded
    const auto bitfield_length = reader.number(4);
    const auto bits = reader.take(bitfield_length.value_or(0));
    if (!bits) {
        return bad("is cut off");
    }
    if (*piece == 0 || *total == 0 || *total > most_size || bits->size() != bytes_for(*total, *piece)) {
        return bad("has sizes that do not fit");
    }
    Aria2Control control;
    control.size = *total;
    add_bits(*bits, {0, *total}, *piece, control.written);
    SL_TRY(added, add_pieces_in_flight(reader, *piece, control));
    return control;
}

}  // namespace sluice::download
