#pragma once

#include <sluice/error.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/download/file_hash.h"

namespace sluice::download {

/// Who says that a file must have a digest; those whose word weighs more in front.
enum class Voucher : std::uint8_t {
    you,         ///< the digest itself, or a checksum file on this machine
    other_host,  ///< a checksum file on another host than the file's
    metalink,    ///< a Metalink, wherever it came from
    same_host,   ///< a checksum file on the host of the file
    server,      ///< a field of the answer that the file came in
};

/// A digest with the one who vouches for it.
struct ExpectedHash {
    NamedHash hash;  ///< hex is empty if it stands for the digests of the pieces
    Voucher by = Voucher::you;
    /// What it stood in: the checksum file or Metalink (an address without credentials), or the field of the answer;
    /// empty: the user gave the digest.
    std::string where;

    ExpectedHash() = default;
    /// Implicit: a digest that nobody else vouches for is the user's.
    ExpectedHash(NamedHash its_hash, Voucher its_voucher = Voucher::you, std::string its_place = {})
        : hash(std::move(its_hash)), by(its_voucher), where(std::move(its_place)) {}
    friend bool operator==(const ExpectedHash&, const ExpectedHash&) = default;
};

/// "you", "other_host", "metalink", "same_host", "server": what sluice-get writes as verified_by.
std::string_view voucher_name(Voucher by);
/// The same for people, to stand behind "by": "the digest you gave", "the checksum file https://h/SUMS on another
/// host", "the server's Repr-Digest".
std::string voucher_text(const ExpectedHash& expected);
/// The one whose word weighs most, then the strongest digest; null if there is none.
const ExpectedHash* best_of(const std::vector<ExpectedHash>& hashes);
/// Whether nobody can make another file with this digest: neither MD5 nor SHA-1.
bool is_collision_free(std::string_view algorithm);

/// Digests of equal pieces of a file; the last piece may be shorter.
struct PieceHashes {
    std::string algorithm;
    std::int64_t length = 0;  ///< bytes of a piece
    std::vector<std::string> hex;
    friend bool operator==(const PieceHashes&, const PieceHashes&) = default;
};

/// What a file must be, as far as it was said before it is asked for. All of it must be right, or the file does not get
/// its name: the run fails with checksum_mismatch and the part is kept. Where there is nothing in `hashes`, the
/// strongest digest that the server gives counts.
struct Expectations {
    std::vector<ExpectedHash> hashes;
    /// A piece that is wrong is fetched again alone, from another source if there is one.
    std::optional<PieceHashes> pieces;
    std::string pieces_from;  ///< the Metalink they stood in, for people
    std::int64_t size = -1;   ///< a source of another size is none
    /// Asked before the first byte is written, with all names the file goes by (the server's, those of its addresses,
    /// the user's): more digests, or an error that ends the run. May be unset.
    std::function<Result<std::vector<ExpectedHash>>(const std::vector<std::string>& names)> by_name;
    /// What a part of an earlier run holds is read again and compared with the digests of its journal, all of it.
    bool recheck = false;
};

}  // namespace sluice::download
