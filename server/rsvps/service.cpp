#include "server/rsvps/service.h"

#include "server/accounts/service.h"
#include "server/events/service.h"
#include "server/rsvps/carry_out.h"
#include "server/rsvps/fill.h"
#include "server/rsvps/identity.h"
#include "server/rsvps/names.h"
#include "shared/i18n/dates.h"

namespace uke::server::rsvps {
namespace {

Status acceptable(const std::vector<wire::FieldError>& errors) {
  if (errors.empty()) return {};
  return fail(ErrorCode::invalid, "rsvps.check", errors.front().field + ": " + errors.front().message);
}

std::unexpected<Error> nobody() { return fail(ErrorCode::not_found, "rsvps.find_attendee", "no such answer"); }

Group group_of(const RsvpFields& fields, const events::EditionRow& edition) {
  Group group;
  auto& row = group.holder.row;
  row.event = edition.event;
  row.edition = edition.id;
  row.state = fields.state;
  row.mode = fields.mode;
  row.family_name = fields.family_name;
  row.given_name = fields.given_name;
  row.kana = fields.kana.value_or("");
  row.shown_name = fields.shown_name.value_or(whole_name(fields.family_name, fields.given_name));
  row.department = fields.department.value_or("");
  row.years = fields.years.value_or("");
  row.search = search_text(fields.family_name, fields.given_name, row.kana, fields.former_name.value_or(""));
  row.table = fields.table.value_or("");
  row.note = fields.note.value_or("");
  row.photo_ok = fields.photo_ok.value_or(true);
  row.provisional = fields.provisional.value_or(false);
  row.email = fields.email;
  auto& details = group.holder.details;
  details.former_name = fields.former_name.value_or("");
  details.food = fields.food.value_or("");
  details.comment = fields.comment.value_or("");
  details.comment_public = fields.comment_public.value_or(false);
  details.after_party = fields.after_party.value_or(AfterParty::unsaid);
  details.watching = fields.mode == desk::Mode::online ? fields.watching.value_or(0) : 0;
  details.fee_category = fields.fee_category;
  details.language = enum_name(fields.language.value_or(i18n::Language::ja));
  group.goods = fields.goods.value_or(std::vector<GoodsOrder>{});
  group.goods_changed = !group.goods.empty();
  return group;
}

std::vector<OwnCompanion> typed_companions(const RsvpFields& fields) {
  std::vector<OwnCompanion> companions;
  for (const auto& one : fields.companions.value_or(std::vector<CompanionFields>{})) {
    companions.push_back({.family_name = one.family_name.value_or(""),
                          .given_name = one.given_name.value_or(""),
                          .kana = one.kana.value_or(""),
                          .fee_category = one.fee_category.value_or("")});
  }
  return companions;
}

Person* person_of(Group& group, AttendeeId id) {
  if (group.holder.row.id == id) return &group.holder;
  for (auto* people : {&group.companions, &group.left}) {
    for (auto& person : *people) {
      if (person.row.id == id) return &person;
    }
  }
  return nullptr;
}

Status change_own_facts(Person& person, const RsvpChange& change) {
  auto& row = person.row;
  if (change.table) row.table = *change.table;
  if (change.note) row.note = *change.note;
  if (change.prepaid) row.prepaid = *change.prepaid;
  if (change.late) row.late = *change.late;
  if (change.food) person.details.food = *change.food;
  if (change.fee) {
    row.fee = *change.fee;
    person.details.fee_by_hand = true;
  }
  if (change.fee_by_hand) person.details.fee_by_hand = *change.fee_by_hand;
  if (change.fee_category) {
    person.details.fee_category = change.fee_category->empty() ? std::nullopt : change.fee_category;
  }
  return {};
}

// Somebody's second answer to the event counts as a possible double.
Status link(storage::ReadTx& tx, Group& group, const std::string& member) {
  auto& row = group.holder.row;
  row.member.reset();
  if (member.empty()) return {};
  TRY(row.member, MemberId::parse(member));
  if (!is_active(row.state) || group.holder.details.doubt_of) return {};
  TRY(group.holder.details.doubt_of, active_answer_of(tx, row, *row.member));
  return {};
}

// A companion leaves the answer, or comes back to it. Where and how is the holder's business.
Status change_companion(Group& group, const Person& companion, const RsvpChange& change) {
  const bool moves = (change.mode && *change.mode != companion.row.mode) || (change.edition && *change.edition != companion.row.edition);
  if (moves) return fail(ErrorCode::invalid, "rsvps.change_rsvp", "mode: a companion goes where their holder goes");
  if (change.member) return fail(ErrorCode::invalid, "rsvps.change_rsvp", "member: a companion is nobody on the roster");
  if (!change.state) return {};
  const auto id = companion.row.id;
  if (*change.state == desk::RsvpState::cancelled || *change.state == desk::RsvpState::no) {
    take_out(group, id);
  } else {
    take_back(group, id);
  }
  return {};
}

Wish wish_for(const Group& group, const RsvpChange& change, bool is_holder) {
  auto wish = as_it_is(group, By::organizer);
  if (!is_holder) return wish;
  wish.edition = change.edition.value_or(wish.edition);
  wish.mode = change.mode.value_or(wish.mode);
  wish.state = change.state.value_or(wish.state);
  if (change.state == desk::RsvpState::yes) {
    wish.room = Room::out_of_turn;
    wish.approves = true;
  }
  return wish;
}

Result<Rsvp> with_company(storage::ReadTx& tx, const AttendeeRow& row) {
  TRY(const auto group, rsvps::group_of(tx, row.id));
  if (!row.holder) return rsvp_of(tx, group);
  return Rsvp{.attendee = row, .goods = {}, .companions = {}};
}

}  // namespace

Result<Rsvp> create_rsvp(storage::WriteTx& tx, const web::Actor& actor, EditionId edition_id, const RsvpFields& fields) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRYV(acceptable(check(fields)));
  TRY(const auto edition, events::edition_of(tx, edition_id));
  auto group = group_of(fields, edition);
  TRY(const auto old, withdrawn_answer_of(tx, edition.event, group.holder.row));
  if (old) {
    TRY(auto old_group, rsvps::group_of(tx, *old));
    continue_as(group, std::move(old_group));
  }
  if (fields.prepaid) group.holder.row.prepaid = *fields.prepaid;
  if (fields.fee) {
    group.holder.row.fee = *fields.fee;
    group.holder.details.fee_by_hand = true;
  }
  fill_companions(group, typed_companions(fields));
  auto wish = as_it_is(group, By::organizer);
  wish.state = fields.state;  // also `waiting`: who asks for nothing better
  TRYV(carry_out(tx, group, wish));
  TRYV(accounts::audit(tx, actor, old ? "rsvp.revive" : "rsvp.create", group.holder.row.id.to_string()));
  return rsvp_of(tx, group);
}

