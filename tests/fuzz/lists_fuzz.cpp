// Lists of downloads: whatever somebody opens as one.
#include <string>

#include "engine/lists/list_reader.h"
#include "engine/lists/list_writer.h"
#include "tests/fuzz/fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace lists = sluice::lists;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto list = lists::read_list(text, {"/d", false});
    if (!list) {
        require(!list.error().text().empty(), "an error has a text");
        return 0;
    }
    require(list->problems.size() <= lists::most_problems + 1, "problems are bounded");
    for (const lists::ListEntry& entry : list->entries) {
        require(lists::trouble_with(entry.download.url).empty(), "an entry has a good address");
        const std::string& folder = entry.download.folder;
        require(folder.empty() || folder.starts_with("/d"), "a stranger's list stays below the folder");
        require((folder + "/").find("/../") == std::string::npos, "and does not climb");
    }
    const auto again = lists::read_list(lists::write_list(list->entries, lists::Format::session), {"/d", false});
    require(again && again->entries.size() == list->entries.size(), "a session is read back");
    for (const auto format : {lists::Format::text, lists::Format::aria2, lists::Format::metalink}) {
        static_cast<void>(lists::write_list(list->entries, format));
    }
    return 0;
}
