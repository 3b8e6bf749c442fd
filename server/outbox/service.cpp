#include "server/outbox/service.h"

#include "server/accounts/history.h"
#include "server/accounts/rules.h"
#include "server/mail/address.h"
#include "shared/i18n/dates.h"
#include "shared/text/text.h"

namespace uke::server::outbox {

Result<mail::Overview> get_overview(storage::ReadTx& tx, const web::Actor& actor) {
  TRYV(accounts::require(actor, web::kAdmin));
  return mail::overview(tx);
}

Result<std::vector<mail::LetterRow>> get_letters(storage::ReadTx& tx, const web::Actor& actor, std::optional<mail::MailState> state,
                                                 LetterId after, std::int64_t limit) {
  TRYV(accounts::require(actor, web::kAdmin));
  return mail::letters(tx, state, after, limit);
}

Result<mail::LetterRow> get_letter(storage::ReadTx& tx, const web::Actor& actor, LetterId id) {
  TRYV(accounts::require(actor, web::kAdmin));
  return mail::letter(tx, id);
}

Result<std::vector<mail::AddressRow>> get_marked_addresses(storage::ReadTx& tx, const web::Actor& actor, AddressId after,
                                                           std::int64_t limit) {
  TRYV(accounts::require(actor, web::kAdmin));
  return mail::marked_addresses(tx, after, limit);
}

Status send_again(storage::WriteTx& tx, const web::Actor& actor, LetterId id) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRYV(mail::send_again(tx, id));
  return accounts::audit(tx, actor, "mail.send_again", id.to_string());
}

Status resume(storage::WriteTx& tx, const web::Actor& actor) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRYV(mail::resume(tx));
  return accounts::audit(tx, actor, "mail.resume", "");
}

Status clear_mark(storage::WriteTx& tx, const web::Actor& actor, AddressId id, Mark mark) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRYV(mark == Mark::refused ? mail::clear_refusal(tx, id) : mail::allow_notices(tx, id));
  return accounts::audit(tx, actor, "mail_address.clear", id.to_string());
}

web::Faults check_test(std::string_view to) {
  if (text::trim(to).empty()) return {{.field = "to", .what = web::What::required}};
  if (!mail::parse_address(to)) return {{.field = "to", .what = web::What::not_email}};
  return {};
}

Status send_test(storage::WriteTx& tx, const web::Actor& actor, const mail::Settings& settings, std::string_view to,
                 const i18n::Messages& messages) {
  TRYV(accounts::require(actor, web::kAdmin));
  if (!settings.on()) return fail(ErrorCode::conflict, "outbox.test", "no mail is sent");
  if (!check_test(to).empty()) return fail(ErrorCode::invalid, "outbox.test", "to: is no mail address");
  constexpr std::string_view kZone = "Asia/Tokyo";
  const auto language = messages.language();
  mail::Outgoing out;
  out.key = "test:" + LetterId::fresh(tx.clock(), tx.random()).to_string();
  out.to = to;
  out.to_name = actor.name;
  out.kind = "test";
  out.subject_id = actor.id;
  out.letter.subject = messages.text("mail.test.subject");
  out.letter.greeting = messages.text("mail.test.greeting", {{"name", actor.name}});
  out.letter.paragraphs = {messages.text("mail.test.text")};
  out.letter.facts = {
      {messages.text("mail.test.time"), i18n::format_date(tx.now(), kZone, language) + " " + i18n::format_time(tx.now(), kZone)}};
  out.letter.language = language;
  TRYV(mail::clear_refusal_of(tx, to));
  TRYV(mail::queue(tx, settings, out));
  return accounts::audit(tx, actor, "mail.test", actor.id);
}

}  // namespace uke::server::outbox
