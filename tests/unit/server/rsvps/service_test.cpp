// Answers on a real database: tickets, places, companions, and coming back after a cancellation.
#include "server/rsvps/service.h"
#include "server/rsvps/store.h"
#include "server/storage/changes.h"
#include "shared/assets/assets.h"
#include "tests/unit/server/events/party.h"

namespace uke::server {

using namespace uke::test;

namespace {

rsvps::RsvpFields a_person(const std::string& family = "山田", const std::string& given = "花子") {
  rsvps::RsvpFields fields;
  fields.family_name = family;
  fields.given_name = given;
  return fields;
}

struct Party {
  RoomDatabase database;
  events::EventRow event = make_event(database);
  events::EditionRow osaka = make_edition(database, event.id, "大阪会場");
  events::EditionRow fukuoka = make_edition(database, event.id, "福岡会場");

  Result<rsvps::Rsvp> create(const rsvps::RsvpFields& fields, const web::Actor& actor = a_reception()) {
    return database.write([&](storage::WriteTx& tx) { return rsvps::create_rsvp(tx, actor, osaka.id, fields); });
  }
  Result<rsvps::Rsvp> change(const rsvps::AttendeeRow& row, const rsvps::RsvpChange& change) {
    return database.write([&](storage::WriteTx& tx) { return rsvps::change_rsvp(tx, a_reception(), row.id, row.version, change); });
  }
  rsvps::RsvpChange to_state(desk::RsvpState state) {
    rsvps::RsvpChange change;
    change.state = state;
    return change;
  }
  Result<rsvps::Rsvp> get(AttendeeId id) {
    return database.read([&](uke::storage::ReadTx& tx) { return rsvps::get_rsvp(tx, a_reception(), id); });
  }
};

}  // namespace

TEST_CASE("an_answer_has_a_ticket_number_a_short_code_and_the_fee_of_the_door") {
  Party party;
  const auto rsvp = must(party.create(a_person()));
  CHECK(rsvp.attendee.ticket.value != 0);
  CHECK(rsvp.attendee.short_code == ticket::short_code(rsvp.attendee.ticket));
  CHECK(rsvp.attendee.fee == Yen{5000});
  CHECK(rsvp.attendee.shown_name == "山田 花子");
  CHECK(must(party.get(rsvp.attendee.id)).attendee.search == rsvp.attendee.search);
}

TEST_CASE("online_costs_nothing_unless_told_so") {
  Party party;
  auto fields = a_person();
  fields.mode = desk::Mode::online;
  CHECK(must(party.create(fields)).attendee.fee == Yen{0});
  fields.fee = Yen{1000};
  CHECK(must(party.create(fields)).attendee.fee == Yen{1000});
  // Who changes to the venue owes the door's fee: what looks for people who paid twice must know of whom that is true.
  const auto people = must(party.database.read([&](uke::storage::ReadTx& tx) { return rsvps::people_of(tx, party.event.id); }));
  REQUIRE(people.size() == 2);
  CHECK(people[0].mode == desk::Mode::online);
}

TEST_CASE("kiosks_are_told_of_every_answer_and_change") {
  Party party;
  const auto newest = [&] {
    return must(party.database.read([&](uke::storage::ReadTx& tx) { return storage::newest_cursor(tx, party.event.id); })).number;
  };
  const auto before = newest();
  const auto rsvp = must(party.create(a_person()));
  CHECK(newest() == before + 1);
  must(party.change(rsvp.attendee, party.to_state(desk::RsvpState::cancelled)));
  CHECK(newest() == before + 2);
}

TEST_CASE("answering_again_after_a_cancellation_revives_the_ticket_number") {
  Party party;
  auto fields = a_person("髙橋", "一郎");
  fields.email = "ichiro@example.jp";
  const auto first = must(party.create(fields));
  must(party.change(first.attendee, party.to_state(desk::RsvpState::cancelled)));
  fields.family_name = "高橋";  // the other way to write it
  const auto again = must(party.create(fields));
  CHECK(again.attendee.id == first.attendee.id);
  CHECK(again.attendee.ticket == first.attendee.ticket);
  CHECK(again.attendee.state == desk::RsvpState::yes);
  CHECK(must(party.get(again.attendee.id)).attendee.version == again.attendee.version);
}

TEST_CASE("a_second_answer_of_somebody_who_comes_neither_changes_nor_reveals_the_first") {
  Party party;
  const auto first = must(party.create(a_person()));
  const auto second = must(party.create(a_person()));
  CHECK(second.attendee.id != first.attendee.id);
  CHECK(second.attendee.ticket != first.attendee.ticket);
  CHECK(must(party.get(first.attendee.id)).attendee.version == 1);
}

TEST_CASE("companions_have_tickets_of_their_own_and_follow_their_holder") {
  Party party;
  auto fields = a_person();
  fields.companions = std::vector<rsvps::CompanionFields>(2);
  (*fields.companions)[0].family_name = "山田";
  const auto rsvp = must(party.create(fields));
  REQUIRE(rsvp.companions.size() == 2);
  CHECK(rsvp.companions[0].ticket != rsvp.companions[1].ticket);
  CHECK(rsvp.companions[0].holder == rsvp.attendee.id);
  rsvps::RsvpChange move;
  move.edition = party.fukuoka.id;
  move.state = desk::RsvpState::cancelled;
  const auto moved = must(party.change(rsvp.attendee, move));
  for (const auto& companion : moved.companions) {
    CHECK(companion.edition == party.fukuoka.id);
    CHECK(companion.state == desk::RsvpState::cancelled);
  }
}

TEST_CASE("a_full_edition_lets_people_wait_and_who_has_a_place_keeps_it") {
  Party party;
  auto small = venue_fields();
  small.capacity_onsite = 1;
  must(party.database.write([&](storage::WriteTx& tx) { return events::change_edition(tx, an_admin(), party.osaka.id, 1, small); }));
  const auto first = must(party.create(a_person("一", "人目")));
  const auto second = must(party.create(a_person("二", "人目")));
  CHECK(first.attendee.state == desk::RsvpState::yes);
  CHECK(second.attendee.state == desk::RsvpState::waiting);
  rsvps::RsvpChange late;
  late.late = true;
  CHECK(must(party.change(first.attendee, late)).attendee.state == desk::RsvpState::yes);
  auto online = a_person("三", "人目");
  online.mode = desk::Mode::online;
  CHECK(must(party.create(online)).attendee.state == desk::RsvpState::yes);
}

TEST_CASE("an_organizer_may_put_somebody_into_the_line_though_there_is_room") {
  Party party;
  auto fields = a_person();
  fields.state = desk::RsvpState::waiting;
  CHECK(must(party.create(fields)).attendee.state == desk::RsvpState::waiting);
}

TEST_CASE("nobody_moves_to_an_edition_of_another_event") {
  Party party;
  const auto other = make_edition(party.database, make_event(party.database, "2026").id);
  const auto rsvp = must(party.create(a_person()));
  rsvps::RsvpChange move;
  move.edition = other.id;
  CHECK(party.change(rsvp.attendee, move).error().code == ErrorCode::invalid);
  CHECK(must(party.get(rsvp.attendee.id)).attendee.edition == party.osaka.id);
}

TEST_CASE("ordered_goods_reach_the_desk_and_unknown_goods_are_refused_whole") {
  Party party;
  const auto dorayaki = must(
      party.database.write([&](storage::WriteTx& tx) { return events::add_goods(tx, an_admin(), party.osaka.id, "どら焼き", Yen{300}); }));
  auto fields = a_person();
  fields.goods = std::vector<rsvps::GoodsOrder>{{dorayaki, 3}};
  const auto rsvp = must(party.create(fields));
  const auto seen = must(party.database.read([&](uke::storage::ReadTx& tx) { return rsvps::attendee_for_desk(tx, rsvp.attendee.id); }));
  REQUIRE(seen);
  CHECK(seen->goods == std::vector<desk::Goods>{{dorayaki, "どら焼き", 3}});
  fields.family_name = "別";
  fields.goods = std::vector<rsvps::GoodsOrder>{{"no-such-goods", 1}};
  CHECK(party.create(fields).error().code == ErrorCode::invalid);
  CHECK(party.database.count("select count(*) from attendees") == 1);
}

TEST_CASE("a_kiosk_finds_tickets_of_its_own_edition_only_and_only_while_it_is_active") {
  Party party;
  const auto rsvp = must(party.create(a_person()));
  const auto find = [&](const web::Actor& actor) {
    return party.database.read([&](uke::storage::ReadTx& tx) { return rsvps::get_by_ticket(tx, actor, rsvp.attendee.ticket); });
  };
  CHECK(find(a_reception()).has_value());
  CHECK(find(a_kiosk_of(party.osaka.id)).has_value());
  CHECK(find(a_kiosk_of(party.fukuoka.id)).error().code == ErrorCode::not_found);
  CHECK(find(a_kiosk_of(party.osaka.id, "kiosk-1", "stolen")).error().code == ErrorCode::forbidden);
  CHECK(party.create(a_person(), a_kiosk_of(party.osaka.id)).error().code == ErrorCode::forbidden);
}

TEST_CASE("a_ticket_says_who_when_and_where_in_both_languages") {
  Party party;
  auto fields = a_person();
  fields.companions = std::vector<rsvps::CompanionFields>(1);
  const auto rsvp = must(party.create(fields));
  const auto face = [&](const rsvps::AttendeeRow& row, const char* file, i18n::Language language) {
    const auto messages = must(i18n::Messages::load(assets::text(file), language));
    return must(party.database.read([&](uke::storage::ReadTx& tx) { return rsvps::ticket_face(tx, row, "example.jp", messages); }));
  };
  const auto japanese = face(rsvp.attendee, "i18n/ja.json", i18n::Language::ja);
  CHECK(japanese.name == "山田 花子さん");
  CHECK(japanese.edition == "大阪会場");
  CHECK(japanese.when == "2027年2月20日(土) 17:00");
  const auto english = face(rsvp.companions[0], "i18n/en.json", i18n::Language::en);
  CHECK(english.event == "Anniversary Party");
  CHECK(english.name == "Guest of 山田 花子");
}

}  // namespace uke::server
