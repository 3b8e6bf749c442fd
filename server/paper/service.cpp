#include "server/paper/service.h"

#include "server/accounts/history.h"
#include "server/accounts/rules.h"
#include "server/events/details_service.h"
#include "server/events/page_kit.h"
#include "server/events/service.h"
#include "shared/i18n/dates.h"
#include "shared/ticket/ticket.h"

#include <algorithm>

namespace uke::server::paper {
namespace {

Person person_of(const rsvps::Listed& one, std::int64_t goods) {
  const auto& row = one.row;
  Person person{.name = row.shown_name,
                .kana = row.kana,
                .department = row.department,
                .code = ticket::format_short_code(row.short_code),
                .with = {},
                .fee = row.fee,
                .prepaid = row.prepaid,
                .has_food = !one.details.food.empty(),
                .photo_ok = row.photo_ok,
                .is_maybe = row.state == uke::desk::RsvpState::maybe,
                .is_late = row.late,
                .goods = goods};
  if (row.holder) person.with = one.holder_name;
  return person;
}

std::vector<Person> people_of(const std::vector<rsvps::Listed>& listed, const rsvps::GoodsOf& goods) {
  std::vector<Person> people;
  for (const auto& one : listed) {
    std::int64_t pieces = 0;
    if (const auto found = goods.find(one.row.id.to_string()); found != goods.end()) {
      for (const auto& item : found->second) pieces += item.quantity;
    }
    people.push_back(person_of(one, pieces));
  }
  return people;
}

// The amounts that people pay at this door: what stands on receipts.
Result<std::vector<Yen>> fees_of(storage::ReadTx& tx, const events::EditionRow& edition) {
  TRY(const auto categories, events::fee_categories_of(tx, edition.id));
  std::vector<Yen> fees;
  for (const auto& category : categories) {
    if (!category.retired && category.amount.value > 0) fees.push_back(category.amount);
  }
  if (fees.empty() && edition.door_fee.value > 0) fees.push_back(edition.door_fee);
  std::ranges::sort(fees, std::greater{});
  const auto repeated = std::ranges::unique(fees);
  fees.erase(repeated.begin(), repeated.end());
  return fees;
}

}  // namespace

Result<Set> gather(storage::ReadTx& tx, const web::Actor& actor, EditionId id, std::string_view organization,
                   const i18n::Messages& messages) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRY(const auto edition, events::edition_of(tx, id));
  TRY(const auto event, events::find_event(tx, edition.event));
  if (!event) return fail(ErrorCode::internal, "paper.gather", "the edition's event is gone");
  TRY(const auto details, events::edition_details_of(tx, id));
  TRY(const auto listed, desk::people_on_paper(tx, actor, id));
  TRY(const auto goods, rsvps::goods_of_edition(tx, id));
  const auto language = messages.language();
  const auto time = [&](std::int64_t ms) { return i18n::format_time(from_ms(ms), edition.zone); };
  Set set;
  set.organization = organization;
  set.event = events::name_of(messages, *event);
  set.edition = events::name_of(messages, edition);
  set.date = i18n::format_date(from_ms(edition.starts_ms), edition.zone, language);
  set.open = time(edition.doors_open_ms);
  set.close = time(edition.doors_close_ms);
  set.start = time(edition.starts_ms);
  set.end = time(edition.ends_ms);
  set.as_of = i18n::format_date_short(tx.now(), edition.zone, language) + " " + i18n::format_time(tx.now(), edition.zone);
  set.contact = details.contact;
  set.fee = edition.door_fee;
  TRY(set.fees, fees_of(tx, edition));
  set.onsite = people_of(listed.onsite, goods);
  set.online = people_of(listed.online, goods);
  return set;
}

Result<std::vector<tickets::TicketFace>> gather_tickets(storage::ReadTx& tx, const web::Actor& actor, EditionId id, TicketsOf whose,
                                                        std::string_view host, const i18n::Messages& messages) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRYV(events::event_of(tx, id));
  TRY(const auto listed, desk::people_on_paper(tx, actor, id));
  std::vector<tickets::TicketFace> faces;
  for (const auto* people : {&listed.onsite, &listed.online}) {
    bool holder_wants = true;
    for (const auto& one : *people) {
      // Companions have no address of their own: theirs come with the holder's.
      const bool has_mail = one.row.email && !one.row.email->empty();
      if (!one.row.holder) holder_wants = whose == TicketsOf::everybody || !has_mail;
      if (!holder_wants || one.row.state != uke::desk::RsvpState::yes) continue;
      TRY(auto face, rsvps::ticket_face(tx, one.row, host, messages));
      faces.push_back(std::move(face));
    }
  }
  return faces;
}

Status note_printed(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, std::string_view what, std::string_view parts,
                    std::int64_t people) {
  TRYV(accounts::require(actor, web::kOrganizers));
  return accounts::note_handout(tx, actor,
                                {.what = std::string(what),
                                 .filter = "edition=" + edition.to_string() + "&parts=" + std::string(parts),
                                 .purpose = {},
                                 .people = people});
}

}  // namespace uke::server::paper
