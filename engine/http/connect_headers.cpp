#include "engine/http/connect_headers.h"

#include "engine/base/ascii.h"
#include "engine/base/result.h"
#include "engine/http/own_header.h"

namespace sluice::http {

Result<HeaderList> connect_headers(const ConnectContext& context) {
    SL_TRY(own, parse_own_headers(context.lines));
    HeaderList headers;
    const auto add_ours = [&](std::string_view name, std::string_view value) {
        if (!value.empty() && find_own(*own, name) == nullptr) {
            headers.add(name, value);
        }
    };
    if (const OwnHeader* host = find_own(*own, "Host"); host != nullptr && host->value) {
        headers.add("Host", *host->value);
    }
    add_ours("Host", context.authority);
    add_ours("Proxy-Authorization", context.proxy_authorization);
    add_ours("User-Agent", context.user_agent);
    add_ours("Proxy-Connection", "Keep-Alive");
    for (const OwnHeader& header : *own) {
        if (header.value && !base::equals_ignoring_case(header.name, "Host")) {
            headers.add(header.name, *header.value);
        }
    }
    return headers;
}

}  // namespace sluice::http
