#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/http/header_list.h"
#include "engine/http/parameters.h"

namespace sluice::http {

/// One link of a Link field (RFC 8288 3).
struct Link {
    std::string target;  ///< as it stands between the angle brackets: may be relative
    std::vector<Parameter> parameters;

    /// The value of the first parameter of that lower-case name, or null.
    const std::string* find(std::string_view name) const;
    /// Whether `relation` is among the words of rel, in any case.
    bool has_relation(std::string_view relation) const;
};

/// The links of all Link fields, read as RFC 8288 B.2 says: what is malformed ends the reading of its field. At most
/// `most_links`. Thread-safe.
std::vector<Link> links_of(const HeaderList& headers);
inline constexpr std::size_t most_links = 256;

/// A mirror (RFC 6249 2 and 3): a link whose relation is "duplicate".
struct MirrorLink {
    std::string target;
    int priority = 999'999;  ///< pri, 1 the first
    std::string location;    ///< geo: ISO 3166-1, small letters; empty if not said
    bool preferred = false;  ///< pref: run by those who offer the file, so to be used before the others
    friend bool operator==(const MirrorLink&, const MirrorLink&) = default;
};

/// The mirrors among the links, those to be tried first in front. One with `anchor` speaks of something else and is
/// left out.
std::vector<MirrorLink> mirror_links(const std::vector<Link>& links);

/// Where descriptions of this type are (rel=describedby, RFC 6249 5), in their order.
std::vector<std::string> descriptions(const std::vector<Link>& links, std::string_view type);

}  // namespace sluice::http
