#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct psl_ctx_st;

namespace sluice::http {

/// The list of names below which anybody may register ("com", "co.uk", "github.io"): no cookie may be set for all of
/// one (https://publicsuffix.org). Immutable and thread-safe.
class PublicSuffixes {
  public:
    /// The list that came with the library. Always there; costs nothing.
    static std::shared_ptr<const PublicSuffixes> built_in();
    /// When that one was made, seconds since the epoch.
    static std::int64_t built_in_date() noexcept;
    /// Where the system keeps a list that may be newer; empty if it has none.
    static std::string usual_file();
    /// A list from the content of a file, in its text form or compiled (DAFSA). Null if it is neither.
    static std::shared_ptr<const PublicSuffixes> parse(std::string_view file);
    ~PublicSuffixes();
    PublicSuffixes(const PublicSuffixes&) = delete;
    PublicSuffixes& operator=(const PublicSuffixes&) = delete;

    /// `domain` in lower-case ASCII, no address. A name with one label always counts as one.
    bool contains(const std::string& domain) const;

  private:
    PublicSuffixes(const psl_ctx_st* list, bool owned) : list_(list), owned_(owned) {}
    const psl_ctx_st* list_;  ///< null if the library was built without a list
    bool owned_;
};

}  // namespace sluice::http
