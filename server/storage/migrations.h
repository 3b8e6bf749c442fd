// All migrations of the server, embedded from server/storage/migrations/NNN_name.sql in order of their names. A migration that was
// released never changes and no file is ever put before it: the database notes by position what it has been through.
#pragma once

#include "shared/storage/migrate.h"

#include <span>

namespace uke::server::storage {

[[nodiscard]] std::span<const uke::storage::Migration> migrations();

}  // namespace uke::server::storage
