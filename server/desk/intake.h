// Judges and writes the records of one upload, one after the other. Internal to this room: see upload.h.
#pragma once

#include "server/desk/store.h"
#include "server/storage/write_tx.h"
#include "shared/wire/messages.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace uke::server::desk {

// Who delivers. Without a kiosk it is an import: any event will do.
struct Deliverer {
  std::optional<std::string> kiosk;
  std::optional<EventId> event;  // the kiosk's
  EditionId edition;             // the kiosk's: saves looking its event up again
  bool stolen = false;
};

// Lives on one transaction; take() each record in order, then finish().
class Intake {
 public:
  Intake(storage::WriteTx& tx, Deliverer from) : tx_(tx), from_(std::move(from)) {}

  // Reads how far the kiosk's logs are. To be called first.
  [[nodiscard]] Status begin();
  [[nodiscard]] Result<wire::UploadResult> take(const Delivered& delivered);
  // Writes how far the logs are now; returns that.
  [[nodiscard]] Result<wire::Have> finish();

 private:
  struct Log {
    EventId event;
    LogProgress progress;
    bool changed = false;
  };

  [[nodiscard]] Result<wire::UploadResult> judge(const std::string& raw, const wire::UploadItem& item);
  [[nodiscard]] Result<wire::UploadResult> park(const std::string& raw, std::string reason, const Place& place);
  [[nodiscard]] Result<wire::UploadResult> taken(const std::string& raw, const DeskRecord& record);
  [[nodiscard]] Result<std::optional<EventId>> event_of(EditionId edition);
  // The log's state; made if it is new and `event` is given.
  [[nodiscard]] Result<Log*> log_of(LogId log, EventId event);
  [[nodiscard]] Status close_gap(LogId id, Log& log);

  storage::WriteTx& tx_;
  Deliverer from_;
  std::map<LogId, Log> logs_;
  std::map<EditionId, std::optional<EventId>> events_;
};

}  // namespace uke::server::desk
