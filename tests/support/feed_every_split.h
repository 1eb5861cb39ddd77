#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice::test {

/// An input cut into pieces. Each piece lies in a heap block of exactly its size, so that ASan sees a decoder that
/// reads past the end of what it was given or keeps what it only borrowed.
class CutInput {
  public:
    CutInput(std::string_view whole, std::span<const std::size_t> cuts) {
        std::size_t begin = 0;
        for (const std::size_t cut : cuts) {
            add(whole.substr(begin, cut - begin));
            begin = cut;
        }
        add(whole.substr(begin));
    }
    std::size_t count() const { return blocks_.size(); }
    std::string_view piece(std::size_t index) const { return {blocks_[index].first.get(), blocks_[index].second}; }
    /// Frees a piece that was consumed.
    void drop(std::size_t index) { blocks_[index] = {}; }

  private:
    void add(std::string_view text) {
        std::unique_ptr<char[]> block(new char[text.size()]);
        text.copy(block.get(), text.size());
        blocks_.emplace_back(std::move(block), text.size());
    }
    std::vector<std::pair<std::unique_ptr<char[]>, std::size_t>> blocks_;
};

/// Runs `run` once for each way to cut `input`: whole, in two pieces at each byte (0 and the end included: an empty
/// piece must change nothing), and byte by byte. `run` gets a function `feed_all`; it makes a fresh decoder, calls
/// `feed_all([&](std::string_view piece) { decoder.feed(piece); })` once and compares what came out:
///
///     feed_every_split(input, [&](auto feed_all) {
///         Decoder decoder;
///         feed_all([&](std::string_view piece) { decoder.feed(as_bytes(piece)); });
///         QCOMPARE(decoder.result(), expected);
///     });
///
/// Each piece is freed when the inner function has returned. The inner function may return false to stop feeding.
template <class Run>
void feed_every_split(std::string_view input, Run run) {
    const auto once = [&](std::span<const std::size_t> cuts) {
        CutInput pieces(input, cuts);
        run([&pieces](auto feed) {
            for (std::size_t i = 0; i < pieces.count(); ++i) {
                if constexpr (std::is_same_v<decltype(feed(std::string_view())), bool>) {
                    if (!feed(pieces.piece(i))) {
                        return;
                    }
                } else {
                    feed(pieces.piece(i));
                }
                pieces.drop(i);
            }
        });
    };
    once({});
    for (std::size_t cut = 0; cut <= input.size(); ++cut) {
        once(std::span(&cut, 1));
    }
    std::vector<std::size_t> every_byte;
    for (std::size_t cut = 1; cut < input.size(); ++cut) {
        every_byte.push_back(cut);
    }
    once(every_byte);
}

}  // namespace sluice::test
