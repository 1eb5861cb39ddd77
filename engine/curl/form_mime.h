#pragma once

#include <sluice/mime.h>

#include <memory>
#include <optional>
#include <string_view>

#include "engine/curl/form_part.h"

namespace sluice::curl {

/// The form as the engine takes it. `form` is a multipart whose encoders are all known.
std::shared_ptr<const Mime> mime_of(const FormPart& form, bool backslash_escapes);

/// "binary", "8bit", "7bit", "base64", "quoted-printable"; "" is none.
std::optional<MimeEncoding> encoding_of(std::string_view encoder);

}  // namespace sluice::curl
