// Control files of aria2: whatever lies beside a file as one.
#include <span>

#include "engine/download/aria2_control.h"
#include "tests/fuzz/fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto control = sluice::download::parse_aria2_control(std::as_bytes(std::span(data, size)));
    if (!control) {
        require(!control.error().text().empty(), "an error has a text");
        return 0;
    }
    require(control->size > 0, "a file has a size");
    require(control->written.end() <= control->size, "nothing is behind the end");
    return 0;
}
