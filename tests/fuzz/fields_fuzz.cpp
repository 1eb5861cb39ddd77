// Readers of field values that take whatever a server sends.
#include <string>

#include "engine/http/content_disposition.h"
#include "engine/http/http_date.h"
#include "engine/http/link_field.h"
#include "engine/http/list_members.h"
#include "engine/http/media_type.h"
#include "engine/http/range.h"
#include "engine/http/retry_after.h"
#include "engine/http/structured_fields.h"
#include "engine/http/text_charset.h"
#include "tests/fuzz/fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace http = sluice::http;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto disposition = http::parse_content_disposition(text);
    require(!disposition.filename || http::is_utf8(*disposition.filename), "a file name is UTF-8");
    const auto type = http::parse_media_type(text);
    require(type.essence.empty() || type.essence.find('/') != std::string::npos, "a type has a slash");
    if (const auto date = http::parse_http_date(text)) {
        require(http::parse_http_date(http::format_http_date(*date)) == date, "a date survives formatting");
    }
    const auto wait = http::parse_retry_after(text, 0);
    require(!wait || (*wait >= 0 && *wait <= http::longest_retry_after), "a wait is within its bounds");
    if (const auto range = http::parse_content_range(text)) {
        require(!range->first || *range->first <= *range->last, "a range is not reversed");
    }
    if (const auto members = http::parse_bytes_dictionary(text)) {
        for (const http::BytesMember& member : *members) {
            require(!member.key.empty() && member.base64.find(':') == std::string::npos, "a member is whole");
        }
    }
    http::HeaderList headers;
    headers.add("Link", std::string(text));
    const auto links = http::links_of(headers);
    require(links.size() <= http::most_links, "links have an end");
    require(http::mirror_links(links).size() <= links.size(), "a mirror is a link");
    for (const std::string_view member : http::list_members(text)) {
        require(!member.empty(), "a list member is not empty");
    }
    return 0;
}
