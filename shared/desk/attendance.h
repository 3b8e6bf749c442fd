// Attendance: a fold over desk records. The same code on kiosk and server; any order of arrival, any repetition, any split among
// devices gives the same result. Pure.
//
// The rules:
// * Order of a person's records is in_order(), frozen at writing. Practice records do not exist here.
// * `undo` removes exactly the record it names, whatever arrives first, and is final: an undo cannot be undone. Undoing a link, unlink,
//   reassign or resolve takes back its effect.
// * Of the live admits and exits the last decides presence; without a live admit a person was never here.
// * `link` joins two subjects (and whoever is joined with them) until an `unlink` names it.
// * `reassign` moves an admit, exit, refuse, payment, hand-over, gift or note to another subject; of several the last in order counts.
// * Payments, gifts and hand-overs are summed, never deduplicated. A payment with method `later` is a promise and no money.
#pragma once

#include "shared/desk/record.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace uke::desk {

enum class Presence : std::uint8_t { never, inside, left };
BOOST_DESCRIBE_ENUM(Presence, never, inside, left)

// One live admit, as far as screens and conflicts need it.
struct Admission {
  RecordId record;
  LogId log;
  EditionId edition;
  std::int64_t at_ms = 0;
  std::string desk;
  bool overridden_cancel = false;  // its overrides name "cancelled"
};

// What the desk records say about one person.
struct Attendance {
  Presence presence = Presence::never;
  std::vector<Admission> admissions;                // live ones, in order
  std::optional<EditionId> edition;                 // of the last live admit
  Yen paid;                                         // payments minus refunds, without promises (PayMethod::later)
  std::vector<RecordId> payments;                   // what `paid` is the sum of, in order
  std::map<std::string, std::int64_t> handed_over;  // goods id → quantity
  std::int64_t top_step = 0;                        // the highest step of any of their records, undone ones too; a new one takes 1 + this

  [[nodiscard]] bool ever_admitted() const { return !admissions.empty(); }
};

// Folds one subject's records (already resolved by links and reassigns; undos among them count). In any order, repetitions allowed.
[[nodiscard]] Attendance fold_attendance(std::span<const DeskRecord* const> records);

// All records of one event, kept grouped by person as they arrive. Not thread-safe: const functions, too, keep what they worked out.
// References and pointers that it hands out are good until the next add().
class EventFold {
 public:
  // Repetitions (same id) are ignored; practice records too. Returns whether it was new.
  bool add(const DeskRecord& record);
  [[nodiscard]] const DeskRecord* find(RecordId id) const;
  // The subject that stands for the person: of linked subjects the smallest `a:` one, else the smallest.
  [[nodiscard]] Subject person(const Subject& subject) const;
  // Of the person that `subject` belongs to. Never-seen subjects give an empty attendance.
  [[nodiscard]] const Attendance& attendance(const Subject& subject) const;
  // The same with everything that counting needs, for whom there are records; nothing for never-seen subjects.
  struct Person {
    const Subject& subject;  // who stands for the person
    const Attendance& attendance;
    bool joined = false;  // several subjects
  };
  [[nodiscard]] std::optional<Person> look_up(const Subject& subject) const;
  // Calls `visit` for everybody in people(), in no particular order, without making that list.
  void each_person(const std::function<void(const Person&)>& visit) const;
  // Every person with at least one record, by standing subject (no desk subjects).
  [[nodiscard]] std::vector<Subject> people() const;
  // All subjects that are this person, sorted; at least `subject` itself.
  [[nodiscard]] std::vector<Subject> joined(const Subject& subject) const;
  // The person's records in order, undone and redundant ones included: for history and conflicts. A reassigned record is its new person's.
  [[nodiscard]] std::vector<const DeskRecord*> records_of(const Subject& subject) const;
  // The same without the undone ones.
  [[nodiscard]] std::vector<const DeskRecord*> live_records_of(const Subject& subject) const;
  // Whom a record is about after reassigns (not: after links); nothing if there is no such record.
  [[nodiscard]] std::optional<Subject> owner_of(RecordId id) const;
  [[nodiscard]] bool is_undone(RecordId id) const;
  // A walk-in whom nobody has linked with an attendee or a ticket yet.
  [[nodiscard]] bool is_walk_in(const Subject& subject) const;
  [[nodiscard]] const std::unordered_map<std::string, RecordId>& resolved_conflicts() const;  // conflict id → its (last) resolve record
  [[nodiscard]] std::size_t size() const;

  EventFold();
  ~EventFold();
  EventFold(EventFold&&) noexcept;
  EventFold& operator=(EventFold&&) noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace uke::desk
