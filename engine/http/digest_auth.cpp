#include "engine/http/digest_auth.h"

#include <openssl/evp.h>

#include <array>
#include <cstdio>

#include "engine/base/ascii.h"
#include "engine/base/hex.h"
#include "engine/http/list_members.h"
#include "engine/url/percent.h"

namespace sluice::http {
namespace {

const EVP_MD* algorithm_of(DigestHash hash) {
    switch (hash) {
        case DigestHash::sha256:
            return EVP_sha256();
        case DigestHash::sha512_256:
            return EVP_sha512_256();
        case DigestHash::md5:
            break;
    }
    return EVP_md5();
}

/// Lower-case hexadecimal. Nothing if OpenSSL refuses the algorithm, as it does MD5 under FIPS.
std::optional<std::string> hash_of(DigestHash hash, Bytes bytes) {
    std::array<std::byte, EVP_MAX_MD_SIZE> out{};
    unsigned size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(out.data()), &size, algorithm_of(hash),
                   nullptr) != 1) {
        return std::nullopt;
    }
    return base::to_hex(Bytes(out).first(size));
}

std::optional<std::string> hash_of(DigestHash hash, std::string_view text) {
    return hash_of(hash, as_bytes(text));
}

/// Sets hash and session; false for a name that is not known.
bool read_algorithm(DigestChallenge& challenge) {
    std::string_view name = challenge.algorithm;
    constexpr std::string_view suffix = "-sess";
    if (base::ends_with_ignoring_case(name, suffix)) {
        challenge.session = true;
        name.remove_suffix(suffix.size());
    }
    if (name.empty() && !challenge.session) {
        return true;
    }
    constexpr std::array<std::pair<std::string_view, DigestHash>, 3> known{
        {{"MD5", DigestHash::md5}, {"SHA-256", DigestHash::sha256}, {"SHA-512-256", DigestHash::sha512_256}}};
    for (const auto& [text, hash] : known) {
        if (base::equals_ignoring_case(name, text)) {
            challenge.hash = hash;
            return true;
        }
    }
    return false;
}

/// Sets the qualities of protection; false if some are named but none that is known.
bool read_qop(DigestChallenge& challenge, std::string_view qop) {
    const auto members = list_members(qop);
    for (const std::string_view member : members) {
        challenge.qop_auth = challenge.qop_auth || base::equals_ignoring_case(member, "auth");
        challenge.qop_auth_int = challenge.qop_auth_int || base::equals_ignoring_case(member, "auth-int");
    }
    return members.empty() || challenge.qop_auth || challenge.qop_auth_int;
}

bool says_true(const std::string* value) {
    return value != nullptr && base::equals_ignoring_case(*value, "true");
}

std::string quoted(std::string_view text) {
    std::string value = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            value += '\\';
        }
        value += c;
    }
    return value + '"';
}

bool fits_quotes(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) { return base::is_control(c); });
}

}  // namespace

std::optional<DigestChallenge> read_digest_challenge(const Challenge& challenge) {
    const std::string* const nonce = challenge.find("nonce");
    if (challenge.scheme != "digest" || nonce == nullptr) {
        return std::nullopt;
    }
    DigestChallenge read;
    read.nonce = *nonce;
    if (const std::string* const realm = challenge.find("realm")) {
        read.realm = *realm;
    }
    if (const std::string* const opaque = challenge.find("opaque")) {
        read.opaque = *opaque;
    }
    if (const std::string* const algorithm = challenge.find("algorithm")) {
        read.algorithm = *algorithm;
    }
    read.stale = says_true(challenge.find("stale"));
    read.hides_user = says_true(challenge.find("userhash"));
    const std::string* const qop = challenge.find("qop");
    if (!read_algorithm(read) || (qop != nullptr && !read_qop(read, *qop))) {
        return std::nullopt;
    }
    return read;
}

std::optional<DigestChallenge> choose_digest(const std::vector<Challenge>& challenges) {
    for (const Challenge& challenge : challenges) {
        if (auto read = read_digest_challenge(challenge)) {
            return read;
        }
    }
    return std::nullopt;
}

void DigestState::accept(DigestChallenge challenge, std::string cnonce) {
    session_nonce_ = challenge.nonce;
    challenge_ = std::move(challenge);
    cnonce_ = std::move(cnonce);
    count_ = 0;
}

void DigestState::accept_info(std::string_view authentication_info) {
    for (AuthParameter& parameter : parse_auth_parameters(authentication_info)) {
        if (parameter.name == "nextnonce" && challenge_ && parameter.value != challenge_->nonce) {
            challenge_->nonce = std::move(parameter.value);
            count_ = 0;
        }
    }
}

std::optional<std::string> DigestState::response(const DigestRequest& request, const std::string& count,
                                                 std::string_view qop) {
    const DigestHash hash = challenge_->hash;
    std::string who(request.user);
    who += ':' + challenge_->realm + ':';
    who += request.password;
    std::optional<std::string> secret = hash_of(hash, who);
    if (secret && challenge_->session) {
        secret = hash_of(hash, *secret + ':' + session_nonce_ + ':' + cnonce_);
    }
    std::string what(request.method);
    what += ':';
    what += request.target;
    if (qop == "auth-int") {
        const auto body = hash_of(hash, *request.body);
        if (!body) {
            return std::nullopt;
        }
        what += ':' + *body;
    }
    const auto asked = hash_of(hash, what);
    if (!secret || !asked) {
        return std::nullopt;
    }
    std::string proof = *secret + ':' + challenge_->nonce + ':';
    if (!qop.empty()) {
        proof += count + ':' + cnonce_ + ':';
        proof += qop;
        proof += ':';
    }
    return hash_of(hash, proof + *asked);
}

std::optional<std::string> DigestState::answer(const DigestRequest& request) {
    if (!challenge_) {
        return std::nullopt;
    }
    // Where both are offered, auth: few servers compute auth-int as the standard has it.
    const std::string_view qop = challenge_->qop_auth ? "auth" : challenge_->qop_auth_int ? "auth-int" : "";
    if (qop == "auth-int" && !request.body) {
        return std::nullopt;
    }
    std::array<char, 9> count{};
    std::snprintf(count.data(), count.size(), "%08x", static_cast<unsigned>(count_ + 1));
    const auto proof = response(request, count.data(), qop);
    auto user = challenge_->hides_user ? hash_of(challenge_->hash, std::string(request.user) + ':' + challenge_->realm)
                                       : std::optional{std::string(request.user)};
    if (!proof || !user) {
        return std::nullopt;
    }
    ++count_;
    std::string value = "Digest ";
    value +=
        fits_quotes(*user) ? "username=" + quoted(*user) : "username*=UTF-8''" + url::encode(*user, url::Keep::nothing);
    value += ", realm=" + quoted(challenge_->realm) + ", nonce=" + quoted(challenge_->nonce) +
             ", uri=" + quoted(request.target);
    if (!qop.empty() || challenge_->session) {
        value += ", cnonce=" + quoted(cnonce_);
    }
    if (!qop.empty()) {
        value += std::string(", nc=") + count.data() + ", qop=";
        value += qop;
    }
    value += ", response=\"" + *proof + '"';
    if (challenge_->opaque) {
        value += ", opaque=" + quoted(*challenge_->opaque);
    }
    if (!challenge_->algorithm.empty()) {
        value += ", algorithm=" + challenge_->algorithm;
    }
    return challenge_->hides_user ? value + ", userhash=true" : value;
}

}  // namespace sluice::http
