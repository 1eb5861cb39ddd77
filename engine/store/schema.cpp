#include "engine/store/schema.h"

#include <array>
#include <filesystem>

#include "engine/base/result.h"

namespace sluice::store {

namespace {

/// Step N leads from version N to N + 1. A step that was released is never changed.
constexpr std::array<const char*, schema_version> steps = {
    R"sql(
    CREATE TABLE downloads(
        id INTEGER PRIMARY KEY AUTOINCREMENT, rank INTEGER NOT NULL, state INTEGER NOT NULL, phase INTEGER NOT NULL,
        removed INTEGER NOT NULL, url TEXT NOT NULL, folder TEXT NOT NULL, name TEXT NOT NULL, host TEXT NOT NULL,
        category TEXT NOT NULL, type TEXT NOT NULL, protocol TEXT NOT NULL, size INTEGER NOT NULL,
        received INTEGER NOT NULL, durable INTEGER NOT NULL, retries INTEGER NOT NULL, retry_at INTEGER NOT NULL,
        added INTEGER NOT NULL, finished INTEGER NOT NULL, active_ms INTEGER NOT NULL, flags INTEGER NOT NULL,
        error TEXT NOT NULL);
    CREATE TABLE requests(id INTEGER PRIMARY KEY, request TEXT NOT NULL, facts TEXT NOT NULL);
    CREATE TABLE settings(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    )sql",
};

Result<void> step(Database& database, int from) {
    SL_TRY(begun, database.execute("BEGIN IMMEDIATE"));
    auto done = database.execute(steps[static_cast<std::size_t>(from)]);
    if (done) {
        done = database.execute(("PRAGMA user_version=" + std::to_string(from + 1)).c_str());
    }
    if (done) {
        done = database.execute("COMMIT");
    }
    if (!done) {
        static_cast<void>(database.execute("ROLLBACK"));
    }
    return done;
}

tl::unexpected<Error> too_new(const Database& database, std::int64_t version) {
    ErrorArgs args;
    args.file = database.path();
    args.detail = "layout " + std::to_string(version) + ", this program knows up to " + std::to_string(schema_version);
    return fail(Kind::store_too_new, std::move(args));
}

}  // namespace

Result<int> migrate(Database& database, const std::string& backup_path) {
    SL_TRY(version, database.integer("PRAGMA user_version"));
    SL_TRY(tables, database.integer("SELECT count(*) FROM sqlite_schema"));
    if (*version > schema_version) {
        return too_new(database, *version);
    }
    if (*version < 0 || (*version == 0 && *tables > 0)) {
        ErrorArgs args;
        args.file = database.path();
        args.detail = "a database of another kind";
        return fail(Kind::store_damaged, std::move(args));
    }
    const int had = static_cast<int>(*version);
    if (had > 0 && had < schema_version) {
        std::error_code ignored;
        std::filesystem::remove(backup_path, ignored);
        SL_TRY(copied, database.copy_to(backup_path));
    }
    for (int from = had; from < schema_version; ++from) {
        SL_TRY(stepped, step(database, from));
    }
    return had;
}

Result<void> prepare_details(Database& database) {
    SL_TRY(version, database.integer("PRAGMA user_version"));
    if (*version == details_schema_version) {
        return {};
    }
    if (*version != 0) {
        return too_new(database, *version);
    }
    return database.execute(
        "BEGIN IMMEDIATE;"
        "CREATE TABLE details(id INTEGER PRIMARY KEY, version INTEGER NOT NULL, place INTEGER NOT NULL, data BLOB NOT "
        "NULL);"
        "CREATE INDEX details_by_place ON details(place);"
        "PRAGMA user_version=1;"
        "COMMIT");
}

}  // namespace sluice::store
