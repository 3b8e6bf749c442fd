#include "tests/bench/attendees/data.h"

#include "server/accounts/service.h"
#include "server/events/details_service.h"
#include "server/events/service.h"
#include "server/rsvps/service.h"
#include "server/storage/migrations.h"
#include "shared/storage/connection.h"
#include "shared/storage/migrate.h"

#include <set>

namespace uke::bench {
namespace {

constexpr std::int64_t kHourMs = 3600 * 1000;

Result<OpenEvent> make_event(server::storage::WriteTx& tx, std::size_t places_onsite) {
  const auto actor = server::accounts::operator_of_this_machine();
  const auto doors = to_ms(tx.now()) + 24 * kHourMs;
  TRY(const auto event, server::events::create_event(tx, actor, {"ベンチ", "Bench", doors, "Asia/Tokyo"}));
  server::events::EditionFields fields;
  fields.name = "東京会場";
  fields.place = "品川コミュニティプラザ 3階大広間(東京都港区)";
  fields.zone = "Asia/Tokyo";
  fields.doors_open_ms = doors;
  fields.starts_ms = doors + kHourMs / 2;
  fields.doors_close_ms = doors + 3 * kHourMs;
  fields.ends_ms = doors + 4 * kHourMs;
  fields.capacity_onsite = static_cast<std::int64_t>(places_onsite);
  fields.door_fee = Yen{5000};
  TRY(const auto edition, server::events::create_edition(tx, actor, event.id, fields));
  TRY(auto details, server::events::edition_details_of(tx, edition.id));
  details.contact = "当日の連絡先: 090-0000-0101";
  details.online_guide = "ミーティングID 000 0000 0220";
  details.asks_after_party = true;
  details.after_party = "近くの居酒屋で20:45から。";
  TRYV(server::events::change_edition_details(tx, actor, edition.id, details.version, details));
  for (const auto* name : {"一般", "初参加"}) {
    server::events::FeeCategory category;
    category.name = name;
    category.amount = Yen{5000};
    TRYV(server::events::put_fee_category(tx, actor, edition.id, category));
  }
  server::events::GoodsItem goods;
  goods.name = "記念どら焼き";
  goods.price = Yen{300};
  TRYV(server::events::put_goods(tx, actor, edition.id, goods));
  TRY(const auto about, server::events::event_details_of(tx, event.id));
  return OpenEvent{.edition = edition.id, .page = "/e/" + about.slug};
}

// Whether the ticket's text carries its number and a signature of the event's key.
Result<bool> is_genuine(uke::storage::ReadTx& tx, const server::rsvps::AttendeeRow& row, const ticket::PublicKey& key) {
  TRY(const auto text, server::rsvps::ticket_text_of(tx, row, "bench.example.jp"));
  const auto found = ticket::find_token(text);
  if (!found) return false;
  TRY(const auto token, ticket::parse_token(*found));
  return token.payload.no == row.ticket && ticket::verify(token, key);
}

Result<Kept> count(uke::storage::ReadTx& tx, EditionId edition) {
  using desk::RsvpState;
  Kept kept;
  std::set<ticket::TicketNo> numbers;
  TRY(const auto event, server::events::event_of(tx, edition));
  TRY(const auto signer, server::events::signer_of(tx, event));
  const auto key = signer.key.public_key();
  TRYV(server::rsvps::each_attendee(tx, edition, [&](server::rsvps::AttendeeRow&& row) -> Status {
    ++kept.answers;
    numbers.insert(row.ticket);
    if (row.state == RsvpState::yes && row.mode == desk::Mode::onsite) ++kept.onsite;
    if (row.state == RsvpState::waiting) ++kept.waiting;
    if (row.state == RsvpState::cancelled) ++kept.cancelled;
    TRY(const auto genuine, is_genuine(tx, row, key));
    if (!genuine) ++kept.forged;
    return {};
  }));
  kept.tickets = numbers.size();
  return kept;
}

}  // namespace

Result<OpenEvent> make_open_event(const std::filesystem::path& folder, std::size_t places_onsite) {
  TRY(auto connection, uke::storage::Connection::open({.file = folder / "uketsuke.db"}));
  TRYV(uke::storage::migrate(connection, server::storage::migrations()));
  return connection.write([&](uke::storage::WriteTx& plain) -> Result<OpenEvent> {
    server::storage::WriteTx tx(plain);
    return make_event(tx, places_onsite);
  });
}

Result<Kept> what_was_kept(const std::filesystem::path& folder, EditionId edition) {
  TRY(auto connection, uke::storage::Connection::open({.file = folder / "uketsuke.db"}));
  return connection.read([&](uke::storage::ReadTx& tx) { return count(tx, edition); });
}

}  // namespace uke::bench
