#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "engine/sys/network.h"
#include "engine/sys/world.h"
#include "tests/sim/sim_loop.h"

namespace sluice::sim {

class SimConnection;

/// How a way through the network behaves. All of it is fixed when a connection is made.
struct LinkQuality {
    Duration delay = std::chrono::milliseconds(10);  ///< one way
    Duration jitter{0};                              ///< at most so much more per segment; order is kept
    std::int64_t bytes_per_second = 10'000'000;
    unsigned loss_percent = 0;  ///< of segments; a lost one arrives later, as TCP makes it
    enum class Cut : std::uint8_t { large, mss, random, tiny } cut = Cut::random;  ///< where segments are cut
    std::size_t receive_buffer = 64 * 1024;                                        ///< of the client
    std::size_t send_buffer = 16 * 1024;  ///< of the client: small ones make send() block
    bool reset_drops_data = false;        ///< a reset also throws away what the client has not read yet
};

/// The server's side of one connection: a plain state machine, told what happens, on the loop's stack.
class SimPeer {
  public:
    virtual ~SimPeer() = default;
    virtual void on_open() {}
    virtual void on_data(Bytes data) = 0;
    /// Less than a window is queued: more may be sent now.
    virtual void on_drained() {}
    /// The client has ended its side, or reset. Nothing else comes.
    virtual void on_end(bool reset) { static_cast<void>(reset); }
};

/// One TCP connection inside the simulated network, between a client's descriptor and a SimPeer.
/// Bytes travel in segments with delay; nothing is reordered, as TCP promises.
class SimConnection : public std::enable_shared_from_this<SimConnection> {
  public:
    SimConnection(SimLoop& loop, Rng rng, LinkQuality quality) : loop_(loop), rng_(rng), quality_(quality) {}

    // ---- for the server
    void set_peer(std::unique_ptr<SimPeer> peer) { peer_ = std::move(peer); }
    void send(std::string_view text);
    std::size_t queued() const { return down_queue_.size() - down_head_; }
    /// The end of the server's sending, after all that is queued.
    void close();
    /// Aborts: what is queued is lost, what is on its way arrives, then the reset.
    void reset();
    /// The peer's machine is gone: nothing comes any more, nothing is answered, nobody says so.
    void vanish() { vanished_ = true; }
    bool usable() const { return !vanished_ && !down_ended_ && !client_gone_; }
    /// Runs `job` later if the connection can still be used then.
    void after(Duration time, std::function<void()> job);
    Rng& rng() { return rng_; }
    SimLoop& loop() { return loop_; }
    const LinkQuality& quality() const { return quality_; }
    sys::Address client_address;
    sys::Address server_address;

    // ---- for the client's descriptor
    void start();  ///< established: the peer hears of it
    sys::IoResult client_receive(MutableBytes into);
    sys::IoResult client_peek() const;
    sys::IoResult client_send(Bytes from);
    void client_close();
    sys::Ready client_ready() const;

  private:
    void pump();
    void deliver(std::string segment);
    std::size_t cut(std::size_t most);
    Instant arrival(std::size_t bytes, Instant& link_free, Instant& last);
    std::size_t unread() const { return rx_.size() - rx_head_; }

    SimLoop& loop_;
    Rng rng_;
    LinkQuality quality_;
    std::unique_ptr<SimPeer> peer_;
    // server to client
    std::string down_queue_;
    std::size_t down_head_ = 0;
    std::size_t down_flying_ = 0;
    std::uint64_t down_sent_ = 0;
    Instant down_free_{}, down_last_{};
    bool down_ended_ = false;  // close() or reset() was called
    bool fin_sent_ = false;
    // the client's receive side
    std::string rx_;
    std::size_t rx_head_ = 0;
    bool rx_fin_ = false;
    int rx_error_ = 0;
    // client to server
    std::size_t up_flying_ = 0;
    Instant up_free_{}, up_last_{};
    bool client_gone_ = false;
    bool vanished_ = false;
};

}  // namespace sluice::sim
