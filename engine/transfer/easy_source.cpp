// What an Easy's callbacks give to be sent.
#include <cstdio>

#include "engine/base/result.h"
#include "engine/transfer/easy_impl.h"
#include "engine/transfer/user_call.h"

namespace sluice::transfer {

namespace {

ReadResult read_from_standard_input(MutableBytes into) {
    const std::size_t bytes = std::fread(into.data(), 1, into.size(), stdin);
    return {bytes == 0 && std::ferror(stdin) != 0 ? ReadResult::What::abort : ReadResult::What::data, bytes};
}

SeekVerdict seek_standard_input(std::int64_t offset) {
    return std::fseek(stdin, static_cast<long>(offset), SEEK_SET) == 0 ? SeekVerdict::ok : SeekVerdict::cannot_seek;
}

}  // namespace

Result<std::optional<std::size_t>> EasyTransfer::read(MutableBytes into) {
    const auto& callback = callbacks_->upload->read;
    ReadResult result;
    SL_TRY(called, guarded(Code::aborted_by_callback, Kind::read_callback, [&] {
               result = callback ? callback(into) : read_from_standard_input(into);
               return result.what != ReadResult::What::abort;
           }));
    if (result.what == ReadResult::What::pause) {
        pause_sending();
        return std::optional<std::size_t>();
    }
    if (result.bytes > into.size()) {
        return stopped(Code::read_error, Kind::read_callback, "it gave more bytes than it was asked for");
    }
    return std::optional(result.bytes);
}

Result<SeekVerdict> EasyTransfer::seek(std::int64_t offset) {
    const UploadCallbacks& callbacks = *callbacks_->upload;
    SeekVerdict verdict = SeekVerdict::cannot_seek;
    SL_TRY(called, guarded(Code::bad_function_argument, Kind::read_callback, [&] {
               if (callbacks.seek) {
                   verdict = callbacks.seek(offset);
               } else if (!callbacks.read) {
                   verdict = seek_standard_input(offset);
               }
               return true;
           }));
    return verdict;
}

Result<void> EasyTransfer::add_trailers(std::vector<std::string>& lines) {
    const auto& callback = callbacks_->upload->trailers;
    if (!callback) {
        return {};
    }
    return guarded(Code::aborted_by_callback, Kind::aborted_by_callback, [&] { return callback(lines); });
}

async::Task<void> EasyTransfer::resumed() {
    while (paused()) {
        co_await resumed_.wait();
    }
}

}  // namespace sluice::transfer
