#pragma once

#include "engine/store/sqlite.h"

namespace sluice::store {

/// The layout that this program reads and writes: `PRAGMA user_version` of the list's file.
inline constexpr int schema_version = 1;
/// The same of the file of details, which is made anew when it does not fit.
inline constexpr int details_schema_version = 1;

/// Brings an open list up to schema_version, each step in a transaction of its own, and returns the version it had (0:
/// it was empty). Before the first step of a list that holds something a copy is written to `backup_path`.
/// store_too_new if a newer program made it; it is then untouched.
Result<int> migrate(Database& database, const std::string& backup_path);

/// Makes the tables of an empty file of details; store_too_new or store_damaged if it is something else.
Result<void> prepare_details(Database& database);

}  // namespace sluice::store
