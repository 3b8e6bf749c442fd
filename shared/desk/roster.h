// What a desk knows about people and the event besides its records: the snapshot's types. Pure data, shared by store, wire and rules.
#pragma once

#include "shared/base/describe.h"
#include "shared/base/ids.h"
#include "shared/base/time.h"
#include "shared/base/yen.h"
#include "shared/ticket/ticket.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace uke::desk {

using ticket::TicketNo;

enum class Mode : std::uint8_t { onsite, online };
BOOST_DESCRIBE_ENUM(Mode, onsite, online)

// The answer (出欠). `waiting` is キャンセル待ち.
enum class RsvpState : std::uint8_t { yes, no, maybe, waiting, cancelled };
BOOST_DESCRIBE_ENUM(RsvpState, yes, no, maybe, waiting, cancelled)

// What an unpaid fee does at this edition's door: the desk takes it first, or people are let in and reminded.
enum class UnpaidRule : std::uint8_t { pay_first, remind };
BOOST_DESCRIBE_ENUM(UnpaidRule, pay_first, remind)

struct Goods {
  std::string id;
  std::string name;
  std::int64_t quantity = 0;
  auto operator<=>(const Goods&) const = default;
};
BOOST_DESCRIBE_STRUCT(Goods, (), (id, name, quantity))

// One person's answer to this edition, with everything that the door shows. Companions are attendees with a `holder`.
struct Attendee {
  AttendeeId id;
  TicketNo ticket;
  EditionId edition;
  RsvpState state = RsvpState::yes;
  Mode mode = Mode::onsite;
  std::string family_name;  // as typed; a companion without a name has two empty ones
  std::string given_name;
  std::string kana;                  // family and given, one space between; may be empty
  std::string shown_name;            // what badge and screen show, already chosen by the person (旧姓 included only if so)
  std::string department;            // 在籍時の職場, as typed; may be empty
  std::string years;                 // "1988–2015"; may be empty
  std::string search;                // folded text to search in: family given kana aliases former name, separated by one space
  std::string table;                 // 席; may be empty
  std::string note;                  // for reception, e.g. allergy card; may be empty
  Yen fee;                           // what this person owes in all; 0 for free
  Yen prepaid;                       // paid before the day, known to the server
  std::vector<Goods> goods;          // ordered
  std::optional<AttendeeId> holder;  // of a companion: with whom they come
  bool photo_ok = true;              // 写真撮影: かまわない
  bool provisional = false;          // answered through the group's link, not yet an approved member
  bool late = false;                 // 「遅れます」
  auto operator<=>(const Attendee&) const = default;
};
BOOST_DESCRIBE_STRUCT(Attendee, (),
                      (id, ticket, edition, state, mode, family_name, given_name, kana, shown_name, department, years, search, table, note,
                       fee, prepaid, goods, holder, photo_ok, provisional, late))

// A ticket of another edition of the same event: no names.
struct OtherTicket {
  TicketNo ticket;
  AttendeeId id;
  EditionId edition;
  RsvpState state = RsvpState::yes;
  auto operator<=>(const OtherTicket&) const = default;
};
BOOST_DESCRIBE_STRUCT(OtherTicket, (), (ticket, id, edition, state))

// Any edition of the kiosk's event.
struct Edition {
  EditionId id;
  std::int64_t hint = 0;  // its number within the event, 1…15, as tickets carry it
  std::string name;       // 大阪会場
  std::string name_en;
  std::string zone;  // Asia/Tokyo
  std::int64_t starts_ms = 0;
  std::int64_t doors_open_ms = 0;
  std::int64_t doors_close_ms = 0;
  std::int64_t ends_ms = 0;
  std::int64_t capacity_onsite = 0;  // 0 = no limit
  Yen door_fee;                      // what a walk-in or a change from online pays
  UnpaidRule unpaid = UnpaidRule::pay_first;
  bool exits_recorded = false;
  bool cancelled = false;
  std::string greeting;  // "{name}さん、おかえりなさい" with the literal {name}; empty = the built-in text
  std::string greeting_en;
  auto operator<=>(const Edition&) const = default;
};
BOOST_DESCRIBE_STRUCT(Edition, (),
                      (id, hint, name, name_en, zone, starts_ms, doors_open_ms, doors_close_ms, ends_ms, capacity_onsite, door_fee, unpaid,
                       exits_recorded, cancelled, greeting, greeting_en))

struct EventKey {
  std::int64_t key_no = 0;
  ticket::PublicKey key;
  auto operator<=>(const EventKey&) const = default;
};
BOOST_DESCRIBE_STRUCT(EventKey, (), (key_no, key))

// Any event of the association: enough to say whose ticket this is.
struct Event {
  EventId id;
  std::int64_t event_no = 0;  // u32, as tickets carry it
  std::string name;
  std::string name_en;
  std::int64_t date_ms = 0;
  std::string zone;
  std::vector<EventKey> keys;
  auto operator<=>(const Event&) const = default;
};
BOOST_DESCRIBE_STRUCT(Event, (), (id, event_no, name, name_en, date_ms, zone, keys))

}  // namespace uke::desk
