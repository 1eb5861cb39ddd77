#pragma once

#include <sluice/error.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/sys/disk.h"

namespace sluice::download {

/// A digest as somebody wrote it down.
struct NamedHash {
    std::string algorithm;  ///< as of RFC 9530 and the IANA registry, lower case: "sha-256", "sha-1", "md5"
    std::string hex;        ///< lower case
    friend bool operator==(const NamedHash&, const NamedHash&) = default;
};

/// Reads "sha-256" and "sha256", in any case, and digits in any case; nothing if the algorithm is not known here (md5,
/// sha-1, sha-224 to sha-512, sha-512-256, sha3-224 to sha3-512) or the digits are not those of such a digest.
std::optional<NamedHash> named_hash(std::string_view algorithm, std::string_view hex);
/// Whether named_hash() knows the algorithm.
bool is_known_hash(std::string_view algorithm);
/// What a digest of so many hexadecimal digits usually is: MD5, SHA-1 or one of SHA-2; empty if it is none.
std::string algorithm_of_length(std::size_t digits);
/// The names named_hash() knows, with ", " between them.
std::string known_hashes();

/// A digest of bytes that come piece by piece, by OpenSSL. One thread at a time.
class FileHash {
  public:
    /// `algorithm` as in NamedHash.
    explicit FileHash(std::string_view algorithm);
    ~FileHash();
    FileHash(FileHash&&) noexcept;
    FileHash& operator=(FileHash&&) noexcept;
    void add(Bytes bytes);
    /// Lower-case hex; once. Empty if the library does not know the algorithm or refused to hash.
    std::string finish();

  private:
    struct Context;
    std::unique_ptr<Context> context_;
    bool good_ = false;
};

/// checksum_mismatch with both values. `found` is empty if the library does not know the algorithm.
Error hash_mismatch(const std::string& path, const NamedHash& expected, const std::string& found);

/// Reads the first `size` bytes of a file once and compares every digest. checksum_mismatch names the first one that is
/// wrong, with both values; file_read if it cannot be read. Blocks.
Result<void> check_hashes(sys::File& file, const std::string& path, std::uint64_t size,
                          const std::vector<NamedHash>& hashes);

}  // namespace sluice::download
