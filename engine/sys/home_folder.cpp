#include "engine/sys/home_folder.h"

#include <pwd.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace sluice::sys {

std::string home_folder() {
    if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0') {
        return home;
    }
    std::array<char, 16384> space;
    passwd entry{};
    passwd* found = nullptr;
    const int error = ::getpwuid_r(::geteuid(), &entry, space.data(), space.size(), &found);
    return error == 0 && found != nullptr ? found->pw_dir : "";
}

}  // namespace sluice::sys
