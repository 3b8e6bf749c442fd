#include "server/mail/mail.h"

#include "server/mail/address.h"
#include "server/mail/clean.h"
#include "server/mail/queue.h"
#include "server/mail/store.h"
#include "server/mail/stored_letter.h"

#include <algorithm>

namespace uke::server::mail {
namespace {

constexpr std::int64_t kToldMax = 200;

Result<AddressRow> address_row(storage::WriteTx& tx, std::string_view folded) {
  TRY(auto known, find_address(tx, folded));
  if (known) return std::move(*known);
  AddressRow row{.id = AddressId::fresh(tx.clock(), tx.random()), .address = std::string(folded), .refused_answer = {}};
  TRYV(insert_address(tx, row));
  return row;
}

// Without quotation marks where it reads the same without them.
std::string as_typed(const Address& address) {
  auto plain = address.local + "@" + address.domain;
  const auto parsed = parse_address(plain);
  return parsed && parsed->local == address.local ? plain : address.text();
}

bool wants(const AddressRow& address, Purpose purpose) {
  return address.refused_ms == 0 && (purpose == Purpose::answer || address.unsubscribed_ms == 0);
}

}  // namespace

Result<bool> queue(storage::WriteTx& tx, const Settings& settings, const Outgoing& letter) {
  const auto address = parse_address(letter.to);
  if (!settings.on() || !address) return false;
  TRY(const bool used, has_key(tx, letter.key));
  if (used) return false;
  TRY(const auto to, address_row(tx, address->folded()));
  if (!wants(to, letter.purpose)) return false;
  LetterRow row;
  row.id = LetterId::fresh(tx.clock(), tx.random());
  row.key = letter.key;
  row.address = to.id;
  row.sent_to = as_typed(*address);
  row.to_name = cleaned(letter.to_name, Lines::one);
  row.purpose = letter.purpose;
  row.kind = letter.kind;
  row.subject_id = letter.subject_id;
  row.letter = to_row(cleaned_letter(letter.letter));
  row.next_ms = row.created_ms = row.changed_ms = to_ms(tx.now());
  TRYV(insert_letter(tx, row));
  TRYV(wake_sending(tx));
  return true;
}

Result<std::vector<Told>> told(storage::ReadTx& tx, std::string_view subject_id) {
  TRY(const auto rows, list_letters_about(tx, subject_id, kToldMax));
  std::vector<Told> all;
  for (const auto& row : rows) all.push_back({.kind = row.kind, .state = row.state, .at_ms = row.changed_ms});
  return all;
}

Status forget(storage::WriteTx& tx, std::string_view subject_id, std::string_view address) {
  TRYV(delete_letters_about(tx, subject_id));
  const auto parsed = parse_address(address);
  return parsed ? delete_unused_address(tx, parsed->folded()) : Status{};
}

Result<bool> is_unsubscribed(storage::ReadTx& tx, std::string_view address) {
  const auto parsed = parse_address(address);
  if (!parsed) return false;
  TRY(const auto row, find_address(tx, parsed->folded()));
  return row && row->unsubscribed_ms != 0;
}

}  // namespace uke::server::mail
