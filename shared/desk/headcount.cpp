#include "shared/desk/headcount.h"

#include <algorithm>
#include <unordered_map>

namespace uke::desk {
namespace {

enum class Expected : std::uint8_t { not_at_all, online, onsite };

Expected expected_by(const Answer& answer) {
  if (answer.state != RsvpState::yes) return Expected::not_at_all;
  return answer.mode == Mode::onsite ? Expected::onsite : Expected::online;
}

bool admitted_at(const Attendance& attendance, EditionId edition) {
  return std::ranges::any_of(attendance.admissions, [&](const auto& admission) { return admission.edition == edition; });
}

// Counts answers, each person once. Two answers of one person (joined by a link) are one, and the venue comes before the screen.
class Counter {
 public:
  Counter(const EventFold& fold, EditionId edition) : fold_(fold), edition_(edition) {}

  void take(const Answer& answer) {
    const auto known = fold_.look_up(Subject::of(answer.id));
    if (known && known->joined) {
      auto& best = joined_[known->subject.text];
      best = std::max(best, expected_by(answer));
    } else {
      count(expected_by(answer), known ? &known->attendance : nullptr);
    }
  }

  Headcount finish() {
    for (const auto& [person, how] : joined_) count(how, &fold_.attendance({person}));
    fold_.each_person([&](const EventFold::Person& person) {
      const auto& attendance = person.attendance;
      if (!admitted_at(attendance, edition_)) return;
      ++heads_.arrived;
      if (attendance.presence == Presence::inside && attendance.edition == edition_) ++heads_.on_site_now;
      // A ticket that is still unlisted was issued for an answer that has not reached this place yet.
      if (!person.subject.text.starts_with("t:")) ++heads_.walk_ins;
    });
    heads_.walk_ins -= answered_and_arrived_;
    return heads_;
  }

 private:
  void count(Expected how, const Attendance* attendance) {
    if (how == Expected::online) ++heads_.expected_online;
    if (how == Expected::onsite) ++heads_.expected_onsite;
    if (how == Expected::onsite && (attendance == nullptr || !attendance->ever_admitted())) ++heads_.not_come;
    if (attendance != nullptr && admitted_at(*attendance, edition_)) ++answered_and_arrived_;
  }

  const EventFold& fold_;
  EditionId edition_;
  Headcount heads_;
  std::int64_t answered_and_arrived_ = 0;
  std::unordered_map<std::string, Expected> joined_;
};

}  // namespace

Headcount count_heads(const EventFold& fold, EditionId edition, std::span<const Answer> answers) {
  Counter counter(fold, edition);
  for (const auto& answer : answers) counter.take(answer);
  return counter.finish();
}

}  // namespace uke::desk
