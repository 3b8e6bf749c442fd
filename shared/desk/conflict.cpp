#include "shared/desk/conflict.h"

#include "shared/desk/conflict_id.h"
#include "shared/desk/double_admit.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace uke::desk {
namespace {

using Records = std::vector<const DeskRecord*>;

class Finder {
 public:
  Finder(const EventFold& fold, const EventFacts& facts) : fold_(fold) {
    people_.reserve(facts.people.size());
    for (const auto& person : facts.people) people_.emplace(person.id, &person);
    for (const auto& edition : facts.editions) editions_.emplace(edition.id, &edition);
  }

  std::vector<Conflict> find() {
    fold_.each_person([&](const EventFold::Person& person) { look_at(person.subject, person.attendance); });
    look_at_capacities();
    std::ranges::sort(found_,
                      [](const auto& a, const auto& b) { return std::tie(a.resolved, a.kind, a.id) < std::tie(b.resolved, b.kind, b.id); });
    return std::move(found_);
  }

 private:
  using PersonFacts = std::vector<const EventFacts::Person*>;

  void look_at(const Subject& person, const Attendance& attendance) {
    if (attendance.ever_admitted()) {
      count_in(attendance);
      if (attendance.admissions.size() > 1) look_at_repetitions(person);
      look_at_cancellation(person, attendance);
    }
    if (!attendance.payments.empty()) look_at_payments(person, attendance);
    if (!attendance.handed_over.empty()) look_at_goods(person, attendance);
  }

  void count_in(const Attendance& attendance) {
    for (std::size_t i = 0; i < attendance.admissions.size(); ++i) {
      const auto& admission = attendance.admissions[i];
      const auto earlier = std::span(attendance.admissions).first(i);
      if (std::ranges::find(earlier, admission.edition, &Admission::edition) != earlier.end()) continue;
      if (const auto edition = editions_.find(admission.edition); edition != editions_.end() && edition->second->capacity_onsite > 0) {
        arrivals_[admission.edition].push_back(&admission);
      }
    }
  }

  void look_at_repetitions(const Subject& person) {
    for (const auto& group : double_admits(fold_, person)) report(ConflictKind::double_admit, person, group);
    Records first_per_edition;
    Records first_per_attendee;
    std::unordered_set<EditionId> editions;
    std::unordered_set<AttendeeId> attendees;
    for (const auto* record : live(person, Kind::admit)) {
      if (editions.insert(record->edition).second) first_per_edition.push_back(record);
      const auto attendee = fold_.owner_of(record->id)->attendee();
      if (attendee && attendees.insert(*attendee).second) first_per_attendee.push_back(record);
    }
    if (editions.size() > 1) report(ConflictKind::admitted_elsewhere, person, first_per_edition);
    if (attendees.size() > 1) report(ConflictKind::same_person, person, first_per_attendee);
  }

  // Of linked answers one that stands is enough.
  void look_at_cancellation(const Subject& person, const Attendance& attendance) {
    const auto facts = facts_of(person);
    const auto has_cancelled = [](const auto* answer) { return answer->state == RsvpState::cancelled || answer->state == RsvpState::no; };
    if (facts.empty() || !std::ranges::all_of(facts, has_cancelled)) return;
    if (std::ranges::any_of(attendance.admissions, &Admission::overridden_cancel)) return;
    report(ConflictKind::admitted_after_cancel, person, {fold_.find(attendance.admissions.front().record)});
  }

  void look_at_payments(const Subject& person, const Attendance& attendance) {
    const auto facts = facts_of(person);
    if (facts.empty()) return;
    Yen owed;
    Yen prepaid;
    for (const auto* answer : facts) {
      owed = std::max(owed, answer->fee);
      if (answer->mode == Mode::online) owed = std::max(owed, door_fee(answer->edition));
      prepaid += answer->prepaid;
    }
    Records payments;
    for (const auto id : attendance.payments) payments.push_back(fold_.find(id));
    const auto times = std::ranges::count_if(payments, [](const auto* payment) { return payment->payload.amount->value > 0; });
    if (times + (prepaid.value > 0 ? 1 : 0) >= 2 && attendance.paid + prepaid > owed && times > 0) {
      report(ConflictKind::paid_twice, person, payments);
    }
  }

  void look_at_goods(const Subject& person, const Attendance& attendance) {
    const auto facts = facts_of(person);
    if (facts.empty()) return;
    std::map<std::string, std::int64_t> ordered;
    for (const auto* answer : facts) {
      for (const auto& goods : answer->goods) ordered[goods.id] += goods.quantity;
    }
    for (const auto& [goods, quantity] : attendance.handed_over) {
      if (quantity <= ordered[goods]) continue;
      auto hand_overs = live(person, Kind::hand_over);
      std::erase_if(hand_overs, [&](const auto* record) { return record->payload.goods != goods; });
      const auto times = std::ranges::count_if(hand_overs, [](const auto* record) { return record->payload.quantity.value_or(0) > 0; });
      if (times >= 2) report(ConflictKind::goods_twice, person, hand_overs);
    }
  }

  void look_at_capacities() {
    for (auto& [id, arrivals] : arrivals_) {
      const auto capacity = static_cast<std::size_t>(editions_.at(id)->capacity_onsite);
      if (arrivals.size() <= capacity) continue;
      std::ranges::sort(arrivals, [](const auto* a, const auto* b) {
        return std::tie(a->at_ms, a->log, a->record) < std::tie(b->at_ms, b->log, b->record);
      });
      Records beyond;
      for (const auto* arrival : std::span(arrivals).subspan(capacity)) beyond.push_back(fold_.find(arrival->record));
      report(ConflictKind::over_capacity, std::nullopt, beyond);
    }
  }

  [[nodiscard]] PersonFacts facts_of(const Subject& person) const {
    PersonFacts facts;
    for (const auto& subject : fold_.joined(person)) {
      const auto attendee = subject.attendee();
      const auto known = attendee ? people_.find(*attendee) : people_.end();
      if (known != people_.end()) facts.push_back(known->second);
    }
    return facts;
  }

  [[nodiscard]] Yen door_fee(EditionId edition) const {
    const auto known = editions_.find(edition);
    return known != editions_.end() ? known->second->door_fee : Yen{};
  }

  [[nodiscard]] Records live(const Subject& person, Kind kind) const {
    auto records = fold_.live_records_of(person);
    std::erase_if(records, [&](const auto* record) { return record->kind != kind; });
    return records;
  }

  // The conflict belongs to the edition of the last of its records.
  void report(ConflictKind kind, const std::optional<Subject>& person, const Records& records) {
    Conflict conflict;
    conflict.kind = kind;
    conflict.subject = person;
    conflict.edition = records.back()->edition;
    for (const auto* record : records) {
      conflict.records.push_back(record->id);
      conflict.times_ms.push_back(record->at_ms);
      conflict.desks.push_back(record->desk);
    }
    conflict.id = conflict_id(kind, conflict.records);
    conflict.resolved = fold_.resolved_conflicts().contains(conflict.id);
    found_.push_back(std::move(conflict));
  }

  const EventFold& fold_;
  std::unordered_map<AttendeeId, const EventFacts::Person*> people_;
  std::unordered_map<EditionId, const Edition*> editions_;
  std::map<EditionId, std::vector<const Admission*>> arrivals_;  // where capacity is limited: each person's first admission
  std::vector<Conflict> found_;
};

}  // namespace

std::vector<Conflict> find_conflicts(const EventFold& fold, const EventFacts& facts) { return Finder(fold, facts).find(); }

}  // namespace uke::desk
