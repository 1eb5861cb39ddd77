#include "engine/http/media_type.h"

#include "engine/base/ascii.h"
#include "engine/http/parameters.h"

namespace sluice::http {

MediaType parse_media_type(std::string_view value) {
    ParameterizedValue parsed = parse_parameters(value);
    MediaType type;
    // Several fields joined by a comma: the first one counts.
    const std::string_view word = base::trim(std::string_view(parsed.word).substr(0, parsed.word.find(',')));
    const std::size_t slash = word.find('/');
    if (slash == std::string_view::npos || !base::is_token(word.substr(0, slash)) ||
        !base::is_token(word.substr(slash + 1))) {
        return type;
    }
    type.essence = word;
    if (const Parameter* charset = parsed.find("charset")) {
        type.charset = base::to_lower(charset->value);
    }
    return type;
}

bool is_web_page(std::string_view essence) noexcept {
    return essence == "text/html" || essence == "application/xhtml+xml";
}

}  // namespace sluice::http
