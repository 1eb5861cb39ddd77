#pragma once

#include <string>

#include "engine/curl/flag.h"

namespace sluice::curl {

/// -F: adds "name=content", "name=@file,file", "name=<file", each with ";type=", ";filename=", ";encoder=",
/// ";headers=", or opens ("name=(;type=multipart/mixed") and closes ("=)") a multipart. `literal` (--form-string) takes
/// everything behind '=' as content. What is wrong in curl's words, or "".
std::string add_form_field(FlagTarget& target, std::string_view text, bool literal);

}  // namespace sluice::curl
