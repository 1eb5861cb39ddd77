#include "engine/cli/trace_writer.h"

#include <algorithm>
#include <ctime>

#include "engine/base/bytes.h"

namespace sluice::cli {

std::string TraceWriter::prefix(const TraceEvent& event) const {
    std::string text;
    if (plan_.time) {
        const std::int64_t now = wall_us_();
        const std::time_t seconds = static_cast<std::time_t>(now / 1'000'000);
        std::tm parts{};
        localtime_r(&seconds, &parts);
        char time[64];
        std::snprintf(time, sizeof time, "%02d:%02d:%02d.%06d ", parts.tm_hour, parts.tm_min, parts.tm_sec,
                      static_cast<int>(now % 1'000'000));
        text += time;
    }
    if (plan_.ids) {
        const auto id = [](std::int64_t number) { return number < 0 ? std::string("x") : std::to_string(number); };
        text += "[" + id(event.transfer_id) + "-" + id(event.connection_id) + "] ";
    }
    return text;
}

/// Each line of what is sent has its own prefix; a part without its line's end is gone on with.
void TraceWriter::header_out(const TraceEvent& event, const std::string& start) {
    std::string_view text = as_text(event.data);
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        std::fputs(line_open_ ? "" : start.c_str(), to_);
        std::fwrite(text.data(), 1, end, to_);
        line_open_ = text[end - 1] != '\n';
        text.remove_prefix(end);
    }
}

void TraceWriter::verbose(const TraceEvent& event) {
    static constexpr char marks[] = {'*', '<', '>', '{', '}', '{', '}'};
    const std::string start = prefix(event) + marks[static_cast<std::size_t>(event.kind)] + " ";
    const std::string_view text = as_text(event.data);
    switch (event.kind) {
        case TraceKind::header_out:
            header_out(event, start);
            told_data_ = false;
            return;
        case TraceKind::text:
        case TraceKind::header_in:
            std::fputs(line_open_ ? "" : start.c_str(), to_);
            std::fwrite(text.data(), 1, text.size(), to_);
            line_open_ = !text.empty() && text.back() != '\n';
            if (line_open_ && event.kind == TraceKind::text) {
                std::fputc('\n', to_);
                line_open_ = false;
            }
            told_data_ = false;
            return;
        default:
            if (!told_data_ && data_lines_) {
                std::fprintf(to_, "%s[%zu bytes data]\n", line_open_ ? "" : start.c_str(), event.data.size());
                line_open_ = false;
                told_data_ = true;
            }
    }
}

void TraceWriter::dump_row(std::span<const std::byte> row, std::size_t offset) {
    std::fprintf(to_, "%04zx: ", offset);
    if (plan_.style == curl::TraceStyle::hex) {
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
        std::fputc(c >= 0x20 && c < 0x7f ? c : '.', to_);
    }
    std::fputc('\n', to_);
}

void TraceWriter::dump(const TraceEvent& event) {
    static constexpr const char* names[] = {"== Info: ",    "<= Recv header",   "=> Send header",  "<= Recv data",
                                            "=> Send data", "<= Recv SSL data", "=> Send SSL data"};
    const auto kind = static_cast<std::size_t>(event.kind);
    const std::string_view text = as_text(event.data);
    const std::string start = prefix(event);
    if (event.kind == TraceKind::text) {
        std::fprintf(to_, "%s%s%.*s%s", start.c_str(), names[0], static_cast<int>(text.size()), text.data(),
                     text.empty() || text.back() != '\n' ? "\n" : "");
        return;
    }
    const std::size_t size = event.data.size();
    std::fprintf(to_, "%s%s, %zu bytes (0x%zx)\n", start.c_str(), names[kind], size, size);
    const std::size_t width = plan_.style == curl::TraceStyle::hex ? 16 : 64;
    for (std::size_t at = 0; at < size;) {
        std::size_t end = std::min(size, at + width);
        std::size_t next = end;
        if (plan_.style == curl::TraceStyle::ascii) {
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
    if (plan_.style == curl::TraceStyle::verbose) {
        verbose(event);
    } else {
        dump(event);
    }
    std::fflush(to_);
}

}  // namespace sluice::cli
