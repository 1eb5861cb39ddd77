#include "engine/transfer/info_times.h"

#include <algorithm>

namespace sluice::transfer {

namespace {

/// Whole microseconds; what happened counts as one at least.
std::int64_t microseconds(std::int64_t ns) {
    return ns < 0 ? 0 : std::max<std::int64_t>(ns / 1000, 1);
}

}  // namespace

Info::Times times_of(const std::vector<RequestRecord>& requests, std::int64_t total_ns) {
    Info::Times sum;
    bool redirected = false;
    for (const RequestRecord& request : requests) {
        if (request.to_proxy) {
            continue;  // part of making the connection of the request behind it
        }
        if (redirected) {
            sum.redirect = microseconds(request.started_ns);
        }
        redirected = !request.redirect_target.empty();
        const auto& marks = request.marks;
        sum.queue += marks.queued_end < 0 ? 0 : marks.queued_end / 1000;
        if (!request.reused) {
            sum.namelookup += microseconds(marks.dns_end);
            sum.connect += microseconds(marks.connect_end);
            sum.appconnect += microseconds(marks.tls_end);
        }
        sum.pretransfer += microseconds(marks.request_start);
        sum.posttransfer += microseconds(marks.request_end);
        sum.starttransfer += microseconds(marks.first_byte);
    }
    sum.total = microseconds(total_ns);
    return sum;
}

}  // namespace sluice::transfer
