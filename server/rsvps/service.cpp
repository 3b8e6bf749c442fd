#include "server/rsvps/service.h"

#include "server/accounts/service.h"
#include "server/events/service.h"
#include "server/rsvps/names.h"
#include "server/storage/changes.h"
#include "shared/i18n/dates.h"

namespace uke::server::rsvps {
namespace {

constexpr int kNumberDraws = 8;

Status acceptable(const std::vector<wire::FieldError>& errors) {
  if (errors.empty()) return {};
  return fail(ErrorCode::invalid, "rsvps.check", errors.front().field + ": " + errors.front().message);
}

std::unexpected<Error> nobody() { return fail(ErrorCode::not_found, "rsvps.find_attendee", "no such answer"); }

Result<desk::RsvpState> place_for(storage::ReadTx& tx, const events::EditionRow& edition, desk::Mode mode, desk::RsvpState wanted) {
  const auto capacity = mode == desk::Mode::onsite ? edition.capacity_onsite : edition.capacity_online;
  if (capacity == 0 || wanted != desk::RsvpState::yes) return wanted;
  TRY(const auto taken, count_places(tx, edition.id, mode));
  return placed(wanted, capacity, taken);
}

Status insert_with_fresh_number(storage::WriteTx& tx, AttendeeRow& row) {
  for (int draw = 0; draw < kNumberDraws; ++draw) {
    row.ticket = tickets::draw_number(tx.random());
    row.short_code = ticket::short_code(row.ticket);
    const auto inserted = insert_attendee(tx, row);
    if (inserted || inserted.error().code != ErrorCode::conflict) return inserted;
  }
  return fail(ErrorCode::conflict, "rsvps.create_rsvp", "no free ticket number found");
}

Status tell_kiosks(storage::WriteTx& tx, const AttendeeRow& row) {
  return storage::note_change(tx, row.event, wire::ChangeKind::attendee, row.id.to_string());
}

AttendeeRow row_of(const RsvpFields& fields, const events::EditionRow& edition) {
  AttendeeRow row;
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
  row.fee = fields.fee.value_or(fields.mode == desk::Mode::onsite ? edition.door_fee : Yen{});
  row.prepaid = fields.prepaid.value_or(Yen{});
  row.photo_ok = fields.photo_ok.value_or(true);
  row.provisional = fields.provisional.value_or(false);
  row.email = fields.email;
  return row;
}

AttendeeRow companion_row(const CompanionFields& fields, const AttendeeRow& holder, const events::EditionRow& edition) {
  AttendeeRow row;
  row.event = holder.event;
  row.edition = holder.edition;
  row.state = holder.state;
  row.mode = holder.mode;
  row.family_name = fields.family_name.value_or("");
  row.given_name = fields.given_name.value_or("");
  row.kana = fields.kana.value_or("");
  row.shown_name = whole_name(row.family_name, row.given_name);
  row.search = search_text(row.family_name, row.given_name, row.kana, "");
  row.fee = holder.mode == desk::Mode::onsite ? edition.door_fee : Yen{};
  row.holder = holder.id;
  row.provisional = holder.provisional;
  return row;
}

// The old row under its old ticket number, with what the person says now.
Result<bool> revive(storage::WriteTx& tx, AttendeeRow& row) {
  TRY(const auto old, find_withdrawn(tx, row.event, row.search, row.email));
  if (!old) return false;
  row.id = old->id;
  row.ticket = old->ticket;
  row.short_code = old->short_code;
  row.version = old->version;
  row.member = old->member;
  TRY(const bool updated, update_attendee(tx, row));
  if (!updated) return fail(ErrorCode::stale, "rsvps.create_rsvp", "the withdrawn answer changed meanwhile");
  row.version += 1;
  return true;
}

Status save(storage::WriteTx& tx, AttendeeRow& row) {
  TRY(const bool updated, update_attendee(tx, row));
  if (!updated) return fail(ErrorCode::stale, "rsvps.change_rsvp", "the answer has another version");
  row.version += 1;
  return tell_kiosks(tx, row);
}

Status move_to(storage::WriteTx& tx, AttendeeRow& row, const RsvpChange& change) {
  const auto wanted_edition = change.edition.value_or(row.edition);
  const auto wanted_mode = change.mode.value_or(row.mode);
  const auto wanted_state = change.state.value_or(row.state);
  TRY(const auto edition, events::edition_of(tx, wanted_edition));
  if (edition.event != row.event) return fail(ErrorCode::invalid, "rsvps.change_rsvp", "edition: belongs to another event");
  const bool keeps_place = row.state == desk::RsvpState::yes && wanted_edition == row.edition && wanted_mode == row.mode;
  row.edition = wanted_edition;
  row.mode = wanted_mode;
  row.state = wanted_state;
  if (!keeps_place) {
    TRY(row.state, place_for(tx, edition, wanted_mode, wanted_state));
  }
  return {};
}

Result<Rsvp> with_company(storage::ReadTx& tx, AttendeeRow row) {
  Rsvp rsvp{.attendee = std::move(row), .goods = {}, .companions = {}};
  TRY(rsvp.goods, goods_of(tx, rsvp.attendee.id));
  TRY(rsvp.companions, companions_of(tx, rsvp.attendee.id));
  return rsvp;
}

}  // namespace

Result<Rsvp> create_rsvp(storage::WriteTx& tx, const web::Actor& actor, EditionId edition_id, const RsvpFields& fields) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRYV(acceptable(check(fields)));
  TRY(const auto edition, events::edition_of(tx, edition_id));
  AttendeeRow row = row_of(fields, edition);
  TRY(row.state, place_for(tx, edition, row.mode, row.state));
  TRY(const bool revived, revive(tx, row));
  if (!revived) {
    row.id = AttendeeId::fresh(tx.clock(), tx.random());
    TRYV(insert_with_fresh_number(tx, row));
  }
  for (const auto& order : fields.goods.value_or(std::vector<GoodsOrder>{})) {
    const auto stored = insert_goods_order(tx, row.id, order);
    if (!stored && stored.error().code == ErrorCode::conflict) return fail(ErrorCode::invalid, "rsvps.create_rsvp", "goods: unknown");
    TRYV(stored);
  }
  TRYV(tell_kiosks(tx, row));
  for (const auto& companion : fields.companions.value_or(std::vector<CompanionFields>{})) {
    auto company = companion_row(companion, row, edition);
    TRY(company.state, place_for(tx, edition, company.mode, company.state));
    company.id = AttendeeId::fresh(tx.clock(), tx.random());
    TRYV(insert_with_fresh_number(tx, company));
    TRYV(tell_kiosks(tx, company));
  }
  TRYV(accounts::audit(tx, actor, revived ? "rsvp.revive" : "rsvp.create", row.id.to_string()));
  return with_company(tx, std::move(row));
}

