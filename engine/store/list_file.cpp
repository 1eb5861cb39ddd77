#include "engine/store/list_file.h"

#include <filesystem>

#include "engine/base/result.h"
#include "engine/store/schema.h"

namespace sluice::store {

namespace {

namespace fs = std::filesystem;

constexpr const char* parts_of_file[] = {"", "-wal", "-shm", "-journal"};

std::string backup_name(const std::string& path, int generation) {
    return path + ".backup-" + std::to_string(generation);
}

/// Moves the file and its log out of the way and returns where to; empty if that is not possible.
std::string keep_aside(const std::string& path, std::int64_t now) {
    std::error_code error;
    std::string target = path + ".damaged-" + std::to_string(now);
    for (int n = 1; fs::exists(target, error) && n < 1000; ++n) {
        target = path + ".damaged-" + std::to_string(now) + "-" + std::to_string(n);
    }
    fs::rename(path, target, error);
    if (error) {
        return {};
    }
    for (const char* part : {"-wal", "-shm", "-journal"}) {
        std::error_code absent;
        fs::rename(path + part, target + part, absent);
    }
    return target;
}

void remove_file(const std::string& path) {
    std::error_code ignored;
    for (const char* part : parts_of_file) {
        fs::remove(path + part, ignored);
    }
}

std::int64_t modified(const std::string& path) {
    std::error_code error;
    const auto time = fs::last_write_time(path, error);
    return error ? 0
                 : std::chrono::duration_cast<std::chrono::seconds>(
                       std::chrono::file_clock::to_sys(time).time_since_epoch())
                       .count();
}

/// A list that fails an integrity check here and there still opens: what can be read counts. One that is cut short or
/// overwritten fails when its rows are read.
Result<bool> set_up(Database& database) {
    // Exclusive: a second program is refused instead of giving the same ids, and WAL needs no shared memory.
    SL_TRY(locking, database.execute("PRAGMA locking_mode=EXCLUSIVE"));
    SL_TRY(mode, database.text("PRAGMA journal_mode=WAL"));
    const bool wal = *mode == "wal";
    if (!wal) {
        SL_TRY(fallback, database.execute("PRAGMA journal_mode=DELETE"));
    }
    SL_TRY(taken, database.execute("BEGIN IMMEDIATE; COMMIT"));
    return wal;
}

}  // namespace

ListFile::ListFile(std::unique_ptr<Database> database, DownloadTable table)
    : database_(std::move(database)), table_(std::move(table)) {}

Result<ListFile> ListFile::try_open(const std::string& path) {
    SL_TRY(opened, Database::open(path));
    auto database = std::make_unique<Database>(std::move(*opened));
    // Before anything is written, even the journal mode: a newer program's file stays as it is.
    SL_TRY(version, database->integer("PRAGMA user_version"));
    if (*version > schema_version) {
        SL_TRY(refused, migrate(*database, {}));
    }
    SL_TRY(wal, set_up(*database));
    SL_TRY(had, migrate(*database, path + ".before-" + std::to_string(schema_version)));
    SL_TRY(table, DownloadTable::open(*database));
    ListFile file(std::move(database), std::move(*table));
    file.loaded_.without_wal = !*wal;
    file.loaded_.created = *had == 0;
    file.loaded_.migrated_from = *had == schema_version ? 0 : *had;
    SL_TRY(rows, file.table_.all());
    SL_TRY(values, file.table_.values());
    SL_TRY(next, file.table_.next_id());
    file.loaded_.downloads = std::move(*rows);
    file.loaded_.values = std::move(*values);
    file.loaded_.next_id = *next;
    file.changes_copied_ = file.database_->changes();
    return file;
}

Result<ListFile> ListFile::open(const std::string& path, std::int64_t now) {
    auto file = try_open(path);
    if (file || file.error().kind != Kind::store_damaged) {
        return file;
    }
    const std::string aside = keep_aside(path, now);
    if (aside.empty()) {
        return file;
    }
    for (const int generation : {1, 2, 0}) {
        const std::string copy = backup_name(path, generation);
        std::error_code error;
        remove_file(path);
        if (generation != 0 && !fs::copy_file(copy, path, error)) {
            continue;
        }
        file = try_open(path);
        if (file) {
            file->loaded_.created = generation == 0;
            file->loaded_.kept_aside = aside;
            file->loaded_.restored_from = generation != 0 ? copy : std::string();
            file->loaded_.restored_time = generation != 0 ? modified(copy) : 0;
            return file;
        }
        if (file.error().kind != Kind::store_damaged) {
            return file;
        }
    }
    return file;
}

Result<void> ListFile::apply_all(const std::vector<const Batch*>& batches) {
    for (const Batch* batch : batches) {
        SL_TRY(done, table_.apply(*batch));
    }
    return {};
}

Result<void> ListFile::apply(const std::vector<const Batch*>& batches) {
    const bool full = std::any_of(batches.begin(), batches.end(), [](const Batch* b) { return b->sync == Sync::full; });
    SL_TRY(set, database_->execute(full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL"));
    SL_TRY(begun, database_->execute("BEGIN IMMEDIATE"));
    auto done = apply_all(batches);
    if (done) {
        done = database_->execute("COMMIT");
    }
    if (!done) {
        static_cast<void>(database_->execute("ROLLBACK"));
    }
    return done;
}

Result<void> ListFile::back_up() {
    const std::int64_t changes = database_->changes();
    const std::string newest = backup_name(database_->path(), 1);
    std::error_code error;
    if (changes == changes_copied_ && fs::exists(newest, error)) {
        return {};
    }
    const std::string fresh = database_->path() + ".backup-new";
    remove_file(fresh);
    SL_TRY(copied, database_->copy_to(fresh));
    fs::rename(newest, backup_name(database_->path(), 2), error);
    fs::rename(fresh, newest, error);
    if (error) {
        ErrorArgs args;
        args.file = newest;
        args.detail = error.message();
        return fail(Kind::disk_io, std::move(args), error.value());
    }
    changes_copied_ = changes;
    return {};
}

}  // namespace sluice::store
