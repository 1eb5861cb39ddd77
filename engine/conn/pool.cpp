#include "engine/conn/pool.h"

#include <algorithm>

#include "engine/base/result.h"
#include "engine/conn/parking.h"

namespace sluice::conn {

namespace {
constexpr int least_idle = 8;
}

Lease& Lease::operator=(Lease&& other) noexcept {
    if (this != &other) {
        finish(false);
        pool_ = std::exchange(other.pool_, nullptr);
        connection_ = std::move(other.connection_);
        reused_ = other.reused_;
    }
    return *this;
}

void Lease::finish(bool reusable) {
    if (connection_) {
        std::exchange(pool_, nullptr)->give_back(std::move(connection_), reusable);
    }
}

/// A place in the waiting line; leaves it when destroyed, and passes on a call it cannot follow.
class Pool::Wait {
  public:
    Wait(Pool& pool, const std::string& host, bool first) : pool_(pool) {
        entry_.host = host;
        place_ = pool_.waiting_.insert(first ? pool_.waiting_.begin() : pool_.waiting_.end(), &entry_);
    }
    Wait(const Wait&) = delete;
    Wait& operator=(const Wait&) = delete;
    ~Wait() {
        if (!entry_.chosen) {
            pool_.waiting_.erase(place_);
        } else if (!resumed_) {
            pool_.wake_next();
        }
    }
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> parent) { entry_.node.handle = parent; }
    void await_resume() noexcept { resumed_ = true; }

  private:
    Pool& pool_;
    Waiting entry_;
    std::list<Waiting*>::iterator place_;
    bool resumed_ = false;
};

