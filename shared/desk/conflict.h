// Conflicts are derived, never stored: id = hash(kind, sorted record ids), so a new record raises a new one. Pure.
#pragma once

#include "shared/desk/attendance.h"
#include "shared/desk/headcount.h"

#include <span>
#include <string>
#include <vector>

namespace uke::desk {

enum class ConflictKind : std::uint8_t {
  double_admit,           // two desks that did not know of each other let the same person in, and nobody saw them leave in between
  admitted_elsewhere,     // at two editions: the first admission at each
  admitted_after_cancel,  // or after 欠席, without an override naming "cancelled"
  over_capacity,          // one per edition: the first admissions of those people who came after it was full
  paid_twice,             // more than the fee, by two payments (what was paid before the day is one)
  goods_twice,            // more handed over than ordered, by two hand-overs
  same_person             // two attendees who were linked by hand are both admitted: the first admission of each
};
BOOST_DESCRIBE_ENUM(ConflictKind, double_admit, admitted_elsewhere, admitted_after_cancel, over_capacity, paid_twice, goods_twice,
                    same_person)

struct Conflict {
  std::string id;  // 32 hexadecimal digits
  ConflictKind kind = ConflictKind::double_admit;
  std::optional<Subject> subject;  // none for over_capacity
  EditionId edition;
  std::vector<RecordId> records;  // the facts that disagree, in order
  std::vector<std::int64_t> times_ms;
  std::vector<std::string> desks;
  bool resolved = false;
  auto operator<=>(const Conflict&) const = default;
};
BOOST_DESCRIBE_STRUCT(Conflict, (), (id, kind, subject, edition, records, times_ms, desks, resolved))

// What the event knows apart from the records.
struct EventFacts {
  struct Person {
    AttendeeId id;
    EditionId edition;
    RsvpState state = RsvpState::yes;
    Yen fee;
    Yen prepaid;
    std::vector<Goods> goods;
    Mode mode = Mode::onsite;  // who changed from online owes the door's fee
  };
  std::vector<Person> people;
  std::vector<Edition> editions;
};

// All conflicts of the event, resolved ones included, sorted by (resolved, kind, id).
[[nodiscard]] std::vector<Conflict> find_conflicts(const EventFold& fold, const EventFacts& facts);

}  // namespace uke::desk
