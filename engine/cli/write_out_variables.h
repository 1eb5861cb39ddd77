#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/cli/write_out.h"

namespace sluice::cli {

/// The value of "%{name}"; nothing for a name that is none.
std::optional<std::string> variable_text(std::string_view name, const WriteOutFacts& facts);
/// All of them as one JSON object: %{json}.
std::string all_variables_as_json(const WriteOutFacts& facts);

}  // namespace sluice::cli
