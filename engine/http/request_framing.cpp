#include "engine/http/request_framing.h"

#include <limits>

#include "engine/base/number.h"
#include "engine/base/result.h"

namespace sluice::http {

namespace {

tl::unexpected<Error> refuse(const char* why) {
    return fail(Code::upload_failed, Kind::argument_bad, ErrorArgs{.detail = why});
}

}  // namespace

Result<RequestFraming> request_framing(const HeaderList& headers, std::int64_t size, int version) {
    RequestFraming framing;
    framing.expects_continue = version == 11 && headers.has_token("Expect", "100-continue");
    framing.chunked = headers.has_token("Transfer-Encoding", "chunked");
    if (framing.chunked) {
        if (version != 11) {
            return refuse("HTTP/1.0 has no chunked uploads");
        }
        framing.honest = !headers.has("Content-Length");
        return framing;
    }
    auto announced = base::parse_digits(headers.first("Content-Length").value_or(""));
    if (announced && *announced > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
        announced.reset();
    }
    if (size < 0 && !announced) {
        return refuse(version == 10 ? "HTTP/1.0 must know the size of an upload before it starts"
                                    : "an upload of unknown size needs Transfer-Encoding: chunked");
    }
    framing.length = size < 0 ? static_cast<std::int64_t>(*announced) : size;
    framing.honest = announced && static_cast<std::int64_t>(*announced) == framing.length;
    return framing;
}

}  // namespace sluice::http
