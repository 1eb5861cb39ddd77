// What a Metalink describes, as entries of a list.
#include "engine/base/ascii.h"
#include "engine/base/result.h"
#include "engine/download/metalink.h"
#include "engine/lists/list_parts.h"

namespace sluice::lists {

namespace {

void add(const download::MetalinkFile& file, ImportList& into) {
    ListEntry entry;
    entry.download.name = file.name;
    entry.size = file.size;
    for (const download::NamedHash& hash : file.hashes) {
        if (const auto known = download::named_hash(hash.algorithm, hash.hex)) {
            entry.download.own.hashes.push_back(*known);
        }
    }
    if (!file.pieces.empty()) {
        entry.pieces = file.pieces.front();
    }
    for (const std::string& other : file.unusable) {
        entry.notes.push_back("An address is left out: " + other.substr(0, 60));
    }
    int priority = 0;
    for (const download::MetalinkSource& source : file.sources) {
        if (const std::string trouble = trouble_with(source.url); !trouble.empty()) {
            entry.notes.push_back("An address is left out: " + trouble);
        } else if (entry.download.url.empty()) {
            entry.download.url = source.url;
        } else {
            entry.download.own.mirrors.push_back({source.url, ++priority});
        }
    }
    if (entry.download.url.empty()) {
        refuse(into, 0, "no address of \"" + file.name + "\" can be used");
        return;
    }
    take(std::move(entry), into);
}

}  // namespace

Result<void> read_metalink(std::string_view text, ImportList& into) {
    SL_TRY(metalink, download::parse_metalink(text));
    for (const download::MetalinkFile& file : metalink->files) {
        add(file, into);
    }
    return {};
}

}  // namespace sluice::lists
