#include "engine/conn/parking.h"

namespace sluice::conn {

namespace {

/// Contexts belong to their Multi; what counts between several is what they were made from.
bool same_trust(const std::shared_ptr<const tls::Context>& a, const std::shared_ptr<const tls::Context>& b) {
    return a == b || (a && b && a->options() == b->options());
}

}  // namespace

bool Parking::park(std::unique_ptr<Connection>& connection, Instant now) {
    if (connection->key.context && connection->key.context->has_last_word()) {
        return false;
    }
    if (!connection->stream->leave_reactor(network_)) {
        return false;
    }
    connection->parking.reset();                     // what is parked here must not keep this alive
    std::list<std::unique_ptr<Connection>> leaving;  // closed outside of the lock
    const std::lock_guard lock(mutex_);
    parked_.push_back(std::move(connection));
    while (parked_.size() > most || now - parked_.front()->last_used > longest_rest) {
        leaving.splice(leaving.end(), parked_, parked_.begin());
    }
    return true;
}

std::unique_ptr<Connection> Parking::take(const ConnectionKey& key) {
    const std::lock_guard lock(mutex_);
    for (auto at = parked_.rbegin(); at != parked_.rend(); ++at) {
        const ConnectionKey& other = (*at)->key;
        if (other.origin == key.origin && same_trust(other.context, key.context)) {
            std::unique_ptr<Connection> found = std::move(*at);
            parked_.erase(std::next(at).base());
            found->key = key;
            return found;
        }
    }
    return nullptr;
}

void Parking::clear() {
    std::list<std::unique_ptr<Connection>> leaving;
    const std::lock_guard lock(mutex_);
    leaving.swap(parked_);
}

std::size_t Parking::size() const {
    const std::lock_guard lock(mutex_);
    return parked_.size();
}

}  // namespace sluice::conn
