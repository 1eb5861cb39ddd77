#pragma once

#include <sluice/error.h>

#include <string>
#include <string_view>
#include <vector>

#include "engine/download/file_hash.h"

namespace sluice::download {

/// One line of a checksum file.
struct ChecksumLine {
    int number = 0;         ///< in the file, from 1
    std::string name;       ///< as written, escapes undone; empty: a digest alone
    std::string algorithm;  ///< as NamedHash has it; empty: its length is that of none, or it is one not known here
    std::string written;    ///< the algorithm as it was written, or empty
    std::string hex;        ///< lower case
    friend bool operator==(const ChecksumLine&, const ChecksumLine&) = default;
};

/// The lines of a checksum file that are checksums, read by parse_checksum_list().
struct ChecksumList {
    std::string origin;  ///< the file or address it came from, without credentials: for people
    std::vector<ChecksumLine> lines;
};

/// Reads what sha256sum and its kin, the BSD tools and openssl write: "HEX  name", "HEX *name", both with a backslash
/// in front if the name is escaped, "SHA256 (name) = HEX", "SHA2-256(name)= HEX", and a digest alone. Lines end with LF
/// or CRLF; those that begin with '#' or ';' and empty ones are comments; of a clearsigned text (RFC 9580 7) what was
/// signed is read, the signature is not checked. Any other line is passed over. `origin` is the file or address: its
/// last part tells SHA-3 from SHA-2 of the same length ("SHA3-256SUMS"), and BLAKE2, which is not known.
/// Errors: argument_bad for what is no text, has not one such line, or is larger than 16 MiB.
Result<ChecksumList> parse_checksum_list(std::string_view text, std::string origin);

/// What the list says of the file that is called one of these; the first name with a line counts. A line fits if its
/// whole name is that, else if the last part of its path is. A digest alone fits any file if it is the only line.
/// Errors (argument_bad): no line fits; two that fit differ; the digest is of no algorithm known here.
Result<std::vector<NamedHash>> hashes_for(const ChecksumList& list, const std::vector<std::string>& names);

}  // namespace sluice::download
