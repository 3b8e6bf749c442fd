#include "kiosk/store/migrations.h"

#include "shared/assets/assets.h"

#include <vector>

namespace uke::kiosk::store {
namespace {

std::vector<storage::Migration> load(std::string_view prefix) {
  std::vector<storage::Migration> migrations;
  for (const auto& [number, name, text] : assets::numbered(prefix)) migrations.push_back({number, name, text});
  return migrations;
}

}  // namespace

std::span<const storage::Migration> log_migrations() {
  static const auto migrations = load("migrations/kiosk/log_");
  return migrations;
}

std::span<const storage::Migration> roster_migrations() {
  static const auto migrations = load("migrations/kiosk/roster_");
  return migrations;
}

}  // namespace uke::kiosk::store
