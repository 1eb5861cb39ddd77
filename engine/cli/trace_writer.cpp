#include "engine/cli/trace_writer.h"

#include <algorithm>
#include <ctime>
#include <iterator>
#include <string_view>

#include "engine/base/bytes.h"

namespace sluice::cli {

std::string TraceWriter::stamp() const {
    if (wall_us_ == nullptr) {
        return {};
    }
    const std::int64_t now = wall_us_();
    const std::time_t seconds = static_cast<std::time_t>(now / 1'000'000);
    std::tm parts{};
    localtime_r(&seconds, &parts);
    char text[64];
    std::snprintf(text, sizeof text, "%02d:%02d:%02d.%06d ", parts.tm_hour, parts.tm_min, parts.tm_sec,
                  static_cast<int>(now % 1'000'000));
    return text;
}

void TraceWriter::lines(char prefix, std::string_view text) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        const std::string_view line = text.substr(0, end);
        if (!line_open_) {
            std::fprintf(to_, "%s%c ", stamp().c_str(), prefix);
        }
        std::fwrite(line.data(), 1, line.size(), to_);
        line_open_ = line.back() != '\n';
        text.remove_prefix(end);
    }
}

void TraceWriter::verbose(const TraceEvent& event) {
    const std::string_view text = as_text(event.data);
    switch (event.kind) {
        case TraceKind::text:
            lines('*', text);
            if (line_open_) {
                std::fputc('\n', to_);
                line_open_ = false;
            }
            return;
        case TraceKind::header_in:
            return lines('<', text);
        case TraceKind::header_out:
            return lines('>', text);
        default: {
            const bool in = event.kind == TraceKind::data_in || event.kind == TraceKind::ssl_data_in;
            std::fprintf(to_, "%s%c [%zu bytes data]\n", stamp().c_str(), in ? '{' : '}', event.data.size());
        }
    }
}

void TraceWriter::dump_row(std::span<const std::byte> row, std::size_t offset) {
    std::fprintf(to_, "%04zx: ", offset);
    if (style_ == curl::TraceStyle::hex) {
        for (std::size_t i = 0; i < 16; ++i) {
            if (i < row.size()) {
                std::fprintf(to_, "%02x ", static_cast<unsigned>(row[i]));
            } else {
                std::fputs("   ", to_);
            }
        }
    }
    for (const std::byte byte : row) {
        const auto c = static_cast<unsigned char>(byte);
        std::fputc(c >= 0x20 && c < 0x80 ? c : '.', to_);
    }
    std::fputc('\n', to_);
}

void TraceWriter::dump(const TraceEvent& event) {
    static constexpr const char* names[] = {"== Info: ",    "<= Recv header",   "=> Send header",  "<= Recv data",
                                            "=> Send data", "<= Recv SSL data", "=> Send SSL data"};
    const auto kind = static_cast<std::size_t>(event.kind);
    const std::string_view text = as_text(event.data);
    if (event.kind == TraceKind::text) {
        std::fprintf(to_, "%s%s%.*s%s", stamp().c_str(), names[0], static_cast<int>(text.size()), text.data(),
                     text.empty() || text.back() != '\n' ? "\n" : "");
        return;
    }
    const std::size_t size = event.data.size();
    std::fprintf(to_, "%s%s, %zu bytes (0x%zx)\n", stamp().c_str(), names[kind], size, size);
    const std::size_t width = style_ == curl::TraceStyle::hex ? 16 : 64;
    for (std::size_t at = 0; at < size;) {
        std::size_t end = std::min(size, at + width);
        std::size_t next = end;
        if (style_ == curl::TraceStyle::ascii) {
            // Lines of text stay lines: a CRLF ends a row and is not shown.
            const std::size_t crlf = text.substr(at, end - at + 2).find("\r\n");
            if (crlf != std::string_view::npos && at + crlf <= end) {
                end = at + crlf;
                next = end + 2;
            }
        }
        dump_row(event.data.subspan(at, end - at), at);
        at = next;
    }
}

void TraceWriter::write(const TraceEvent& event) {
    if (style_ == curl::TraceStyle::verbose) {
        verbose(event);
    } else {
        dump(event);
    }
    std::fflush(to_);
}

}  // namespace sluice::cli
