// A party with a paired kiosk, for tests of the desk room.
#pragma once

#include "server/desk/feed.h"
#include "server/desk/pairing.h"
#include "server/desk/upload.h"
#include "server/rsvps/service.h"
#include "shared/json/json.h"
#include "tests/unit/server/events/party.h"

namespace uke::server::desk {

using namespace uke::test;

struct Door {
  RoomDatabase database;
  events::EventRow event = make_event(database);
  events::EditionRow osaka = make_edition(database, event.id, "大阪会場");
  events::EditionRow fukuoka = make_edition(database, event.id, "福岡会場");
  web::Actor kiosk = pair(osaka.id, "a-nonce-of-sixteen-bytes");

  std::string code_for(EditionId edition, const std::optional<NewPin>& pin = NewPin{"1234", "hash"}) {
    return must(database.write([&](storage::WriteTx& tx) { return create_pairing_code(tx, an_admin(), edition, "http://x", pin); })).code;
  }
  Result<Paired> redeem_code(const std::string& code, const std::string& nonce) {
    return database.write([&](storage::WriteTx& tx) { return redeem(tx, {.code = code, .nonce = nonce, .name = "minipc"}); });
  }
  web::Actor pair(EditionId edition, const std::string& nonce) {
    const auto paired = must(redeem_code(code_for(edition), nonce));
    REQUIRE(paired.fault == PairFault::none);
    return a_kiosk_of(edition, paired.answer.kiosk.to_string());
  }

  // A person of the edition, by the service.
  rsvps::AttendeeRow person(EditionId edition, const std::string& name = "花子") {
    rsvps::RsvpFields fields;
    fields.family_name = "山田";
    fields.given_name = name;
    return must(database.write([&](storage::WriteTx& tx) { return rsvps::create_rsvp(tx, an_admin(), edition, fields); })).attendee;
  }

  DeskRecord record(std::int64_t seq, LogId log = an_id<LogId>(900)) {
    DeskRecord record = a_record().at(osaka.id).seq(seq).admit();
    record.log = log;
    return record;
  }
  static std::string item(const DeskRecord& record) { return "{\"record\":" + json::to_text(record) + "}"; }

  Result<wire::UploadAnswer> upload(const std::vector<std::string>& items, const web::Actor& actor) {
    wire::UploadRequest request;
    for (const auto& text : items) request.records.push_back({text});
    const auto records = read_delivered(std::move(request));
    return database.write([&](storage::WriteTx& tx) { return take_upload(tx, actor, records); });
  }
  wire::UploadAnswer upload(const std::vector<std::string>& items) { return must(upload(items, kiosk)); }

  wire::ChangesAnswer changes(const std::string& after, std::int64_t limit = 1000) {
    FeedQuery query{.kiosk = must(KioskId::parse(kiosk.id)), .edition = osaka.id, .event = event.id, .after = after, .limit = limit};
    return must(database.read([&](uke::storage::ReadTx& tx) { return changes_since(tx, query); }));
  }
  std::string snapshot(Snapshots& snapshots, Snapshots::Packing packing) {
    FeedQuery query{.kiosk = must(KioskId::parse(kiosk.id)), .edition = osaka.id, .event = event.id, .after = "", .limit = 1000};
    return must(database.read([&](uke::storage::ReadTx& tx) { return snapshots.whole(tx, query, packing); }));
  }
};

}  // namespace uke::server::desk
