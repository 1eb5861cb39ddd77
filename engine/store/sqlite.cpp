#include "engine/store/sqlite.h"

#include <sqlite3.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <utility>

#include "engine/base/result.h"

namespace sluice::store {

namespace {

/// The kind of a library's result code; the low byte is the primary one.
Kind kind_of(int result, int os_errno) {
    switch (result & 0xff) {
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
        case SQLITE_FORMAT:
            return Kind::store_damaged;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return Kind::disk_in_use;
        case SQLITE_FULL:
            return Kind::disk_full;
        case SQLITE_PERM:
        case SQLITE_AUTH:
            return Kind::disk_permission;
        case SQLITE_READONLY:
            return Kind::disk_read_only;
        case SQLITE_CANTOPEN:
            return os_errno == EACCES || os_errno == EPERM ? Kind::disk_permission : Kind::disk_not_found;
        case SQLITE_NOMEM:
            return Kind::out_of_memory;
        case SQLITE_IOERR:
            return os_errno == ENOSPC ? Kind::disk_full : os_errno == EDQUOT ? Kind::disk_quota : Kind::disk_io;
        default:
            return Kind::internal;
    }
}

tl::unexpected<Error> failure(sqlite3* database, int result, const std::string& path) {
    const int os_errno = database != nullptr ? sqlite3_system_errno(database) : 0;
    ErrorArgs args;
    args.file = path;
    args.detail = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(result);
    return fail(kind_of(result, os_errno), std::move(args), os_errno);
}

tl::unexpected<Error> failure(sqlite3* database, int result) {
    const char* path = database != nullptr ? sqlite3_db_filename(database, "main") : nullptr;
    return failure(database, result, path != nullptr ? path : "");
}

/// SQLite would make it readable by everybody; what it makes later (the log) takes the mode of this file.
void make_private_file(const std::string& path) {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) {
        { std::ofstream make(path, std::ios::binary | std::ios::app); }
        std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write,
                                     error);
    }
}

}  // namespace

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_), statement_(std::exchange(other.statement_, nullptr)), bound_(other.bound_) {}

Statement& Statement::operator=(Statement&& other) noexcept {
    std::swap(database_, other.database_);
    std::swap(statement_, other.statement_);
    std::swap(bound_, other.bound_);
    return *this;
}

Statement::~Statement() {
    sqlite3_finalize(statement_);
}

Statement& Statement::bind(std::int64_t value) {
    sqlite3_bind_int64(statement_, ++bound_, value);
    return *this;
}

Statement& Statement::bind(std::string_view text) {
    sqlite3_bind_text(statement_, ++bound_, text.data() != nullptr ? text.data() : "", static_cast<int>(text.size()),
                      SQLITE_STATIC);
    return *this;
}

Statement& Statement::bind_blob(Bytes bytes) {
    sqlite3_bind_blob(statement_, ++bound_, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
    return *this;
}

Result<bool> Statement::step() {
    const int result = sqlite3_step(statement_);
    if (result == SQLITE_ROW) {
        return true;
    }
    if (result == SQLITE_DONE) {
        return false;
    }
    return failure(database_, result);
}

Result<void> Statement::run() {
    for (;;) {
        auto more = step();
        if (!more) {
            reset();
            return tl::unexpected(std::move(more.error()));
        }
        if (!*more) {
            reset();
            return {};
        }
    }
}

void Statement::reset() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
    bound_ = 0;
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_, column);
}

std::string Statement::text(int column) const {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return text != nullptr ? std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)))
                           : std::string();
}

Bytes Statement::blob(int column) const {
    const auto* data = static_cast<const std::byte*>(sqlite3_column_blob(statement_, column));
    return {data, data != nullptr ? static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)) : 0};
}

void Database::Closer::operator()(sqlite3* database) const {
    sqlite3_close_v2(database);
}

Result<Database> Database::open(const std::string& path) {
    make_private_file(path);
    sqlite3* handle = nullptr;
    const int result = sqlite3_open_v2(path.c_str(), &handle,
                                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database(path, handle);
    if (result != SQLITE_OK) {
        return failure(handle, result, path);
    }
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, 1000);
    return database;
}

Result<void> Database::execute(const char* sql) {
    const int result = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
    if (result != SQLITE_OK) {
        return failure(handle_.get(), result);
    }
    return {};
}

Result<Statement> Database::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    const int result = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                          SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (result != SQLITE_OK) {
        return failure(handle_.get(), result);
    }
    return Statement(handle_.get(), statement);
}

Result<std::int64_t> Database::integer(std::string_view sql) {
    SL_TRY(statement, prepare(sql));
    SL_TRY(found, statement->step());
    return *found ? statement->integer(0) : 0;
}

Result<std::string> Database::text(std::string_view sql) {
    SL_TRY(statement, prepare(sql));
    SL_TRY(found, statement->step());
    return *found ? statement->text(0) : std::string();
}

Result<void> Database::copy_to(const std::string& path) {
    SL_TRY(target, open(path));
    sqlite3_backup* backup = sqlite3_backup_init(target->handle_.get(), "main", handle_.get(), "main");
    if (backup == nullptr) {
        return failure(target->handle_.get(), sqlite3_errcode(target->handle_.get()), path);
    }
    sqlite3_backup_step(backup, -1);
    const int result = sqlite3_backup_finish(backup);
    if (result != SQLITE_OK) {
        return failure(target->handle_.get(), result, path);
    }
    return {};
}

std::int64_t Database::changes() const {
    return sqlite3_total_changes64(handle_.get());
}

}  // namespace sluice::store
