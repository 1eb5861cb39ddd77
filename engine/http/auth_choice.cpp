#include "engine/http/auth_choice.h"

#include <array>
#include <bit>

#include "engine/http/basic_auth.h"

namespace sluice::http {

namespace {
/// A server may call every nonce stale.
constexpr int most_nonces = 4;
}  // namespace

unsigned offered_by(const std::vector<Challenge>& challenges) {
    constexpr std::array<std::pair<std::string_view, unsigned>, 5> names{{{"basic", auth::basic},
                                                                          {"digest", auth::digest},
                                                                          {"bearer", auth::bearer},
                                                                          {"negotiate", auth::negotiate},
                                                                          {"ntlm", auth::ntlm}}};
    unsigned bits = 0;
    for (const Challenge& challenge : challenges) {
        for (const auto& [name, bit] : names) {
            bits |= challenge.scheme == name ? bit : 0U;
        }
    }
    return bits;
}

AuthRounds::AuthRounds(unsigned methods, Login login, std::shared_ptr<DigestState> kept)
    : methods_(methods), login_(std::move(login)), kept_(std::move(kept)) {}

unsigned AuthRounds::usable() const noexcept {
    unsigned with = login_.user ? auth::basic | auth::digest : 0U;
    with |= login_.bearer.empty() ? 0U : auth::bearer;
    return methods_ & with;
}

unsigned AuthRounds::next_method() const noexcept {
    if (picked_ != 0) {
        return picked_;
    }
    if ((methods_ & auth::only) != 0) {
        return 0;
    }
    if (std::popcount(methods_) == 1) {
        return usable();
    }
    return (usable() & auth::digest) != 0 && kept_->ready() ? auth::digest : 0U;
}

std::string AuthRounds::authorization(std::string_view method, std::string_view target, std::optional<Bytes> body) {
    sent_ = next_method();
    unanswerable_ = false;
    if (sent_ == auth::basic) {
        return basic_authorization(*login_.user, login_.password);
    }
    if (sent_ == auth::bearer) {
        return "Bearer " + login_.bearer;
    }
    if (sent_ == auth::digest && kept_->ready()) {
        const DigestRequest request{method, target, *login_.user, login_.password, body};
        if (auto answer = kept_->answer(request)) {
            return std::move(*answer);
        }
        unanswerable_ = true;
    }
    sent_ = 0;
    return {};
}

bool AuthRounds::probes() const noexcept {
    return next_method() == auth::digest && !kept_->ready();
}

bool AuthRounds::heed(const std::vector<Challenge>& challenges, std::string cnonce) {
    available_ = offered_by(challenges);
    if (unanswerable_) {
        return false;
    }
    if (sent_ == auth::digest) {
        return heed_digest(challenges, std::move(cnonce));
    }
    const unsigned common = usable() & available_;
    if (sent_ != 0 || (picked_ != 0 && (picked_ & common) == 0)) {
        return false;  // the login itself was refused
    }
    if ((common & auth::bearer) != 0) {
        picked_ = auth::bearer;
        return true;
    }
    if ((common & auth::digest) != 0 && heed_digest(challenges, std::move(cnonce))) {
        picked_ = auth::digest;
        return true;
    }
    picked_ = common & auth::basic;
    return picked_ != 0;
}

bool AuthRounds::heed_digest(const std::vector<Challenge>& challenges, std::string cnonce) {
    auto challenge = choose_digest(challenges);
    // A nonce of an earlier request may have expired without the server saying so; one it just gave may not.
    const bool refused = sent_ == auth::digest && nonces_ > 0 && challenge && !challenge->stale;
    if (!challenge || refused || nonces_ == most_nonces) {
        kept_->forget();
        return false;
    }
    kept_->accept(std::move(*challenge), std::move(cnonce));
    ++nonces_;
    return true;
}

void AuthRounds::served(std::string_view authentication_info) {
    nonces_ = 0;
    if (sent_ == auth::digest && !authentication_info.empty()) {
        kept_->accept_info(authentication_info);
    }
}

}  // namespace sluice::http
