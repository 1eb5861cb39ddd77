#include "engine/download/earlier_part.h"

#include <sluice/url.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "engine/download/disk_error.h"
#include "engine/download/file_name.h"
#include "engine/download/journal_format.h"

namespace sluice::download {

namespace {

constexpr std::string_view journal_ending = ".part.sluice";
constexpr std::string_view own_ending = ".sluice";
/// The facts stand at the beginning of a journal, and again where they changed.
constexpr std::size_t most_read = 4 * 1024 * 1024;

std::string plain(const std::string& url) {
    const auto parsed = Url::parse(url, url_flag::guess_scheme | url_flag::allow_space);
    return parsed ? parsed->without_credentials() : std::string();
}

/// What a journal says it is a copy of; nothing if it cannot be read.
std::optional<Resource> resource_of(sys::Disk& disk, const std::string& path) {
    int error = 0;
    const auto file = disk.open(path, sys::OpenMode::read, error);
    const auto size = file ? file->size() : std::nullopt;
    if (!size) {
        return std::nullopt;
    }
    ByteVector bytes(static_cast<std::size_t>(std::min<std::uint64_t>(*size, most_read)));
    std::size_t have = 0;
    while (have < bytes.size()) {
        const sys::IoResult got = file->read_at(have, MutableBytes(bytes).subspan(have));
        if (got.state != sys::IoState::done || got.bytes == 0) {
            break;
        }
        have += got.bytes;
    }
    bytes.resize(have);
    auto replay = replay_journal(bytes);
    return replay ? std::optional(std::move(replay->state.resource)) : std::nullopt;
}

}  // namespace

std::string find_earlier_part(sys::Disk& disk, const EarlierPartSearch& search) {
    const auto is_free = [&](const std::string& part) { return !search.taken || !search.taken(part); };
    if (!search.name.empty()) {
        const std::string part = join(search.folder, safe_name(search.name, NameCare::typed)) + ".part";
        return disk.facts(part + std::string(own_ending)) && is_free(part) ? part : std::string();
    }
    const std::string address = plain(search.url);
    std::vector<std::string> names = disk.list(search.folder);
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
        if (!name.ends_with(journal_ending)) {
            continue;
        }
        const std::string journal = join(search.folder, name);
        const std::string part = journal.substr(0, journal.size() - own_ending.size());
        const auto resource = is_free(part) ? resource_of(disk, journal) : std::nullopt;
        if (resource && !address.empty() && resource->url == address) {
            return part;
        }
    }
    return {};
}

}  // namespace sluice::download
