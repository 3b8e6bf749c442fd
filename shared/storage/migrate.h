// Numbered migrations: what a database has been through is written down in it.
#pragma once

#include "shared/storage/connection.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace uke::storage {

// `sql` is several statements separated by `;`; comments are allowed. Numbers grow from 1; a number may be left out, but
// none may be added later below one that a database has been through.
struct Migration {
  std::int64_t number;
  std::string_view name;
  std::string_view sql;
};

// Applies what the database lacks, each migration in one transaction, and notes it in schema_migrations(number, name, applied_ms).
// `unsupported` when the database is newer than the program, `corrupt` when it lacks one below those that it has been through,
// `internal` when the numbers given do not grow; then nothing is applied.
[[nodiscard]] Status migrate(Connection& connection, std::span<const Migration> migrations);

// How many a database has been through; an error for one that never was through any.
[[nodiscard]] Result<std::int64_t> migrations_done(ReadTx& tx);

}  // namespace uke::storage