Result<Rsvp> change_rsvp(storage::WriteTx& tx, const web::Actor& actor, AttendeeId id, std::int64_t version, const RsvpChange& change) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRYV(acceptable(check(change)));
  TRY(auto found, find_attendee(tx, id));
  if (!found) return nobody();
  AttendeeRow row = std::move(*found);
  if (row.version != version) return fail(ErrorCode::stale, "rsvps.change_rsvp", "the answer has another version");
  auto before = row;
  TRYV(move_to(tx, row, change));
  if (change.table) row.table = *change.table;
  if (change.note) row.note = *change.note;
  if (change.fee) row.fee = *change.fee;
  if (change.prepaid) row.prepaid = *change.prepaid;
  if (change.late) row.late = *change.late;
  if (change.member) {
    row.member.reset();
    if (!change.member->empty()) {
      TRY(row.member, MemberId::parse(*change.member));
    }
  }
  const auto saved = save(tx, row);
  const bool is_stranger = !saved && saved.error().code == ErrorCode::conflict && row.member != before.member;
  if (is_stranger) return fail(ErrorCode::invalid, "rsvps.change_rsvp", "member: is nobody on the roster");
  TRYV(saved);
  TRY(auto companions, companions_of(tx, id));
  for (auto& companion : companions) {
    TRYV(move_to(tx, companion, change));
    TRYV(save(tx, companion));
  }
  before.version = row.version;  // no fact about the answer
  TRYV(accounts::audit(tx, actor, "rsvp.change", {.kind = "rsvp", .id = id.to_string()}, accounts::changes_between(before, row)));
  return with_company(tx, std::move(row));
}

Result<Rsvp> get_rsvp(storage::ReadTx& tx, const web::Actor& actor, AttendeeId id) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRY(auto row, find_attendee(tx, id));
  if (!row) return nobody();
  return with_company(tx, std::move(*row));
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
  return with_company(tx, std::move(*row));
}

desk::Attendee for_desk(AttendeeRow row, std::vector<desk::Goods> goods) {
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
          .note = std::move(row.note),
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
  return std::optional{for_desk(std::move(*row), std::move(goods))};
}

Status each_for_desk(storage::ReadTx& tx, EditionId edition, const std::function<Status(const desk::Attendee&)>& visit) {
  TRY(auto goods, goods_of_edition(tx, edition));
  return each_attendee(tx, edition, [&](AttendeeRow&& row) -> Status {
    std::vector<desk::Goods> ordered;
    if (!goods.empty()) {
      if (const auto found = goods.find(row.id.to_string()); found != goods.end()) ordered = std::move(found->second);
    }
    return visit(for_desk(std::move(row), std::move(ordered)));
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
