// Rows of attendees and attendee_goods. SQL and nothing else; called inside a transaction.
#pragma once

#include "server/rsvps/rules.h"
#include "server/storage/write_tx.h"
#include "shared/desk/conflict.h"
#include "shared/desk/headcount.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::rsvps {

struct AttendeeRow {
  AttendeeId id;
  EventId event;
  EditionId edition;
  ticket::TicketNo ticket;
  std::string short_code;
  desk::RsvpState state = desk::RsvpState::yes;
  desk::Mode mode = desk::Mode::onsite;
  std::string family_name;
  std::string given_name;
  std::string kana;
  std::string shown_name;
  std::string department;
  std::string years;
  std::string search;
  std::string table;
  std::string note;
  Yen fee;
  Yen prepaid;
  std::optional<AttendeeId> holder;
  bool photo_ok = true;
  bool provisional = false;
  bool late = false;
  std::optional<std::string> email;
  std::int64_t version = 1;
  std::optional<MemberId> member;  // on the roster
  bool operator==(const AttendeeRow&) const = default;
};
BOOST_DESCRIBE_STRUCT(AttendeeRow, (),
                      (id, event, edition, ticket, short_code, state, mode, family_name, given_name, kana, shown_name, department, years,
                       search, table, note, fee, prepaid, holder, photo_ok, provisional, late, email, version, member))

using GoodsOf = std::map<std::string, std::vector<desk::Goods>, std::less<>>;  // by attendee id

// `conflict` when ticket number or short code is taken.
[[nodiscard]] Status insert_attendee(storage::WriteTx& tx, const AttendeeRow& row);
// Writes everything that may change; the row's version becomes version + 1. False where it has another version by now.
[[nodiscard]] Result<bool> update_attendee(storage::WriteTx& tx, const AttendeeRow& row);
[[nodiscard]] Result<std::optional<AttendeeRow>> find_attendee(storage::ReadTx& tx, AttendeeId id);
// Several events may have the number (the odds are 2⁻⁶⁴); any of them is returned.
[[nodiscard]] Result<std::optional<AttendeeRow>> find_by_ticket(storage::ReadTx& tx, ticket::TicketNo no);
[[nodiscard]] Result<std::vector<AttendeeRow>> companions_of(storage::ReadTx& tx, AttendeeId holder);
// Holders of the event under that name (name_key() of names.h), oldest first.
[[nodiscard]] Result<std::vector<AttendeeRow>> find_by_name(storage::ReadTx& tx, EventId event, std::string_view name_key);
// Holders of the event who are linked to that member, oldest first.
[[nodiscard]] Result<std::vector<AttendeeRow>> find_by_member(storage::ReadTx& tx, EventId event, MemberId member);
// In order of ids, after `after` (nil = from the beginning).
[[nodiscard]] Result<std::vector<AttendeeRow>> list_attendees(storage::ReadTx& tx, EditionId edition, AttendeeId after, std::int64_t limit);
[[nodiscard]] Status each_attendee(storage::ReadTx& tx, EditionId edition, const std::function<Status(AttendeeRow&&)>& visit);
[[nodiscard]] Status each_other_ticket(storage::ReadTx& tx, EventId event, EditionId except,
                                       const std::function<Status(desk::OtherTicket&&)>& visit);
[[nodiscard]] Status delete_goods_orders(storage::WriteTx& tx, AttendeeId attendee);
[[nodiscard]] Status insert_goods_order(storage::WriteTx& tx, AttendeeId attendee, const GoodsOrder& order);
[[nodiscard]] Result<std::vector<desk::Goods>> goods_of(storage::ReadTx& tx, AttendeeId attendee);
[[nodiscard]] Result<GoodsOf> goods_of_edition(storage::ReadTx& tx, EditionId edition);
[[nodiscard]] Result<GoodsOf> goods_of_event(storage::ReadTx& tx, EventId event);

using FoodOf = std::map<std::string, std::string, std::less<>>;  // by attendee id; who wishes nothing is not there
[[nodiscard]] Result<FoodOf> food_of_edition(storage::ReadTx& tx, EditionId edition);

// What counting needs.
[[nodiscard]] Result<std::vector<desk::Answer>> answers_of(storage::ReadTx& tx, EditionId edition);
[[nodiscard]] Result<std::vector<desk::EventFacts::Person>> people_of(storage::ReadTx& tx, EventId event);

}  // namespace uke::server::rsvps
