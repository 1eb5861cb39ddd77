// sluice-get-pages man|bash: writes the pages that are made from the table of flags to standard output.
#include <cstdio>
#include <string_view>

#include "engine/cli/get_pages.h"

int main(int argc, char** argv) {
    const std::string_view what = argc == 2 ? argv[1] : "";
    if (what != "man" && what != "bash") {
        std::fputs("usage: sluice-get-pages man|bash\n", stderr);
        return 2;
    }
    const std::string page = what == "man" ? sluice::cli::get_manual_page() : sluice::cli::get_bash_completion();
    return std::fwrite(page.data(), 1, page.size(), stdout) == page.size() && std::fflush(stdout) == 0 ? 0 : 1;
}
