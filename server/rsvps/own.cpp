#include "server/rsvps/own.h"

#include "server/accounts/rules.h"
#include "server/events/store.h"
#include "server/rsvps/carry_out.h"
#include "server/rsvps/fill.h"
#include "server/rsvps/identity.h"
#include "server/rsvps/members.h"
#include "server/rsvps/places_store.h"
#include "shared/ticket/derived.h"

#include <algorithm>

namespace uke::server::rsvps {
namespace {

using enum desk::RsvpState;

constexpr std::size_t kNonceBytes = 128;
constexpr std::string_view kLinkPurpose = "personal link";

std::unexpected<Error> refused(Refusal why) { return fail(ErrorCode::conflict, "rsvps.own", enum_name(why)); }
std::unexpected<Error> nowhere() { return fail(ErrorCode::not_found, "rsvps.own", "the link leads nowhere"); }

// Addresses are passed on in any case of letters.
std::string folded_secret(std::string_view secret) {
  std::string folded(secret);
  for (char& c : folded) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return folded;
}

Result<Group> group_behind(storage::ReadTx& tx, std::string_view secret) {
  TRY(const auto id, find_by_secret_hash(tx, accounts::secret_hash(folded_secret(secret))));
  if (!id) return nowhere();
  return group_of(tx, *id);
}

Result<Group> group_of_version(storage::ReadTx& tx, std::string_view secret, std::int64_t version) {
  TRY(auto group, group_behind(tx, secret));
  if (group.holder.row.version != version) return fail(ErrorCode::stale, "rsvps.own", "the answer has another version");
  return group;
}

Result<Own> own_from(storage::ReadTx& tx, const Group& group) {
  Own own;
  TRY(own.rsvp, rsvp_of(tx, group));
  own.details = group.holder.details;
  const auto& row = group.holder.row;
  TRY(own.secret, personal_secret(tx, row, own.details));
  if (row.state == waiting && !own.details.held) {
    TRY(const auto before, count_before(tx, row.edition, row.mode, own.details.waiting_since_ms, row.id));
    own.place_in_line = before + 1;
  }
  return own;
}

Result<std::optional<Refusal>> refusal_at(storage::ReadTx& tx, EditionId id) {
  TRY(const auto edition, events::edition_of(tx, id));
  TRY(const auto details, events::edition_details_of(tx, id));
  return refusal_of(edition, details, tx.now());
}

Status still_welcome(storage::ReadTx& tx, EditionId id) {
  TRY(const auto refusal, refusal_at(tx, id));
  if (refusal) return refused(*refusal);
  return {};
}

// What may be said after answers are closed: that somebody does not come, comes later, or takes part from home.
Status not_over(storage::ReadTx& tx, EditionId id) {
  TRY(const auto refusal, refusal_at(tx, id));
  if (refusal && *refusal != Refusal::closed) return refused(*refusal);
  return {};
}

}  // namespace

Result<std::string> personal_secret(storage::ReadTx& tx, const AttendeeRow& row, const Details& details) {
  TRY(const auto keys, events::list_keys(tx, row.event));
  if (keys.empty()) return fail(ErrorCode::internal, "rsvps.personal_secret", "the event has no key");
  const auto subject = row.id.to_string() + " " + std::to_string(details.secret_no);
  return ticket::derived_secret(keys.front().seed, kLinkPurpose, subject);  // the first key: links outlive a change of keys
}

Result<Own> own_of(storage::ReadTx& tx, AttendeeId holder) {
  TRY(const auto group, group_of(tx, holder));
  return own_from(tx, group);
}

Result<Own> own_answer(storage::ReadTx& tx, std::string_view secret) {
  TRY(const auto group, group_behind(tx, secret));
  return own_from(tx, group);
}

Result<Own> answer(storage::WriteTx& tx, const NewAnswer& command) {
  if (command.nonce.size() > kNonceBytes) return fail(ErrorCode::invalid, "rsvps.answer", "nonce: is too long");
  if (!command.nonce.empty()) {
    TRY(const auto sent_before, find_by_nonce(tx, command.nonce));
    if (sent_before) return own_of(tx, *sent_before);
  }
  TRYV(still_welcome(tx, command.edition));
  TRY(const auto event, events::event_of(tx, command.edition));
  const auto fields = tidied(command.fields);
  Group group;
  group.holder.row.event = event;
  group.holder.row.edition = command.edition;
  group.holder.row.mode = fields.mode;
  group.holder.row.family_name = fields.family_name;
  group.holder.row.given_name = fields.given_name;
  group.holder.row.email = fields.email;
  group.holder.details.language = enum_name(command.language);
  TRYV(acceptable(tx, group, command.edition, fields));
  TRY(const auto old, withdrawn_answer_of(tx, event, group.holder.row));
  if (old) {
    TRY(auto old_group, group_of(tx, *old));
    continue_as(group, std::move(old_group));
  }
  fill(group, fields);
  if (!command.nonce.empty()) group.holder.details.nonce = command.nonce;
  if (!command.via.empty()) {
    TRY(const auto via, events::via_of_code(tx, event, command.via));
    if (via) group.holder.details.via = via->item;
  }
  auto wish = as_it_is(group, By::attendee);
  wish.state = fields.state;
  TRYV(carry_out(tx, group, wish));
  return own_from(tx, group);
}

Result<Own> own_change(storage::WriteTx& tx, std::string_view secret, std::int64_t version, const OwnFields& typed) {
  TRY(auto group, group_of_version(tx, secret, version));
  const auto& row = group.holder.row;
  TRYV(still_welcome(tx, row.edition));
  auto fields = typed;
  fields.mode = row.mode;
  fields = tidied(std::move(fields));
  const bool stays_cancelled = row.state == cancelled && fields.state == cancelled;
  if (stays_cancelled) fields.state = no;  // nothing that check() has to know
  TRYV(acceptable(tx, group, row.edition, fields));
  auto wish = as_it_is(group, By::attendee);
  wish.state = stays_cancelled ? cancelled : fields.state;
  const bool leaves = wish.state != yes && wish.state != row.state;
  if (group.holder.details.ever_admitted && leaves) return refused(Refusal::ticket_used);
  fill(group, fields);
  TRYV(carry_out(tx, group, wish));
  return own_from(tx, group);
}

Result<Own> own_cancel(storage::WriteTx& tx, std::string_view secret, std::int64_t version) {
  TRY(auto group, group_of_version(tx, secret, version));
  TRYV(not_over(tx, group.holder.row.edition));
  if (group.holder.details.ever_admitted) return refused(Refusal::ticket_used);
  auto wish = as_it_is(group, By::attendee);
  wish.state = cancelled;
  TRYV(carry_out(tx, group, wish));
  return own_from(tx, group);
}

Result<Own> own_cancel_companion(storage::WriteTx& tx, std::string_view secret, std::int64_t version, AttendeeId companion) {
  TRY(auto group, group_of_version(tx, secret, version));
  TRYV(not_over(tx, group.holder.row.edition));
  const auto found = std::ranges::find_if(group.companions, [&](const Person& person) { return person.row.id == companion; });
  if (found == group.companions.end()) return fail(ErrorCode::not_found, "rsvps.own", "nobody who comes along");
  if (found->details.ever_admitted) return refused(Refusal::ticket_used);
  take_out(group, companion);
  TRYV(carry_out(tx, group, as_it_is(group, By::attendee)));
  return own_from(tx, group);
}

Result<Own> own_restore(storage::WriteTx& tx, std::string_view secret, std::int64_t version) {
  TRY(auto group, group_of_version(tx, secret, version));
  TRYV(still_welcome(tx, group.holder.row.edition));
  auto wish = as_it_is(group, By::attendee);
  if (!is_active(wish.state)) wish.state = yes;
  TRYV(carry_out(tx, group, wish));
  return own_from(tx, group);
}

Result<Own> own_switch(storage::WriteTx& tx, std::string_view secret, std::int64_t version, EditionId edition, desk::Mode mode) {
  TRY(auto group, group_of_version(tx, secret, version));
  const auto& row = group.holder.row;
  TRY(const auto event, events::event_of(tx, edition));
  if (event != row.event) return refused(Refusal::wrong_edition);
  const bool goes_home = edition == row.edition && mode == desk::Mode::online;
  if (goes_home) {
    TRYV(not_over(tx, edition));
  } else {
    TRYV(still_welcome(tx, edition));
    if (group.holder.details.ever_admitted) return refused(Refusal::ticket_used);
  }
  TRYV(translate_choices(tx, group, edition));
  auto wish = as_it_is(group, By::attendee);
  wish.edition = edition;
  wish.mode = mode;
  TRYV(carry_out(tx, group, wish));
  return own_from(tx, group);
}

Result<Own> own_late(storage::WriteTx& tx, std::string_view secret, std::int64_t version, bool is_late) {
  TRY(auto group, group_of_version(tx, secret, version));
  TRYV(not_over(tx, group.holder.row.edition));
  group.holder.row.late = is_late;
  for (auto& person : group.companions) person.row.late = is_late;
  TRYV(save_group(tx, group));
  return own_from(tx, group);
}

Status own_erase(storage::WriteTx& tx, std::string_view secret) {
  TRY(auto group, group_behind(tx, secret));
  TRY(const auto edition, events::edition_of(tx, group.holder.row.edition));
  const bool is_expected = is_active(group.holder.row.state) && !group.holder.details.ever_admitted && to_ms(tx.now()) < edition.ends_ms;
  if (is_expected) {
    auto wish = as_it_is(group, By::attendee);
    wish.state = cancelled;
    wish.tell = Tell::no;
    TRYV(carry_out(tx, group, wish));
  }
  TRYV(forget_person(tx, group.holder.row));
  for (const auto* people : {&group.companions, &group.left}) {
    for (const auto& person : *people) TRYV(forget_person(tx, person.row));
  }
  return forget_grown_member(tx, group.holder.row.member);
}

}  // namespace uke::server::rsvps
