#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/http/header_list.h"

namespace sluice::http {

/// One "name=value" of a challenge. The value is unquoted, with its backslash escapes undone.
struct AuthParameter {
    std::string name;  ///< lower case
    std::string value;
};

/// What a server or proxy asks for before it serves (RFC 9110 11.3).
struct Challenge {
    std::string scheme;   ///< lower case: "basic", "digest", "bearer"
    std::string token68;  ///< the one token some schemes carry instead of parameters; empty if there is none
    std::vector<AuthParameter> parameters;

    /// The value of the first parameter of that lower-case name, or null.
    const std::string* find(std::string_view name) const noexcept;
};

/// The challenges of one field value, in order. Reads what servers send rather than what they should: missing commas,
/// blanks around '=', realms with blanks that are not quoted, quotes that are not closed. Never fails: what belongs to
/// no scheme is left out. Takes time in proportion to the length. Thread-safe.
std::vector<Challenge> parse_challenges(std::string_view value);

/// Those of all fields of that name: "WWW-Authenticate", "Proxy-Authenticate".
std::vector<Challenge> challenges_of(const HeaderList& headers, std::string_view name);

/// A list of parameters alone, as in Authentication-Info (RFC 7615). Read as leniently.
std::vector<AuthParameter> parse_auth_parameters(std::string_view value);

}  // namespace sluice::http
