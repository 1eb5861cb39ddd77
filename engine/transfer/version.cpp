#include <sluice/version.h>

#include <brotli/decode.h>
#include <idn2.h>
#include <openssl/crypto.h>
#include <zlib.h>
#include <zstd.h>

#include "engine/tls/trust_store.h"

namespace sluice {

VersionInfo version_info() {
    VersionInfo out;
    out.version = version_text;
    out.number = version_number;
    out.protocols = {"http", "https"};
    out.features = {"alpn", "AsynchDNS", "brotli", "IDN", "IPv6", "Largefile", "libz", "SSL", "threadsafe", "zstd"};
    out.ssl = ::OpenSSL_version(OPENSSL_VERSION_STRING);
    out.zlib = ::zlibVersion();
    const unsigned brotli = ::BrotliDecoderVersion();
    out.brotli = std::to_string(brotli >> 24) + '.' + std::to_string((brotli >> 12) & 0xfff) + '.' +
                 std::to_string(brotli & 0xfff);
    out.zstd = ::ZSTD_versionString();
    out.idn = ::idn2_check_version(nullptr);
    return out;
}

}  // namespace sluice
