// Numbered migrations: what a database has been through is written down in it.
#pragma once

#include "shared/storage/connection.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace uke::storage {

// `sql` is several statements separated by `;`; comments are allowed. Numbers start at 1 and have no gaps.
struct Migration {
  std::int64_t number;
  std::string_view name;
  std::string_view sql;
};

// Applies what the database lacks, each migration in one transaction, and notes it in schema_migrations(number, name, applied_ms).
// `unsupported` when the database is newer than the program, `internal` when the numbers given have a gap, `corrupt` when those
// noted have one; then nothing is applied.
[[nodiscard]] Status migrate(Connection& connection, std::span<const Migration> migrations);

}  // namespace uke::storage
