#pragma once

#include <zlib.h>

#include <cstdint>

#include "engine/http/content_coding.h"

namespace sluice::http {

/// gzip (RFC 1952), with any number of members and zeros behind the last, and deflate: zlib (RFC 1950) as it should be,
/// or raw (RFC 1951) as some servers send it, told apart by the first two bytes.
class InflateDecoder final : public ContentDecoder {
  public:
    enum class Format : std::uint8_t { gzip, deflate };

    explicit InflateDecoder(Format format) noexcept : format_(format) {}
    ~InflateDecoder() override;
    InflateDecoder(const InflateDecoder&) = delete;
    InflateDecoder& operator=(const InflateDecoder&) = delete;

    Result<Progress> decode(Bytes input, MutableBytes output) override;
    Result<void> finish() override;

  private:
    enum class State : std::uint8_t { start, running, between, padding, ended };

    /// Looks at the first bytes until it is known what they begin. Returns what was consumed.
    Result<std::size_t> start(Bytes input);
    Result<std::size_t> skip_padding(Bytes input);
    Result<Progress> inflate_some(Bytes input, MutableBytes output);
    /// Runs zlib once.
    Result<Progress> run(Bytes input, MutableBytes output);
    tl::unexpected<Error> corrupt(const char* what) const;

    Format format_;
    State state_ = State::start;
    std::byte first_{};
    bool has_first_ = false;  // first_ was taken, but not given to zlib
    bool stream_open_ = false;
    z_stream stream_{};
};

}  // namespace sluice::http
