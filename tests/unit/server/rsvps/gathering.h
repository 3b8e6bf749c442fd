// An event with two venues a month ahead, and people who answer, for the tests of this room.
#pragma once

#include "server/events/details_service.h"
#include "server/roster/service.h"
#include "server/rsvps/list.h"
#include "server/rsvps/notices.h"
#include "server/rsvps/own.h"
#include "server/rsvps/places.h"
#include "tests/unit/server/events/party.h"

namespace uke::test {

namespace rsvps = server::rsvps;
namespace events = server::events;
namespace roster = server::roster;
using server::storage::WriteTx;
using storage::ReadTx;

inline constexpr std::int64_t kDay = 24 * 60 * kMinute;

inline rsvps::OwnFields a_guest(const std::string& family = "山田", const std::string& given = "花子") {
  rsvps::OwnFields fields;
  fields.family_name = family;
  fields.given_name = given;
  return fields;
}
inline rsvps::OwnFields with_company(rsvps::OwnFields fields, int count) {
  for (int i = 0; i < count; ++i)
    fields.companions.push_back(
        {.family_name = fields.family_name, .given_name = "連れ" + std::to_string(i), .kana = {}, .fee_category = {}});
  return fields;
}

struct Gathering {
  RoomDatabase database;
  events::EventRow event = make_event(database);
  events::EditionRow osaka = make_edition(database, event.id, "大阪会場");
  events::EditionRow fukuoka = make_edition(database, event.id, "福岡会場");

  Gathering() { database.clock.jump_to(from_ms(kEvening - 30 * kDay)); }

  template <class Body>
  auto read(Body body) {
    return must(database.read(body));
  }
  template <class Body>
  auto write(Body body) {
    return must(database.write(body));
  }

  Result<rsvps::Own> try_answer(const rsvps::OwnFields& fields, const std::string& nonce = {}, std::optional<EditionId> at = {}) {
    database.clock.advance(Millis{1000});  // nobody answers in the same moment: ids are in order
    return database.write(
        [&](WriteTx& tx) { return rsvps::answer(tx, {.edition = at.value_or(osaka.id), .fields = fields, .nonce = nonce, .via = {}}); });
  }
  rsvps::Own answer(const rsvps::OwnFields& fields, std::optional<EditionId> at = {}) { return must(try_answer(fields, {}, at)); }

  rsvps::Own own(const std::string& secret) {
    return read([&](ReadTx& tx) { return rsvps::own_answer(tx, secret); });
  }
  std::int64_t version(const std::string& secret) { return own(secret).rsvp.attendee.version; }
  desk::RsvpState state(const std::string& secret) { return own(secret).rsvp.attendee.state; }
  Result<rsvps::Own> change(const std::string& secret, const rsvps::OwnFields& fields) {
    return database.write([&](WriteTx& tx) -> Result<rsvps::Own> {
      TRY(const auto now, rsvps::own_answer(tx, secret));
      return rsvps::own_change(tx, secret, now.rsvp.attendee.version, fields);
    });
  }
  Result<rsvps::Own> cancel(const std::string& secret) {
    return database.write([&](WriteTx& tx) -> Result<rsvps::Own> {
      TRY(const auto now, rsvps::own_answer(tx, secret));
      return rsvps::own_cancel(tx, secret, now.rsvp.attendee.version);
    });
  }
  Result<rsvps::Own> restore(const std::string& secret) {
    return database.write([&](WriteTx& tx) -> Result<rsvps::Own> {
      TRY(const auto now, rsvps::own_answer(tx, secret));
      return rsvps::own_restore(tx, secret, now.rsvp.attendee.version);
    });
  }
  Result<rsvps::Own> go_to(const std::string& secret, EditionId edition, desk::Mode mode) {
    return database.write([&](WriteTx& tx) -> Result<rsvps::Own> {
      TRY(const auto now, rsvps::own_answer(tx, secret));
      return rsvps::own_switch(tx, secret, now.rsvp.attendee.version, edition, mode);
    });
  }
  Result<rsvps::Own> cancel_companion(const std::string& secret, AttendeeId companion) {
    return database.write([&](WriteTx& tx) -> Result<rsvps::Own> {
      TRY(const auto now, rsvps::own_answer(tx, secret));
      return rsvps::own_cancel_companion(tx, secret, now.rsvp.attendee.version, companion);
    });
  }

