#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sluice::http {

/// One "name=value" of a field value. The value is unquoted, with its backslash escapes undone.
struct Parameter {
    std::string name;  ///< lower case
    std::string value;
    bool quoted = false;
};

/// A field value of the form "word; name=value; ..." (RFC 9110 5.6.6), read as leniently as browsers do: blanks around
/// '=', values with blanks that are not quoted, a quote that is not closed, empty members, repeated names (all kept).
struct ParameterizedValue {
    std::string word;  ///< lower case; empty if the value begins with a parameter
    std::vector<Parameter> parameters;

    /// The first parameter of that lower-case name, or null.
    const Parameter* find(std::string_view name) const noexcept;
};

/// Never fails: what cannot be read is left out. Thread-safe.
ParameterizedValue parse_parameters(std::string_view text);

}  // namespace sluice::http
