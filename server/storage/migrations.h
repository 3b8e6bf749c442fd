// All migrations of the server: server/storage/migrations/NNN_name.sql in order of their names. One that was released never changes and
// no file is ever put before it: the database notes by position what it has been through (a gap between files' numbers is no gap).
#pragma once

#include "shared/storage/migrate.h"

#include <span>

namespace uke::server::storage {

[[nodiscard]] std::span<const uke::storage::Migration> migrations();

}  // namespace uke::server::storage
