// The schemas of this room's two databases.
#pragma once

#include "shared/storage/migrate.h"

#include <span>

namespace uke::kiosk::store {

[[nodiscard]] std::span<const storage::Migration> log_migrations();
[[nodiscard]] std::span<const storage::Migration> roster_migrations();

}  // namespace uke::kiosk::store
