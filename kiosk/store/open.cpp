// Opening the two databases, whatever state a power cut or a failing disk left them in.
#include "kiosk/store/impl.h"
#include "kiosk/store/saved_pairing.h"

#include <system_error>

namespace uke::kiosk::store {
namespace {

namespace fs = std::filesystem;

struct OpenedLog {
  LogBook book;
  bool moved_aside = false;
};

Result<OpenedLog> open_log(const StoreOptions& options) {
  const auto file = log_file(options.folder);
  auto book = LogBook::open(file, *options.clock, *options.random);
  if (book) return OpenedLog{std::move(*book)};
  if (book.error().code != ErrorCode::corrupt) return std::unexpected(book.error());
  TRYV(move_aside(file, options.clock->now()));
  TRY(auto fresh, LogBook::open(file, *options.clock, *options.random));
  return OpenedLog{std::move(fresh), true};
}

// A damaged roster costs nothing but a download.
Result<Roster> open_roster(const StoreOptions& options, Place place) {
  const auto file = roster_file(options.folder, place);
  auto roster = Roster::open(file, *options.clock, *options.random);
  if (roster) return roster;
  const auto code = roster.error().code;
  if (code != ErrorCode::corrupt && code != ErrorCode::unsupported) return roster;
  remove_database(file);
  return Roster::open(file, *options.clock, *options.random);
}

// Which place holds the whole roster when the log, which knew, is gone.
Place guess_place(const StoreOptions& options) {
  const auto b = roster_file(options.folder, Place::b);
  std::error_code error;
  if (!fs::exists(b, error)) return Place::a;
  const auto roster = Roster::open(b, *options.clock, *options.random);
  return roster && roster->whole() ? Place::b : Place::a;
}

Result<Place> stored_place(LogBook& log, const StoreOptions& options, bool log_is_new) {
  TRY(const auto stored, log.meta("roster"));
  if (stored) return *stored == "b" ? Place::b : Place::a;
  const auto place = log_is_new ? guess_place(options) : Place::a;
  TRYV(log.set_meta("roster", place == Place::b ? "b" : "a"));
  return place;
}

// After the log was lost: the roster still knows to whom this kiosk belongs, and must tell all records again.
Status adopt(LogBook& log, Roster& roster, const StoreOptions& options) {
  TRYV(log.set_meta("moved_aside_ms", std::to_string(to_ms(options.clock->now()))));
  TRYV(roster.apply({}, ""));
  TRY(const auto pairing, roster.meta("pairing"));
  if (!pairing) return {};
  return log.set_meta("pairing", *pairing);
}

}  // namespace

Result<Store> Store::open(const StoreOptions& options) {
  std::error_code error;
  fs::create_directories(options.folder, error);
  if (error) return fail(ErrorCode::unavailable, "store.open", error.message());
  TRY(auto lock, FolderLock::take(options.folder));
  TRY(auto log, open_log(options));
  TRY(const auto place, stored_place(log.book, options, log.moved_aside));
  TRY(auto roster, open_roster(options, place));
  if (log.moved_aside) TRYV(adopt(log.book, roster, options));
  remove_database(roster_file(options.folder, other(place)));  // a snapshot that was interrupted
  auto impl = std::make_unique<Impl>(options, std::move(lock), std::move(log.book), std::move(roster), place);
  TRYV(impl->load_pairing());
  TRYV(impl->load_fold());
  TRYV(impl->check_roster_is_ours());
  if (const auto linked = impl->link_all(); !linked && linked.error().code != ErrorCode::disk_full) return std::unexpected(linked.error());
  impl->count();
  return Store(std::move(impl));
}

Status Store::Impl::load_fold() {
  fold = {};
  TRY(const auto records, log.read([](ReadTx& tx) { return all_records(tx); }));
  for (const auto& record : records) fold.add(record);
  return {};
}

Status Store::Impl::load_pairing() {
  TRY(const auto text, log.meta("pairing"));
  if (text) {
    TRY(pairing, parse_pairing(*text));
  }
  TRY(const auto revoked, log.meta("revoked"));
  figures.revoked = revoked.has_value();
  TRY(const auto wiped, log.meta("wiped_ms"));
  figures.wiped = wiped.has_value();
  TRY(const auto moved, log.meta("moved_aside_ms"));
  figures.moved_aside = moved.has_value();
  return {};
}

// The program may have stopped between saving a new pairing and dropping the roster of the old one.
Status Store::Impl::check_roster_is_ours() {
  TRY(const auto owner, roster.meta("pairing"));
  const bool ours = !owner || (pairing && *owner == pairing_text(*pairing));
  return ours ? Status{} : drop_roster();
}

Status Store::Impl::drop_roster() {
  next.reset();
  const auto fresh_place = other(roster_place);
  remove_database(roster_file(options.folder, fresh_place));
  TRY(auto fresh, Roster::open(roster_file(options.folder, fresh_place), *options.clock, *options.random));
  if (pairing) TRYV(fresh.set_meta("pairing", pairing_text(*pairing)));
  TRYV(log.set_meta("roster", fresh_place == Place::b ? "b" : "a"));
  roster = std::move(fresh);
  remove_database(roster_file(options.folder, roster_place));
  roster_place = fresh_place;
  return {};
}

}  // namespace uke::kiosk::store
