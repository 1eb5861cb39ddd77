#pragma once

#include <sluice/error.h>

#include <QString>

namespace sluice::gui {

/// What happened, in the user's language, short enough for a cell: at least two words, and the first 24 characters say
/// the cause ("Connection refused by 127.0.0.1:9", "404 Not Found", "No space left: 1.1 GiB short"). Built from the
/// kind and its facts alone, never from English text of the engine. Empty for Kind::none.
QString errorText(const Error& error);

/// "Not Found" for 404; empty for a status without a registered phrase. Source: RFC 9110 section 15, RFC 6585.
QString httpPhrase(int status);

/// The untranslated pattern of a kind; placeholders in braces, parts in square brackets vanish with an unknown fact.
const char* errorPattern(Kind kind) noexcept;

}  // namespace sluice::gui
