#include "engine/transfer/form_source.h"

#include <algorithm>
#include <cerrno>
#include <map>

#include "engine/async/offload.h"
#include "engine/base/result.h"
#include "engine/http/form_body.h"
#include "engine/http/request_headers.h"
#include "engine/http/transfer_encoder.h"
#include "engine/transfer/context.h"
#include "engine/transfer/random_text.h"
#include "engine/transfer/user_call.h"

namespace sluice::transfer {

namespace {

constexpr std::size_t most_at_once = 48 * 1024;  // of content, before it is encoded
constexpr std::size_t boundary_letters = 22;

using FileSizes = std::map<std::string, std::int64_t>;

tl::unexpected<Error> unreadable(std::string file, int os_errno) {
    ErrorArgs args;
    args.file = std::move(file);
    return fail(Code::read_error, Kind::file_read, std::move(args), os_errno);
}

tl::unexpected<Error> wrong_size(const char* what) {
    ErrorArgs args;
    args.detail = what;
    return fail(Kind::read_callback, std::move(args));
}

/// Gives a form piece by piece. Content is encoded as it comes; what was encoded and not yet given waits in pending_.
class FormSource : public BodySource {
  public:
    FormSource(Context& context, http::Form form, FileSizes sizes)
        : context_(context), form_(std::move(form)), sizes_(std::move(sizes)) {}

    std::int64_t size() const override { return form_.size; }
    std::string_view content_type() const override { return form_.content_type; }
    bool type_is_final() const override { return true; }

    async::Task<Result<void>> rewind() override {
        for (std::size_t i = 0; i < form_.pieces.size() && i <= piece_; ++i) {
            auto ready = rewind_part(form_.pieces[i].part);
            if (!ready) {
                co_return ready;
            }
        }
        readers_.clear();
        piece_ = 0;
        text_given_ = false;
        pending_.clear();
        pending_given_ = 0;
        end_part();
        co_return Result<void>();
    }

    async::Task<Result<std::optional<std::size_t>>> read(MutableBytes into) override {
        while (pending_given_ == pending_.size() && piece_ < form_.pieces.size()) {
            pending_.clear();
            pending_given_ = 0;
            auto made = co_await make_more();
            if (!made) {
                co_return tl::unexpected<Error>(std::move(made.error()));
            }
            if (!*made) {
                co_return std::optional<std::size_t>();
            }
        }
        const Bytes rest = as_bytes(pending_).subspan(pending_given_);
        const Bytes part = rest.first(std::min(into.size(), rest.size()));
        std::copy(part.begin(), part.end(), into.begin());
        pending_given_ += part.size();
        co_return std::optional<std::size_t>(part.size());
    }

  private:
    /// A reader that was asked before must be able to begin anew.
    Result<void> rewind_part(const MimePart* part) {
        const auto* const reader = part == nullptr ? nullptr : std::get_if<MimeReader>(&part->content);
        if (reader == nullptr || std::find(readers_.begin(), readers_.end(), reader) == readers_.end()) {
            return {};
        }
        SL_TRY(verdict, seek_to_start(*reader));
        return *verdict == SeekVerdict::ok ? Result<void>() : fail(Kind::http_rewind);
    }

    static Result<SeekVerdict> seek_to_start(const MimeReader& reader) {
        SeekVerdict verdict = SeekVerdict::cannot_seek;
        SL_TRY(called, guarded(Code::bad_function_argument, Kind::read_callback, [&] {
                   verdict = reader.seek ? reader.seek(0) : verdict;
                   return true;
               }));
        return verdict;
    }

    void begin_part(const MimePart& part) {
        encoder_.emplace(part.encoding);
        given_ = 0;
        announced_ = -1;
        if (const auto* const file = std::get_if<MimeFile>(&part.content)) {
            announced_ = sizes_.at(file->path);
        } else if (const auto* const reader = std::get_if<MimeReader>(&part.content)) {
            announced_ = reader->size;
        }
    }

    void end_part() {
        encoder_.reset();
        file_.reset();
    }

    void next_piece() {
        ++piece_;
        text_given_ = false;
    }

    /// Puts something into pending_ or goes on to the next piece; false: not now.
    async::Task<Result<bool>> make_more() {
        const http::FormPiece& piece = form_.pieces[piece_];
        if (!text_given_) {
            pending_ = piece.text;
            text_given_ = true;
            co_return true;
        }
        if (piece.part == nullptr) {
            next_piece();
            co_return true;
        }
        if (!encoder_) {
            begin_part(*piece.part);
        }
        if (const auto* const data = std::get_if<std::string>(&piece.part->content)) {
            auto encoded = encode_memory(*data);
            if (!encoded) {
                co_return tl::unexpected<Error>(std::move(encoded.error()));
            }
            co_return true;
        }
        std::vector<std::byte> content;
        bool now = true;
        Result<void> got;
        if (const auto* const file = std::get_if<MimeFile>(&piece.part->content)) {
            got = co_await read_file(file->path, content);
        } else {
            got = read_user(std::get<MimeReader>(piece.part->content), content, now);
        }
        if (got && now) {
            got = take(content);
        }
        if (!got) {
            co_return tl::unexpected<Error>(std::move(got.error()));
        }
        co_return now;
    }

    /// How much of the present content may still come.
    std::size_t room() const {
        const auto left = announced_ < 0 ? most_at_once : static_cast<std::uint64_t>(announced_) - given_;
        return static_cast<std::size_t>(std::min<std::uint64_t>(most_at_once, left));
    }

