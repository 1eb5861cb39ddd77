#pragma once

#include <sluice/error.h>

#include <deque>
#include <functional>
#include <mutex>

#include "engine/download/journal_format.h"

namespace sluice::download {

/// What reading an earlier part again has shown, in bytes.
struct Recheck {
    std::uint64_t right = 0;    ///< their hash is that of the journal
    std::uint64_t unknown = 0;  ///< the journal has no hash of them; believed as they are
    RangeMap wrong;             ///< withdrawn: to be fetched again
};

/// What the two sides of a part file share: the reactor's side hands bytes over, the strand's side takes them and says
/// how far it got. Any thread; every call is short.
class PartLink {
  public:
    struct Piece {
        std::uint64_t offset = 0;
        ByteVector bytes;
    };
    /// How far the file is. The maps are those of the journal: saved after a crash of the process, durable always.
    struct News {
        Error error;  ///< the first failure; nothing is written after it
        RangeMap saved;
        RangeMap durable;
        std::uint64_t queued = 0;     ///< bytes handed over and not yet written
        std::uint64_t unflushed = 0;  ///< written but not yet durable
        bool settled = true;          ///< everything handed over is durable
        Recheck recheck;              ///< of a part that was opened with Content::recheck
    };

    /// `on_news` is called from the strand's side, under no lock.
    explicit PartLink(std::function<void()> on_news) : on_news_(std::move(on_news)) {}

    // ---- the reactor's side
    /// Copies the bytes; true if the strand must be told to drain.
    bool push(std::uint64_t offset, Bytes bytes);
    News news() const;
    /// The numbers of news() without the maps.
    struct Load {
        std::uint64_t queued = 0, unflushed = 0;
        bool settled = true, failed = false;
    };
    Load load() const;
    Error error() const;

    // ---- the strand's side
    /// The next piece; false if there is none, and the next push will say so.
    bool take(Piece& piece);
    void wrote(std::uint64_t bytes);
    void set_maps(const RangeMap& saved, const RangeMap& durable, std::uint64_t in_file);
    void set_recheck(const Recheck& recheck);
    void set_error(const Error& error);
    void tell() const { on_news_(); }

  private:
    mutable std::mutex mutex_;
    std::deque<Piece> pieces_;
    bool draining_ = false;
    std::uint64_t in_file_ = 0;
    News news_;
    std::function<void()> on_news_;
};

}  // namespace sluice::download
