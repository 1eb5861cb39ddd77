#include "engine/download/sha256.h"

#include <openssl/evp.h>

#include <array>

#include "engine/base/hex.h"

namespace sluice::download {

struct Sha256::Context {
    EVP_MD_CTX* evp = EVP_MD_CTX_new();
    Context() = default;
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    ~Context() { EVP_MD_CTX_free(evp); }
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
    good_ = context_->evp != nullptr && EVP_DigestInit_ex(context_->evp, EVP_sha256(), nullptr) == 1;
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(Bytes bytes) {
    good_ = good_ && EVP_DigestUpdate(context_->evp, bytes.data(), bytes.size()) == 1;
}

std::string Sha256::finish() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (!good_ || EVP_DigestFinal_ex(context_->evp, digest.data(), &size) != 1) {
        return {};
    }
    good_ = false;
    return base::to_hex({reinterpret_cast<const std::byte*>(digest.data()), size});
}

}  // namespace sluice::download
