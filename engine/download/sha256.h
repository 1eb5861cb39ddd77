#pragma once

#include <memory>
#include <string>

#include "engine/base/bytes.h"

namespace sluice::download {

/// SHA-256 of bytes that come piece by piece (FIPS 180-4, by OpenSSL). One thread at a time.
class Sha256 {
  public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    void add(Bytes bytes);
    /// Lower-case hex; once. Empty if the library refused to hash (out of memory).
    std::string finish();

  private:
    struct Context;
    std::unique_ptr<Context> context_;
    bool good_ = false;
};

}  // namespace sluice::download
