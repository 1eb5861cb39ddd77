#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/sys/network.h"
#include "engine/sys/world.h"
#include "tests/sim/sim_connection.h"

namespace sluice::sim {

/// What stands behind an address.
struct SimHost {
    enum class Manner : std::uint8_t {
        accepts,
        refuses,      ///< ECONNREFUSED after a round trip
        blackhole,    ///< nothing ever comes back: ETIMEDOUT after 127 s, as Linux does
        unreachable,  ///< ENETUNREACH at once
        half_open,    ///< the handshake succeeds and then nothing comes, ever
    };
    Manner manner = Manner::accepts;
    LinkQuality link;
    std::function<std::unique_ptr<SimPeer>(SimConnection&)> accept;
};

/// Sockets of the simulated world: numbers, states and readiness. One thread.
class SimNetwork : public sys::Network {
  public:
    SimNetwork(SimLoop& loop, Rng rng) : loop_(loop), rng_(rng) {}

    /// Every address with this IP and port reaches `host`. An address without a host refuses.
    void listen(const sys::Address& address, SimHost host) { hosts_[address] = std::move(host); }
    SimHost* host(const sys::Address& address);
    /// The same for the path of a local socket.
    void listen(const std::string& path, SimHost host) { local_hosts_[path] = std::move(host); }
    /// A network device with its addresses.
    void add_device(const std::string& name, std::vector<sys::Address> addresses) {
        devices_[name] = std::move(addresses);
    }
    /// Whether the process has the right to bind to a device: without it, bind_device() gives EPERM.
    void allow_device_binding(bool on) { may_bind_device_ = on; }
    /// A local port that somebody else uses: bind() gives EADDRINUSE.
    void occupy(std::uint16_t port) { occupied_.insert(port); }
    /// After so many more successful open() calls the next one fails with EMFILE; negative: never.
    void fail_open_after(int count) { open_left_ = count; }
    /// Every open socket forgets its connection without a word: the machine has stopped.
    void drop_all();

    /// Sockets and wake-ups that are open now.
    std::size_t open_descriptors() const;
    std::size_t open_sockets() const;
    std::uint64_t sockets_made() const { return sockets_made_; }

    // ---- for the poller and the wake-up
    sys::Fd add_wakeup();
    void signal_wakeup(sys::Fd fd, bool on);
    sys::Ready ready(sys::Fd fd) const;
    bool connected(sys::Fd fd) const;

    sys::Fd open(sys::Family family, int& error) override;
    sys::Fd open_local(int& error) override;
    int adopt(sys::Fd fd) override;
    int set(sys::Fd fd, sys::SocketOption option, int value) override;
    int bind(sys::Fd fd, const sys::Address& local) override;
    int bind_device(sys::Fd fd, const std::string& device) override;
    std::optional<std::vector<sys::Address>> device_addresses(const std::string& device) override;
    sys::IoResult connect(sys::Fd fd, const sys::Address& peer) override;
    sys::IoResult connect_local(sys::Fd fd, const std::string& path) override;
    int pending_error(sys::Fd fd) override;
    sys::IoResult receive(sys::Fd fd, MutableBytes into) override;
    sys::IoResult send(sys::Fd fd, Bytes from) override;
    sys::IoResult peek(sys::Fd fd) override;
    sys::Address local_address(sys::Fd fd) override;
    sys::Address peer_address(sys::Fd fd) override;
    sys::TcpFigures figures(sys::Fd fd) override;
    void close(sys::Fd fd) override;

  private:
    enum class State : std::uint8_t { fresh, connecting, connected, failed, wakeup };
    struct Socket {
        State state = State::fresh;
        sys::Family family = sys::Family::v4;
        sys::Address local, peer;
        int error = 0;
        bool is_local = false;
        bool signalled = false;
        std::shared_ptr<SimConnection> connection;
    };
    Socket& socket(sys::Fd fd);
    sys::Fd add(std::shared_ptr<Socket> socket);
    void establish(const std::shared_ptr<Socket>& socket, SimHost& host);
    sys::IoResult connect_to(sys::Fd fd, SimHost* found);

    SimLoop& loop_;
    Rng rng_;
    std::map<sys::Address, SimHost> hosts_;
    std::map<std::string, SimHost> local_hosts_;
    std::map<std::string, std::vector<sys::Address>> devices_;
    std::set<std::uint16_t> occupied_;
    bool may_bind_device_ = true;
    std::vector<std::shared_ptr<Socket>> sockets_;  // by descriptor; shared with the events of a connect on its way
    int open_left_ = -1;
    std::uint16_t next_port_ = 40000;
    std::uint64_t sockets_made_ = 0;
};

/// Readiness of simulated descriptors; wait() lets virtual time pass up to the next event.
class SimPoller : public sys::Poller {
  public:
    /// `check` is asked before each wait; it returns an errno to end the waiting for good, 0 to go on.
    SimPoller(SimLoop& loop, SimNetwork& network, Rng rng, std::function<int()> check)
        : loop_(loop), network_(network), rng_(rng), check_(std::move(check)) {}
    void set(sys::Fd fd, sys::Interest interest) override;
    int wait(std::optional<Duration> timeout, std::vector<sys::ReadyEvent>& events) override;
    /// What was announced and not removed.
    const std::map<sys::Fd, sys::Interest>& interests() const { return interests_; }

  private:
    void collect(std::vector<sys::ReadyEvent>& events);
    SimLoop& loop_;
    SimNetwork& network_;
    Rng rng_;
    std::function<int()> check_;
    std::map<sys::Fd, sys::Interest> interests_;
};

}  // namespace sluice::sim
