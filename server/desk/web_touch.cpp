#include "server/desk/web_touch.h"

#include "server/desk/upload.h"

namespace uke::server::desk {

Result<RecordId> WebTouch::add(const Subject& subject, Kind kind, const std::function<void(DeskRecord&)>& fill) {
  DeskRecord record;
  record.edition = edition_;
  record.subject = subject;
  record.step = fold_.attendance(subject).top_step + 1;
  record.kind = kind;
  record.by = by_;
  record.desk = desk_;
  fill(record);
  TRY(const auto stored, append_own_record(tx_, event_, std::move(record)));
  fold_.add(stored);
  ++written_;
  return stored.id;
}

Result<RecordId> WebTouch::admit(AttendeeId attendee, const Payload& payload) {
  return add(Subject::of(attendee), Kind::admit, [&](DeskRecord& record) { record.payload = payload; });
}

Status WebTouch::payment(AttendeeId attendee, Yen amount, std::optional<RecordId> admit) {
  if (amount.value == 0) return {};
  TRYV(add(Subject::of(attendee), Kind::payment, [&](DeskRecord& record) {
    record.payload.amount = amount;
    record.payload.method = PayMethod::cash;
    record.ref = admit;
  }));
  return {};
}

Status WebTouch::undo(const DeskRecord& record) {
  std::vector<DeskRecord> gone = {record};  // copies: the fold's own move when something is added
  for (const auto* other : fold_.live_records_of(record.subject)) {
    if (other->kind == Kind::payment && other->ref == record.id) gone.push_back(*other);
  }
  for (const auto& one : gone) TRYV(add(one.subject, Kind::undo, [&](DeskRecord& undo) { undo.ref = one.id; }));
  return {};
}

}  // namespace uke::server::desk
