#pragma once

#include <sluice/info.h>

#include <memory>
#include <optional>
#include <vector>

#include "engine/async/event.h"
#include "engine/download/piece_sink.h"
#include "engine/download/speed_estimate.h"
#include "engine/transfer/transfer.h"

namespace sluice::download {

/// What a worker is sent for.
struct Order {
    enum class What : std::uint8_t {
        piece,         ///< bytes that are missing
        proof_source,  ///< bytes that are held, from a mirror that has shown nothing yet
        proof_join,    ///< bytes around a place where two answers meet
    };
    What what = What::piece;
    ByteRange range;
    SegmentMap::Reach reach = SegmentMap::Reach::exact;
    std::uint64_t join = 0;
    Ask ask;
};

/// One line of work of a fetch: at most one request at a time, and what is known from those before. Lives in its fetch.
class FetchWorker : public transfer::Observer {
  public:
    FetchWorker(async::Reactor& reactor, int its_number) : number(its_number), stop(reactor) {}

    void on_progress() override {
        if (on_moved) {
            on_moved();
        }
    }
    bool idle() const { return !working && !retired; }

    const int number;
    std::size_t source = 0;
    async::Event stop;  ///< ends the present request
    std::function<void()> on_moved;

    // the present request
    bool working = false;
    Order order;
    Info info;
    std::unique_ptr<PieceSink> sink;
    Result<void> result;
    Instant asked{};
    bool answered = false;     ///< a good head came
    std::uint64_t gained = 0;  ///< new bytes
    bool dismissed = false;    ///< it was stopped because somebody else does the rest

    // over all of them
    SpeedEstimate speed;
    double setup = 0;   ///< seconds from asking to the head; 0 not known
    int fruitless = 0;  ///< requests in a row without a new byte
    Instant ready{};    ///< not before
    bool retired = false;
    std::vector<std::size_t> told;  ///< under which numbers its present records were told
    std::int64_t mark = -1;
};

}  // namespace sluice::download
