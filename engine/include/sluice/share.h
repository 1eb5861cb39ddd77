#pragma once

#include <sluice/code.h>

#include <cstddef>
#include <cstdint>
#include <memory>

namespace sluice {

/// What can be shared; the numbers are those of CURL_LOCK_DATA_*.
enum class ShareKind : std::uint8_t {
    cookies = 2,       ///< COOKIE; each Easy still has to turn them on
    dns = 3,           ///< DNS, with the lines of options.dns->resolve
    tls_sessions = 4,  ///< SSL_SESSION
    connections = 5,   ///< CONNECT: idle ones; a connection in use is never in two hands
    psl = 6,           ///< PSL, the list of public suffixes
    hsts = 7,          ///< HSTS; each Easy still has to turn it on
};

/// Lets several Easy, in different Multis and on different threads, have some of what they remember in common. The data
/// lives here; what is not shared stays with each Easy (cookies, HSTS) or Multi (names, sessions, connections).
/// Each kind has its own lock inside: any number of threads may transfer through one Share at once, and share(),
/// unshare() and close() may be called from any thread.
///
///     Share share;
///     share.share(ShareKind::cookies);
///     first.set_share(&share), second.set_share(&share);   // before their transfers, on their own threads
///
/// A Share serves through Easy::set_share(); a Multi has none of its own, so that two transfers of one Multi can belong
/// to different Shares. It must outlive the Easies it is attached to, or they let go first (set_share(nullptr)); if it
/// does not, what they use lives on with them. Source: libcurl-share(3).
class Share {
  public:
    Share();
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;
    ~Share();

    /// From now on this kind is in common. in_use while an Easy is attached, bad_option for an unknown kind.
    ShareCode share(ShareKind kind);
    /// No longer; what was collected of it is dropped. Same codes.
    ShareCode unshare(ShareKind kind);
    bool shares(ShareKind kind) const;

    /// Drops everything and shares nothing any more. in_use, and nothing is dropped, while an Easy is attached.
    ShareCode close();
    /// How many Easies are attached.
    std::size_t users() const;

    struct Impl;
    const std::shared_ptr<Impl>& impl() const { return impl_; }  ///< for the library itself

  private:
    std::shared_ptr<Impl> impl_;
};

}  // namespace sluice
