#pragma once

#include <sluice/error.h>
#include <sluice/options.h>

#include <functional>
#include <memory>
#include <vector>

#include "engine/base/clock.h"
#include "engine/tls/pin_set.h"
#include "engine/tls/trust_store.h"

struct ssl_ctx_st;

namespace sluice::tls {

/// Changes an SSL_CTX that is otherwise ready, or says why it must not be used.
using LastWord = std::function<Result<void>(ssl_ctx_st*)>;

/// What all connections with the same TlsOptions have in common: OpenSSL's context, the trust store, the pins.
/// Immutable, counted (each connection holds it, wherever it is parked). Thread-safe.
class Context {
  public:
    /// `trust` may be null if `options.verify_peer` is off. Reads the files the options name.
    /// Errors: tls_cipher (59; key exchange groups too), tls_client_certificate (58), tls_version (35),
    /// tls_pin_mismatch (90).
    static Result<std::shared_ptr<Context>> make(const TlsOptions& options, std::shared_ptr<TrustStore> trust,
                                                 const LastWord& last_word = {});
    ~Context();
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    ssl_ctx_st* native() const { return context_; }
    const TlsOptions& options() const { return options_; }
    const PinSet& pins() const { return pins_; }
    /// Whether somebody had the last word on it: its options do not tell all.
    bool has_last_word() const { return has_last_word_; }

  private:
    explicit Context(const TlsOptions& options) : options_(options) {}
    Result<void> set_versions();
    Result<void> set_ciphers();
    Result<void> set_groups();

    TlsOptions options_;
    PinSet pins_;
    std::shared_ptr<TrustStore> trust_;
    ssl_ctx_st* context_ = nullptr;
    bool has_last_word_ = false;
};

/// A Context per distinct TlsOptions, a trust store per distinct set of files; both are made when they are first
/// needed and made afresh after the options' ca_cache_life, so that changed files come into use. One thread.
class ContextCache {
  public:
    static constexpr std::size_t most_contexts = 32;

    /// The clock outlives the cache.
    explicit ContextCache(const base::Clock& clock) : clock_(clock) {}

    /// Errors: those of Context::make and TrustStore::load. A failure is not remembered.
    Result<std::shared_ptr<Context>> get(const TlsOptions& options);
    /// One that is nobody else's: `last_word` has changed it. Not kept. The trust store is shared nevertheless.
    Result<std::shared_ptr<Context>> make_apart(const TlsOptions& options, const LastWord& last_word);
    void clear();
    std::size_t contexts() const { return contexts_.size(); }
    std::size_t trust_stores() const { return stores_.size(); }

  private:
    struct KnownContext {
        std::shared_ptr<Context> context;
        Instant made;
    };
    struct KnownStore {
        TrustSources sources;
        std::shared_ptr<TrustStore> store;
        Instant made;
    };
    Result<std::shared_ptr<TrustStore>> trust(const TlsOptions& options);

    const base::Clock& clock_;
    std::vector<KnownContext> contexts_;  ///< last used last
    std::vector<KnownStore> stores_;
};

}  // namespace sluice::tls
