// Attendance: a fold over desk records. The same code on kiosk and server; any order of arrival, any repetition, any split among
// devices gives the same result. Pure; not thread-safe while being changed.
#pragma once

#include "shared/desk/record.h"

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
  Yen paid;                                         // payments minus refunds
  std::vector<RecordId> payments;                   // in order
  std::map<std::string, std::int64_t> handed_over;  // goods id → quantity
  std::int64_t top_step = 0;                        // the highest step seen; a new record takes 1 + this

  [[nodiscard]] bool ever_admitted() const { return !admissions.empty(); }
};

// Folds one subject's records (already resolved by links and reassigns). `records` in any order, repetitions allowed.
[[nodiscard]] Attendance fold_attendance(std::span<const DeskRecord* const> records);

// All records of one event, kept grouped by person as they arrive. Subjects joined by `link` are one person; `reassign` moves a record.
class EventFold {
 public:
  // Repetitions (same id) are ignored; practice records too. Returns whether it was new.
  bool add(const DeskRecord& record);
  [[nodiscard]] const DeskRecord* find(RecordId id) const;
  // The subject that stands for the person: of linked subjects the smallest `a:` one, else the smallest.
  [[nodiscard]] Subject person(const Subject& subject) const;
  // Of the person that `subject` belongs to. Never-seen subjects give an empty attendance.
  [[nodiscard]] const Attendance& attendance(const Subject& subject) const;
  // Every person with at least one record, by standing subject (no desk subjects).
  [[nodiscard]] std::vector<Subject> people() const;
  // The person's records in order, undone and redundant ones included: for history and conflicts.
  [[nodiscard]] std::vector<const DeskRecord*> records_of(const Subject& subject) const;
  [[nodiscard]] bool is_undone(RecordId id) const;
  [[nodiscard]] bool is_walk_in(const Subject& person) const;
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
