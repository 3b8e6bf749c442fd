// The number for the shop on a real database: told, changed since, taken back.
#include "server/catering/service.h"
#include "server/rsvps/own.h"
#include "server/rsvps/service.h"
#include "tests/unit/server/events/party.h"

namespace uke::server::catering {

using namespace uke::test;

namespace {

constexpr std::int64_t kDayMs = 24 * 60 * kMinute;

struct Dinner {
  RoomDatabase database;
  events::EventRow event = make_event(database);
  events::EditionRow edition = make_edition(database, event.id);

  Dinner() { database.clock.jump_to(from_ms(kEvening - 10 * kDayMs)); }

  rsvps::Own answer(const std::string& family, std::size_t companions = 0, const std::string& food = {}) {
    rsvps::OwnFields fields;
    fields.family_name = family;
    fields.given_name = "花子";
    fields.food = food;
    fields.companions.resize(companions);
    database.clock.advance(Millis{1000});
    return must(database.write([&](storage::WriteTx& tx) {
      return rsvps::answer(tx, {.edition = edition.id, .fields = fields, .nonce = {}, .via = {}, .language = i18n::Language::ja});
    }));
  }
  Catering now() {
    return must(database.read([&](uke::storage::ReadTx& tx) { return get_catering(tx, a_reception(), edition.id); }));
  }
  Result<CallRow> tell(std::int64_t number, const web::Actor& actor = an_admin(), std::int64_t at_ms = 0) {
    database.clock.advance(Millis{1000});
    return database.write([&](storage::WriteTx& tx) {
      return note_call(tx, actor, edition.id, {.number = number, .at_ms = at_ms, .by = "花田", .note = ""});
    });
  }
};

}  // namespace

TEST_CASE("every_answer_changes_the_number_and_what_the_shop_was_told_stays") {
  Dinner dinner;
  dinner.answer("山田", 2, "えびアレルギー");
  CHECK(dinner.now().count.expected == 3);
  CHECK_FALSE(dinner.now().told.has_value());
  must(dinner.tell(3));
  CHECK(dinner.now().difference() == 0);
  const auto second = dinner.answer("佐藤");
  CHECK(dinner.now().difference() == 1);
  CHECK(dinner.now().since.joined == 1);
  must(dinner.database.write([&](storage::WriteTx& tx) { return rsvps::own_cancel(tx, second.secret, second.rsvp.attendee.version); }));
  CHECK(dinner.now().difference() == 0);
  REQUIRE(dinner.now().wishes.size() == 1);
  CHECK(dinner.now().wishes[0].count == 1);
}

TEST_CASE("a_second_answer_under_the_same_name_does_not_change_the_number") {
  Dinner dinner;
  dinner.answer("山田");
  dinner.answer("山田");
  const auto now = dinner.now();
  CHECK(now.count.expected == 1);
  CHECK(now.count.doubles == 1);
  CHECK(now.count.highest == 2);
}

TEST_CASE("who_leaves_with_companions_is_as_many_people_less") {
  Dinner dinner;
  const auto group = dinner.answer("山田", 2);
  dinner.answer("佐藤");
  must(dinner.tell(4));
  dinner.database.clock.advance(Millis{kMinute});
  must(dinner.database.write([&](storage::WriteTx& tx) { return rsvps::own_cancel(tx, group.secret, group.rsvp.attendee.version); }));
  const auto now = dinner.now();
  CHECK(now.count.expected == 1);
  CHECK(now.difference() == -3);
  CHECK(now.since.cancelled == 3);
  CHECK(now.since.otherwise == 0);
}

TEST_CASE("a_call_is_taken_back_by_another_row_and_the_one_before_counts_again") {
  Dinner dinner;
  dinner.answer("山田");
  must(dinner.tell(1));
  const auto wrong = must(dinner.tell(11));
  CHECK(dinner.now().told->number == 11);
  const auto take_back = [&] {
    return dinner.database.write([&](storage::WriteTx& tx) { return take_back_call(tx, an_admin(), dinner.edition.id, wrong.id); });
  };
  must(take_back());
  CHECK(dinner.now().told->number == 1);
  CHECK(dinner.now().calls.size() == 2);
  CHECK(dinner.database.count("select count(*) from caterer_calls") == 3);
  const auto again = take_back();
  REQUIRE_FALSE(again.has_value());
  CHECK(again.error().code == ErrorCode::conflict);
}

TEST_CASE("a_double_tap_is_one_call_and_reception_tells_no_shop") {
  Dinner dinner;
  const auto at = to_ms(dinner.database.clock.now());
  const auto first = must(dinner.tell(5, an_admin(), at));
  CHECK(must(dinner.tell(5, an_admin(), at)).id == first.id);
  CHECK(dinner.tell(5, a_reception()).error().code == ErrorCode::forbidden);
  CHECK(dinner.tell(-1).error().code == ErrorCode::invalid);
}

TEST_CASE("the_first_page_reminds_of_shops_that_want_the_number_soon") {
  Dinner dinner;
  dinner.answer("山田");
  const auto due = [&] {
    return must(dinner.database.read([&](uke::storage::ReadTx& tx) { return numbers_due(tx, an_admin(), std::chrono::hours{72}); }));
  };
  CHECK(due().empty());
  must(dinner.database.write([&](storage::WriteTx& tx) -> Status {
    TRY(auto details, events::edition_details_of(tx, dinner.edition.id));
    details.food_fixed_ms = to_ms(tx.now()) + 2 * kDayMs;
    TRYV(events::change_edition_details(tx, an_admin(), dinner.edition.id, details.version, details));
    return {};
  }));
  REQUIRE(due().size() == 1);
  CHECK(due()[0].expected == 1);
  must(dinner.tell(1));
  CHECK(due().empty());
  dinner.answer("佐藤");
  REQUIRE(due().size() == 1);
  CHECK(due()[0].told == 1);
}

}  // namespace uke::server::catering