    /// Content that came; none means that it has ended.
    Result<void> take(const std::vector<std::byte>& content) {
        if (!content.empty()) {
            given_ += content.size();
            SL_TRY(encoded, encoder_->encode(content, pending_));
        }
        const bool all = announced_ >= 0 && given_ == static_cast<std::uint64_t>(announced_);
        if (content.empty() && announced_ >= 0 && !all) {
            return wrong_size("a part of the form has less content than it said");
        }
        if (content.empty() || all) {
            encoder_->finish(pending_);
            end_part();
            next_piece();
        }
        return {};
    }

    Result<void> encode_memory(const std::string& data) {
        announced_ = static_cast<std::int64_t>(data.size());
        const Bytes part = as_bytes(data).subspan(given_, room());
        return take(std::vector<std::byte>(part.begin(), part.end()));
    }

    async::Task<Result<void>> read_file(const std::string& path, std::vector<std::byte>& content) {
        auto job = [disk = &context_.engine.world().disk(), file = file_, path, offset = given_, room = room()] {
            FileRead read;
            read.file = file;
            if (!read.file) {
                read.file = disk->open(path, sys::OpenMode::read, read.error);
            }
            if (read.file && room > 0) {
                read.bytes.resize(room);
                const sys::IoResult got = read.file->read_at(offset, read.bytes);
                read.error = got.state == sys::IoState::failed ? got.error : 0;
                read.bytes.resize(got.state == sys::IoState::done ? got.bytes : 0);
            }
            return read;
        };
        FileRead read = co_await async::offload(context_.reactor(), context_.engine.world().workers(), std::move(job));
        if (read.error != 0) {
            co_return unreadable(path, read.error);
        }
        file_ = std::move(read.file);
        content = std::move(read.bytes);
        co_return Result<void>();
    }

    Result<void> read_user(const MimeReader& reader, std::vector<std::byte>& content, bool& now) {
        if (room() == 0) {
            return {};
        }
        if (!reader.read) {
            return wrong_size("a part of the form has no function that gives it");
        }
        if (readers_.empty() || readers_.back() != &reader) {
            // An earlier transfer may have read it; one that cannot go back is taken where it stands.
            SL_TRY(verdict, seek_to_start(reader));
            readers_.push_back(&reader);
        }
        content.resize(room());
        ReadResult result;
        SL_TRY(called, guarded(Code::aborted_by_callback, Kind::read_callback, [&] {
                   result = reader.read(content);
                   return result.what != ReadResult::What::abort;
               }));
        if (result.what == ReadResult::What::pause) {
            if (context_.request.source == nullptr) {
                return wrong_size("a part of the form paused, and nothing can resume it");
            }
            context_.request.source->pause_sending();
            now = false;
            return {};
        }
        if (result.bytes > content.size()) {
            return wrong_size("a function gave more bytes than it was asked for");
        }
        content.resize(result.bytes);
        return {};
    }

    struct FileRead {
        std::shared_ptr<sys::File> file;
        std::vector<std::byte> bytes;
        int error = 0;
    };

    Context& context_;
    http::Form form_;
    FileSizes sizes_;
    std::vector<const MimeReader*> readers_;  // that were asked since the last rewind
    std::size_t piece_ = 0;
    bool text_given_ = false;  // of that piece
    std::string pending_;
    std::size_t pending_given_ = 0;
    // Of the present part's content:
    std::optional<http::TransferEncoder> encoder_;
    std::shared_ptr<sys::File> file_;
    std::int64_t announced_ = -1;
    std::uint64_t given_ = 0;
};

/// Sizes of files; -1 for what has none (a pipe). The first that is not there, if any, is left in `missing`.
struct Looked {
    FileSizes sizes;
    std::string missing;
    bool is_folder = false;
};

Looked look_at(sys::Disk& disk, const std::vector<std::string>& paths) {
    Looked looked;
    for (const std::string& path : paths) {
        const auto facts = disk.facts(path);
        if (!facts || facts->is_folder) {
            looked.missing = path;
            looked.is_folder = facts.has_value();
            return looked;
        }
        looked.sizes[path] = facts->is_regular ? static_cast<std::int64_t>(facts->size) : -1;
    }
    return looked;
}

}  // namespace

async::Task<Result<std::unique_ptr<BodySource>>> make_form(Context& context) {
    const Mime& mime = *context.options.upload->mime;
    auto job = [disk = &context.engine.world().disk(), paths = http::files_of(mime)] { return look_at(*disk, paths); };
    Looked looked = co_await async::offload(context.reactor(), context.engine.world().workers(), std::move(job));
    if (!looked.missing.empty()) {
        co_return unreadable(std::move(looked.missing), looked.is_folder ? EISDIR : ENOENT);
    }
    http::FormContext around;
    around.content_type = http::own_header_value(context.options, "Content-Type");
    around.boundary = [&context] {
        return "------------------------" + random_letters(context.engine.world().random(), boundary_letters);
    };
    around.file_size = [&looked](const std::string& path) { return looked.sizes.at(path); };
    auto form = http::lay_out_form(mime, around);
    if (!form) {
        co_return tl::unexpected<Error>(std::move(form.error()));
    }
    co_return std::unique_ptr<BodySource>(
        std::make_unique<FormSource>(context, std::move(*form), std::move(looked.sizes)));
}

}  // namespace sluice::transfer
