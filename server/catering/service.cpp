#include "server/catering/service.h"

#include "server/accounts/history.h"
#include "server/accounts/rules.h"
#include "server/events/service.h"
#include "server/rsvps/answered.h"
#include "server/rsvps/list.h"
#include "shared/text/text.h"

#include <algorithm>
#include <map>
#include <set>

namespace uke::server::catering {
namespace {

constexpr std::int64_t kEventsLooked = 200;
constexpr std::size_t kEditionsRemembered = 5;

Guest guest_of(const rsvps::Listed& listed) {
  return {.id = listed.row.id,
          .holder = listed.row.holder,
          .doubt_of = listed.details.doubt_of,
          .state = listed.row.state,
          .mode = listed.row.mode,
          .ever_admitted = listed.details.ever_admitted || listed.has_come,
          .answered_ms = rsvps::answered_ms(listed.row.id),
          .cancelled_ms = listed.details.cancelled_ms,
          .food = listed.details.food};
}

Result<std::vector<Guest>> guests_of(storage::ReadTx& tx, const web::Actor& actor, EditionId edition) {
  std::vector<Guest> guests;
  std::map<AttendeeId, std::int64_t> cancelled;  // with whoever is no companion; companions go where their holder goes
  TRYV(rsvps::each_rsvp(tx, actor, edition, {}, [&](const rsvps::Listed& listed) -> Status {
    guests.push_back(guest_of(listed));
    if (!listed.row.holder) cancelled[listed.row.id] = listed.details.cancelled_ms;
    return {};
  }));
  for (auto& guest : guests) {
    if (guest.holder && guest.cancelled_ms == 0) guest.cancelled_ms = cancelled[*guest.holder];
  }
  return guests;
}

// Editions that are over by `now`, the newest first.
Result<std::vector<events::EditionRow>> editions_over(storage::ReadTx& tx, const web::Actor& actor, Time now) {
  std::vector<events::EditionRow> over;
  TRY(const auto all, events::get_events(tx, actor, EventId{}, kEventsLooked));
  for (const auto& event : all) {
    TRY(const auto editions, events::get_editions(tx, actor, event.id));
    for (const auto& edition : editions) {
      if (from_ms(edition.ends_ms) < now && !edition.cancelled) over.push_back(edition);
    }
  }
  std::ranges::sort(over, [](const auto& a, const auto& b) { return a.ends_ms > b.ends_ms; });
  if (over.size() > kEditionsRemembered) over.resize(kEditionsRemembered);
  return over;
}

Result<std::optional<std::int64_t>> experience(storage::ReadTx& tx, const web::Actor& actor, EditionId but) {
  TRY(const auto over, editions_over(tx, actor, tx.now()));
  std::vector<PastEdition> past;
  for (const auto& edition : over) {
    if (edition.id == but) continue;
    TRY(const auto sums, rsvps::sums_of(tx, actor, edition.id));
    past.push_back({.expected = sums.onsite, .came = sums.came});
  }
  return no_show_percent(past);
}

std::vector<Call> calls_of(const std::vector<CallRow>& rows) {
  std::set<CallId> taken_back;
  for (const auto& row : rows) {
    if (row.takes_back) taken_back.insert(*row.takes_back);
  }
  std::vector<Call> calls;
  for (const auto& row : rows) {
    if (!row.takes_back) calls.push_back({.row = row, .taken_back = taken_back.contains(row.id)});
  }
  return calls;
}

std::optional<CallRow> current_of(const std::vector<Call>& calls) {
  for (const auto& call : calls) {
    if (!call.taken_back) return call.row;
  }
  return std::nullopt;
}

bool says_the_same(const CallRow& row, const CallRow& other) {
  return row.number == other.number && row.at_ms == other.at_ms && row.by_name == other.by_name && row.note == other.note;
}

CallRow new_row(storage::WriteTx& tx, const web::Actor& actor, EditionId edition) {
  CallRow row;
  row.id = CallId::fresh(tx.clock(), tx.random());
  row.edition = edition;
  row.at_ms = to_ms(tx.now());
  row.recorded_ms = row.at_ms;
  row.recorded_by = actor.id;
  row.recorded_name = actor.name;
  return row;
}

}  // namespace

Result<Catering> get_catering(storage::ReadTx& tx, const web::Actor& actor, EditionId edition) {
  TRYV(accounts::require(actor, kMayRead));
  Catering catering;
  TRY(catering.edition, events::edition_of(tx, edition));
  TRY(catering.details, events::edition_details_of(tx, edition));
  TRY(const auto guests, guests_of(tx, actor, edition));
  TRY(const auto share, experience(tx, actor, edition));
  catering.is_from_experience = share.has_value();
  catering.no_show_percent = share.value_or(kNoShowsUsual);
  catering.count = count_meals(guests, catering.edition.capacity_onsite, catering.no_show_percent);
  catering.wishes = wishes_of(guests);
  TRY(const auto rows, list_calls(tx, edition));
  catering.calls = calls_of(rows);
  catering.told = current_of(catering.calls);
  if (catering.told) catering.since = since(guests, catering.count.expected, catering.told->counted, catering.told->at_ms);
  return catering;
}

Result<CallRow> note_call(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, const NewCall& call) {
  TRYV(accounts::require(actor, kMayTell));
  const auto faults = check(call, to_ms(tx.now()));
  if (!faults.empty()) return fail(ErrorCode::invalid, "catering.note_call", faults.front().field + ": is not acceptable");
  TRYV(events::edition_of(tx, edition));
  TRY(const auto guests, guests_of(tx, actor, edition));
  auto row = new_row(tx, actor, edition);
  row.number = call.number;
  row.counted = count_meals(guests, 0, 0).expected;
  if (call.at_ms != 0) row.at_ms = call.at_ms;
  row.by_name = text::trim(call.by);
  if (row.by_name.empty()) row.by_name = actor.name;
  row.note = text::trim(call.note);
  TRY(const auto before, list_calls(tx, edition));
  for (const auto& one : calls_of(before)) {
    if (call.at_ms != 0 && !one.taken_back && says_the_same(one.row, row)) return one.row;
  }
  TRYV(insert_call(tx, row));
  TRYV(accounts::audit(tx, actor, "edition.caterer_told", {.kind = "edition", .id = edition.to_string()},
                       {{"number", "", std::to_string(row.number)}}));
  return row;
}

Result<CallRow> take_back_call(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, CallId call) {
  TRYV(accounts::require(actor, kMayTell));
  TRY(const auto rows, list_calls(tx, edition));
  const auto found = std::ranges::find_if(rows, [&](const auto& row) { return row.id == call && !row.takes_back; });
  if (found == rows.end()) return fail(ErrorCode::not_found, "catering.take_back_call", "no such call of this edition");
  auto row = new_row(tx, actor, edition);
  row.takes_back = call;
  row.by_name = actor.name;
  TRYV(insert_call(tx, row));
  TRYV(accounts::audit(tx, actor, "edition.caterer_call_taken_back", {.kind = "edition", .id = edition.to_string()},
                       {{"number", std::to_string(found->number), ""}}));
  return row;
}

Result<std::vector<Due>> numbers_due(storage::ReadTx& tx, const web::Actor& actor, Millis ahead) {
  std::vector<Due> due;
  TRY(const auto all, events::get_events(tx, actor, EventId{}, kEventsLooked));
  for (const auto& event : all) {
    TRY(const auto editions, events::get_editions(tx, actor, event.id));
    for (const auto& edition : editions) {
      TRY(const auto details, events::edition_details_of(tx, edition.id));
      const auto fixed = from_ms(details.food_fixed_ms);
      const bool is_near = details.food_fixed_ms != 0 && fixed - tx.now() <= ahead && from_ms(edition.starts_ms) > tx.now();
      if (!is_near || edition.cancelled) continue;
      TRY(const auto rows, list_calls(tx, edition.id));
      TRY(const auto guests, guests_of(tx, actor, edition.id));
      const auto expected = count_meals(guests, 0, 0).expected;
      const auto told = current_of(calls_of(rows));
      if (told && told->number == expected) continue;
      due.push_back({.edition = edition,
                     .fixed_ms = details.food_fixed_ms,
                     .expected = expected,
                     .told = told ? std::optional(told->number) : std::nullopt});
    }
  }
  return due;
}

}  // namespace uke::server::catering
