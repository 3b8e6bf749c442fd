#include "server/announcements/letters.h"

#include "server/events/details_service.h"
#include "server/events/page_kit.h"
#include "server/events/service.h"

namespace uke::server::announcements {

Result<Occasion> occasion_of(storage::ReadTx& tx, EditionId id) {
  Occasion occasion;
  TRY(occasion.edition, events::edition_of(tx, id));
  TRY(auto event, events::find_event(tx, occasion.edition.event));
  if (!event) return fail(ErrorCode::not_found, "announcements.occasion_of", "the edition has no event");
  occasion.event = std::move(*event);
  TRY(const auto details, events::edition_details_of(tx, id));
  occasion.contact = details.contact;
  return occasion;
}

mail::Letter letter_to(const i18n::Messages& messages, const Occasion& occasion, const MessageRow& row, const Receiver& receiver) {
  const auto event = events::name_of(messages, occasion.event);
  mail::Letter letter;
  letter.subject = filled(row.subject, receiver.name, {});
  letter.greeting = messages.text("announcement.letter.greeting", {{"name", receiver.name}});
  letter.paragraphs = paragraphs_of(filled(row.body, receiver.name, receiver.link));
  letter.facts = {{messages.text("announcement.letter.event"), event + " " + events::name_of(messages, occasion.edition)},
                  {messages.text("announcement.letter.when"), events::moment(messages, occasion.edition.starts_ms, occasion.edition.zone)}};
  if (!receiver.link.empty()) letter.buttons = {{messages.text("announcement.letter.own_page"), receiver.link}};
  letter.closing = {messages.text("announcement.letter.from", {{"event", event}})};
  if (!occasion.contact.empty()) letter.closing.push_back(occasion.contact);
  letter.language = messages.language();
  return letter;
}

}  // namespace uke::server::announcements
