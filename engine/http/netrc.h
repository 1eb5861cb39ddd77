#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

/// The file of logins that ftp, curl and others share (netrc(5)): "machine HOST login USER password WORD", blanks or
/// line ends between the words; "default" for every other host; "account WORD" and "macdef NAME … blank line" are
/// skipped; a word that begins with '#' makes the rest of its line a comment; a word in double quotes may hold blanks
/// and the escapes \" \\ \n \r \t.
namespace sluice::http {

struct NetrcEntry {
    std::optional<std::string> machine;  ///< lower case; nothing: default
    std::optional<std::string> login;
    std::optional<std::string> password;
};

/// Where a file could not be read. Holds nothing of its content.
struct NetrcFault {
    int line = 0;  ///< from 1
    enum class What : std::uint8_t { open_quote, missing_value, too_large } what = What::open_quote;
};
const char* text_of(NetrcFault::What what) noexcept;

inline constexpr std::size_t longest_netrc = 128 * 1024;

/// All entries in the order of the file. Words that are not known are skipped with the word behind them. Thread-safe.
tl::expected<std::vector<NetrcEntry>, NetrcFault> parse_netrc(std::string_view file);

/// The first entry for `host` (compared without case) or default, or, with a user, the first of them with that login.
/// Null if there is none. Borrowed from `entries`.
const NetrcEntry* find_netrc_entry(const std::vector<NetrcEntry>& entries, std::string_view host,
                                   const std::optional<std::string>& user);

}  // namespace sluice::http
