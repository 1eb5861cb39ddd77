#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/async/buffer_pool.h"
#include "engine/async/reactor.h"
#include "engine/conn/pool.h"
#include "engine/dns/names.h"
#include "engine/http/digest_memory.h"
#include "engine/tls/context.h"
#include "engine/tls/session_cache.h"
#include "engine/transfer/block_writer.h"
#include "engine/transfer/suffix_cache.h"

namespace sluice::transfer {

/// What the transfers of one reactor share: connections, names, TLS contexts and sessions, buffers. One thread.
/// Every transfer must have ended before it.
class Engine {
  public:
    explicit Engine(async::Reactor& reactor)
        : reactor_(reactor),
          contexts_(reactor.world().clock()),
          sessions_(std::make_shared<tls::SessionCache>(reactor.world().clock())),
          names_(reactor),
          pool_(conn::ConnectorParts{reactor, names_, sessions_, buffers_}) {}
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    async::Reactor& reactor() { return reactor_; }
    sys::World& world() { return reactor_.world(); }
    async::BufferPool& buffers() { return buffers_; }
    dns::NameService& names() { return names_; }
    tls::ContextCache& contexts() { return contexts_; }
    conn::Pool& pool() { return pool_; }
    /// Of servers that were logged in to with Digest.
    http::DigestMemory& nonces() { return nonces_; }
    http::DigestMemory& proxy_nonces() { return proxy_nonces_; }
    /// Counted, because a worker may still be filling it.
    const std::shared_ptr<SuffixCache>& suffixes() { return suffixes_; }
    std::int64_t next_transfer_id() { return next_transfer_id_++; }
    /// Changes when somebody may have changed the speed limits of a running transfer.
    std::uint64_t limits_version() const { return limits_version_; }
    void limits_changed() { ++limits_version_; }

    /// A pipe to splice with, or null: then bytes are copied. Give it back empty, as soon as nothing is there to move.
    std::unique_ptr<sys::Splice> borrow_splice() {
        if (splices_.empty()) {
            return world().make_splice();
        }
        auto out = std::move(splices_.back());
        splices_.pop_back();
        return out;
    }
    /// How long bodies are written to files.
    BlockSizes& block_sizes() { return block_sizes_; }
    void return_splice(std::unique_ptr<sys::Splice> splice) { splices_.push_back(std::move(splice)); }

  private:
    async::Reactor& reactor_;
    async::BufferPool buffers_;
    tls::ContextCache contexts_;
    std::shared_ptr<tls::SessionCache> sessions_;
    dns::NameService names_;
    conn::Pool pool_;
    http::DigestMemory nonces_;
    http::DigestMemory proxy_nonces_;
    std::shared_ptr<SuffixCache> suffixes_ = std::make_shared<SuffixCache>();
    std::vector<std::unique_ptr<sys::Splice>> splices_;
    BlockSizes block_sizes_;
    std::int64_t next_transfer_id_ = 0;
    std::uint64_t limits_version_ = 1;
};

}  // namespace sluice::transfer
