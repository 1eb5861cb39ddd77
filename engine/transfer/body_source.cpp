#include "engine/transfer/body_source.h"

#include <algorithm>

#include "engine/base/result.h"
#include "engine/http/request_kind.h"
#include "engine/transfer/context.h"
#include "engine/transfer/form_source.h"

namespace sluice::transfer {

namespace {

constexpr std::string_view urlencoded = "application/x-www-form-urlencoded";

tl::unexpected<Error> bad(const char* what) {
    ErrorArgs args;
    args.detail = what;
    return fail(Kind::argument_bad, std::move(args));
}

std::string_view type_for(const Options& options) {
    return http::request_kind(options) == http::RequestKind::post ? urlencoded : std::string_view();
}

/// A body in the options, which outlive the transfer.
class MemoryBody : public BodySource {
  public:
    MemoryBody(Bytes bytes, std::string_view type) : bytes_(bytes), type_(type) {}
    std::int64_t size() const override { return static_cast<std::int64_t>(bytes_.size()); }
    std::optional<Bytes> whole() const override { return bytes_; }
    std::string_view content_type() const override { return type_; }
    async::Task<Result<void>> rewind() override {
        given_ = 0;
        co_return Result<void>();
    }
    async::Task<Result<std::optional<std::size_t>>> read(MutableBytes into) override {
        const Bytes part = bytes_.subspan(given_, std::min(into.size(), bytes_.size() - given_));
        std::copy(part.begin(), part.end(), into.begin());
        given_ += part.size();
        co_return std::optional<std::size_t>(part.size());
    }

  private:
    Bytes bytes_;
    std::string_view type_;
    std::size_t given_ = 0;
};

/// A body that a callback gives, from an offset on.
class CallbackBody : public BodySource {
  public:
    CallbackBody(Source& source, std::int64_t size, std::int64_t from, std::string_view type)
        : source_(source), size_(size), from_(from), type_(type) {}
    std::int64_t size() const override { return size_; }
    std::string_view content_type() const override { return type_; }

    async::Task<Result<void>> rewind() override {
        if (!touched_ && from_ == 0) {
            co_return Result<void>();
        }
        auto verdict = source_.seek(from_);
        if (!verdict) {
            co_return tl::unexpected<Error>(std::move(verdict.error()));
        }
        skip_ = 0;
        if (*verdict != SeekVerdict::ok) {
            if (touched_ || *verdict == SeekVerdict::fail) {
                co_return fail(Kind::http_rewind);
            }
            skip_ = from_;  // what cannot be skipped is read
        }
        touched_ = from_ != 0;
        co_return Result<void>();
    }

    async::Task<Result<std::optional<std::size_t>>> read(MutableBytes into) override {
        touched_ = true;
        while (skip_ > 0) {
            const auto most = std::min<std::uint64_t>(into.size(), static_cast<std::uint64_t>(skip_));
            auto skipped = source_.read(into.first(static_cast<std::size_t>(most)));
            if (!skipped || !*skipped || **skipped == 0) {
                co_return skipped;
            }
            skip_ -= static_cast<std::int64_t>(**skipped);
        }
        co_return source_.read(into);
    }

  private:
    Source& source_;
    std::int64_t size_;
    std::int64_t from_;
    std::int64_t skip_ = 0;
    std::string_view type_;
    bool touched_ = false;
};

/// The rest of an upload from an offset on: how much of `size` that leaves.
Result<std::int64_t> size_from(std::int64_t size, std::int64_t from) {
    if (from > 0 && size < 0) {
        return bad("an upload that is resumed must know its size");
    }
    if (from > 0 && from >= size) {
        return bad("resume_from is not within the upload");
    }
    return size < 0 ? size : size - from;
}

}  // namespace

async::Task<Result<std::unique_ptr<BodySource>>> make_body(Context& context) {
    const Options& options = context.options;
    const UploadOptions& upload = *options.upload;
    const std::int64_t from = options.request->resume_from;
    if (upload.mime) {
        if (from > 0) {
            co_return bad("a form cannot be resumed");
        }
        auto form = co_await make_form(context);
        co_return form;
    }
    if (upload.body) {
        const auto size = size_from(static_cast<std::int64_t>(upload.body->size()), from);
        if (!size) {
            co_return tl::unexpected<Error>(size.error());
        }
        const Bytes rest = as_bytes(*upload.body).last(static_cast<std::size_t>(*size));
        co_return std::unique_ptr<BodySource>(std::make_unique<MemoryBody>(rest, type_for(options)));
    }
    if (context.request.source == nullptr) {
        co_return bad("an upload without anything that gives it");
    }
    const auto size = size_from(upload.size, from);
    if (!size) {
        co_return tl::unexpected<Error>(size.error());
    }
    co_return std::unique_ptr<BodySource>(
        std::make_unique<CallbackBody>(*context.request.source, *size, from, type_for(options)));
}

async::Task<Result<void>> ready_body(Context& context) {
    if (!context.body) {
        auto body = co_await make_body(context);
        if (!body) {
            co_return tl::unexpected<Error>(std::move(body.error()));
        }
        context.body = std::move(*body);
    }
    co_return co_await context.body->rewind();
}

}  // namespace sluice::transfer
