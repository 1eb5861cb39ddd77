#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sluice {

class Mime;

/// When the body is wanted only if it is newer or older (TIMECONDITION).
enum class TimeCondition : std::uint8_t { none = 0, if_modified_since = 1, if_unmodified_since = 2, last_modified = 3 };

/// What to ask for.
struct RequestOptions {
    std::string method;                ///< empty: what the other options imply. Replaces only the word (CUSTOMREQUEST).
    bool no_body = false;              ///< HEAD (NOBODY)
    std::vector<std::string> headers;  ///< "N: v" adds or replaces, "N:" removes, "N;" sends empty (HTTPHEADER)
    std::string user_agent;            ///< empty: no header (USERAGENT)
    std::string referer;               ///< empty: none (REFERER)
    bool auto_referer = false;         ///< set Referer at redirects (AUTOREFERER)
    std::string range;                 ///< "0-99", "100-", "-50", lists (RANGE)
    std::int64_t resume_from = 0;      ///< beats range; 0 = off (RESUME_FROM_LARGE)
    std::string target;                ///< sent in place of path and query, verbatim; empty: the URL's (REQUEST_TARGET)
    bool path_as_is = false;           ///< keep dot segments (PATH_AS_IS)
    std::string default_scheme;        ///< for URLs without one; empty: guessed from the host's first label
    std::vector<std::string> protocols;  ///< schemes allowed at all; empty: all built in (PROTOCOLS_STR)
    bool fail_on_error = false;          ///< status >= 400 is error 22 (FAILONERROR)
    TimeCondition time_condition = TimeCondition::none;  ///< TIMECONDITION
    std::int64_t time_value = 0;                         ///< seconds since the epoch (TIMEVALUE_LARGE)
};

/// Values of CURL_HTTP_VERSION_*.
enum class HttpVersion : std::uint8_t { any = 0, v1_0 = 1, v1_1 = 2, v2 = 3, v2_tls = 4, v2_prior_knowledge = 5 };

/// How HTTP is spoken.
struct HttpOptions {
    HttpVersion version = HttpVersion::any;   ///< HTTP_VERSION
    std::string accept_encoding;              ///< "": none asked, none decoded; "all": every built-in coding
    bool content_decoding = true;             ///< HTTP_CONTENT_DECODING
    bool transfer_decoding = true;            ///< false: chunks are delivered as sent (HTTP_TRANSFER_DECODING)
    bool request_transfer_coding = false;     ///< ask for a coded transfer: "TE: gzip" (TRANSFER_ENCODING)
    bool allow_http09 = false;                ///< a reply without a head is a body (HTTP09_ALLOWED)
    bool ignore_content_length = false;       ///< IGNORE_CONTENT_LENGTH
    std::vector<std::string> aliases_of_200;  ///< status lines that count as "HTTP/1.0 200 OK" (HTTP200ALIASES)
    bool header_in_body = false;              ///< heads go to the write callback before the body (HEADER)
    bool suppress_connect_headers = false;    ///< heads of CONNECT answers are not delivered
};

/// What is sent as body of the request. None of it set: no body.
struct UploadOptions {
    bool put = false;                  ///< PUT what the read callback gives (UPLOAD)
    bool post = false;                 ///< POST `body`, or what the read callback gives if there is none (POST)
    std::optional<std::string> body;   ///< makes it a POST (COPYPOSTFIELDS)
    std::shared_ptr<const Mime> mime;  ///< makes it a POST of a form (MIMEPOST)
    std::int64_t size = -1;            ///< of what the read callback gives; -1 unknown: chunked
    std::chrono::milliseconds expect_100_timeout{1'000};  ///< EXPECT_100_TIMEOUT_MS
    bool keep_sending_on_error = false;                   ///< KEEP_SENDING_ON_ERROR
};

/// What FOLLOWLOCATION says: CURLFOLLOW_*.
enum class Follow : std::uint8_t {
    none = 0,
    all = 1,         ///< a custom method is kept on every hop
    obey_code = 2,   ///< a custom method is dropped where the status says so
    first_only = 3,  ///< a custom method is for the first request only
};

/// Following redirects.
struct RedirectOptions {
    Follow follow = Follow::none;        ///< FOLLOWLOCATION
    int max_redirs = 30;                 ///< -1 endless, 0 refuses (MAXREDIRS)
    unsigned keep_post = 0;              ///< bits: 1 for 301, 2 for 302, 4 for 303 (POSTREDIR)
    bool unrestricted_auth = false;      ///< credentials to other origins too (UNRESTRICTED_AUTH)
    std::vector<std::string> protocols;  ///< allowed at redirects; empty: http and https (REDIR_PROTOCOLS_STR)
    std::vector<std::string>
        sensitive_headers;  ///< withheld across origins beside Authorization, Cookie, Proxy-Authorization
};

}  // namespace sluice
