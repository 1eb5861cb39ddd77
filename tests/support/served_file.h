#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "tests/support/scripted_reply.h"
#include "tests/support/scripted_request.h"

namespace sluice::test {

/// Endless bytes that look random, the same for the same seed, at any offset and without storing them.
class PatternSource : public ByteSource {
  public:
    explicit PatternSource(std::uint64_t seed) : seed_(seed) {}
    void fill(std::uint64_t offset, std::span<char> into) const override;

  private:
    std::uint64_t seed_;
};

/// The first `size` bytes of a source, for comparing.
std::string bytes_of(const ByteSource& source, std::uint64_t size);
/// SHA-256 in lower-case hex of the first `size` bytes of a source.
std::string sha256_of(const ByteSource& source, std::uint64_t size);

/// A file as a good web server offers it.
struct ServedFile {
    std::shared_ptr<const ByteSource> source;
    std::uint64_t size = 0;
    std::string etag = "\"v1\"";                                  ///< with its quotes; empty: none is sent
    std::string last_modified = "Tue, 01 Jan 2030 00:00:00 GMT";  ///< empty: none is sent
    std::string content_type = "application/octet-stream";
    bool ranges = true;
    std::size_t piece = 0;  ///< at most so many bytes, then a pause; 0 = as fast as it goes
    std::chrono::milliseconds pause{0};
};

/// GET and HEAD with single ranges, If-Range by ETag or date, If-None-Match and 416 (RFC 9110, sections 13 and 14).
/// Several ranges at once are answered with the whole file, which the RFC allows.
Reply serve(const ServedFile& file, const RecordedRequest& request);

}  // namespace sluice::test
