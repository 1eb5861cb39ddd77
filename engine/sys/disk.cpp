#include "engine/sys/disk.h"

#include <cerrno>

namespace sluice::sys {

std::optional<std::string> Disk::read_whole(const std::string& path, std::size_t most, int& error) {
    const std::shared_ptr<File> file = open(path, OpenMode::read, error);
    if (!file) {
        return std::nullopt;
    }
    std::string content;
    std::string piece(64 * 1024, '\0');
    for (;;) {
        const IoResult got = file->read_at(content.size(), std::as_writable_bytes(std::span(piece)));
        if (got.state == IoState::closed) {
            return content;
        }
        if (got.state != IoState::done || content.size() + got.bytes > most) {
            error = got.state == IoState::done ? EFBIG : got.error;
            return std::nullopt;
        }
        content.append(piece, 0, got.bytes);
    }
}

int Disk::replace(const std::string& path, Bytes content) {
    const std::string beside = path + ".new";
    int error = 0;
    {
        const std::shared_ptr<File> file = open(beside, OpenMode::create_empty, error);
        if (!file) {
            return error;
        }
        const IoResult put = file->write_at(0, content);
        error = put.state == IoState::done ? file->flush() : put.error;
    }
    if (error == 0) {
        error = rename(beside, path, Replace::yes);
    }
    if (error != 0) {
        remove(beside);
    }
    return error;
}

}  // namespace sluice::sys
