#pragma once

namespace sluice {

/// Global initialisation, optional and counted: while one Library lives, what is costly to set up (OpenSSL) stays set
/// up. Without one, the first transfer does it. May be made and destroyed on any thread. Source: curl_global_init(3).
class Library {
  public:
    Library();
    Library(const Library&);
    Library& operator=(const Library&) = default;
    ~Library();
    /// How many live now.
    static int count() noexcept;
};

}  // namespace sluice
