// Things of the door as tests need them: sensible by default, one word per difference. Ids come from small numbers, so that a
// failing test prints the same ones each time.
//
//   const auto hanako = an_attendee(7).named("山田", "花子").fee(5000).build();
//   fold.add(a_record().about(hanako).desk(2).step(1).admit());
//   decide(ticket_text(hanako), view, …);
#pragma once

#include "shared/desk/record.h"
#include "shared/desk/roster.h"
#include "shared/ticket/ticket.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace uke::test {

// The id number `n` of its kind.
[[nodiscard]] Uuid a_uuid(std::uint64_t n);
template <class IdType>
[[nodiscard]] IdType an_id(std::uint64_t n) {
  return IdType{a_uuid(n)};
}

// 2027-02-20 17:00 in Japan, where FakeClock starts.
inline constexpr std::int64_t kEvening = 1803110400000;
inline constexpr std::int64_t kMinute = 60'000;

// The signing key number `n` of every test.
[[nodiscard]] ticket::SigningKey a_signing_key(std::uint64_t n = 1);

class EventBuilder {
 public:
  explicit EventBuilder(std::uint64_t n);
  EventBuilder& named(std::string_view name, std::string_view name_en);
  EventBuilder& key(std::int64_t key_no, const ticket::SigningKey& key);  // beside key 0, which is a_signing_key()
  [[nodiscard]] desk::Event build() const { return event_; }
  operator desk::Event() const { return event_; }

 private:
  desk::Event event_;
};
// Event number 2026 + n.
[[nodiscard]] EventBuilder an_event(std::uint64_t n = 1);

class EditionBuilder {
 public:
  explicit EditionBuilder(std::uint64_t n);
  EditionBuilder& named(std::string_view name, std::string_view name_en);
  EditionBuilder& doors(std::int64_t open_ms, std::int64_t close_ms);
  EditionBuilder& capacity(std::int64_t onsite);
  EditionBuilder& door_fee(std::int64_t yen);
  EditionBuilder& unpaid(desk::UnpaidRule rule);
  EditionBuilder& exits_recorded();
  EditionBuilder& cancelled();
  [[nodiscard]] desk::Edition build() const { return edition_; }
  operator desk::Edition() const { return edition_; }

 private:
  desk::Edition edition_;
};
// 1 東京会場, 2 大阪会場, 3 福岡会場 …; its hint is n; doors 16:30 to 20:30, so that FakeClock starts within them; no fee, no capacity.
[[nodiscard]] EditionBuilder an_edition(std::uint64_t n = 1);

class AttendeeBuilder {
 public:
  explicit AttendeeBuilder(std::uint64_t n);
  AttendeeBuilder& named(std::string_view family, std::string_view given);
  AttendeeBuilder& kana(std::string_view kana);
  AttendeeBuilder& search(std::string_view folded);
  AttendeeBuilder& department(std::string_view department);
  AttendeeBuilder& at(EditionId edition);
  AttendeeBuilder& state(desk::RsvpState state);
  AttendeeBuilder& online();
  AttendeeBuilder& fee(std::int64_t yen);
  AttendeeBuilder& prepaid(std::int64_t yen);
  AttendeeBuilder& orders(std::string_view goods, std::int64_t quantity);
  AttendeeBuilder& comes_with(AttendeeId holder);
  AttendeeBuilder& table(std::string_view table);
  AttendeeBuilder& note(std::string_view note);
  [[nodiscard]] desk::Attendee build() const { return attendee_; }
  operator desk::Attendee() const { return attendee_; }

 private:
  desk::Attendee attendee_;
};
// 山田 花子, 参加 to the venue of edition 1, no fee. Attendees of different numbers have different ids and ticket numbers.
[[nodiscard]] AttendeeBuilder an_attendee(std::uint64_t n = 1);

// A note by 受付1 about attendee 1 at edition 1, step 1, until told otherwise. Each a_record() has a new id and a higher seq (with gaps).
class RecordBuilder {
 public:
  RecordBuilder();
  RecordBuilder& id(std::uint64_t n);
  RecordBuilder& about(const desk::Subject& subject);
  RecordBuilder& about(const desk::Attendee& attendee);
  RecordBuilder& desk(std::uint64_t n);  // log n and the name 受付n; seq stays
  RecordBuilder& seq(std::int64_t seq);
  RecordBuilder& step(std::int64_t step);
  RecordBuilder& at(EditionId edition);
  RecordBuilder& minute(std::int64_t minutes_after_five);  // at_ms
  RecordBuilder& by(desk::By by);
  RecordBuilder& practice();

  RecordBuilder& admit(std::vector<std::string> overrides = {});
  RecordBuilder& refuse(std::string_view verdict);
  RecordBuilder& undo(RecordId ref);
  RecordBuilder& exit();
  RecordBuilder& walk_in();
  RecordBuilder& payment(std::int64_t yen, desk::PayMethod method = desk::PayMethod::cash);
  RecordBuilder& hand_over(std::string_view goods, std::int64_t quantity);
  RecordBuilder& gift(std::int64_t yen);
  RecordBuilder& note(std::string_view text);
  RecordBuilder& cash_count(std::int64_t yen);  // also makes the subject the desk
  RecordBuilder& link(const desk::Subject& to);
  RecordBuilder& unlink(RecordId link);
  RecordBuilder& reassign(RecordId ref, const desk::Subject& to);
  RecordBuilder& resolve(std::string_view conflict);
  [[nodiscard]] desk::DeskRecord build() const { return record_; }
  operator desk::DeskRecord() const { return record_; }

 private:
  void become(desk::Kind kind);  // forgets what the kind before needed
  desk::DeskRecord record_;
};
[[nodiscard]] RecordBuilder a_record();

// The QR text of the attendee's ticket, signed for event 1 with a_signing_key(); `hint` is the edition's.
[[nodiscard]] std::string ticket_text(const desk::Attendee& attendee, std::uint8_t hint = 1);
[[nodiscard]] std::string ticket_text(const ticket::Payload& payload, const ticket::SigningKey& key);

}  // namespace uke::test
