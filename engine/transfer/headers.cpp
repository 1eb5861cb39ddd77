#include <sluice/easy.h>
#include <sluice/headers.h>

#include <algorithm>
#include <new>

#include "engine/base/ascii.h"
#include "engine/transfer/easy_impl.h"

namespace sluice {

namespace {

/// Splits what was received of one response into its sections and hands each over. A head begins with its status line;
/// what follows the blank line of the last one is the trailer section.
void add_heads(Headers& headers, const RequestRecord& record) {
    const std::string_view text = record.response_head;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t blank = text.find("\r\n\r\n", begin);
        const std::size_t end = blank == std::string_view::npos ? text.size() : blank + 4;
        const std::string_view section = text.substr(begin, end - begin);
        unsigned origin = record.protocol == "file" ? header_origin::header : header_origin::trailer;
        if (section.starts_with("HTTP/")) {
            const std::size_t space = section.find(' ');
            const bool informational = space != std::string_view::npos && section.substr(space + 1, 1) == "1";
            origin = record.to_proxy ? header_origin::connect
                     : informational ? header_origin::informational
                                     : header_origin::header;
        }
        headers.add_section(section, origin, record.number);
        begin = end;
    }
}

}  // namespace

void Headers::add_section(std::string_view text, unsigned origin, int request) {
    while (!text.empty()) {
        const std::size_t end = text.find("\r\n");
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
        const std::size_t colon = line.find(':');
        if (line.starts_with("HTTP/") || colon == std::string_view::npos || colon == 0) {
            continue;  // the status line, the blank one
        }
        Header header;
        header.name = std::string(base::trim(line.substr(0, colon)));
        header.value = std::string(base::trim(line.substr(colon + 1)));
        header.origin = origin;
        header.request = request;
        for (Header& other : headers_) {
            if (other.request == request && other.origin == origin &&
                base::equals_ignoring_case(other.name, header.name)) {
                header.name = other.name;
                header.index = other.index + 1;
                header.amount = ++other.amount;
            }
        }
        header.amount = header.index + 1;
        headers_.push_back(std::move(header));
    }
}

tl::expected<Header, HeaderCode> Headers::find(std::string_view name, int index, unsigned origins, int request) const
    try {
    constexpr unsigned known = 31;
    if (name.empty() || index < 0 || request < -1 || origins == 0 || origins > known) {
        return tl::unexpected(HeaderCode::bad_argument);
    }
    if (headers_.empty()) {
        return tl::unexpected(HeaderCode::no_headers);
    }
    if (request >= requests_) {
        return tl::unexpected(HeaderCode::no_request);
    }
    int seen = 0;
    for (const Header& header : all(origins, request)) {
        if (base::equals_ignoring_case(header.name, name) && seen++ == index) {
            return header;
        }
    }
    return tl::unexpected(seen == 0 ? HeaderCode::missing : HeaderCode::bad_index);
} catch (const std::bad_alloc&) {
    return tl::unexpected(HeaderCode::out_of_memory);
}

std::vector<Header> Headers::all(unsigned origins, int request) const {
    const int wanted = request < 0 ? requests_ - 1 : request;
    std::vector<Header> out;
    std::copy_if(headers_.begin(), headers_.end(), std::back_inserter(out),
                 [&](const Header& header) { return header.request == wanted && (header.origin & origins) != 0; });
    return out;
}

Headers Easy::headers() const {
    Headers headers;
    for (const RequestRecord& record : impl_->info.requests) {
        add_heads(headers, record);
    }
    headers.set_requests(static_cast<int>(impl_->info.requests.size()));
    return headers;
}

}  // namespace sluice
