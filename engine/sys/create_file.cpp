#include "engine/sys/create_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace sluice::sys {

int create_file(const std::string& path, unsigned permissions) {
    int fd = -1;
    do {
        fd = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOCTTY, permissions);
    } while (fd < 0 && errno == EINTR);
    if (fd < 0) {
        return errno;
    }
    ::close(fd);
    return 0;
}

}  // namespace sluice::sys
