#include "engine/tls/session_cache.h"

#include <openssl/ssl.h>

#include <algorithm>

namespace sluice::tls {

std::list<SessionCache::Peer>::iterator SessionCache::find(const SessionKey& key) {
    return std::find_if(peers_.begin(), peers_.end(), [&key](const Peer& peer) { return peer.key == key; });
}

void SessionCache::drop_old(Instant now) {
    for (Peer& peer : peers_) {
        std::erase_if(peer.sessions, [now](const Stored& stored) { return stored.until <= now; });
    }
    std::erase_if(peers_, [](const Peer& peer) { return peer.sessions.empty(); });
}

void SessionCache::put(const SessionKey& key, Session session) {
    if (!session || SSL_SESSION_is_resumable(session.get()) != 1) {
        return;
    }
    const bool single_use = SSL_SESSION_get_protocol_version(session.get()) >= TLS1_3_VERSION;
    std::chrono::seconds life = longest_life;
    if (const auto hint = std::chrono::seconds(SSL_SESSION_get_ticket_lifetime_hint(session.get())); hint.count() > 0) {
        life = std::min(life, hint);
    }
    const std::lock_guard lock(mutex_);
    const Instant now = clock_.boottime();
    drop_old(now);
    auto peer = find(key);
    if (peer == peers_.end()) {
        peers_.push_front(Peer{key, {}});
        if (peers_.size() > most_peers) {
            peers_.pop_back();
        }
    } else {
        peers_.splice(peers_.begin(), peers_, peer);
    }
    auto& sessions = peers_.front().sessions;
    if (!single_use) {
        sessions.clear();
    } else if (sessions.size() >= most_tickets) {
        sessions.erase(sessions.begin());
    }
    sessions.push_back(Stored{std::move(session), now + life, single_use});
}

SessionCache::Session SessionCache::take(const SessionKey& key) {
    const std::lock_guard lock(mutex_);
    drop_old(clock_.boottime());
    const auto peer = find(key);
    if (peer == peers_.end()) {
        return nullptr;
    }
    peers_.splice(peers_.begin(), peers_, peer);
    Session session = peer->sessions.back().session;
    if (peer->sessions.back().single_use) {
        peer->sessions.pop_back();
        if (peer->sessions.empty()) {
            peers_.erase(peer);
        }
    }
    return session;
}

void SessionCache::clear() {
    const std::lock_guard lock(mutex_);
    peers_.clear();
}

std::size_t SessionCache::peers() const {
    const std::lock_guard lock(mutex_);
    return peers_.size();
}

}  // namespace sluice::tls
