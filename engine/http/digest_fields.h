#pragma once

#include <string>
#include <vector>

#include "engine/http/header_list.h"

namespace sluice::http {

/// A digest that a server gave for the whole of what it serves.
struct GivenDigest {
    std::string algorithm;  ///< small letters, "sha-256"; also those that are not known here
    std::string hex;        ///< small letters
    std::string field;      ///< who says so: "Repr-Digest"

    friend bool operator==(const GivenDigest&, const GivenDigest&) = default;
};

/// The digests of the whole file among the fields of a 200 or 206, in the order of trust: Repr-Digest (RFC 9530),
/// Digest (RFC 3230), which speak of the whole even beside a part of it; Content-Digest (RFC 9530) and Content-MD5 (RFC
/// 1864) of a 200 only; X-Checksum-Sha512, -Sha256, -Sha1, -Md5 (repositories of packages) and the md5 of X-Goog-Hash
/// unless a content coding stands between them and what is sent. What is malformed is left out: a field of
/// RFC 9530 as a whole (RFC 8941 4.2), of the older ones the member that is. Thread-safe.
std::vector<GivenDigest> digests_of_whole(int status, const HeaderList& headers);

}  // namespace sluice::http
