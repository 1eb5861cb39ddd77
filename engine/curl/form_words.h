#pragma once

#include <sluice/mime.h>

#include <string>
#include <string_view>
#include <vector>

namespace sluice::curl {

/// The flags --form, --form-string and --form-escape that make this form; what they cannot say is added to `left_out`.
std::vector<std::string> words_of_form(const Mime& form, std::vector<std::string>& left_out);

}  // namespace sluice::curl
