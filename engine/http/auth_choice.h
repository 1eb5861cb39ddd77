#pragma once

#include <sluice/auth_options.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/http/challenge.h"
#include "engine/http/digest_auth.h"

namespace sluice::http {

/// Whose login it is. All of it is secret.
struct Login {
    std::optional<std::string> user;  ///< nothing: no name, neither Basic nor Digest
    std::string password;
    std::string bearer;  ///< the token; empty: no Bearer
};

/// Which schemes those challenges name, as bits of sluice::auth; unknown ones are left out.
unsigned offered_by(const std::vector<Challenge>& challenges);

/// Logging in to one party, a server or a proxy, over the requests of one transfer: what to send first, what to answer
/// to a refusal (401 or 407), when to give up.
///
/// With one bit of sluice::auth, that is used from the first request on: Basic and Bearer with their secret, Digest
/// with a bare request whose refusal brings the nonce. With several, or `only`, the first request is bare and the
/// safest of what is offered and allowed follows: Bearer, Digest, Basic. A nonce that is kept answers at once. A
/// refused login is final: a weaker way is never tried after it.
///
/// Normal: authorization() → send → (refused: heed() is true → authorization() → send ...) → served().
/// Given up: heed() is false; the refusal is the answer. One thread at a time.
class AuthRounds {
  public:
    /// `kept` survives the transfer and may be shared by others to the same party with the same user; never null.
    AuthRounds(unsigned methods, Login login, std::shared_ptr<DigestState> kept);

    /// Whether there is anything to log in with.
    bool active() const noexcept { return usable() != 0; }
    /// The value of (Proxy-)Authorization for that request, a secret; empty for none. `body` as in DigestRequest.
    std::string authorization(std::string_view method, std::string_view target, std::optional<Bytes> body);
    /// Whether the next request is only there to be refused: a body need not go with it.
    bool probes() const noexcept;
    /// After a refusal: whether the request is worth repeating. `cnonce` is fresh (see DigestState::accept).
    bool heed(const std::vector<Challenge>& challenges, std::string cnonce);
    /// After an answer that is no refusal. `authentication_info` is the value of (Proxy-)Authentication-Info or empty.
    void served(std::string_view authentication_info);

    /// What the last refusal offered, and what the last request was sent with, as bits.
    unsigned available() const noexcept { return available_; }
    unsigned used() const noexcept { return sent_; }

  private:
    unsigned usable() const noexcept;
    unsigned next_method() const noexcept;
    bool heed_digest(const std::vector<Challenge>& challenges, std::string cnonce);

    unsigned methods_;
    Login login_;
    std::shared_ptr<DigestState> kept_;
    unsigned picked_ = 0;
    unsigned sent_ = 0;
    unsigned available_ = 0;
    int nonces_ = 0;  // taken up for the present request
    bool unanswerable_ = false;
};

}  // namespace sluice::http
