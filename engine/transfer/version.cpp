#include <sluice/version.h>

#include <brotli/decode.h>
#include <idn2.h>
#include <libpsl.h>
#include <openssl/crypto.h>
#include <zlib.h>
#include <zstd.h>

#include "engine/tls/trust_store.h"

namespace sluice {

namespace {

constexpr unsigned packed(unsigned major, unsigned minor, unsigned patch) {
    return major << 24U | minor << 12U | patch;
}

VersionInfo collect() {
    VersionInfo out;
    out.number = version_number;
    out.version = version_text;
    out.host = SLUICE_HOST;
    out.protocols = {"file", "http", "https"};
    out.features = {"alpn",      "alt-svc", "AsynchDNS", "brotli", "HSTS",       "HTTPS-proxy", "IDN", "IPv6",
                    "Largefile", "libz",    "PSL",       "SSL",    "threadsafe", "UnixSockets", "zstd"};
    out.ssl = ::OpenSSL_version(OPENSSL_VERSION_STRING);
    out.zlib = ::zlibVersion();
    out.brotli_number = ::BrotliDecoderVersion();
    out.brotli = std::to_string(out.brotli_number >> 24U) + '.' + std::to_string(out.brotli_number >> 12U & 0xfffU) +
                 '.' + std::to_string(out.brotli_number & 0xfffU);
    out.zstd = ::ZSTD_versionString();
    const unsigned zstd = ::ZSTD_versionNumber();  // major * 10000 + minor * 100 + patch
    out.zstd_number = packed(zstd / 10000, zstd / 100 % 100, zstd % 100);
    out.idn = ::idn2_check_version(nullptr);
    out.psl = ::psl_get_version();
    const tls::SystemTrust trust = tls::system_trust();
    out.ca_file = trust.bundle;
    out.ca_path = trust.folder;
    return out;
}

}  // namespace

const VersionInfo& version_info() {
    static const VersionInfo info = collect();
    return info;
}

}  // namespace sluice
