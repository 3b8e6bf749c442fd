#include "kiosk/store/store.h"

#include "kiosk/store/impl.h"
#include "kiosk/store/saved_pairing.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>

namespace uke::kiosk::store {

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

bool Store::check_pin(const std::string& pin) const {
  const auto& settings = impl_->roster.settings();
  if (!settings && !impl_->pairing) return false;
  const auto& hash = settings ? settings->pin_hash : impl_->pairing->answer.pin_hash;
  if (sodium_init() < 0) return false;
  return crypto_pwhash_str_verify(hash.c_str(), pin.data(), pin.size()) == 0;
}

std::optional<Pairing> Store::pairing() const { return impl_->pairing; }

Result<std::string> Store::pairing_nonce() {
  TRY(auto stored, impl_->log.meta("nonce"));
  if (stored) return std::move(*stored);
  std::array<std::uint8_t, 16> bytes{};
  impl_->options.random->fill(bytes);
  std::string nonce;
  for (const auto byte : bytes) nonce += fmt::format("{:02x}", byte);
  TRYV(impl_->log.set_meta("nonce", nonce));
  return nonce;
}

Status Store::save_pairing(const Pairing& pairing) {
  auto& self = *impl_;
  // Paired again for the same event, perhaps because the server lost its memory of this kiosk, or with another server.
  const bool same_event = self.pairing && self.pairing->answer.event.id == pairing.answer.event.id;
  if (same_event) TRYV(self.log.offer_everything());
  TRYV(self.log.set_meta("pairing", pairing_text(pairing)));
  for (const auto* name : {"nonce", "revoked", "wiped_ms", "moved_aside_ms"}) TRYV(self.log.drop_meta(name));
  self.pairing = pairing;
  self.figures = {};
  TRYV(self.drop_roster());
  self.count();
  return {};
}

Result<std::vector<json::Raw>> Store::unsent(std::size_t records_max, std::size_t bytes_max) {
  return impl_->log.unsent(records_max, bytes_max);
}

Status Store::mark_sent(const std::vector<wire::UploadResult>& results, const wire::Have& have) {
  auto& self = *impl_;
  const auto log = self.log.acknowledge(results, have);
  self.note_write(log ? Status{} : std::unexpected(log.error()));
  TRY(const auto kept, log);
  if (kept == LogBook::Log::same) return {};
  self.figures.cloned = true;
  return self.load_fold();  // records may have moved to the new log
}

Status Store::offer_everything() {
  auto status = impl_->log.offer_everything();
  impl_->note_write(status);
  return status;
}

std::string Store::cursor() const { return impl_->roster.whole() ? impl_->roster.cursor() : std::string{}; }

Status Store::Impl::hear(const std::vector<desk::DeskRecord>& records) {
  TRY(const auto places, log.hear(records));
  if (places == LogBook::Places::changed) return load_fold();
  for (const auto& record : records) fold.add(record);
  return {};
}

Status Store::begin_snapshot() {
  auto& self = *impl_;
  self.next.reset();
  const auto file = roster_file(self.options.folder, other(self.roster_place));
  remove_database(file);
  TRY(self.next, Roster::begin(file, *self.options.clock, *self.options.random));
  return {};
}

Status Store::apply_changes(const std::vector<wire::Change>& changes, const std::string& cursor_after) {
  auto& self = *impl_;
  // Records first: heard twice after a crash they are passed over, while a cursor that ran ahead of them would lose them.
  std::vector<desk::DeskRecord> heard;
  for (const auto& change : changes) {
    if (change.kind != wire::ChangeKind::record || !change.data) continue;
    if (auto record = json::parse<desk::DeskRecord>(change.data->text)) heard.push_back(std::move(*record));
  }
  auto status = self.hear(heard);
  if (status) status = (self.next ? *self.next : self.roster).apply(changes, cursor_after);
  if (status && !self.next) status = self.link_changed(changes);
  self.note_write(status);
  if (!status && status.error().code == ErrorCode::corrupt) TRYV(self.drop_roster());
  return status;
}

Status Store::finish_snapshot(const std::string& cursor_after) {
  auto& self = *impl_;
  if (!self.next) return fail(ErrorCode::conflict, "store.finish_snapshot", "no snapshot was begun");
  if (self.pairing) TRYV(self.next->set_meta("pairing", pairing_text(*self.pairing)));
  TRYV(self.next->finish(cursor_after));
  const auto place = other(self.roster_place);
  TRYV(self.log.set_meta("roster", place == Place::b ? "b" : "a"));  // the switch
  self.roster = std::move(*self.next);
  self.next.reset();
  remove_database(roster_file(self.options.folder, self.roster_place));
  self.roster_place = place;
  return self.link_all();
}

}  // namespace uke::kiosk::store