Result<Rsvp> change_rsvp(storage::WriteTx& tx, const web::Actor& actor, AttendeeId id, std::int64_t version, const RsvpChange& change) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRYV(acceptable(check(change)));
  TRY(auto group, rsvps::group_of(tx, id));
  auto* const person = person_of(group, id);
  if (person == nullptr) return nobody();
  if (person->row.version != version) return fail(ErrorCode::stale, "rsvps.change_rsvp", "the answer has another version");
  const auto before = *person;
  const bool is_holder = person == &group.holder;
  TRYV(change_own_facts(*person, change));
  if (is_holder) {
    if (change.late) {
      for (auto& companion : group.companions) companion.row.late = *change.late;
    }
    if (change.member) TRYV(link(tx, group, *change.member));
    if (change.edition) TRYV(translate_choices(tx, group, *change.edition));
  } else {
    TRYV(change_companion(group, *person, change));
  }
  TRYV(carry_out(tx, group, wish_for(group, change, is_holder)));
  const auto* const after = person_of(group, id);
  TRYV(accounts::audit(tx, actor, "rsvp.change", {.kind = "rsvp", .id = id.to_string()}, changes_for_audit(before, *after)));
  if (is_holder) return rsvp_of(tx, group);
  return Rsvp{.attendee = after->row, .goods = {}, .companions = {}};
}

Result<Rsvp> get_rsvp(storage::ReadTx& tx, const web::Actor& actor, AttendeeId id) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRY(auto row, find_attendee(tx, id));
  if (!row) return nobody();
  return with_company(tx, *row);
}

Result<std::vector<AttendeeRow>> get_rsvps(storage::ReadTx& tx, const web::Actor& actor, EditionId edition, AttendeeId after,
                                           std::int64_t limit) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRYV(events::event_of(tx, edition));
  return list_attendees(tx, edition, after, limit);
}

