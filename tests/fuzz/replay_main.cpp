// Runs a fuzz target over every file of the folders named, in the order of names, and over each of their prefixes.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "tests/fuzz/fuzz_target.h"

namespace {

void run(const std::string& input) {
    // A block of exactly that size, so that ASan sees what is read behind it.
    const std::unique_ptr<std::uint8_t[]> block(new std::uint8_t[input.size()]);
    std::copy(input.begin(), input.end(), block.get());
    LLVMFuzzerTestOneInput(block.get(), input.size());
}

}  // namespace

int main(int argc, char** argv) {
    std::size_t count = 0;
    for (int i = 1; i < argc; ++i) {
        std::vector<std::filesystem::path> files;
        std::error_code error;
        for (const auto& entry : std::filesystem::directory_iterator(argv[i], error)) {
            files.push_back(entry.path());
        }
        std::sort(files.begin(), files.end());
        for (const auto& file : files) {
            std::ifstream stream(file, std::ios::binary);
            const std::string input{std::istreambuf_iterator<char>(stream), {}};
            const std::size_t step = input.size() / 512 + 1;
            for (std::size_t length = 0; length < input.size(); length += step) {
                run(input.substr(0, length));
            }
            run(input);
            ++count;
        }
    }
    std::printf("%zu inputs replayed\n", count);
    return count == 0 ? 1 : 0;
}
