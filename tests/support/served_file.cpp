#include "tests/support/served_file.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <optional>
#include <vector>

namespace sluice::test {
namespace {

/// splitmix64: one good 64-bit word per counter value.
std::uint64_t word_at(std::uint64_t seed, std::uint64_t index) {
    std::uint64_t z = seed + (index + 1) * 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
}

struct ByteRange {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
};

enum class RangeState : std::uint8_t { whole, part, unsatisfiable };

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::make_optional(value) : std::nullopt;
}

RangeState parse_range(std::string_view text, std::uint64_t size, ByteRange& range) {
    constexpr std::string_view unit = "bytes=";
    const auto dash = text.find('-');
    if (text.substr(0, unit.size()) != unit || dash == std::string_view::npos ||
        text.find(',') != std::string_view::npos) {
        return RangeState::whole;
    }
    const auto from = text.substr(unit.size(), dash - unit.size());
    const auto to = text.substr(dash + 1);
    const auto first = number(from);
    const auto last = number(to);
    if (from.empty() && last) {
        range = {size - std::min(*last, size), size - 1};
        return *last == 0 || size == 0 ? RangeState::unsatisfiable : RangeState::part;
    }
    if (!first || (!to.empty() && (!last || *last < *first))) {
        return RangeState::whole;
    }
    if (*first >= size) {
        return RangeState::unsatisfiable;
    }
    range = {*first, std::min(last.value_or(size - 1), size - 1)};
    return RangeState::part;
}

std::vector<std::string> common_headers(const ServedFile& file) {
    std::vector<std::string> lines{"Content-Type: " + file.content_type};
    if (file.ranges) {
        lines.emplace_back("Accept-Ranges: bytes");
    }
    if (!file.etag.empty()) {
        lines.push_back("ETag: " + file.etag);
    }
    if (!file.last_modified.empty()) {
        lines.push_back("Last-Modified: " + file.last_modified);
    }
    return lines;
}

/// RFC 9110, section 13.1.5: a weak tag never matches, a date must be equal.
bool if_range_holds(const ServedFile& file, const RecordedRequest& request) {
    const auto condition = request.header("If-Range");
    if (condition.empty()) {
        return true;
    }
    if (condition.front() == '"') {
        return condition == file.etag;
    }
    return condition == file.last_modified;
}

}  // namespace

void PatternSource::fill(std::uint64_t offset, std::span<char> into) const {
    std::size_t at = 0;
    while (at < into.size()) {
        const std::uint64_t word = word_at(seed_, (offset + at) / 8);
        const std::size_t skip = (offset + at) % 8;
        if (skip == 0 && into.size() - at >= 8) {
            std::memcpy(into.data() + at, &word, 8);
            at += 8;
            continue;
        }
        const std::size_t count = std::min<std::size_t>(8 - skip, into.size() - at);
        std::memcpy(into.data() + at, reinterpret_cast<const char*>(&word) + skip, count);
        at += count;
    }
}

std::string bytes_of(const ByteSource& source, std::uint64_t size) {
    std::string bytes(size, '\0');
    source.fill(0, bytes);
    return bytes;
}

std::string sha256_of(const ByteSource& source, std::uint64_t size) {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
    std::vector<char> block(1024 * 1024);
    for (std::uint64_t at = 0; at < size; at += block.size()) {
        const auto count = std::min<std::uint64_t>(block.size(), size - at);
        source.fill(at, std::span(block).first(count));
        EVP_DigestUpdate(context.get(), block.data(), count);
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    EVP_DigestFinal_ex(context.get(), digest.data(), &length);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (unsigned i = 0; i < length; ++i) {
        hex += digits[digest[i] >> 4U];
        hex += digits[digest[i] & 15U];
    }
    return hex;
}

Reply serve(const ServedFile& file, const RecordedRequest& request) {
    if (request.method != "GET" && request.method != "HEAD") {
        return Reply::http(405, "only GET and HEAD\n", {"Allow: GET, HEAD"});
    }
    auto lines = common_headers(file);
    if (!file.etag.empty() && request.header("If-None-Match") == file.etag) {
        return Reply::head(304, lines);
    }
    ByteRange range;
    auto state = RangeState::whole;
    if (file.ranges && request.has("Range") && if_range_holds(file, request)) {
        state = parse_range(request.header("Range"), file.size, range);
    }
    if (state == RangeState::unsatisfiable) {
        return Reply::http(416, {}, {"Content-Range: bytes */" + std::to_string(file.size)});
    }
    std::uint64_t length = file.size;
    if (state == RangeState::part) {
        length = range.last - range.first + 1;
        lines.push_back("Content-Range: bytes " + std::to_string(range.first) + '-' + std::to_string(range.last) + '/' +
                        std::to_string(file.size));
    }
    lines.push_back("Content-Length: " + std::to_string(length));
    return Reply::head(state == RangeState::part ? 206 : 200, lines)
        .send_from(file.source, range.first, length, file.piece, file.pause);
}

}  // namespace sluice::test
