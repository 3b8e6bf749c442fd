// What screens show about the state of this desk's data, and forgetting names when their time has come.
#include "kiosk/store/impl.h"

#include <chrono>

namespace uke::kiosk::store {
namespace {

// Design 03: a kiosk forgets names this long after its edition ended, by the server's clock.
constexpr auto kNamesKept = std::chrono::days{14};

}  // namespace

std::string Store::Impl::desk_name() const {
  if (roster.settings()) return roster.settings()->name;
  return pairing ? pairing->answer.name : std::string{};
}

// The server's time, as far as it was told since this machine started.
std::optional<std::int64_t> Store::Impl::server_now_ms() const {
  if (!figures.server_minus_uptime_ms || figures.boot_id != options.clock->boot_id()) return std::nullopt;
  return *figures.server_minus_uptime_ms + options.clock->uptime().count();
}

// What time it is at the door: the server's where it is known, because a device's clock may be wrong by years.
Time Store::Impl::door_time() const {
  const auto server = server_now_ms();
  return server ? from_ms(*server) : options.clock->now();
}

void Store::Impl::count() {
  if (const auto unsent = log.count_unsent()) figures.unsent = *unsent;
  if (const auto parked = log.parked_reasons()) figures.parked = static_cast<std::int64_t>(parked->size());
}

void Store::Impl::note_write(const Status& status) {
  figures.disk_full = !status && status.error().code == ErrorCode::disk_full;
  if (status) count();
}

Status Store::Impl::wipe() {
  TRYV(log.forget_names());
  figures.wiped = true;
  return drop_roster();
}

app::DeskStatus Store::status() const {
  const auto& self = *impl_;
  app::DeskStatus status;
  status.paired = self.pairing.has_value();
  if (self.pairing) {
    const auto& answer = self.pairing->answer;
    status.kiosk_name = self.desk_name();
    const auto* event = self.event(static_cast<std::uint32_t>(answer.event.event_no));
    status.event = event != nullptr ? *event : answer.event;
    const auto* edition = self.edition(answer.edition.id);
    status.edition = edition != nullptr ? *edition : answer.edition;
  }
  status.roster_whole = self.roster.whole();
  status.roster_people = self.roster.people();
  status.link = self.figures.link;
  status.synced_at_ms = self.figures.synced_at_ms;
  status.unsent = self.figures.unsent;
  status.parked = self.figures.parked;
  if (const auto server = self.server_now_ms()) status.clock_offset_ms = *server - to_ms(self.options.clock->now());
  status.revoked = self.figures.revoked;
  status.retired = self.roster.settings() && self.roster.settings()->retired;
  if (self.figures.disk_full) {
    status.trouble = "trouble.disk_full";
  } else if (self.figures.moved_aside) {
    status.trouble = "trouble.log_moved_aside";
  } else if (self.figures.cloned) {
    status.trouble = "trouble.log_renewed";
  } else if (self.roster.rows_passed_over() > 0) {
    status.trouble = "trouble.roster_rows";
  }
  return status;
}

void Store::note_exchange(std::optional<std::int64_t> server_time_ms, app::Link link) {
  auto& self = *impl_;
  self.figures.link = link;
  if (!server_time_ms) return;
  const auto now = to_ms(self.options.clock->now());
  self.figures.synced_at_ms = now;
  self.figures.server_minus_uptime_ms = *server_time_ms - self.options.clock->uptime().count();
  self.figures.boot_id = self.options.clock->boot_id();
  if (!self.pairing || self.figures.wiped) return;
  const auto* edition = self.edition(self.pairing->answer.edition.id);
  const auto ends_ms = edition != nullptr ? edition->ends_ms : self.pairing->answer.edition.ends_ms;
  if (ends_ms > 0 && *server_time_ms > ends_ms + Millis(kNamesKept).count()) self.note_write(self.wipe());
}

bool Store::wants_roster() const { return impl_->pairing && !impl_->figures.revoked && !impl_->figures.wiped; }

Status Store::wipe_personal_data() {
  TRYV(impl_->log.set_meta("revoked", "1"));
  impl_->figures.revoked = true;
  return impl_->wipe();
}

}  // namespace uke::kiosk::store
