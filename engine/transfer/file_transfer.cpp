#include "engine/transfer/file_transfer.h"

#include <cerrno>

#include "engine/async/offload.h"
#include "engine/base/result.h"
#include "engine/http/http_date.h"
#include "engine/transfer/body_path.h"
#include "engine/transfer/file_part.h"
#include "engine/transfer/file_upload.h"
#include "engine/transfer/info_times.h"
#include "engine/url/url_error.h"

namespace sluice::transfer {

namespace {

constexpr std::size_t piece_size = 256 * 1024;

/// What came of opening a file.
struct Opened {
    std::shared_ptr<sys::File> file;
    sys::FileFacts facts;
    int os_errno = 0;
    const char* detail = "";

    Opened() {}  // user-provided: returned to coroutines
};

/// What came of reading a piece, with the buffer that was lent for it.
struct Piece {
    std::unique_ptr<std::byte[]> bytes;
    sys::IoResult got;

    Piece() {}  // user-provided: returned to coroutines
};

tl::unexpected<Error> unreadable(const std::string& path, int os_errno, const char* detail = "") {
    ErrorArgs args;
    args.file = path;
    args.detail = detail;
    return fail(Kind::file_read, std::move(args), os_errno);
}

/// Looks before it opens: opening a pipe waits for its other end.
Opened open_to_read(sys::Disk& disk, const std::string& path) {
    Opened out;
    const auto facts = disk.facts(path);
    if (facts && !facts->is_regular) {
        out.os_errno = facts->is_folder ? EISDIR : EINVAL;
        out.detail = facts->is_folder ? "" : "it is a device, a pipe or a socket";
        return out;
    }
    out.file = disk.open(path, sys::OpenMode::read, out.os_errno);
    if (out.file) {
        out.facts = facts.value_or(sys::FileFacts());
        out.facts.size = out.file->size().value_or(out.facts.size);
    }
    return out;
}

Piece read_piece(sys::File& file, std::uint64_t offset, std::unique_ptr<std::byte[]> buffer, std::size_t size) {
    Piece piece;
    piece.got = file.read_at(offset, MutableBytes(buffer.get(), size));
    piece.bytes = std::move(buffer);
    return piece;
}

Result<std::string> path_of(const Url& url) {
    std::string path = url_decode(*url.get(UrlPart::path));
    if (path.find('\0') != std::string::npos) {
        return tl::unexpected<Error>(to_error(UrlCode::bad_path, url.to_string()));
    }
    return path;
}

void begin_record(Context& context, const Url& url, const std::string& method) {
    context.request_started = context.reactor().now();
    RequestRecord record;
    record.method = method;
    record.url = url.without_credentials();
    record.protocol = "file";
    record.started_ns = (context.request_started - context.started).count();
    record.started_at =
        std::chrono::time_point_cast<std::chrono::system_clock::duration>(context.engine.world().clock().wall());
    record.marks.queued_end = 0;
    record.marks.request_start = 0;
    record.marks.request_end = 0;  // of an upload: when it has ended
    context.info.requests.push_back(std::move(record));
    context.info.connection.scheme = "file";
    context.info.http.effective_url = url.to_string();
    context.info.http.effective_method = method;
    context.enter(Stage::receiving);
}

void end_record(Context& context, const Result<void>& result) {
    RequestRecord& record = context.record();
    record.marks.last_byte = context.since_request(context.reactor().now());
    record.body_bytes = context.info.sizes.download;
    if (context.options.upload->put) {
        record.marks.request_end = record.marks.last_byte;
    }
    record.end_reason = result ? "complete" : result.error().text();
}

Result<void> tell_line(Context& context, const std::string& line) {
    RequestRecord& record = context.record();
    record.response_head += line;
    record.head_bytes += static_cast<std::int64_t>(line.size());
    context.info.sizes.header += static_cast<std::int64_t>(line.size());
    context.trace(TraceKind::header_in, as_bytes(line));
    return context.observer.on_header_line(line);
}

/// The head a server would send.
Result<void> tell_head(Context& context, const http::HeaderList& headers) {
    context.record().marks.first_byte = context.since_request(context.reactor().now());
    for (const auto& field : headers) {
        SL_TRY(told, tell_line(context, std::string(field.name) + ": " + std::string(field.value) + "\r\n"));
    }
    context.info.http.num_headers = static_cast<int>(headers.size());
    return tell_line(context, "\r\n");
}

http::HeaderList head_of(const sys::FileFacts& facts, std::int64_t modified) {
    http::HeaderList headers;
    headers.add("Content-Length", std::to_string(facts.size));
    headers.add("Accept-ranges", "bytes");
    headers.add("Last-Modified", http::format_http_date(modified));
    return headers;
}

Result<void> refuse_large(Context& context, const FilePart& part) {
    if (context.max_file_size <= 0 || part.length <= static_cast<std::uint64_t>(context.max_file_size)) {
        return {};
    }
    ErrorArgs args;
    args.bytes = static_cast<std::int64_t>(part.length);
    args.limit = context.max_file_size;
    return fail(Kind::http_too_large, std::move(args));
}

/// Reads the part and delivers it. A part without a known end (`to_the_end`) ends where the file does.
async::Task<Result<void>> deliver(Context& context, std::shared_ptr<sys::File> file, FilePart part, bool to_the_end,
                                  const std::string& path) {
    BodyPath body(context);
    std::uint64_t at = part.first;
    const std::uint64_t end = part.first + part.length;
    const std::size_t size =
        to_the_end ? piece_size : static_cast<std::size_t>(std::min<std::uint64_t>(piece_size, part.length));
    auto buffer = std::make_unique_for_overwrite<std::byte[]>(size);
    while (to_the_end || at < end) {
        const std::size_t most = to_the_end ? size : static_cast<std::size_t>(std::min<std::uint64_t>(size, end - at));
        auto read = [file, at, most, lent = std::move(buffer)]() mutable {
            return read_piece(*file, at, std::move(lent), most);
        };
        Piece piece = co_await async::offload(context.reactor(), context.engine.world().workers(), std::move(read));
        if (piece.got.state == sys::IoState::closed) {
            break;
        }
        if (piece.got.state != sys::IoState::done) {
            co_return unreadable(path, piece.got.error);
        }
        at += piece.got.bytes;
        context.moved += piece.got.bytes;
        context.last_activity = context.reactor().now();
        buffer = std::move(piece.bytes);
        const Bytes bytes(buffer.get(), piece.got.bytes);
        auto taken = co_await body.take(bytes);
        if (!taken) {
            co_return taken;
        }
    }
    if (!to_the_end && at < end) {
        ErrorArgs args;
        args.file = path;
        args.bytes = static_cast<std::int64_t>(at - part.first);
        args.limit = static_cast<std::int64_t>(part.length);
        co_return fail(Kind::file_incomplete, std::move(args));
    }
    co_return Result<void>();
}

async::Task<Result<void>> read_file(Context& context, const std::string& path) {
    const RequestOptions& wanted = *context.options.request;
    auto open = [&disk = context.engine.world().disk(), path] { return open_to_read(disk, path); };
    Opened opened = co_await async::offload(context.reactor(), context.engine.world().workers(), std::move(open));
    if (!opened.file) {
        co_return unreadable(path, opened.os_errno, opened.detail);
    }
    const auto modified =
        std::chrono::duration_cast<std::chrono::seconds>(opened.facts.modified.time_since_epoch()).count();
    context.info.http.filetime = modified;
    const bool whole = wanted.range.empty() && wanted.resume_from == 0;
    if (whole && !meets_condition(wanted, modified)) {
        context.info.http.condition_unmet = true;
        context.say("The requested document is not new enough");
        co_return Result<void>();
    }
    const http::HeaderList headers = head_of(opened.facts, modified);
    auto told = tell_head(context, headers);
    if (!told) {
        co_return told;
    }
    auto part = file_part(wanted, opened.facts.size);
    if (!part) {
        co_return tl::unexpected<Error>(std::move(part.error()));
    }
    const bool to_the_end = whole && opened.facts.size == 0;
    context.info.sizes.content_length_download = to_the_end ? -1 : static_cast<std::int64_t>(part->length);
    if (context.tells(trace_area::file)) {
        context.say("[FILE] " + std::to_string(part->length) + " of " + std::to_string(opened.facts.size) +
                        " bytes from " + std::to_string(part->first) + " on",
                    trace_area::file);
    }
    const ResponseHead head{0, {}, headers, context.record().url, context.info.sizes.content_length_download, false};
    told = co_await context.sink.begin(head);
    if (!told || wanted.no_body) {
        co_return told;
    }
    told = refuse_large(context, *part);
    if (!told) {
        co_return told;
    }
    co_return co_await deliver(context, std::move(opened.file), *part, to_the_end, path);
}

}  // namespace

async::Task<Result<void>> carry_out_file(Context& context, const Url& url, const std::string& method) {
    begin_record(context, url, method);
    auto path = path_of(url);
    if (!path) {
        co_return tl::unexpected<Error>(std::move(path.error()));
    }
    auto work = context.options.upload->put ? write_file(context, *path) : read_file(context, *path);
    auto result = co_await std::move(work);
    end_record(context, result);
    co_return result;
}

}  // namespace sluice::transfer
