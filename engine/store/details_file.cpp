#include "engine/store/details_file.h"

#include <zstd.h>

#include <filesystem>

#include "engine/base/result.h"
#include "engine/store/schema.h"

namespace sluice::store {

namespace {
constexpr std::size_t most_text = std::size_t{16} << 20;
}

std::string compress(std::string_view text) {
    std::string out(ZSTD_compressBound(text.size()), '\0');
    const std::size_t size = ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3);
    out.resize(ZSTD_isError(size) != 0U ? 0 : size);
    return out;
}

std::optional<std::string> decompress(Bytes data, std::size_t most) {
    const unsigned long long size = ZSTD_getFrameContentSize(data.data(), data.size());
    if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR || size > most) {
        return std::nullopt;
    }
    std::string out(static_cast<std::size_t>(size), '\0');
    const std::size_t got = ZSTD_decompress(out.data(), out.size(), data.data(), data.size());
    if (ZSTD_isError(got) != 0U || got != out.size()) {
        return std::nullopt;
    }
    return out;
}

Result<DetailsFile> DetailsFile::try_open(const std::string& path, Limits limits) {
    SL_TRY(database, Database::open(path));
    SL_TRY(locked,
           database->execute("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL"));
    SL_TRY(prepared, prepare_details(*database));
    DetailsFile file(std::move(*database), limits);
    const std::pair<Statement*, const char*> statements[] = {
        {&file.put_, "INSERT OR REPLACE INTO details(id,version,place,data) VALUES(?,?,?,?)"},
        {&file.get_, "SELECT version,data FROM details WHERE id=?"},
        {&file.erase_, "DELETE FROM details WHERE id=? RETURNING length(data)"},
        {&file.erase_oldest_,
         "DELETE FROM details WHERE place=(SELECT min(place) FROM details) RETURNING length(data)"},
        {&file.size_of_, "SELECT length(data) FROM details WHERE id=?"},
    };
    for (const auto& [statement, sql] : statements) {
        SL_TRY(made, file.database_.prepare(sql));
        *statement = std::move(*made);
    }
    SL_TRY(last, file.database_.integer("SELECT ifnull(max(place),0) FROM details"));
    file.next_place_ = *last + 1;
    SL_TRY(counted, file.recount());
    return file;
}

Result<DetailsFile> DetailsFile::open(const std::string& path, Limits limits) {
    auto file = try_open(path, limits);
    if (file || (file.error().kind != Kind::store_damaged && file.error().kind != Kind::store_too_new)) {
        return file;
    }
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
        std::filesystem::remove(path + suffix, ignored);
    }
    return try_open(path, limits);
}

Result<void> DetailsFile::recount() {
    SL_TRY(sum, database_.integer("SELECT ifnull(sum(length(data)),0) FROM details"));
    bytes_ = *sum;
    return {};
}

Result<bool> DetailsFile::put(const StoredDetails& details) {
    const std::string data = compress(details.text);
    if (data.empty() || data.size() > limits_.one || details.text.size() > most_text) {
        return false;
    }
    size_of_.bind(details.id);
    SL_TRY(there, size_of_.step());
    const std::int64_t before = *there ? size_of_.integer(0) : 0;
    size_of_.reset();
    put_.bind(details.id).bind(details.version).bind(next_place_++).bind_blob(as_bytes(data));
    SL_TRY(done, put_.run());
    bytes_ += static_cast<std::int64_t>(data.size()) - before;
    SL_TRY(room, make_room());
    return true;
}

Result<void> DetailsFile::make_room() {
    while (bytes_ > limits_.all) {
        SL_TRY(found, erase_oldest_.step());
        const std::int64_t size = *found ? erase_oldest_.integer(0) : 0;
        erase_oldest_.reset();
        if (!*found) {
            return recount();
        }
        bytes_ -= size;
    }
    return {};
}

Result<std::optional<StoredDetails>> DetailsFile::get(Id id) {
    get_.bind(id);
    auto found = get_.step();
    std::optional<StoredDetails> out;
    if (found && *found) {
        if (auto text = decompress(get_.blob(1), most_text)) {
            out = StoredDetails{id, static_cast<int>(get_.integer(0)), std::move(*text)};
        }
    }
    get_.reset();
    if (!found) {
        return tl::unexpected(std::move(found.error()));
    }
    return out;
}

Result<void> DetailsFile::erase(const std::vector<Id>& ids) {
    for (const Id id : ids) {
        erase_.bind(id);
        SL_TRY(found, erase_.step());
        bytes_ -= *found ? erase_.integer(0) : 0;
        erase_.reset();
    }
    return {};
}

Result<void> DetailsFile::erase_from(Id id) {
    SL_TRY(done, database_.execute(("DELETE FROM details WHERE id>=" + std::to_string(id)).c_str()));
    return recount();
}

}  // namespace sluice::store
