#include "engine/transfer/file_part.h"

#include <algorithm>

#include "engine/base/result.h"
#include "engine/http/range.h"

namespace sluice::transfer {

namespace {

tl::unexpected<Error> behind_the_end(std::uint64_t first, std::uint64_t size) {
    ErrorArgs args;
    args.detail = "it would begin at " + std::to_string(first) + " of " + std::to_string(size) + " bytes";
    return fail(Code::bad_download_resume, Kind::range_malformed, std::move(args));
}

}  // namespace

Result<FilePart> file_part(const RequestOptions& wanted, std::uint64_t size) {
    FilePart part{0, size};
    if (wanted.resume_from > 0) {
        part.first = static_cast<std::uint64_t>(wanted.resume_from);
        if (part.first > size) {
            return behind_the_end(part.first, size);
        }
        part.length = size - part.first;
        return part;
    }
    if (wanted.range.empty()) {
        return part;
    }
    SL_TRY(ranges, http::parse_request_ranges(wanted.range));
    if (ranges->size() > 1) {
        return fail(Kind::range_malformed, ErrorArgs{.detail = "several ranges of a local file"});
    }
    const http::RequestRange& range = ranges->front();
    if (!range.first) {
        part.length = std::min(*range.last, size);
        part.first = size - part.length;
        return part;
    }
    part.first = *range.first;
    if (part.first > size) {
        return behind_the_end(part.first, size);
    }
    part.length = size - part.first;
    if (range.last) {
        part.length = std::min(part.length, *range.last - *range.first + 1);
    }
    return part;
}

bool meets_condition(const RequestOptions& wanted, std::int64_t modified) {
    if (wanted.time_condition == TimeCondition::none || wanted.time_value <= 0) {
        return true;
    }
    return wanted.time_condition == TimeCondition::if_unmodified_since ? modified < wanted.time_value
                                                                       : modified > wanted.time_value;
}

}  // namespace sluice::transfer