/// Counts a connection that is being made; taken over by the connection itself once it is there.
class Pool::Place {
  public:
    Place(Pool& pool, std::string host) : pool_(pool), host_(std::move(host)) { pool_.occupy(host_); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place() {
        if (!handed_over_) {
            pool_.vacate(host_);
        }
    }
    void hand_over(Connection& connection) {
        handed_over_ = true;
        connection.on_close = [&pool = pool_, host = host_] { pool.vacate(host); };
    }

  private:
    Pool& pool_;
    std::string host_;
    bool handed_over_ = false;
};

Pool::~Pool() {
    ending_ = true;
    idle_.clear();
}

void Pool::occupy(const std::string& host) {
    ++open_;
    ++open_per_host_[host];
}

void Pool::vacate(const std::string& host) {
    --open_;
    const auto found = open_per_host_.find(host);
    if (--found->second == 0) {
        open_per_host_.erase(found);
    }
    wake_next();
}

void Pool::wake_next() {
    if (ending_) {
        return;
    }
    // The first in line that could go now; it looks again itself when it runs.
    for (auto at = waiting_.begin(); at != waiting_.end(); ++at) {
        const auto found = open_per_host_.find((*at)->host);
        const int there = found == open_per_host_.end() ? 0 : found->second;
        const bool idle_there =
            std::any_of(idle_.begin(), idle_.end(), [&](const auto& c) { return c->host == (*at)->host; });
        const bool host_free = limits_.max_per_host == 0 || there < limits_.max_per_host || idle_there;
        const bool total_free = limits_.max_total == 0 || open_ < limits_.max_total || !idle_.empty();
        if (host_free && total_free) {
            Waiting* chosen = *at;
            waiting_.erase(at);
            chosen->chosen = true;
            parts_.reactor.queue(chosen->node);
            return;
        }
    }
}

bool Pool::too_old(const Connection& connection, const ConnectionOptions& options) const {
    const Instant now = parts_.reactor.now();
    return (options.max_age.count() > 0 && now - connection.last_used > options.max_age) ||
           (options.max_lifetime.count() > 0 && now - connection.created > options.max_lifetime);
}

std::unique_ptr<Connection> Pool::take_idle(const ConnectionKey& key, const ConnectionOptions& options) {
    // The one used last is the least likely to have died.
    for (auto at = idle_.end(); at != idle_.begin();) {
        --at;
        if (!((*at)->key == key)) {
            continue;
        }
        std::unique_ptr<Connection> connection = std::move(*at);
        at = idle_.erase(at);
        if (!too_old(*connection, options) && connection->stream->idle_and_alive()) {
            return connection;
        }
        connection.reset();
        at = idle_.end();  // closing may have changed the list
    }
    return nullptr;
}

/// One that another pool has left in the target's Parking, with a place in this pool.
std::unique_ptr<Connection> Pool::take_parked(const Target& target, const ConnectionKey& key, const std::string& host) {
    if (!target.shared.parking) {
        return nullptr;
    }
    while (auto connection = target.shared.parking->take(key)) {
        connection->stream->join_reactor(parts_.reactor, parts_.buffers);
        if (too_old(*connection, *target.options->connection) || !connection->stream->idle_and_alive()) {
            continue;
        }
        Place(*this, host).hand_over(*connection);
        connection->id = next_id_++;
        connection->parking = target.shared.parking;
        connection->generation = generation_;
        ++leased_;
        return connection;
    }
    return nullptr;
}

/// Leaves it where the pools of other threads find it; gives up its place here.
bool Pool::park(std::unique_ptr<Connection>& connection) {
    if (!connection->parking || !connection->stream->idle_and_alive()) {
        return false;
    }
    const std::shared_ptr<Parking> parking = connection->parking;
    std::function<void()> vacate_place = std::exchange(connection->on_close, nullptr);
    if (parking->park(connection, parts_.reactor.now())) {
        vacate_place();
        return true;
    }
    connection->on_close = std::move(vacate_place);
    return false;
}

bool Pool::evict_idle(const std::string* host) {
    for (auto at = idle_.begin(); at != idle_.end(); ++at) {
        if (host == nullptr || (*at)->host == *host) {
            const std::unique_ptr<Connection> closing = std::move(*at);
            idle_.erase(at);
            return true;
        }
    }
    return false;
}

bool Pool::make_room(const std::string& host) {
    const auto found = open_per_host_.find(host);
    if (limits_.max_per_host > 0 && found != open_per_host_.end() && found->second >= limits_.max_per_host &&
        !evict_idle(&host)) {
        return false;
    }
    return limits_.max_total <= 0 || open_ < limits_.max_total || evict_idle(nullptr);
}

async::Task<Result<Lease>> Pool::acquire(const Target& target, ConnectReport& report) {
    const ConnectionOptions& options = *target.options->connection;
    const ConnectionKey key = target.key();
    const std::string host = target.host_name();
    bool waited = false;
    for (;;) {
        const bool my_turn =
            waited || target.beyond_limits ||
            std::none_of(waiting_.begin(), waiting_.end(), [&](const Waiting* w) { return w->host == host; });
        if (my_turn && !target.fresh && !options.connect_only) {
            if (auto connection = take_idle(key, options)) {
                ++leased_;
                report.record().marks.queued_end = report.since_start(parts_.reactor.now());
                report.record().reused = true;
                report.say("Re-using existing connection to " + host + " (#" + std::to_string(connection->id) + ")");
                co_return Lease(*this, std::move(connection), true);
            }
        }
        if (target.beyond_limits || (my_turn && make_room(host))) {
            auto parked = target.fresh || options.connect_only ? nullptr : take_parked(target, key, host);
            if (parked) {
                report.record().marks.queued_end = report.since_start(parts_.reactor.now());
                report.record().reused = true;
                report.say("Re-using shared connection to " + host + " (#" + std::to_string(parked->id) + ")");
                co_return Lease(*this, std::move(parked), true);
            }
            break;
        }
        if (report.tells(trace_area::pool)) {
            report.say("[POOL] waiting for a place: " + std::to_string(open_) + " connections open", trace_area::pool);
        }
        co_await Wait(*this, host, waited);
        waited = true;
    }
    report.record().marks.queued_end = report.since_start(parts_.reactor.now());
    Place place(*this, host);
    const std::uint64_t generation = generation_;
    auto made = co_await make_connection(parts_, target, report);
    if (!made) {
        co_return tl::unexpected<Error>(std::move(made.error()));
    }
    std::unique_ptr<Connection> connection = std::move(*made);
    place.hand_over(*connection);
    connection->id = next_id_++;
    connection->key = key;
    connection->host = host;
    connection->created = parts_.reactor.now();
    connection->parking = target.shared.parking;
    connection->generation = generation;
    ++leased_;
    if (report.tells(trace_area::pool)) {
        report.say("[POOL] new connection #" + std::to_string(connection->id) + ", " + std::to_string(open_) +
                       " open, " + std::to_string(idle_.size()) + " idle",
                   trace_area::pool);
    }
    co_return Lease(*this, std::move(connection), false);
}

std::size_t Pool::most_idle() const {
    const int most = limits_.max_idle != 0 ? limits_.max_idle : std::max(4 * (leased_ + 1), least_idle);
    return static_cast<std::size_t>(std::max(most, 0));
}

void Pool::give_back(std::unique_ptr<Connection> connection, bool reusable) {
    --leased_;
    if (!reusable || ending_ || connection->generation != generation_) {
        connection.reset();  // wakes the next in line
        return;
    }
    connection->last_used = parts_.reactor.now();
    ++connection->requests;
    if (park(connection)) {
        return;
    }
    idle_.push_back(std::move(connection));
    while (idle_.size() > most_idle()) {
        evict_idle(nullptr);
    }
    wake_next();
}

void Pool::set_limits(const PoolLimits& limits) {
    limits_ = limits;
    while (limits_.max_total > 0 && open_ > limits_.max_total && evict_idle(nullptr)) {
    }
    while (idle_.size() > most_idle()) {
        evict_idle(nullptr);
    }
    for (std::size_t i = waiting_.size(); i > 0; --i) {
        wake_next();
    }
}

void Pool::forget_all() {
    ++generation_;
    close_idle();
}

void Pool::upkeep(Duration interval) {
    const Instant now = parts_.reactor.now();
    std::vector<std::unique_ptr<Connection>> dead;
    for (auto at = idle_.begin(); at != idle_.end();) {
        Connection& connection = **at;
        if (now - std::max(connection.last_used, connection.last_checked) < interval) {
            ++at;
            continue;
        }
        connection.last_checked = now;
        if (connection.stream->idle_and_alive()) {
            ++at;
        } else {
            dead.push_back(std::move(*at));
            at = idle_.erase(at);
        }
    }
}

bool Pool::has_idle(const ConnectionKey& key) const {
    return std::any_of(idle_.begin(), idle_.end(), [&](const auto& connection) { return connection->key == key; });
}

void Pool::close_idle() {
    while (evict_idle(nullptr)) {
    }
}

}  // namespace sluice::conn
