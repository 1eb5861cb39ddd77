#include "engine/tls/context.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>

#include "engine/base/result.h"
#include "engine/tls/connection_state.h"
#include "engine/tls/own_certificate.h"
#include "engine/tls/session_cache.h"

namespace sluice::tls {

namespace {

int number_of(TlsVersion version) {
    switch (version) {
        case TlsVersion::v1_2:
            return TLS1_2_VERSION;
        case TlsVersion::v1_3:
            return TLS1_3_VERSION;
        case TlsVersion::any:
            break;
    }
    return 0;
}

int verify_with_store(X509_STORE_CTX* verification, void* store) {
    return static_cast<TrustStore*>(store)->verify(*verification);
}

}  // namespace

Context::~Context() {
    SSL_CTX_free(context_);
}

Result<std::shared_ptr<Context>> Context::make(const TlsOptions& options, std::shared_ptr<TrustStore> trust,
                                               const LastWord& last_word) {
    ERR_clear_error();
    std::shared_ptr<Context> made(new Context(options));
    SSL_CTX* native = SSL_CTX_new(TLS_client_method());
    made->context_ = native;
    if (native == nullptr) {
        return fail(Kind::out_of_memory);
    }
    // A peer that only closes the connection is known from the stream below; OpenSSL need not make an error of it.
    SSL_CTX_set_options(native, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                 SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_AUTO_RETRY);
    SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(native, keep_session);
    SSL_CTX_set_timeout(native, std::chrono::seconds(SessionCache::longest_life).count());
    SSL_CTX_set_client_cert_cb(native, no_own_certificate);
    SSL_CTX_set_verify(native, options.verify_peer ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, note_verify_failure);
    if (trust) {
        SSL_CTX_set1_cert_store(native, trust->native());
        SSL_CTX_set_cert_verify_callback(native, verify_with_store, trust.get());
        made->trust_ = std::move(trust);
    }
    SL_TRY(versions, made->set_versions());
    SL_TRY(ciphers, made->set_ciphers());
    SL_TRY(groups, made->set_groups());
    SL_TRY(own, use_own_certificate(*native, made->options_.client));
    SL_TRY(pins, PinSet::parse(options.pinned_public_key));
    made->pins_ = std::move(*pins);
    ERR_clear_error();
    if (last_word) {
        made->has_last_word_ = true;
        SL_TRY(agreed, last_word(native));
    }
    return made;
}

Result<void> Context::set_versions() {
    const int lowest = number_of(options_.min_version);
    const int highest = number_of(options_.max_version);
    if (highest != 0 && lowest > highest) {
        return fail(Kind::tls_version, ErrorArgs{.detail = "the lowest version allowed is above the highest"});
    }
    // 0 would keep what the system's configuration says, for the lowest as well.
    if (lowest != 0) {
        SSL_CTX_set_min_proto_version(context_, lowest);
    }
    SSL_CTX_set_max_proto_version(context_, highest);
    return {};
}

Result<void> Context::set_ciphers() {
    const bool old_good = options_.ciphers.empty() || SSL_CTX_set_cipher_list(context_, options_.ciphers.c_str()) == 1;
    const bool new_good =
        options_.tls13_ciphers.empty() || SSL_CTX_set_ciphersuites(context_, options_.tls13_ciphers.c_str()) == 1;
    if (!old_good || !new_good) {
        return fail(Kind::tls_cipher, ErrorArgs{.detail = old_good ? options_.tls13_ciphers : options_.ciphers});
    }
    return {};
}

Result<void> Context::set_groups() {
    if (!options_.curves.empty() && SSL_CTX_set1_groups_list(context_, options_.curves.c_str()) != 1) {
        return fail(Kind::tls_cipher, ErrorArgs{.detail = options_.curves});
    }
    return {};
}

namespace {

bool is_stale(Instant made, Instant now, std::chrono::seconds life) {
    return life.count() >= 0 && now - made >= life;
}

}  // namespace

Result<std::shared_ptr<TrustStore>> ContextCache::trust(const TlsOptions& options) {
    const Instant now = clock_.boottime();
    TrustSources sources{options.ca_file, options.ca_path, options.extra_ca_file, options.crl_file};
    const auto known =
        std::find_if(stores_.begin(), stores_.end(), [&](const KnownStore& one) { return one.sources == sources; });
    if (known != stores_.end() && !is_stale(known->made, now, options.ca_cache_life)) {
        return known->store;
    }
    if (known != stores_.end()) {
        stores_.erase(known);
    }
    auto store = TrustStore::load(sources);
    if (store) {
        if (stores_.size() >= most_contexts) {
            std::erase_if(stores_, [](const KnownStore& one) { return one.store.use_count() == 1; });
        }
        stores_.push_back(KnownStore{std::move(sources), *store, now});
    }
    return store;
}

Result<std::shared_ptr<Context>> ContextCache::make_apart(const TlsOptions& options, const LastWord& last_word) {
    // Without checking the store only serves to say what a check would have found: its failure stops nothing.
    auto store = trust(options);
    if (!store && options.verify_peer) {
        return tl::unexpected<Error>(std::move(store.error()));
    }
    return Context::make(options, store ? std::move(*store) : nullptr, last_word);
}

Result<std::shared_ptr<Context>> ContextCache::get(const TlsOptions& options) {
    const Instant now = clock_.boottime();
    std::erase_if(contexts_, [now](const KnownContext& known) {
        return is_stale(known.made, now, known.context->options().ca_cache_life);
    });
    for (auto known = contexts_.begin(); known != contexts_.end(); ++known) {
        if (known->context->options() == options) {
            std::rotate(known, known + 1, contexts_.end());
            return contexts_.back().context;
        }
    }
    SL_TRY(context, make_apart(options, {}));
    if (contexts_.size() >= most_contexts) {
        contexts_.erase(contexts_.begin());
    }
    contexts_.push_back(KnownContext{*context, now});
    return std::move(*context);
}

void ContextCache::clear() {
    contexts_.clear();
    stores_.clear();
}

}  // namespace sluice::tls
