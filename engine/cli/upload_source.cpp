#include "engine/cli/upload_source.h"

#include <algorithm>

namespace sluice::cli {

std::unique_ptr<UploadSource> UploadSource::open(const std::string& path, bool crlf, std::function<void()> woken) {
    std::unique_ptr<UploadSource> source(new UploadSource);
    source->crlf_ = crlf;
    if (path == "-" || path == ".") {
        source->waits_ = path == "-" || !woken;
        source->input_ = std::make_unique<StandardInput>(std::move(woken));
        return source;
    }
    source->file_ = std::fopen(path.c_str(), "rbe");
    if (source->file_ == nullptr) {
        return nullptr;
    }
    // A pipe has no size, nor has a text whose line ends grow.
    if (!crlf && std::fseek(source->file_, 0, SEEK_END) == 0) {
        source->size_ = std::ftell(source->file_);
        std::rewind(source->file_);
    }
    return source;
}

UploadSource::~UploadSource() {
    if (file_ != nullptr) {
        std::fclose(file_);
    }
}

ReadResult UploadSource::read_plain(std::span<std::byte> into) {
    if (file_ != nullptr) {
        const std::size_t got = std::fread(into.data(), 1, into.size(), file_);
        return {std::ferror(file_) != 0 ? ReadResult::What::abort : ReadResult::What::data, got};
    }
    std::size_t got = 0;
    switch (input_->read(into, waits_, got)) {
        case StandardInput::State::failed:
            return {ReadResult::What::abort, 0};
        case StandardInput::State::nothing_yet:
            paused_ = true;
            return {ReadResult::What::pause, 0};
        case StandardInput::State::data:
        case StandardInput::State::end:
            break;
    }
    return {ReadResult::What::data, got};
}

ReadResult UploadSource::read(std::span<std::byte> into) {
    began_ = true;
    if (!crlf_ || into.size() < 2) {
        return read_plain(into);
    }
    // Half of the room, for every byte may be a line's end.
    std::vector<std::byte> plain(std::max<std::size_t>(into.size() / 2, 1));
    ReadResult result = read_plain(plain);
    std::size_t out = 0;
    for (std::size_t i = 0; i < result.bytes && result.what == ReadResult::What::data; ++i) {
        if (plain[i] == std::byte{'\n'} && !after_cr_) {
            into[out++] = std::byte{'\r'};
        }
        after_cr_ = plain[i] == std::byte{'\r'};
        into[out++] = plain[i];
    }
    result.bytes = out;
    return result;
}

SeekVerdict UploadSource::seek(std::int64_t offset) {
    if (file_ == nullptr || (crlf_ && offset != 0)) {
        return !began_ && offset == 0 ? SeekVerdict::ok : SeekVerdict::cannot_seek;
    }
    after_cr_ = false;
    return std::fseek(file_, static_cast<long>(offset), SEEK_SET) == 0 ? SeekVerdict::ok : SeekVerdict::fail;
}

bool UploadSource::wants_resume() {
    const bool ready = paused_ && input_->ready();
    paused_ = paused_ && !ready;
    return ready;
}

}  // namespace sluice::cli
