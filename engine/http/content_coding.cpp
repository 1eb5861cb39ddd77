#include "engine/http/content_coding.h"

#include <algorithm>
#include <array>
#include <vector>

#include "engine/base/ascii.h"
#include "engine/base/result.h"
#include "engine/http/brotli_decoder.h"
#include "engine/http/inflate_decoder.h"
#include "engine/http/list_members.h"
#include "engine/http/zstd_decoder.h"

namespace sluice::http {
namespace {

constexpr std::size_t most_codings = 5;

std::unique_ptr<ContentDecoder> make_one(std::string_view coding) {
    if (base::equals_ignoring_case(coding, "gzip") || base::equals_ignoring_case(coding, "x-gzip")) {
        return std::make_unique<InflateDecoder>(InflateDecoder::Format::gzip);
    }
    if (base::equals_ignoring_case(coding, "deflate")) {
        return std::make_unique<InflateDecoder>(InflateDecoder::Format::deflate);
    }
    if (base::equals_ignoring_case(coding, "br")) {
        return std::make_unique<BrotliDecoder>();
    }
    if (base::equals_ignoring_case(coding, "zstd")) {
        return std::make_unique<ZstdDecoder>();
    }
    return nullptr;
}

/// Several decoders, each feeding the next through a small buffer.
class DecoderChain final : public ContentDecoder {
  public:
    /// In the order of decoding; at least two.
    explicit DecoderChain(std::vector<std::unique_ptr<ContentDecoder>> stages)
        : stages_(std::move(stages)), links_(stages_.size() - 1) {}

    Result<Progress> decode(Bytes input, MutableBytes output) override {
        Progress total;
        bool moved = true;
        while (moved && total.produced < output.size()) {
            moved = false;
            for (std::size_t i = 0; i < stages_.size(); ++i) {
                const bool last = i + 1 == stages_.size();
                if (!last && links_[i].begin < links_[i].end) {
                    continue;
                }
                SL_TRY(progress, run_stage(i, input.subspan(total.consumed), output.subspan(total.produced)));
                total.consumed += i == 0 ? progress->consumed : 0;
                total.produced += last ? progress->produced : 0;
                moved = moved || progress->consumed > 0 || progress->produced > 0;
            }
        }
        return total;
    }

    Result<void> finish() override {
        for (const auto& stage : stages_) {
            if (auto finished = stage->finish(); !finished) {
                return finished;
            }
        }
        return {};
    }

  private:
    struct Link {
        std::array<std::byte, 16 * 1024> bytes;
        std::size_t begin = 0;
        std::size_t end = 0;
    };

    Result<Progress> run_stage(std::size_t i, Bytes input, MutableBytes output) {
        Link* const from = i == 0 ? nullptr : &links_[i - 1];
        Link* const to = i + 1 == stages_.size() ? nullptr : &links_[i];
        if (to == nullptr && output.empty()) {
            return Progress{};
        }
        const Bytes in = from == nullptr ? input : Bytes(from->bytes).subspan(from->begin, from->end - from->begin);
        SL_TRY(progress, stages_[i]->decode(in, to == nullptr ? output : MutableBytes(to->bytes)));
        if (from != nullptr) {
            from->begin += progress->consumed;
        }
        if (to != nullptr) {
            to->begin = 0;
            to->end = progress->produced;
        }
        return *progress;
    }

    std::vector<std::unique_ptr<ContentDecoder>> stages_;
    std::vector<Link> links_;
};

}  // namespace

Result<std::unique_ptr<ContentDecoder>> make_content_decoder(std::string_view value) {
    std::vector<std::unique_ptr<ContentDecoder>> stages;
    for (const std::string_view coding : list_members(value)) {
        if (base::equals_ignoring_case(coding, "identity")) {
            continue;
        }
        auto stage = make_one(coding);
        if (!stage || stages.size() == most_codings) {
            return fail(Kind::http_encoding_unknown,
                        ErrorArgs{.detail = stage ? "too many codings" : std::string(coding.substr(0, 40))});
        }
        stages.push_back(std::move(stage));
    }
    if (stages.empty()) {
        return nullptr;
    }
    if (stages.size() == 1) {
        return std::move(stages.front());
    }
    // The coding named last was applied last.
    std::reverse(stages.begin(), stages.end());
    return std::make_unique<DecoderChain>(std::move(stages));
}

}  // namespace sluice::http
