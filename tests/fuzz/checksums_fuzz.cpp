// Checksum files: whatever is given as one.
#include <string>

#include "engine/download/checksum_list.h"
#include "tests/fuzz/fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace download = sluice::download;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const char* origin : {"SHA256SUMS", "SHA3SUMS", "B2SUMS"}) {
        const auto list = download::parse_checksum_list(text, origin);
        if (!list) {
            require(!list.error().text().empty(), "an error has a text");
            continue;
        }
        require(!list->lines.empty(), "a list has a line");
        int last = 0;
        for (const download::ChecksumLine& line : list->lines) {
            require(line.number > last, "lines have their numbers");
            last = line.number;
            const bool known = !line.algorithm.empty();
            require(!known || download::named_hash(line.algorithm, line.hex), "a digest has the length of its kind");
            const auto found = download::hashes_for(*list, {line.name});
            for (std::size_t i = 0; found && i < found->size(); ++i) {
                require(download::named_hash((*found)[i].algorithm, (*found)[i].hex) == (*found)[i],
                        "what is found is a digest");
            }
        }
    }
    return 0;
}
