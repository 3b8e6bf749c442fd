#include "tests/bench/server/data.h"

#include "server/accounts/service.h"
#include "server/events/service.h"
#include "server/rsvps/service.h"
#include "server/storage/migrations.h"
#include "shared/storage/connection.h"

#include <fmt/format.h>

namespace uke::bench {
namespace {

constexpr std::size_t kPerTransaction = 5000;

std::string hex_token(std::size_t number) { return fmt::format("bench-token-{:032x}", number + 1); }

Status make_event(server::storage::WriteTx& tx, Data& data, std::size_t kiosks) {
  const auto actor = server::accounts::operator_of_this_machine();
  const auto now = to_ms(tx.now());
  TRY(const auto account, server::accounts::create_account(tx, actor, "Bench", server::accounts::Role::admin));
  data.organizer_token = account.token;
  TRY(const auto event, server::events::create_event(tx, actor, {"ベンチ", "Bench", now, "Asia/Tokyo"}));
  server::events::EditionFields fields;
  fields.name = "東京会場";
  fields.zone = "Asia/Tokyo";
  fields.starts_ms = fields.doors_open_ms = now;
  fields.doors_close_ms = fields.ends_ms = now + 6 * 3600 * 1000;
  TRY(const auto edition, server::events::create_edition(tx, actor, event.id, fields));
  data.event = event.id.to_string();
  data.edition = edition.id.to_string();
  for (std::size_t i = 0; i < kiosks; ++i) {
    data.kiosk_tokens.push_back(hex_token(i));
    const auto kiosk = KioskId::fresh(tx.clock(), tx.random());
    TRYV(server::accounts::add_kiosk_token(tx, {data.kiosk_tokens.back(), kiosk, fmt::format("受付{}", i + 1), edition.id}));
  }
  return {};
}

Status make_attendees(server::storage::WriteTx& tx, Data& data, std::size_t count) {
  const auto actor = server::accounts::operator_of_this_machine();
  TRY(const auto edition, EditionId::parse(data.edition));
  for (std::size_t i = 0; i < count; ++i) {
    server::rsvps::RsvpFields answer;
    answer.family_name = fmt::format("山田{}", data.attendees.size() + 1);
    answer.given_name = "花子";
    answer.kana = "ヤマダ ハナコ";
    TRY(const auto rsvp, server::rsvps::create_rsvp(tx, actor, edition, answer));
    data.attendees.push_back(rsvp.attendee.id.to_string());
    data.tickets.push_back(rsvp.attendee.ticket.to_string());
  }
  return {};
}

}  // namespace

Result<Data> make_data(const std::filesystem::path& folder, std::size_t attendees, std::size_t kiosks) {
  Data data;
  TRY(auto connection, uke::storage::Connection::open({.file = folder / "uketsuke.db"}));
  TRYV(uke::storage::migrate(connection, server::storage::migrations()));
  const auto write = [&](auto body) {
    return connection.write([&](uke::storage::WriteTx& plain) -> Status {
      server::storage::WriteTx tx(plain);
      return body(tx);
    });
  };
  TRYV(write([&](server::storage::WriteTx& tx) { return make_event(tx, data, kiosks); }));
  while (data.attendees.size() < attendees) {
    const auto count = std::min(kPerTransaction, attendees - data.attendees.size());
    TRYV(write([&](server::storage::WriteTx& tx) { return make_attendees(tx, data, count); }));
  }
  return data;
}

CheckIns::CheckIns(const Data& data, std::size_t kiosk)
    : data_(data),
      random_(kiosk + 1),
      token_(data.kiosk_tokens[kiosk % data.kiosk_tokens.size()]),
      log_(Uuid::v7(system_clock(), system_random()).to_string()),
      person_(kiosk * 37) {}

std::string CheckIns::next_request() {
  ++seq_;
  person_ = (person_ + 1) % data_.attendees.size();
  const auto body = fmt::format(
      R"({{"records":[{{"record":{{"id":"{}","log":"{}","seq":{},"edition":"{}","subject":"a:{}","step":{},"kind":"admit",)"
      R"("payload":{{"overrides":[]}},"at_ms":1803110400000,"boot_id":"b1","uptime_ms":60000,"by":"self","desk":"受付1","practice":false}}}}]}})",
      Uuid::v7(system_clock(), random_).to_string(), log_, seq_, data_.edition, data_.attendees[person_], seq_);
  return fmt::format(
      "POST /api/v1/desk-records HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n"
      "Content-Length: {}\r\n\r\n{}",
      token_, body.size(), body);
}

std::string get_request(std::string_view path, std::string_view token, std::string_view more_headers) {
  return fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {}\r\n{}\r\n", path, token, more_headers);
}

}  // namespace uke::bench
