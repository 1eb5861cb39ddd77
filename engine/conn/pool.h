#pragma once

#include <sluice/error.h>

#include <list>
#include <map>
#include <memory>
#include <string>

#include "engine/conn/connector.h"
#include "engine/conn/lease.h"

namespace sluice::conn {

/// How many connections there may be; 0 = no limit.
struct PoolLimits {
    int max_total = 0;     ///< MAX_TOTAL_CONNECTIONS
    int max_per_host = 0;  ///< MAX_HOST_CONNECTIONS
    int max_idle = 0;      ///< MAXCONNECTS; 0 = four for each transfer that runs, at least eight; negative = none
};

/// The connections of one Multi: those lent out, and idle ones kept for reuse. A transfer asks for a stream and gets an
/// idle connection with the same key, or a new one, or waits in order until the limits allow one. Idle connections are
/// not watched; their death is noticed when they are about to be used. One thread.
class Pool {
  public:
    explicit Pool(ConnectorParts parts) : parts_(parts) {}
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;
    /// All leases must have ended.
    ~Pool();

    /// Waiting for a place counts as the request's queue time. Destroying the task gives the place back.
    async::Task<Result<Lease>> acquire(const Target& target, ConnectReport& report);
    /// Takes effect for what is asked from now on; nothing is closed but idle ones beyond the limit.
    void set_limits(const PoolLimits& limits);
    void close_idle();
    /// The network is another one: idle connections are closed, and those in use carry no request after this one.
    void forget_all();
    /// Closes idle connections that have died; looks at those that were not used or looked at for `interval`.
    void upkeep(Duration interval);

    std::size_t idle() const { return idle_.size(); }
    /// Whether one with this key is idle here; it may have died.
    bool has_idle(const ConnectionKey& key) const;
    int open() const { return open_; }
    std::size_t waiting() const { return waiting_.size(); }

  private:
    friend class Lease;
    struct Waiting {
        async::Node node;
        std::string host;
        bool chosen = false;
    };
    class Wait;
    class Place;
    std::unique_ptr<Connection> take_idle(const ConnectionKey& key, const ConnectionOptions& options);
    std::unique_ptr<Connection> take_parked(const Target& target, const ConnectionKey& key, const std::string& host);
    bool park(std::unique_ptr<Connection>& connection);
    bool too_old(const Connection& connection, const ConnectionOptions& options) const;
    bool make_room(const std::string& host);
    bool evict_idle(const std::string* host);
    void give_back(std::unique_ptr<Connection> connection, bool reusable);
    void occupy(const std::string& host);
    void vacate(const std::string& host);
    void wake_next();
    std::size_t most_idle() const;

    ConnectorParts parts_;
    PoolLimits limits_;
    std::list<std::unique_ptr<Connection>> idle_;  // oldest use first
    std::list<Waiting*> waiting_;
    std::map<std::string, int> open_per_host_;
    int open_ = 0;
    int leased_ = 0;
    std::int64_t next_id_ = 0;
    std::uint64_t generation_ = 0;
    bool ending_ = false;
};

}  // namespace sluice::conn