Result<Rsvp> get_by_ticket(storage::ReadTx& tx, const web::Actor& actor, ticket::TicketNo no) {
  TRYV(accounts::require(actor, web::kOrganizers | web::kKiosk));
  if (actor.access == web::kKiosk && actor.token_state != enum_name(accounts::TokenState::active)) {
    return fail(ErrorCode::forbidden, "rsvps.get_by_ticket", "the kiosk was revoked");
  }
  TRY(auto row, find_by_ticket(tx, no));
  if (!row) return nobody();
  const bool of_other_edition = actor.access == web::kKiosk && row->edition.to_string() != actor.scope;
  if (of_other_edition) return nobody();
  return with_company(tx, *row);
}

desk::Attendee for_desk(AttendeeRow row, std::vector<desk::Goods> goods, std::string_view food) {
  std::string note(food);
  if (!food.empty() && !row.note.empty()) note += " / ";
  note += row.note;
  return {.id = row.id,
          .ticket = row.ticket,
          .edition = row.edition,
          .state = row.state,
          .mode = row.mode,
          .family_name = std::move(row.family_name),
          .given_name = std::move(row.given_name),
          .kana = std::move(row.kana),
          .shown_name = std::move(row.shown_name),
          .department = std::move(row.department),
          .years = std::move(row.years),
          .search = std::move(row.search),
          .table = std::move(row.table),
          .note = std::move(note),
          .fee = row.fee,
          .prepaid = row.prepaid,
          .goods = std::move(goods),
          .holder = row.holder,
          .photo_ok = row.photo_ok,
          .provisional = row.provisional,
          .late = row.late};
}

Result<std::optional<desk::Attendee>> attendee_for_desk(storage::ReadTx& tx, AttendeeId id) {
  TRY(auto row, find_attendee(tx, id));
  if (!row) return std::optional<desk::Attendee>{};
  TRY(auto goods, goods_of(tx, id));
  TRY(const auto details, details_of(tx, id));
  return std::optional{for_desk(std::move(*row), std::move(goods), details.food)};
}

Status each_for_desk(storage::ReadTx& tx, EditionId edition, const std::function<Status(const desk::Attendee&)>& visit) {
  TRY(auto goods, goods_of_edition(tx, edition));
  TRY(const auto food, food_of_edition(tx, edition));
  return each_attendee(tx, edition, [&](AttendeeRow&& row) -> Status {
    std::vector<desk::Goods> ordered;
    std::string_view wishes;
    if (!goods.empty() || !food.empty()) {
      const auto id = row.id.to_string();
      if (const auto found = goods.find(id); found != goods.end()) ordered = std::move(found->second);
      if (const auto found = food.find(id); found != food.end()) wishes = found->second;
    }
    return visit(for_desk(std::move(row), std::move(ordered), wishes));
  });
}

Result<std::string> ticket_text_of(storage::ReadTx& tx, const AttendeeRow& row, std::string_view host) {
  TRY(const auto signer, events::signer_of(tx, row.event));
  TRY(const auto edition, events::edition_of(tx, row.edition));
  return tickets::ticket_text(signer, host, edition.hint, row.ticket);
}

Result<tickets::TicketFace> ticket_face(storage::ReadTx& tx, const AttendeeRow& row, std::string_view host,
                                        const i18n::Messages& messages) {
  TRY(const auto edition, events::edition_of(tx, row.edition));
  TRY(const auto event, events::event_for_desk(tx, row.event));
  if (!event) return fail(ErrorCode::internal, "rsvps.ticket_face", "the answer's event is gone");
  const auto language = messages.language();
  const bool english = language == i18n::Language::en;
  const auto starts = from_ms(edition.starts_ms);
  tickets::TicketFace face;
  TRY(face.qr_text, ticket_text_of(tx, row, host));
  face.short_code = messages.text("ticket.short_code", {{"code", ticket::format_short_code(row.short_code)}});
  face.name = messages.text("ticket.name", {{"name", row.shown_name}});
  if (row.shown_name.empty() && row.holder) {
    TRY(const auto holder, find_attendee(tx, *row.holder));
    face.name = messages.text("ticket.companion_of", {{"name", holder ? holder->shown_name : std::string()}});
  }
  face.event = english && !event->name_en.empty() ? event->name_en : event->name;
  face.edition = english && !edition.name_en.empty() ? edition.name_en : edition.name;
  face.when = messages.text(
      "ticket.when", {{"date", i18n::format_date(starts, edition.zone, language)}, {"time", i18n::format_time(starts, edition.zone)}});
  face.place = edition.place;
  face.what_to_do = messages.text(row.mode == desk::Mode::online ? "ticket.what_to_do_online" : "ticket.what_to_do");
  return face;
}

}  // namespace uke::server::rsvps
