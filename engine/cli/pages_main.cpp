// sluice-transfer-pages man|bash|options: writes the pages that are made from the tables of flags and options to
// standard output.
#include <cstdio>
#include <string_view>

#include "engine/cli/manual.h"
#include "engine/cli/option_page.h"

int main(int argc, char** argv) {
    const std::string_view what = argc == 2 ? argv[1] : "";
    if (what != "man" && what != "bash" && what != "options") {
        std::fputs("usage: sluice-transfer-pages man|bash|options\n", stderr);
        return 2;
    }
    const std::string page = what == "man"    ? sluice::cli::manual_page()
                             : what == "bash" ? sluice::cli::bash_completion()
                                              : sluice::cli::option_page();
    return std::fwrite(page.data(), 1, page.size(), stdout) == page.size() && std::fflush(stdout) == 0 ? 0 : 1;
}
