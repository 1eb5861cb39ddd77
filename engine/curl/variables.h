#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/curl/flag.h"

namespace sluice::curl {

/// --variable: "name=content", "name@file", "%NAME" (of the environment, which must have it), "%NAME=default",
/// "name[from-to]@file" (bytes of it). What is wrong in curl's words, or "".
std::string set_variable(FlagTarget& target, const FlagValue& value);

/// --expand-FLAG: the text with "{{name}}" and "{{name:function:function}}" replaced; functions are trim, json, url,
/// b64 and 64dec. "\{{" is a plain "{{". Nothing, with `error` set, if it cannot be done. A text without a variable
/// stays as it is.
std::optional<std::string> expand_variables(std::string_view text, const Globals& globals, std::string& error,
                                            std::vector<std::string>& warnings);

}  // namespace sluice::curl
