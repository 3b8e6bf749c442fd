// What a kiosk downloads: everything of its edition from the beginning, or what changed since its cursor. Reads only.
#pragma once

#include "server/desk/gzip_parts.h"
#include "server/desk/live.h"
#include "server/storage/write_tx.h"
#include "server/web/route.h"
#include "shared/wire/messages.h"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace uke::server::desk {

struct FeedQuery {
  KioskId kiosk;
  EditionId edition;
  EventId event;
  std::string after;  // cursor
  std::int64_t limit = 0;
};

// What changed since the cursor, at most `limit` changes by number. Nothing new: an answer without changes whose `to` is `from`.
// `conflict` when the cursor belongs to another history, `invalid` when it is none.
[[nodiscard]] Result<wire::ChangesAnswer> changes_since(storage::ReadTx& tx, const FeedQuery& query);

// Whole editions as they are downloaded first, packed once per edition and change. Thread-safe; kept by the routes.
class Snapshots {
 public:
  // The JSON of a ChangesAnswer from the beginning; gzip if `pack`.
  enum class Packing : std::uint8_t { plain, gzip };
  [[nodiscard]] Result<std::string> whole(storage::ReadTx& tx, const FeedQuery& query, Packing packing);

 private:
  struct Kept {
    std::string cursor;
    std::shared_ptr<const PackedPart> part;
  };
  std::mutex mutex_;
  std::map<EditionId, Kept> kept_;
};

}  // namespace uke::server::desk
