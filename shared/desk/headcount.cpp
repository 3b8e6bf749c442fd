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

}  // namespace

Headcount count_heads(const EventFold& fold, EditionId edition, std::span<const Answer> answers) {
  // Two answers of one person (joined by a link) count once, and the venue before the screen.
  std::unordered_map<std::string, Expected> expected;
  expected.reserve(answers.size());
  for (const auto& answer : answers) {
    auto& best = expected[fold.person(Subject::of(answer.id)).text];
    best = std::max(best, expected_by(answer));
  }

  Headcount heads;
  for (const auto& [person, how] : expected) {
    if (how == Expected::online) ++heads.expected_online;
    if (how != Expected::onsite) continue;
    ++heads.expected_onsite;
    if (!fold.attendance({person}).ever_admitted()) ++heads.not_come;
  }
  for (const auto& person : fold.people()) {
    const auto& attendance = fold.attendance(person);
    if (!admitted_at(attendance, edition)) continue;
    ++heads.arrived;
    if (attendance.presence == Presence::inside && attendance.edition == edition) ++heads.on_site_now;
    // A ticket that is still unlisted was issued for an answer that has not reached this place yet.
    if (!person.unlisted() && !expected.contains(person.text)) ++heads.walk_ins;
  }
  return heads;
}

}  // namespace uke::desk
