// The number for the shop: pure rules, and what must hold for any crowd.
#include "server/catering/rules.h"
#include "tests/support/builders.h"
#include "tests/support/catch.h"
#include "tests/support/fakes.h"

#include <algorithm>

namespace uke::server {

using namespace uke::test;
using catering::Guest;
using desk::Mode;
using desk::RsvpState;

namespace {

constexpr std::int64_t kNoLimit = 0;

Guest a_guest(std::uint64_t n, RsvpState state = RsvpState::yes, Mode mode = Mode::onsite) {
  Guest guest;
  guest.id = an_id<AttendeeId>(n);
  guest.state = state;
  guest.mode = mode;
  return guest;
}
Guest with(Guest companion, const Guest& holder) {
  companion.holder = holder.id;
  return companion;
}
Guest maybe_the_same_as(Guest later, const Guest& earlier) {
  later.doubt_of = earlier.id;
  return later;
}
Guest eating(Guest guest, std::string food) {
  guest.food = std::move(food);
  return guest;
}
std::int64_t expected(const std::vector<Guest>& guests) { return catering::count_meals(guests, kNoLimit, 0).expected; }

std::vector<Guest> a_crowd(SeededRandom& random, std::size_t size) {
  constexpr RsvpState kStates[] = {RsvpState::yes,   RsvpState::yes,     RsvpState::no,
                                   RsvpState::maybe, RsvpState::waiting, RsvpState::cancelled};
  std::vector<Guest> guests;
  for (std::size_t i = 0; i < size; ++i) {
    auto guest = a_guest(i + 1, kStates[random.u64() % 6], random.u64() % 4 == 0 ? Mode::online : Mode::onsite);
    guest.ever_admitted = random.u64() % 10 == 0;
    if (i > 0 && random.u64() % 5 == 0) guest.doubt_of = guests[random.u64() % i].id;
    guests.push_back(guest);
  }
  return guests;
}

}  // namespace

TEST_CASE("counts_everybody_who_comes_to_the_venue_and_nobody_else") {
  const auto holder = a_guest(1);
  CHECK(expected({holder, with(a_guest(2), holder), a_guest(3, RsvpState::yes, Mode::online), a_guest(4, RsvpState::no),
                  a_guest(5, RsvpState::maybe), a_guest(6, RsvpState::waiting), a_guest(7, RsvpState::cancelled)}) == 2);
}

TEST_CASE("who_came_already_eats_whatever_the_answer_says") {
  auto guest = a_guest(1, RsvpState::cancelled);
  guest.ever_admitted = true;
  const auto count = catering::count_meals(std::vector{guest}, kNoLimit, 100);
  CHECK(count.expected == 1);
  CHECK(count.lowest == 1);
}

TEST_CASE("a_possible_double_counts_once_as_the_larger_answer") {
  const auto first = a_guest(1);
  const auto second = maybe_the_same_as(a_guest(2), first);
  const auto spouse = with(a_guest(3), second);
  const auto count = catering::count_meals(std::vector{first, second, spouse}, kNoLimit, 0);
  CHECK(count.expected == 2);
  CHECK(count.doubles == 1);
  CHECK(count.highest == 3);
  // The earlier answer was online: then the later one is the person who eats.
  CHECK(expected({a_guest(1, RsvpState::yes, Mode::online), second}) == 1);
  // Three answers of one person, each a double of the one before.
  CHECK(expected({first, second, maybe_the_same_as(a_guest(4), second)}) == 1);
}

TEST_CASE("answers_that_point_at_each_other_are_counted_all_the_same") {
  auto first = a_guest(1);
  const auto second = maybe_the_same_as(a_guest(2), first);
  first.doubt_of = second.id;
  CHECK(expected({first, second}) >= 1);
}

TEST_CASE("the_range_has_the_usual_absences_below_and_the_undecided_above") {
  std::vector<Guest> guests;
  for (std::uint64_t n = 1; n <= 24; ++n) guests.push_back(a_guest(n));
  guests.push_back(a_guest(30, RsvpState::maybe));
  guests.push_back(a_guest(31, RsvpState::waiting));
  const auto count = catering::count_meals(guests, kNoLimit, 8);
  CHECK(count.expected == 24);
  CHECK(count.lowest == 22);
  CHECK(count.highest == 26);
  CHECK(catering::count_meals(guests, 25, 8).highest == 25);
  CHECK(catering::count_meals(guests, 20, 8).highest == 24);  // more people than places: nobody else finds one
}

TEST_CASE("for_any_crowd_one_more_yes_is_one_more_meal_and_the_range_holds_the_number") {
  SeededRandom random{7};
  for (int round = 0; round < 300; ++round) {
    auto guests = a_crowd(random, 1 + random.u64() % 40);
    const auto capacity = static_cast<std::int64_t>(random.u64() % 50);
    const auto before = catering::count_meals(guests, capacity, 8);
    INFO("round " << round);
    CHECK(before.lowest <= before.expected);
    CHECK(before.expected <= before.highest);
    CHECK(before.expected + before.doubles == std::ranges::count_if(guests, catering::eats));
    guests.push_back(a_guest(1000));
    CHECK(catering::count_meals(guests, capacity, 8).expected == before.expected + 1);
    guests.push_back(maybe_the_same_as(a_guest(1001), guests.back()));
    CHECK(catering::count_meals(guests, capacity, 8).expected == before.expected + 1);
    guests.push_back(a_guest(1002, RsvpState::cancelled));
    CHECK(catering::count_meals(guests, capacity, 8).expected == before.expected + 1);
  }
}

TEST_CASE("for_any_crowd_the_order_of_the_answers_does_not_matter") {
  SeededRandom random{8};
  for (int round = 0; round < 100; ++round) {
    auto guests = a_crowd(random, 20);
    const auto count = catering::count_meals(guests, kNoLimit, 8);
    std::ranges::reverse(guests);
    CHECK(catering::count_meals(guests, kNoLimit, 8) == count);
  }
}

TEST_CASE("the_share_of_absences_needs_enough_people_and_an_edition_that_was_received") {
  using catering::PastEdition;
  CHECK_FALSE(catering::no_show_percent(std::vector<PastEdition>{}).has_value());
  CHECK_FALSE(catering::no_show_percent(std::vector<PastEdition>{{9, 8}}).has_value());
  CHECK_FALSE(catering::no_show_percent(std::vector<PastEdition>{{100, 0}}).has_value());
  CHECK(catering::no_show_percent(std::vector<PastEdition>{{20, 18}, {30, 27}, {40, 0}}) == 10);
  CHECK(catering::no_show_percent(std::vector<PastEdition>{{20, 25}}) == 0);
}

TEST_CASE("the_same_wish_in_another_spelling_is_one_wish_and_nobody_is_named") {
  const auto first = eating(a_guest(1), "えび・カニ アレルギー");
  const auto second = eating(a_guest(2), "エビ、かにアレルギー ");
  const auto wishes = catering::wishes_of(
      std::vector{first, second, eating(a_guest(3), "ベジタリアン"), eating(a_guest(4), ""), eating(a_guest(5, RsvpState::no), "そば")});
  REQUIRE(wishes.size() == 2);
  CHECK(wishes[0].count == 2);
  CHECK(wishes[0].text == "えび・カニ アレルギー");
  CHECK(wishes[1].text == "ベジタリアン");
}

TEST_CASE("a_possible_double_has_its_wish_once") {
  const auto first = eating(a_guest(1), "そば");
  const auto wishes = catering::wishes_of(std::vector{first, eating(maybe_the_same_as(a_guest(2), first), "そば")});
  REQUIRE(wishes.size() == 1);
  CHECK(wishes[0].count == 1);
}

TEST_CASE("says_what_happened_to_the_number_after_the_shop_was_told") {
  constexpr std::int64_t kTold = 1000;
  auto early = a_guest(1);
  early.answered_ms = 500;
  auto late = a_guest(2);
  late.answered_ms = 1500;
  auto gone = a_guest(3, RsvpState::cancelled);
  gone.answered_ms = 600;
  gone.cancelled_ms = 1600;
  const std::vector guests{early, late, gone};
  const auto since = catering::since(guests, expected(guests), 2, kTold);
  CHECK(since.joined == 1);
  CHECK(since.cancelled == 1);
  CHECK(since.otherwise == 0);
  CHECK(catering::since(guests, expected(guests), 1, kTold).otherwise == 1);
}

TEST_CASE("refuses_calls_of_tomorrow_of_impossible_numbers_and_endless_notes") {
  constexpr std::int64_t kNow = kEvening;
  CHECK(catering::check({.number = 24, .at_ms = 0, .by = "花田", .note = ""}, kNow).empty());
  CHECK(catering::check({.number = 0, .at_ms = kNow, .by = "", .note = "中止"}, kNow).empty());
  const auto faults =
      catering::check({.number = -1, .at_ms = kNow + 3 * 24 * 3600 * 1000LL, .by = std::string(101, 'x'), .note = "a\nb"}, kNow);
  REQUIRE(faults.size() == 4);
  CHECK(faults[0].field == "number");
  CHECK(faults[1].field == "at");
  CHECK(faults[2].what == web::What::too_long);
  CHECK(faults[3].what == web::What::not_text);
}

}  // namespace uke::server
