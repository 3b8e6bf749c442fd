#include "server/mail/overview.h"

#include "server/mail/address.h"
#include "server/mail/encoding.h"
#include "server/mail/looks.h"
#include "server/mail/queue.h"
#include "server/mail/store.h"
#include "server/mail/stored_letter.h"

namespace uke::server::mail {
namespace {

constexpr std::chrono::hours kLongTime{1};

Result<AddressRow> address_row(storage::ReadTx& tx, AddressId id) {
  TRY(auto row, find_address(tx, id));
  if (!row) return fail(ErrorCode::not_found, "mail.address", "no such address");
  return std::move(*row);
}

Status mark_notices(storage::WriteTx& tx, AddressRow row, Notices notices) {
  const bool stopped = row.unsubscribed_ms != 0;
  if (stopped == (notices == Notices::stop)) return {};
  row.unsubscribed_ms = notices == Notices::stop ? to_ms(tx.now()) : 0;
  TRYV(update_address(tx, row));
  return notices == Notices::stop ? refuse_waiting_to(tx, row.id, Which::notices, Reason::unsubscribed) : Status{};
}

}  // namespace

Result<std::string> queue_word(storage::ReadTx& tx, const Settings& settings) {
  if (!settings.on()) return "off";
  TRY(const auto queue, find_queue(tx));
  if (queue && queue->pauses > 0) return "paused";
  TRY(const auto due, first_due_ms(tx));
  return due && from_ms(*due) < tx.now() - kLongTime ? "waiting" : "ok";
}

Result<Overview> overview(storage::ReadTx& tx) {
  Overview all;
  TRY(all.counts, count_letters(tx));
  TRY(const auto queue, find_queue(tx));
  if (queue) all.queue = *queue;
  return all;
}

Result<std::vector<LetterRow>> letters(storage::ReadTx& tx, std::optional<MailState> state, LetterId after, std::int64_t limit) {
  return list_letters(tx, state, after, limit);
}

Result<LetterRow> letter(storage::ReadTx& tx, LetterId id) {
  TRY(auto row, find_letter(tx, id));
  if (!row) return fail(ErrorCode::not_found, "mail.letter", "no such letter");
  return std::move(*row);
}

Result<std::optional<Rendered>> preview(storage::ReadTx& tx, const LetterRow& row, const i18n::Messages& messages, std::string_view url) {
  if (row.letter.empty()) return std::optional<Rendered>{};
  TRY(const auto content, from_row(row.letter));
  Looks looks;
  if (!content.picture_png.empty()) looks.picture_src = "data:image/png;base64," + base64(content.picture_png);
  TRY(const auto queue, find_queue(tx));
  // Not the link itself: whoever looks at the letter must not be able to stop notices for its reader by a slip.
  if (row.purpose == Purpose::notice && queue && !url.empty()) looks.stop_url = std::string(url) + "/unsubscribe/…";
  return std::optional<Rendered>{render_letter(content, messages, looks)};
}

Result<i18n::Language> language_of(const LetterRow& row) {
  if (row.letter.empty()) return i18n::Language::ja;
  TRY(const auto content, from_row(row.letter));
  return content.language;
}

Result<std::string> subject_of(const LetterRow& row) {
  if (row.letter.empty()) return std::string();
  TRY(const auto content, from_row(row.letter));
  return content.subject;
}

Result<bool> may_send_again(storage::ReadTx& tx, const LetterRow& row) {
  if ((row.state != MailState::unclear && row.state != MailState::refused) || row.letter.empty()) return false;
  TRY(const auto address, address_row(tx, row.address));
  return row.purpose == Purpose::answer || address.unsubscribed_ms == 0;
}

Status send_again(storage::WriteTx& tx, LetterId id) {
  TRY(auto row, letter(tx, id));
  TRY(const bool allowed, may_send_again(tx, row));
  if (!allowed) return fail(ErrorCode::conflict, "mail.send_again", "the letter cannot be sent again");
  TRYV(clear_refusal(tx, row.address));
  const auto from = row.state;
  row.state = MailState::waiting;
  row.reason = Reason::none;
  row.attempts = 0;
  row.next_ms = row.changed_ms = to_ms(tx.now());
  TRY(const bool changed, update_letter(tx, row, from));
  if (!changed) return fail(ErrorCode::conflict, "mail.send_again", "the letter has another state");
  return wake_sending(tx);
}

Status resume(storage::WriteTx& tx) {
  TRY(auto queue, queue_row(tx));
  queue.paused_until_ms = 0;
  TRYV(update_queue(tx, queue));
  return wake_sending(tx);
}

Result<std::vector<AddressRow>> marked_addresses(storage::ReadTx& tx, AddressId after, std::int64_t limit) {
  return list_marked_addresses(tx, after, limit);
}

Status clear_refusal(storage::WriteTx& tx, AddressId id) {
  TRY(auto row, address_row(tx, id));
  if (row.refused_ms == 0) return {};
  row.refused_ms = 0;
  row.refused_answer.clear();
  return update_address(tx, row);
}

Status clear_refusal_of(storage::WriteTx& tx, std::string_view address) {
  const auto parsed = parse_address(address);
  if (!parsed) return {};
  TRY(const auto row, find_address(tx, parsed->folded()));
  return row ? clear_refusal(tx, row->id) : Status{};
}

Result<AddressRow> address_of_link(storage::ReadTx& tx, std::string_view secret) {
  TRY(const auto queue, find_queue(tx));
  const auto id = queue ? address_of_secret(queue->key, secret) : std::nullopt;
  if (!id) return fail(ErrorCode::not_found, "mail.unsubscribe", "no such link");
  return address_row(tx, *id);
}

Status set_notices(storage::WriteTx& tx, std::string_view secret, Notices notices) {
  TRY(auto row, address_of_link(tx, secret));
  return mark_notices(tx, std::move(row), notices);
}

Status allow_notices(storage::WriteTx& tx, AddressId id) {
  TRY(auto row, address_row(tx, id));
  return mark_notices(tx, std::move(row), Notices::allow);
}

}  // namespace uke::server::mail