  rsvps::AttendeeRow row(AttendeeId id) {
    return read([&](ReadTx& tx) { return rsvps::find_attendee(tx, id); }).value();
  }
  rsvps::Details details(AttendeeId id) {
    return read([&](ReadTx& tx) { return rsvps::details_of(tx, id); });
  }
  std::vector<rsvps::Notice> notices_of(AttendeeId id) {
    std::vector<rsvps::Notice> kinds;
    for (const auto& notice : read([&](ReadTx& tx) { return rsvps::waiting_notices(tx, 1000); })) {
      if (notice.attendee == id) kinds.push_back(notice.kind);
    }
    return kinds;
  }
  rsvps::Places places(EditionId edition, desk::Mode mode = desk::Mode::onsite) {
    return read([&](ReadTx& tx) { return rsvps::places_of(tx, edition, mode); });
  }
  // As an organizer's page does it: the line moves up at once.
  void set_capacity(EditionId edition, std::int64_t onsite, std::int64_t online = 0) {
    write([&](WriteTx& tx) -> Result<std::int64_t> {
      TRY(const auto row, events::edition_of(tx, edition));
      auto fields = venue_fields(row.name);
      fields.capacity_onsite = onsite;
      fields.capacity_online = online;
      TRYV(events::change_edition(tx, an_admin(), edition, row.version, fields));
      return rsvps::promote_waiting(tx, edition);
    });
  }
  template <class Edit>
  void edit_details(EditionId edition, Edit edit) {
    write([&](WriteTx& tx) -> Result<events::EditionDetails> {
      TRY(auto details, events::edition_details_of(tx, edition));
      const auto before = details.version;
      edit(details);
      return events::change_edition_details(tx, an_admin(), edition, before, details);
    });
  }
  void trust(events::LinkTrust trust) {
    write([&](WriteTx& tx) -> Result<events::EventDetails> {
      TRY(auto details, events::event_details_of(tx, event.id));
      const auto before = details.version;
      details.link_trust = trust;
      return events::change_event_details(tx, an_admin(), event.id, before, details);
    });
  }
  std::string category(EditionId edition, const std::string& name, std::int64_t yen, events::ForWhom whom = events::ForWhom::anybody) {
    events::FeeCategory category;
    category.name = name;
    category.amount = Yen{yen};
    category.for_whom = whom;
    return write([&](WriteTx& tx) { return events::put_fee_category(tx, an_admin(), edition, category); }).id;
  }
  std::string goods(EditionId edition, const std::string& name, std::int64_t yen) {
    events::GoodsItem item;
    item.name = name;
    item.price = Yen{yen};
    return write([&](WriteTx& tx) { return events::put_goods(tx, an_admin(), edition, item); }).id;
  }
  MemberId member(const std::string& family, const std::string& given, const std::string& email,
                  roster::MemberState state = roster::MemberState::approved) {
    roster::MemberFields fields;
    fields.family_name = family;
    fields.given_name = given;
    fields.email = email;
    return write([&](WriteTx& tx) {
             return roster::create_member(tx, an_admin(), {.fields = fields, .state = state, .origin = {}, .sponsor = {}});
           })
        .id;
  }
  void admit(EditionId at, const desk::Subject& subject, bool practice = false) {
    desk::DeskRecord record;
    record.edition = at;
    record.subject = subject;
    record.kind = desk::Kind::admit;
    record.practice = practice;
    const auto noted = database.write([&](WriteTx& tx) { return rsvps::note_admitted(tx, event.id, record); });
    REQUIRE(noted.has_value());
  }
};

}  // namespace uke::test
