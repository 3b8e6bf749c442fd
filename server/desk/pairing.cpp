#include "server/desk/pairing.h"

#include "server/accounts/service.h"
#include "server/events/service.h"
#include "server/storage/changes.h"
#include "shared/ticket/ticket.h"

#include <fmt/format.h>

namespace uke::server::desk {
namespace {

Status tell_kiosk(storage::WriteTx& tx, EditionId edition, KioskId kiosk) {
  TRY(const auto event, events::event_of(tx, edition));
  return storage::note_change(tx, event, wire::ChangeKind::kiosk, kiosk.to_string());
}

Result<wire::PairAnswer> answer_of(storage::ReadTx& tx, KioskId kiosk, std::string token) {
  TRY(const auto row, find_kiosk(tx, kiosk));
  if (!row) return fail(ErrorCode::internal, "desk.redeem", "the code's kiosk is gone");
  TRY(const auto edition, events::edition_of(tx, row->edition));
  TRY(auto event, events::event_for_desk(tx, edition.event));
  if (!event) return fail(ErrorCode::internal, "desk.redeem", "the edition's event is gone");
  TRY(auto pin_hash, find_pin_hash(tx, row->edition));
  return wire::PairAnswer{.kiosk = kiosk,
                          .token = std::move(token),
                          .name = row->name,
                          .event = std::move(*event),
                          .edition = events::for_desk(edition),
                          .pin_hash = pin_hash.value_or(""),
                          .server_time_ms = to_ms(tx.now())};
}

}  // namespace

Result<std::optional<NewPin>> prepare_pin(storage::ReadTx& tx, EditionId edition, const std::optional<std::string>& wanted) {
  if (wanted && !is_pin(*wanted)) return fail(ErrorCode::invalid, "desk.prepare_pin", "pin: must be four to eight digits");
  TRY(const auto present, find_pin_hash(tx, edition));
  if (!wanted && present) return std::optional<NewPin>{};
  NewPin pin{.pin = wanted ? *wanted : fresh_pin(tx.random()), .hash = {}};
  TRY(pin.hash, hash_pin(pin.pin));
  return std::optional{std::move(pin)};
}

Result<PairingCode> create_pairing_code(storage::WriteTx& tx, const web::Actor& actor, EditionId edition, std::string_view server_url,
                                        const std::optional<NewPin>& pin) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRYV(events::event_of(tx, edition));
  const auto code = fresh_pairing_code(tx.random());
  const auto expires_ms = to_ms(tx.now() + kPairingTime);
  TRYV(insert_code(tx, accounts::secret_hash(code),
                   {.edition = edition, .salt = accounts::fresh_token(tx.random()), .expires_ms = expires_ms, .used_by = {}, .kiosk = {}},
                   actor.id));
  if (pin) {
    TRYV(set_pin_hash(tx, edition, pin->hash));
    TRY(const auto kiosks, list_kiosks(tx, edition));
    for (const auto& kiosk : kiosks) TRYV(tell_kiosk(tx, edition, kiosk.id));
  }
  TRYV(accounts::audit(tx, actor, "pairing_code.create", edition.to_string()));
  return PairingCode{.code = ticket::format_short_code(code),
                     .expires_ms = expires_ms,
                     .qr = pairing_qr_text(server_url, code),
                     .pin = pin ? std::optional(pin->pin) : std::nullopt};
}

Result<Paired> redeem(storage::WriteTx& tx, const wire::PairRequest& request) {
  if (request.nonce.size() < kNonceBytesMin || request.nonce.size() > kNonceBytesMax) {
    return fail(ErrorCode::invalid, "desk.redeem", "nonce: must have 16 to 128 bytes");
  }
  const auto code = ticket::parse_short_code(request.code);
  if (!code) return Paired{.fault = PairFault::code_unknown, .answer = {}};
  const auto code_hash = accounts::secret_hash(*code);
  TRY(const auto row, find_code(tx, code_hash));
  if (!row || row->expires_ms <= to_ms(tx.now())) return Paired{.fault = PairFault::code_unknown, .answer = {}};
  const auto nonce_hash = accounts::secret_hash(request.nonce);
  auto token = accounts::derived_secret(row->salt, *code + "|" + request.nonce);
  if (row->used_by) {
    if (*row->used_by != nonce_hash || !row->kiosk) return Paired{.fault = PairFault::code_used, .answer = {}};
    TRY(auto again, answer_of(tx, *row->kiosk, std::move(token)));
    return Paired{.fault = PairFault::none, .answer = std::move(again)};
  }
  TRY(const auto kiosks, list_kiosks(tx, row->edition));
  const auto id = KioskId::fresh(tx.clock(), tx.random());
  TRYV(insert_kiosk(tx, id, row->edition, request.name.value_or("")));
  TRYV(accounts::add_kiosk_token(tx,
                                 {.token = token, .kiosk = id, .name = fmt::format("受付{}", kiosks.size() + 1), .edition = row->edition}));
  TRYV(use_code(tx, code_hash, nonce_hash, id));
  TRYV(tell_kiosk(tx, row->edition, id));
  TRY(auto answer, answer_of(tx, id, std::move(token)));
  return Paired{.fault = PairFault::none, .answer = std::move(answer)};
}

Result<KioskRow> revoke_kiosk(storage::WriteTx& tx, const web::Actor& actor, KioskId kiosk, accounts::TokenState state) {
  TRYV(accounts::require(actor, web::kAdmin));
  if (state == accounts::TokenState::active) return fail(ErrorCode::invalid, "desk.revoke_kiosk", "state: must be retired or stolen");
  TRY(auto row, find_kiosk(tx, kiosk));
  if (!row) return fail(ErrorCode::not_found, "desk.revoke_kiosk", "no such kiosk");
  TRYV(accounts::set_token_state(tx, kiosk.to_string(), state));
  TRYV(tell_kiosk(tx, row->edition, kiosk));
  TRYV(accounts::audit(tx, actor, "kiosk.revoke", kiosk.to_string()));
  row->state = state;
  return *row;
}

Result<std::vector<KioskRow>> get_kiosks(storage::ReadTx& tx, const web::Actor& actor, EditionId edition) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRYV(events::event_of(tx, edition));
  return list_kiosks(tx, edition);
}

}  // namespace uke::server::desk
