// The records of one tap or one line of paper, written into this server's own log. Internal to this room; lives on one transaction.
#pragma once

#include "server/desk/rules.h"
#include "server/storage/write_tx.h"
#include "server/web/route.h"
#include "shared/desk/attendance.h"

#include <functional>

namespace uke::server::desk {

class WebTouch {
 public:
  // `fold` must hold what is known of everybody that the touch is about; each record is added to it.
  WebTouch(storage::WriteTx& tx, EventFold& fold, EventId event, EditionId edition, const web::Actor& actor, By by)
      : tx_(tx), fold_(fold), event_(event), edition_(edition), desk_(actor.name), by_(by) {}

  // `fill` sets what the kind needs; step, place and time are set here.
  [[nodiscard]] Result<RecordId> add(const Subject& subject, Kind kind, const std::function<void(DeskRecord&)>& fill);
  [[nodiscard]] Result<RecordId> admit(AttendeeId attendee, const Payload& payload);
  // Cash; `admit` is that of the same person in the same touch, so that undoing it finds the payment.
  [[nodiscard]] Status payment(AttendeeId attendee, Yen amount, std::optional<RecordId> admit);
  // That record, and payments that were written with it.
  [[nodiscard]] Status undo(const DeskRecord& record);
  [[nodiscard]] std::int64_t written() const { return written_; }

 private:
  storage::WriteTx& tx_;
  EventFold& fold_;
  EventId event_;
  EditionId edition_;
  std::string desk_;
  By by_;
  std::int64_t written_ = 0;
};

}  // namespace uke::server::desk
