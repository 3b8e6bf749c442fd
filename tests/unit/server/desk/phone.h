// An organizer's phone beside the party's kiosk, for tests of the web's desk.
#pragma once

#include "server/desk/live.h"
#include "server/desk/store.h"
#include "server/desk/web_desk.h"
#include "tests/unit/server/desk/door.h"

namespace uke::server::desk {

struct Phone : Door {
  Phone() {
    // The doors are open: FakeClock starts at 17:00, they open at 16:30.
    REQUIRE(to_ms(database.clock.now()) == kEvening);
  }
  web::Actor hands = {web::kReception, "reception-1", "さとう", "", "active"};

  rsvps::Rsvp comes(EditionId edition, const std::function<void(rsvps::RsvpFields&)>& set = [](auto&) {}) {
    rsvps::RsvpFields fields;
    fields.family_name = "山田";
    fields.given_name = "花子" + std::to_string(++people_);
    set(fields);
    return must(database.write([&](storage::WriteTx& tx) { return rsvps::create_rsvp(tx, an_admin(), edition, fields); }));
  }
  rsvps::Rsvp free(EditionId edition) {
    return comes(edition, [](auto& fields) { fields.fee = Yen{0}; });
  }
  std::string ticket_of(const rsvps::AttendeeRow& row) {
    return must(database.read([&](uke::storage::ReadTx& tx) { return rsvps::ticket_text_of(tx, row, "x"); }));
  }
  Seen look(std::string_view token, std::optional<EditionId> at = {}) {
    return must(database.read([&](uke::storage::ReadTx& tx) { return look_at_ticket(tx, hands, token, at); }));
  }
  Result<Seen> tap(const CheckIn& command) {
    return database.write([&](storage::WriteTx& tx) { return check_in(tx, hands, command); });
  }
  Status undo(AttendeeId attendee) {
    return database.write([&](storage::WriteTx& tx) { return undo_check_in(tx, hands, attendee); });
  }
  Result<PaperOutcome> paper(const std::vector<PaperLine>& lines) {
    return database.write([&](storage::WriteTx& tx) { return enter_paper(tx, hands, osaka.id, lines); });
  }
  std::vector<DeskRecord> records() {
    std::vector<DeskRecord> list;
    must(database.read([&](uke::storage::ReadTx& tx) {
      return each_record_after(tx, event.id, 0, 100'000, [&](StoredRecord&& row) -> Status {
        TRY(auto record, to_desk_record(std::move(row)));
        list.push_back(std::move(record));
        return {};
      });
    }));
    return list;
  }
  EventFold fold() {
    EventFold all;
    for (const auto& record : records()) all.add(record);
    return all;
  }
  void cancel(const rsvps::AttendeeRow& row) {
    must(database.write([&](storage::WriteTx& tx) {
      rsvps::RsvpChange change;
      change.state = RsvpState::cancelled;
      return rsvps::change_rsvp(tx, an_admin(), row.id, row.version, change);
    }));
  }
  // A kiosk's admission of somebody, as it arrives.
  void kiosk_admits(const rsvps::AttendeeRow& row, std::int64_t seq, std::int64_t step = 1) {
    auto one = record(seq);
    one.subject = Subject::of(row.id);
    one.step = step;
    REQUIRE(upload({item(one)}).results.at(0).outcome == wire::Outcome::stored);
  }
  events::EditionRow change(const events::EditionRow& row, const std::function<void(events::EditionFields&)>& set) {
    auto fields = venue_fields(row.name);
    set(fields);
    return must(database.write([&](storage::WriteTx& tx) { return events::change_edition(tx, an_admin(), row.id, row.version, fields); }));
  }

 private:
  int people_ = 0;
};

}  // namespace uke::server::desk
