#include "tests/support/scripted_request.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

namespace sluice::test {
namespace {

bool same_name(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
    });
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) {
        text.remove_suffix(1);
    }
    return text;
}

void parse_first_line(std::string_view line, RecordedRequest& request) {
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) {
        return;
    }
    request.method = line.substr(0, first);
    request.target = line.substr(first + 1, last - first - 1);
    request.version = line.substr(last + 1);
}

void parse_head(std::string_view head, RecordedRequest& request) {
    bool first = true;
    while (!head.empty()) {
        const auto end = std::min(head.find('\n'), head.size() - 1);
        const auto line = trimmed(head.substr(0, end));
        head.remove_prefix(end + 1);
        if (first) {
            parse_first_line(line, request);
            first = false;
        } else if (const auto colon = line.find(':'); colon != std::string_view::npos) {
            request.headers.emplace_back(line.substr(0, colon), trimmed(line.substr(colon + 1)));
        }
    }
}

/// The end of a chunked body that begins at `input`, its content into `body`.
std::optional<std::size_t> take_chunked(std::string_view input, std::string& body) {
    std::size_t at = 0;
    for (;;) {
        const auto line_end = input.find("\r\n", at);
        if (line_end == std::string_view::npos) {
            return std::nullopt;
        }
        std::size_t size = 0;
        std::from_chars(input.data() + at, input.data() + line_end, size, 16);
        at = line_end + 2;
        if (size == 0) {
            const auto end = input.find("\r\n", at);
            return end == std::string_view::npos ? std::nullopt : std::make_optional(end + 2);
        }
        if (input.size() < at + size + 2) {
            return std::nullopt;
        }
        body += input.substr(at, size);
        at += size + 2;
    }
}

std::size_t content_length(const RecordedRequest& request) {
    const auto text = request.header("Content-Length");
    std::size_t length = 0;
    std::from_chars(text.data(), text.data() + text.size(), length);
    return length;
}

std::size_t take_http(std::string_view input, RecordedRequest& request) {
    const auto blank = input.find("\r\n\r\n");
    if (blank == std::string_view::npos) {
        return 0;
    }
    const auto head_size = blank + 4;
    parse_head(input.substr(0, head_size), request);
    const auto rest = input.substr(head_size);
    std::size_t body_size = content_length(request);
    if (same_name(request.header("Transfer-Encoding"), "chunked")) {
        const auto size = take_chunked(rest, request.body);
        if (!size) {
            return 0;
        }
        body_size = *size;
    } else if (rest.size() < body_size) {
        return 0;
    } else {
        request.body = rest.substr(0, body_size);
    }
    return head_size + body_size;
}

}  // namespace

std::string RecordedRequest::header(std::string_view name) const {
    const auto found =
        std::find_if(headers.begin(), headers.end(), [&](const auto& header) { return same_name(header.first, name); });
    return found == headers.end() ? std::string() : found->second;
}

bool RecordedRequest::has(std::string_view name) const {
    return std::any_of(headers.begin(), headers.end(),
                       [&](const auto& header) { return same_name(header.first, name); });
}

std::string RecordedRequest::path() const {
    return target.substr(0, target.find('?'));
}

std::size_t take_request(std::string_view input, Framing framing, RecordedRequest& request) {
    RecordedRequest taken;
    std::size_t size = 0;
    switch (framing) {
        case Framing::http:
            size = take_http(input, taken);
            break;
        case Framing::lines:
            size = input.find('\n') + 1;  // npos + 1 = 0
            break;
        case Framing::raw:
            size = input.size();
            break;
    }
    if (size > 0) {
        request = std::move(taken);
        request.bytes = input.substr(0, size);
    }
    return size;
}

bool waits_for_continue(std::string_view input) {
    const auto blank = input.find("\r\n\r\n");
    if (blank == std::string_view::npos || blank + 4 != input.size()) {
        return false;
    }
    RecordedRequest request;
    parse_head(input, request);
    return same_name(request.header("Expect"), "100-continue");
}

}  // namespace sluice::test
