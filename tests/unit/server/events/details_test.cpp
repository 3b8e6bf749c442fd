// What attendees are told and organizers decide: rows, versions, the audit log, what follows.
#include "server/events/details_service.h"
#include "server/jobs/jobs.h"
#include "tests/unit/server/events/party.h"

#include <set>

namespace uke::server {

using namespace uke::test;
using namespace events;

namespace {

EventDetails details_of(RoomDatabase& database, EventId id) {
  return must(database.read([&](uke::storage::ReadTx& tx) { return event_details_of(tx, id); }));
}
EditionDetails details_of(RoomDatabase& database, EditionId id) {
  return must(database.read([&](uke::storage::ReadTx& tx) { return edition_details_of(tx, id); }));
}
Result<EventDetails> change(RoomDatabase& database, EventId id, std::int64_t version, const EventDetails& details) {
  return database.write([&](storage::WriteTx& tx) { return change_event_details(tx, an_admin(), id, version, details); });
}
Result<EditionDetails> change(RoomDatabase& database, EditionId id, std::int64_t version, const EditionDetails& details) {
  return database.write([&](storage::WriteTx& tx) { return change_edition_details(tx, an_admin(), id, version, details); });
}
Result<EditionRow> change(RoomDatabase& database, const EditionRow& edition, const EditionFields& fields) {
  return database.write([&](storage::WriteTx& tx) { return change_edition(tx, an_admin(), edition.id, edition.version, fields); });
}
std::int64_t waiting(RoomDatabase& database, std::string_view kind, EditionId edition) {
  return database.count("select count(*) from jobs where state = 'waiting' and kind = '" + std::string(kind) + "' and subject = '" +
                        edition.to_string() + "'");
}
std::int64_t audited(RoomDatabase& database, const std::string& action) {
  return database.count("select count(*) from audit_log where action = '" + action + "'");
}

}  // namespace

TEST_CASE("a_new_event_has_an_address_that_cannot_be_guessed") {
  RoomDatabase database;
  std::set<std::string> slugs;
  for (int i = 0; i < 50; ++i) {
    const auto slug = details_of(database, make_event(database).id).slug;
    CHECK(slug.size() >= 17);
    CHECK(slug.find_first_not_of("23456789abcdefghjkmnpqrstvwxyz") == slug.npos);
    slugs.insert(slug);
  }
  CHECK(slugs.size() == 50);
}

TEST_CASE("an_address_leads_to_its_event_until_it_is_rotated") {
  RoomDatabase database;
  const auto event = make_event(database);
  const auto old = details_of(database, event.id);
  const auto found = [&](std::string_view slug) {
    const auto row = must(database.read([&](uke::storage::ReadTx& tx) { return event_of_slug(tx, slug); }));
    return row && row->id == event.id;
  };
  std::string shouted = old.slug;
  for (char& c : shouted) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  CHECK(found(old.slug));
  CHECK(found(shouted));
  const auto rotate = [&](std::int64_t version, const web::Actor& actor) {
    return database.write([&](storage::WriteTx& tx) { return rotate_link(tx, actor, event.id, version); });
  };
  CHECK(rotate(old.version, a_reception()).error().code == ErrorCode::forbidden);
  CHECK(rotate(old.version + 1, an_admin()).error().code == ErrorCode::stale);
  const auto fresh = must(rotate(old.version, an_admin()));
  CHECK(fresh.slug != old.slug);
  CHECK_FALSE(found(old.slug));
  CHECK(found(fresh.slug));
  CHECK(audited(database, "event.rotate_link") == 1);
  CHECK(database.count("select count(*) from audit_log where changes like '%" + fresh.slug + "%'") == 0);
  for (const auto& hostile : std::initializer_list<std::string>{std::string(), std::string("\0x", 2), std::string("\xff\xfe"),
                                                                std::string(5000, 'a'), std::string("%")}) {
    CHECK_FALSE(found(hostile));
  }
}

TEST_CASE("events_from_before_there_were_links_get_one") {
  RoomDatabase database;
  const auto event = make_event(database);
  must(database.write([&](storage::WriteTx& tx) -> Status {
    TRYV(tx.exec("delete from event_details"));
    return {};
  }));
  CHECK(details_of(database, event.id) == EventDetails{});
  const auto drawn = [&] { return must(database.write([&](storage::WriteTx& tx) { return draw_missing_links(tx, 500); })); };
  CHECK(drawn() == 1);
  CHECK(drawn() == 0);
  CHECK_FALSE(details_of(database, event.id).slug.empty());
}

TEST_CASE("event_details_are_stored_with_who_changed_what_and_keep_their_slug") {
  RoomDatabase database;
  const auto event = make_event(database);
  const auto before = details_of(database, event.id);
  EventDetails said;
  said.slug = "typed";
  said.link_trust = LinkTrust::roster_only;
  said.description = "一年に一度の会です。\nどうぞお越しください。";
  said.handover = "料理は一割少なくてよい";
  const auto after = must(change(database, event.id, before.version, said));
  CHECK(after.slug == before.slug);
  CHECK(after.version == before.version + 1);
  CHECK(details_of(database, event.id) == after);
  CHECK(change(database, event.id, before.version, said).error().code == ErrorCode::stale);
  CHECK(must(change(database, event.id, after.version, said)) == after);  // nothing new is nothing written
  CHECK(audited(database, "event.change_details") == 1);
  CHECK(database.count("select count(*) from audit_log where changes like '%一割少なくて%'") == 1);
  said.description = std::string("a\x01", 2);
  CHECK(change(database, event.id, after.version, said).error().code == ErrorCode::invalid);
  CHECK(change(database, EventId{}, 0, EventDetails{}).error().code == ErrorCode::not_found);
}

TEST_CASE("edition_details_begin_without_a_row_and_every_member_comes_back") {
  RoomDatabase database;
  const auto edition = make_edition(database, make_event(database).id);
  CHECK(details_of(database, edition.id) == EditionDetails{});
  EditionDetails said;
  said.map_url = "https://maps.example/osaka";
  said.contact = "090-0000-0000(田中)";
  said.rsvp_closes_ms = kEvening - 1000;
  said.maybe_until_ms = kEvening - 2000;
  said.cancel_free_until_ms = kEvening - 3000;
  said.cancel_fee = Yen{3000};
  said.online_fee = Yen{500};
  said.online_guide = "https://meet.example/1";
  said.companions_max = 2;
  said.asks_after_party = true;
  said.after_party = "駅前の店";
  said.caterer = "花屋 06-0000-0000";
  said.food_price = Yen{3600};
  said.food_fixed_ms = kEvening - 4000;
  const auto after = must(change(database, edition.id, 0, said));
  said.version = 1;
  said.changed_ms = after.changed_ms;
  CHECK(details_of(database, edition.id) == said);
  CHECK(change(database, edition.id, 0, said).error().code == ErrorCode::stale);
  said.companions_max = 21;
  CHECK(change(database, edition.id, 1, said).error().code == ErrorCode::invalid);
  said.companions_max = 2;
  said.map_url = "javascript:alert(1)";
  CHECK(change(database, edition.id, 1, said).error().code == ErrorCode::invalid);
}

TEST_CASE("answers_end_when_it_was_said_else_with_the_doors") {
  EditionRow edition;
  edition.doors_close_ms = 5;
  EditionDetails details;
  CHECK(answers_end(edition, details) == from_ms(5));
  details.rsvp_closes_ms = 3;
  CHECK(answers_end(edition, details) == from_ms(3));
}

TEST_CASE("cancelling_an_edition_tells_kiosks_and_everybody_and_can_be_taken_back") {
  RoomDatabase database;
  const auto edition = make_edition(database, make_event(database).id);
  const auto cancelled =
      must(database.write([&](storage::WriteTx& tx) { return cancel_edition(tx, an_admin(), edition.id, edition.version); }));
  CHECK(cancelled.cancelled);
  CHECK(waiting(database, kTellCancelledJob, edition.id) == 1);
  CHECK(audited(database, "edition.cancel") == 1);
  const auto again = database.write([&](storage::WriteTx& tx) { return cancel_edition(tx, an_admin(), edition.id, edition.version); });
  CHECK(again.error().code == ErrorCode::stale);
  const auto refused = database.write([&](storage::WriteTx& tx) { return restore_edition(tx, a_reception(), edition.id, 2); });
  CHECK(refused.error().code == ErrorCode::forbidden);
  const auto restored = must(database.write([&](storage::WriteTx& tx) { return restore_edition(tx, an_admin(), edition.id, 2); }));
  CHECK_FALSE(restored.cancelled);
  CHECK(waiting(database, kTellChangedJob, edition.id) == 1);
}

TEST_CASE("more_room_lets_people_in_line_come_and_less_room_does_not") {
  RoomDatabase database;
  auto fields = venue_fields();
  fields.capacity_onsite = 30;
  auto edition = make_edition(database, make_event(database).id, fields);
  fields.capacity_onsite = 20;
  edition = must(change(database, edition, fields));
  fields.capacity_online = 10;  // it had no limit
  edition = must(change(database, edition, fields));
  CHECK(waiting(database, kPromoteJob, edition.id) == 0);
  fields.capacity_onsite = 0;
  edition = must(change(database, edition, fields));
  CHECK(waiting(database, kPromoteJob, edition.id) == 1);
}

TEST_CASE("another_time_or_place_is_a_change_of_what_stands_in_calendars") {
  RoomDatabase database;
  const auto edition = make_edition(database, make_event(database).id);
  auto fields = venue_fields();
  fields.capacity_onsite = 5;
  const auto roomier = must(change(database, edition, fields));
  CHECK(details_of(database, edition.id).changed_ms == 0);
  fields.place = "別の会館";
  must(change(database, roomier, fields));
  CHECK(details_of(database, edition.id).changed_ms == to_ms(database.clock.now()));
  CHECK(waiting(database, kTellChangedJob, edition.id) == 0);  // an organizer decides about that
}

}  // namespace uke::server
