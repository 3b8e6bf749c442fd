// Next year's event after this one.
#include "server/events/copy_rules.h"
#include "server/events/details_service.h"
#include "shared/i18n/dates.h"
#include "tests/unit/server/events/party.h"

namespace uke::server {

using namespace uke::test;
using namespace events;
using std::chrono::days;
using std::chrono::sys_days;

namespace {

std::int64_t at(const char* date, const char* time, std::string_view zone = "Asia/Tokyo") {
  const auto found = i18n::parse_local(date, time, zone);
  REQUIRE(found);
  return to_ms(*found);
}
std::string shown(std::int64_t ms, std::string_view zone = "Asia/Tokyo") {
  return i18n::typed_date(from_ms(ms), zone) + " " + i18n::format_time(from_ms(ms), zone);
}
std::chrono::year_month_day day(int year, unsigned month, unsigned of_month) {
  return std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{of_month};
}
EventRow copied(RoomDatabase& database, EventId from) {
  return must(database.write([&](storage::WriteTx& tx) { return copy_event(tx, an_admin(), from); }));
}
template <class Read>
auto read(RoomDatabase& database, Read body) {
  return must(database.read([&](uke::storage::ReadTx& tx) { return body(tx); }));
}
std::vector<EditionRow> editions_of(RoomDatabase& database, EventId event) {
  return read(database, [&](uke::storage::ReadTx& tx) { return get_editions(tx, an_admin(), event); });
}

}  // namespace

TEST_CASE("the_day_stays_and_the_year_is_the_next_that_lies_ahead") {
  CHECK(next_anniversary(day(2027, 2, 20), day(2027, 2, 21)) == day(2028, 2, 20));
  CHECK(next_anniversary(day(2027, 2, 20), day(2026, 11, 22)) == day(2028, 2, 20));
  CHECK(next_anniversary(day(2024, 2, 20), day(2026, 11, 22)) == day(2027, 2, 20));
  CHECK(next_anniversary(day(2024, 2, 20), day(2027, 2, 20)) == day(2028, 2, 20));
  CHECK(next_anniversary(day(2028, 2, 29), day(2028, 3, 1)) == day(2029, 2, 28));
  CHECK(next_anniversary(day(2028, 2, 29), day(2031, 3, 1)) == day(2032, 2, 29));
}

TEST_CASE("times_stay_what_clocks_show_also_where_clocks_are_set") {
  const std::string_view berlin = "Europe/Berlin";
  CHECK(shown(later(at("2027-02-20", "17:30"), "Asia/Tokyo", days{365})) == "2028-02-20 17:30");
  CHECK(shown(later(at("2027-03-27", "18:00", berlin), berlin, days{1}), berlin) == "2027-03-28 18:00");  // summer time begins
  CHECK(shown(later(at("2027-03-27", "02:30", berlin), berlin, days{1}), berlin) == "2027-03-28 03:00");  // 02:30 is left out
  CHECK(shown(later(at("2027-10-30", "02:30", berlin), berlin, days{1}), berlin) == "2027-10-31 02:30");  // 02:30 comes twice
  CHECK(later(0, "Asia/Tokyo", days{365}) == 0);
  CHECK(later(at("2027-02-20", "17:30") + 12345, "Asia/Tokyo", days{365}) == at("2028-02-20", "17:30") + 12345);
}

TEST_CASE("copying_twice_goes_as_far_as_copying_with_both_distances") {
  for (const std::string_view zone : {"Asia/Tokyo", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"}) {
    SeededRandom random{11};
    for (int i = 0; i < 200; ++i) {
      const auto ms = static_cast<std::int64_t>(1'700'000'000'000 + random.below(200'000'000'000) / 60'000 * 60'000);
      const auto first = days{static_cast<int>(365 + random.below(2))};
      const auto once = later(ms, zone, first);
      const auto twice = later(once, zone, days{365});
      INFO(zone << " " << ms);
      CHECK(once > ms);
      CHECK(sys_days{local_day(twice, zone)} - sys_days{local_day(ms, zone)} == first + days{365});
      // The time of day only moves where clocks left it out.
      const auto direct = later(ms, zone, first + days{365});
      CHECK((twice == direct || i18n::format_time(from_ms(once), zone) != i18n::format_time(from_ms(ms), zone)));
    }
  }
}

TEST_CASE("years_in_names_move_where_they_stand_alone") {
  const Move move{.by = days{365}, .from_year = 2027, .to_year = 2028};
  CHECK(with_new_year("創立記念パーティー2027", move) == "創立記念パーティー2028");
  CHECK(with_new_year("2027年の会 2027", move) == "2028年の会 2028");
  CHECK(with_new_year("12027 20270 2026", move) == "12027 20270 2026");
  CHECK(with_new_year("", move).empty());
}

TEST_CASE("a_copy_has_everything_at_its_new_time_and_nothing_stale") {
  RoomDatabase database;
  const auto event = make_event(database);
  auto fields = venue_fields();
  fields.cancelled = true;
  fields.place = "大阪会館";
  const auto osaka = make_edition(database, event.id, fields);
  make_edition(database, event.id, "福岡会場");
  must(database.write([&](storage::WriteTx& tx) -> Status {
    TRY(auto said, event_details_of(tx, event.id));
    said.link_trust = LinkTrust::roster_only;
    said.description = "2027年も集まりましょう";
    said.handover = "料理は一割少なくてよい";
    TRYV(change_event_details(tx, an_admin(), event.id, said.version, said));
    EditionDetails details;
    details.contact = "090-0000-0000";
    details.rsvp_closes_ms = kEvening - 24 * 60 * kMinute;
    details.food_fixed_ms = kEvening - 48 * 60 * kMinute;
    details.online_guide = "https://meet.example/2027";
    TRYV(change_edition_details(tx, an_admin(), osaka.id, 0, details));
    FeeCategory category;
    category.name = "会員";
    TRYV(put_fee_category(tx, an_admin(), osaka.id, category));
    category.name = "もうない区分";
    category.retired = true;
    TRYV(put_fee_category(tx, an_admin(), osaka.id, category));
    GoodsItem goods;
    goods.name = "どら焼き";
    TRYV(put_goods(tx, an_admin(), osaka.id, goods));
    ProgrammeItem slot;
    slot.title = "講演";
    slot.speaker = "田中 花子";
    slot.speaker_about = "元設計部";
    slot.description = "思い出を語ります";
    slot.starts_ms = kEvening;
    TRYV(put_programme_item(tx, an_admin(), osaka.id, slot));
    return {};
  }));
  const auto copy = copied(database, event.id);
  CHECK(copy.name == "創立記念パーティー2028");
  CHECK(shown(copy.date_ms) == "2028-02-20 17:00");
  CHECK(copy.event_no != event.event_no);
  const auto editions = editions_of(database, copy.id);
  REQUIRE(editions.size() == 2);
  const auto& place = editions.front();
  CHECK(place.place == "大阪会館");
  CHECK_FALSE(place.cancelled);
  CHECK(shown(place.doors_open_ms) == "2028-02-20 16:30");
  const auto said = read(database, [&](auto& tx) { return event_details_of(tx, copy.id); });
  const auto old = read(database, [&](auto& tx) { return event_details_of(tx, event.id); });
  CHECK(said.slug != old.slug);
  CHECK(said.link_trust == LinkTrust::roster_only);
  CHECK(said.description == "2028年も集まりましょう");
  CHECK(said.handover.empty());
  CHECK(said.copied_from == event.id);
  const auto details = read(database, [&](auto& tx) { return edition_details_of(tx, place.id); });
  CHECK(details.contact == "090-0000-0000");
  CHECK(details.online_guide == kGuideToCome);
  CHECK(shown(details.rsvp_closes_ms) == "2028-02-19 17:00");
  CHECK(shown(details.food_fixed_ms) == "2028-02-18 17:00");
  CHECK(details.maybe_until_ms == 0);
  const auto categories = read(database, [&](auto& tx) { return fee_categories_of(tx, place.id); });
  REQUIRE(categories.size() == 1);
  CHECK(categories.front().name == "会員");
  CHECK(read(database, [&](auto& tx) { return goods_items_of(tx, place.id); }).size() == 1);
  const auto programme = read(database, [&](auto& tx) { return programme_of(tx, place.id); });
  REQUIRE(programme.size() == 1);
  CHECK(programme.front().title == "講演");
  CHECK(programme.front().speaker.empty());
  CHECK(programme.front().speaker_about.empty());
  CHECK(programme.front().description.empty());
  CHECK(programme.front().code.size() == 8);
  CHECK(shown(programme.front().starts_ms) == "2028-02-20 17:00");
  const auto copies = read(database, [&](auto& tx) { return copied_to(tx, event.id); });
  REQUIRE(copies.size() == 1);
  CHECK(copies.front().id == copy.id);
}

TEST_CASE("a_copy_of_a_copy_is_another_year_on") {
  RoomDatabase database;
  const auto event = make_event(database);
  make_edition(database, event.id);
  const auto second = copied(database, copied(database, event.id).id);
  CHECK(second.name == "創立記念パーティー2029");
  CHECK(shown(second.date_ms) == "2029-02-20 17:00");
  CHECK(shown(editions_of(database, second.id).front().starts_ms) == "2029-02-20 17:00");
}

TEST_CASE("only_admins_copy_and_only_what_exists") {
  RoomDatabase database;
  const auto event = make_event(database);
  const auto refused = database.write([&](storage::WriteTx& tx) { return copy_event(tx, a_reception(), event.id); });
  CHECK(refused.error().code == ErrorCode::forbidden);
  const auto unknown = database.write([&](storage::WriteTx& tx) { return copy_event(tx, an_admin(), EventId{}); });
  CHECK(unknown.error().code == ErrorCode::not_found);
}

}  // namespace uke::server
