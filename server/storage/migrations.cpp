#include "server/storage/migrations.h"

#include "shared/assets/assets.h"

#include <vector>

namespace uke::server::storage {

std::span<const uke::storage::Migration> migrations() {
  static const auto kAll = [] {
    std::vector<uke::storage::Migration> all;
    for (const auto& file : assets::numbered("migrations/server/")) {
      all.push_back({static_cast<std::int64_t>(all.size()) + 1, file.name, file.text});
    }
    return all;
  }();
  return kAll;
}

}  // namespace uke::server::storage
