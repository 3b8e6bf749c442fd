#include "kiosk/store/touch.h"

#include <algorithm>

namespace uke::kiosk::store {

Touch::Touch(LogBook& log, desk::EventFold& fold, const Clock& clock, Random& random, Desk desk)
    : log_(&log), fold_(&fold), clock_(&clock), random_(&random), desk_(std::move(desk)), at_ms_(to_ms(clock.now())) {}

std::int64_t Touch::next_step(const desk::Subject& subject) const {
  auto top = fold_->attendance(subject).top_step;
  const auto person = fold_->person(subject);
  for (const auto& entry : entries_) {
    if (fold_->person(entry.record.subject) == person) top = std::max(top, entry.record.step);
  }
  return top + 1;
}

Entry& Touch::add(const desk::Subject& subject, desk::Kind kind) {
  desk::DeskRecord record;
  record.id = RecordId::fresh(*clock_, *random_);
  record.log = log_->id();
  record.seq = log_->next_seq() + static_cast<std::int64_t>(entries_.size());
  record.edition = desk_.edition;
  record.subject = subject;
  record.step = next_step(subject);
  record.kind = kind;
  record.at_ms = at_ms_;
  record.boot_id = clock_->boot_id();
  record.uptime_ms = clock_->uptime().count();
  record.by = desk_.by;
  record.desk = desk_.name;
  entries_.push_back({.record = std::move(record)});
  return entries_.back();
}

Status Touch::commit() {
  if (entries_.empty()) return {};
  TRYV(log_->append(entries_));
  for (const auto& entry : entries_) fold_->add(entry.record);
  return {};
}

}  // namespace uke::kiosk::store
