#pragma once

#include <sluice/error.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "engine/base/bytes.h"

struct sqlite3;
struct sqlite3_stmt;

namespace sluice::store {

/// One prepared statement. Bind, step until false, reset; one thread. Errors are remembered by step() and told by it.
class Statement {
  public:
    Statement() = default;
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&& other) noexcept;
    ~Statement();

    Statement& bind(std::int64_t value);
    Statement& bind(std::string_view text);  ///< borrowed until the next reset()
    Statement& bind_blob(Bytes bytes);       ///< borrowed until the next reset()
    /// True: a row is there. False: the end.
    Result<bool> step();
    /// Runs to the end and resets.
    Result<void> run();
    void reset();

    std::int64_t integer(int column) const;
    std::string text(int column) const;
    Bytes blob(int column) const;  ///< until the next step() or reset()

  private:
    friend class Database;
    Statement(sqlite3* database, sqlite3_stmt* statement) : database_(database), statement_(statement) {}
    sqlite3* database_ = nullptr;
    sqlite3_stmt* statement_ = nullptr;
    int bound_ = 0;
};

/// A connection to one SQLite file: the only place, with Statement, that calls the library. One thread.
/// Errors: store_damaged for a file that is none or is broken, disk_in_use if another program has it, disk_* for the
/// rest, each with the file's name.
class Database {
  public:
    /// Opens or makes the file, readable by the user alone.
    static Result<Database> open(const std::string& path);

    Result<void> execute(const char* sql);
    Result<Statement> prepare(std::string_view sql);
    Result<std::int64_t> integer(std::string_view sql);
    Result<std::string> text(std::string_view sql);
    /// A copy of the whole database as it is now, in one go, flushed.
    Result<void> copy_to(const std::string& path);
    std::int64_t changes() const;  ///< rows changed since it was opened
    const std::string& path() const { return path_; }

  private:
    struct Closer {
        void operator()(sqlite3* database) const;
    };
    Database(std::string path, sqlite3* database) : path_(std::move(path)), handle_(database) {}
    std::string path_;
    std::unique_ptr<sqlite3, Closer> handle_;
};

}  // namespace sluice::store
