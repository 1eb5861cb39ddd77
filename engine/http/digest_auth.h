#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/bytes.h"
#include "engine/http/challenge.h"

namespace sluice::http {

enum class DigestHash : std::uint8_t { md5, sha256, sha512_256 };

/// A Digest challenge that can be answered (RFC 7616 3.3, RFC 2069 where qop is missing).
struct DigestChallenge {
    std::string realm, nonce;
    std::optional<std::string> opaque;
    std::string algorithm;  ///< as the server wrote it; empty if it did not
    DigestHash hash = DigestHash::md5;
    bool session = false;                         ///< the "-sess" form of the algorithm
    bool qop_auth = false, qop_auth_int = false;  ///< neither: the form of RFC 2069
    bool stale = false;                           ///< only the nonce was too old, not the login wrong
    bool hides_user = false;                      ///< userhash
};

/// Nothing if the challenge is of another scheme, has no nonce, or asks for an algorithm or a quality of protection
/// that is not known here. Thread-safe.
std::optional<DigestChallenge> read_digest_challenge(const Challenge& challenge);

/// The first Digest challenge of the list that can be answered: servers name the one they like best first.
std::optional<DigestChallenge> choose_digest(const std::vector<Challenge>& challenges);

/// A request that is to be answered for. Borrowed for the call.
struct DigestRequest {
    std::string_view method;
    std::string_view target;  ///< as on the request line; "host:port" for CONNECT
    std::string_view user;    ///< bytes, UTF-8 where the server asks for it
    std::string_view password;
    std::optional<Bytes> body;  ///< what is sent with it, empty for none; nothing if that is not known beforehand
};

/// What one side knows of a server's (or proxy's) nonces: survives requests, so that the next one can be answered for
/// before it is refused. Holds no password. One thread at a time; share one between the transfers of a thread, so that
/// the count of a nonce's uses is right.
class DigestState {
  public:
    /// Takes up a challenge. `cnonce` is fresh and unguessable, of characters that need no quoting.
    void accept(DigestChallenge challenge, std::string cnonce);
    /// What an answered request brought: nextnonce replaces the nonce (RFC 7616 3.5).
    void accept_info(std::string_view authentication_info);
    bool ready() const noexcept { return challenge_.has_value(); }
    void forget() noexcept { challenge_.reset(); }

    /// The value of (Proxy-)Authorization, a secret in so far as it lets guess passwords. Each call uses the nonce once
    /// more. Nothing if there is no challenge, or it wants the body's hash (auth-int alone) and that is not known, or
    /// the hash is not to be had from this OpenSSL.
    std::optional<std::string> answer(const DigestRequest& request);

  private:
    std::optional<std::string> response(const DigestRequest& request, const std::string& count, std::string_view qop);

    std::optional<DigestChallenge> challenge_;
    std::string cnonce_;
    std::string session_nonce_;  // of the challenge, whatever nextnonce said since: "-sess" keeps its key
    std::uint32_t count_ = 0;
};

}  // namespace sluice::http
