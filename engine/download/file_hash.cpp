#include "engine/download/file_hash.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "engine/base/ascii.h"
#include "engine/base/hex.h"
#include "engine/base/result.h"

namespace sluice::download {

namespace {

constexpr std::size_t step = 1024 * 1024;

struct HashKind {
    std::string_view name;
    std::string_view other_name;
    std::size_t digits;
    const EVP_MD* (*evp)();
};
constexpr std::array<HashKind, 11> kinds{{{"md5", "md5", 32, &EVP_md5},
                                          {"sha-1", "sha1", 40, &EVP_sha1},
                                          {"sha-224", "sha224", 56, &EVP_sha224},
                                          {"sha-256", "sha256", 64, &EVP_sha256},
                                          {"sha-384", "sha384", 96, &EVP_sha384},
                                          {"sha-512", "sha512", 128, &EVP_sha512},
                                          {"sha-512-256", "sha512-256", 64, &EVP_sha512_256},
                                          {"sha3-224", "sha3224", 56, &EVP_sha3_224},
                                          {"sha3-256", "sha3256", 64, &EVP_sha3_256},
                                          {"sha3-384", "sha3384", 96, &EVP_sha3_384},
                                          {"sha3-512", "sha3512", 128, &EVP_sha3_512}}};

const HashKind* kind_named(std::string_view name) {
    const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const HashKind& kind) {
        return base::equals_ignoring_case(name, kind.name) || base::equals_ignoring_case(name, kind.other_name);
    });
    return found == kinds.end() ? nullptr : &*found;
}

}  // namespace

std::optional<NamedHash> named_hash(std::string_view algorithm, std::string_view hex) {
    const HashKind* kind = kind_named(algorithm);
    if (kind == nullptr || hex.size() != kind->digits ||
        std::any_of(hex.begin(), hex.end(), [](char c) { return base::hex_digit(c) < 0; })) {
        return std::nullopt;
    }
    NamedHash out;
    out.algorithm = kind->name;
    out.hex = base::to_lower(hex);
    return out;
}

bool is_known_hash(std::string_view algorithm) {
    return kind_named(algorithm) != nullptr;
}

std::string algorithm_of_length(std::size_t digits) {
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [&](const HashKind& kind) { return kind.digits == digits; });
    return found == kinds.end() ? std::string() : std::string(found->name);
}

std::string known_hashes() {
    std::string out;
    for (const HashKind& kind : kinds) {
        out += (out.empty() ? "" : ", ") + std::string(kind.name);
    }
    return out;
}

struct FileHash::Context {
    EVP_MD_CTX* evp = EVP_MD_CTX_new();
    Context() = default;
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    ~Context() { EVP_MD_CTX_free(evp); }
};

FileHash::FileHash(std::string_view algorithm) : context_(std::make_unique<Context>()) {
    const HashKind* kind = kind_named(algorithm);
    good_ = kind != nullptr && context_->evp != nullptr && EVP_DigestInit_ex(context_->evp, kind->evp(), nullptr) == 1;
}
FileHash::~FileHash() = default;
FileHash::FileHash(FileHash&&) noexcept = default;
FileHash& FileHash::operator=(FileHash&&) noexcept = default;

void FileHash::add(Bytes bytes) {
    good_ = good_ && EVP_DigestUpdate(context_->evp, bytes.data(), bytes.size()) == 1;
}

std::string FileHash::finish() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (!good_ || EVP_DigestFinal_ex(context_->evp, digest.data(), &size) != 1) {
        return {};
    }
    good_ = false;
    return base::to_hex({reinterpret_cast<const std::byte*>(digest.data()), size});
}

Error hash_mismatch(const std::string& path, const NamedHash& expected, const std::string& found) {
    ErrorArgs args;
    args.file = path;
    args.detail = "the " + expected.algorithm + " checksum does not match (expected " + expected.hex + ", found " +
                  (found.empty() ? "none: the library does not know it" : found) + ")";
    return fail(Kind::checksum_mismatch, std::move(args)).value();
}

Result<void> check_hashes(sys::File& file, const std::string& path, std::uint64_t size,
                          const std::vector<NamedHash>& hashes) {
    std::vector<FileHash> running;
    for (const NamedHash& hash : hashes) {
        running.emplace_back(hash.algorithm);
    }
    std::vector<std::byte> buffer(running.empty() ? 0 : step);
    for (std::uint64_t at = 0; at < size && !running.empty();) {
        const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(step, size - at));
        const sys::IoResult got = file.read_at(at, MutableBytes(buffer).first(wanted));
        if (got.state != sys::IoState::done || got.bytes == 0) {
            ErrorArgs args;
            args.file = path;
            return fail(Kind::file_read, std::move(args), got.error != 0 ? got.error : EIO);
        }
        for (FileHash& one : running) {
            one.add(Bytes(buffer).first(got.bytes));
        }
        at += got.bytes;
    }
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        const std::string found = running[i].finish();
        if (found != hashes[i].hex) {
            return tl::unexpected<Error>(hash_mismatch(path, hashes[i], found));
        }
    }
    return {};
}

}  // namespace sluice::download
