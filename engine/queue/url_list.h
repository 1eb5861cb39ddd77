#pragma once

#include <sluice/error.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice::queue {

/// One download of a list: addresses of the same file, and what was written about it.
struct ListedDownload {
    std::vector<std::string> urls;  ///< at least one; all are the same file
    /// Names as aria2 has them ("out", "dir", "checksum"), each as often as it was written.
    std::vector<std::pair<std::string, std::string>> options;
    int line = 0;  ///< where it begins, from 1

    /// The last value of an option; empty if it was not written.
    std::string_view option(std::string_view name) const;
    std::vector<std::string_view> options_named(std::string_view name) const;
};

struct UrlList {
    std::vector<ListedDownload> downloads;
    std::vector<std::string> notices;  ///< "line 7: …": what was left out and why
};

/// Reads a list of addresses, one a line, as people paste it, or an input file of aria2: several addresses of one file
/// in a line with tabs between them, option lines below it that begin with blanks ("  out=a.iso"). Lines that begin
/// with '#' and empty ones are skipped; a byte order mark, CRLF and <angle brackets> do not matter; a line without
/// "://" is an address if its first part looks like a host. At most 1,000,000 downloads. Never fails: what is not
/// understood becomes a notice. aria2(1), "Input File".
UrlList parse_url_list(std::string_view text);

/// The same format back, so that aria2 and parse_url_list() read it.
std::string write_url_list(const std::vector<ListedDownload>& downloads);

}  // namespace sluice::queue
