// What an edition offers, and what an answer costs.
#include "server/attending/answer_form.h"
#include "server/attending/words.h"
#include "server/web/own_path.h"
#include "shared/i18n/dates.h"
#include "tests/unit/server/attending/gathering.h"

namespace uke::server::attending {
namespace {

Venue a_venue() {
  Venue venue;
  venue.edition.place = "中之島ホール";
  venue.edition.zone = "Asia/Tokyo";
  venue.edition.door_fee = Yen{5000};
  venue.details.online_fee = Yen{500};
  venue.categories = {
      {.id = "young", .position = 1, .name = "学生", .name_en = "Student", .amount = Yen{3000}},
      {.id = "kid", .position = 2, .name = "お子さま", .name_en = "", .amount = Yen{1000}, .for_whom = events::ForWhom::companion},
      {.id = "old", .position = 3, .name = "旧", .name_en = "", .amount = Yen{1}, .retired = true}};
  venue.goods = {{.id = "dora", .position = 1, .name = "どら焼き", .name_en = "Dorayaki", .price = Yen{250}}};
  return venue;
}

web::Form form_of(const std::string& body) {
  http::Request request;
  request.method = http::Method::post;
  request.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
  request.body = body;
  return must(web::Form::parse(request));
}

}  // namespace

TEST_CASE("an_edition_without_a_place_is_online_and_one_with_a_place_is_online_only_if_somebody_says_so") {
  Venue venue;
  CHECK(modes_of(venue) == std::vector{desk::Mode::online});
  venue.edition.capacity_onsite = 30;  // the place is not known yet
  CHECK(modes_of(venue) == std::vector{desk::Mode::onsite});
  venue.details.online_guide = "Zoom 123";
  CHECK(modes_of(venue) == std::vector{desk::Mode::onsite, desk::Mode::online});
}

TEST_CASE("the_bill_adds_up_persons_and_goods") {
  const auto venue = a_venue();
  rsvps::OwnFields fields;
  fields.fee_category = "young";
  fields.companions = {{.family_name = "", .given_name = "", .kana = "", .fee_category = "kid"}, {}};
  fields.goods = {{.goods = "dora", .quantity = 4}};
  const auto bill = bill_of(fields, venue);
  CHECK(bill.own == Yen{3000});
  CHECK(bill.companions == std::vector{Yen{1000}, Yen{5000}});
  CHECK(bill.goods == Yen{1000});
  CHECK(bill.total == Yen{10000});
}

TEST_CASE("who_does_not_come_pays_for_goods_only_and_online_has_its_own_fee") {
  const auto venue = a_venue();
  rsvps::OwnFields fields;
  fields.goods = {{.goods = "dora", .quantity = 2}};
  fields.state = desk::RsvpState::no;
  CHECK(bill_of(fields, venue).total == Yen{500});
  fields.state = desk::RsvpState::yes;
  fields.mode = desk::Mode::online;
  CHECK(bill_of(fields, venue).total == Yen{1000});
}

TEST_CASE("retired_categories_and_those_of_companions_are_not_offered_to_attendees") {
  const auto offered = categories_for(a_venue(), desk::Mode::onsite, events::ForWhom::attendee);
  REQUIRE(offered.size() == 1);
  CHECK(offered[0].id == "young");
  CHECK(categories_for(a_venue(), desk::Mode::onsite, events::ForWhom::companion).size() == 2);
  CHECK(categories_for(a_venue(), desk::Mode::online, events::ForWhom::attendee).empty());
}

TEST_CASE("a_choice_of_edition_and_mode_is_read_back_and_anything_else_is_none") {
  const Choice choice{.edition = an_id<EditionId>(7), .mode = desk::Mode::online};
  const auto again = choice_of(text_of(choice));
  REQUIRE(again.has_value());
  CHECK(again->edition == choice.edition);
  CHECK(again->mode == choice.mode);
  CHECK_FALSE(choice_of("").has_value());
  CHECK_FALSE(choice_of("x.onsite").has_value());
  CHECK_FALSE(choice_of(choice.edition.to_string() + ".elsewhere").has_value());
}

TEST_CASE("free_places_are_said_calmly") {
  const auto m = messages();
  CHECK_FALSE(places_chip(m, {.capacity = 0, .occupied = 500, .waiting = 0}).has_value());
  CHECK_FALSE(places_chip(m, {.capacity = 100, .occupied = 50, .waiting = 0}).has_value());
  CHECK(places_chip(m, {.capacity = 100, .occupied = 97, .waiting = 0})->text == "残りわずか(あと3名)");
  CHECK(places_chip(m, {.capacity = 100, .occupied = 100, .waiting = 0})->text == "満席(キャンセル待ちで受付します)");
  CHECK(places_chip(m, {.capacity = 100, .occupied = 99, .waiting = 2})->text == "満席(キャンセル待ちで受付します)");
}

TEST_CASE("the_cancellation_rule_names_the_first_day_that_costs") {
  auto venue = a_venue();
  CHECK(cancel_rule(messages(), venue).empty());
  venue.details.cancel_fee = Yen{3000};
  venue.details.cancel_free_until_ms = to_ms(must(i18n::parse_local("2027-02-15", "23:59", "Asia/Tokyo")));
  CHECK(cancel_rule(messages(), venue) ==
        "2月16日(火)以降のお取り消しは、料理の手配の都合上、お一人3,000円をご負担いただくことがあります。");
}

TEST_CASE("a_deadline_at_midnight_is_named_by_the_day_that_ends") {
  const auto venue = a_venue();
  const auto said = [&](std::string_view date, std::string_view time) {
    return deadline_of(messages(), venue.edition, to_ms(must(i18n::parse_local(date, time, "Asia/Tokyo"))));
  };
  CHECK(said("2027-02-18", "00:00") == "2027年2月17日(水)");
  CHECK(said("2027-02-17", "23:59") == "2027年2月17日(水)");
  CHECK(said("2027-02-17", "18:00") == "2027年2月17日(水) 18:00");
}

TEST_CASE("what_people_type_is_tidied_and_goes_along_unchanged_to_the_confirmation") {
  const auto venue = a_venue();
  const auto typed =
      typed_of(form_of("state=yes&family_name=%E9%AB%99%E6%A9%8B&kana=%EF%BE%80%EF%BD%B6%EF%BE%8A%EF%BD%BC&email=a%EF%BC%"
                       "A0example.jp&goods.dora=%EF%BC%93"
                       "&companions.0.family_name=&companions.0.fee_category=kid&companions.0.kana=&comment=a%0D%0Ab&photo=no"),
               venue, desk::Mode::onsite);
  CHECK(typed.faults.empty());
  CHECK(typed.fields.kana == "タカハシ");
  CHECK(typed.fields.email == "a@example.jp");
  REQUIRE(typed.fields.goods.size() == 1);
  CHECK(typed.fields.goods[0].quantity == 3);
  CHECK(typed.fields.companions.size() == 1);
  CHECK_FALSE(typed.fields.photo_ok);
  CHECK(typed.fields.comment == "a\nb");
  std::string body;
  for (const auto& [name, value] : hidden_fields(typed)) body += (body.empty() ? "" : "&") + name + "=" + web::percent_encoded(value);
  const auto again = typed_of(form_of(body), venue, desk::Mode::onsite);
  CHECK(again.fields.comment == typed.fields.comment);
  CHECK(again.fields.companions.size() == 1);
  CHECK(again.fields.goods == typed.fields.goods);
}

TEST_CASE("kana_is_asked_of_japanese_names_only") {
  const auto venue = a_venue();
  CHECK(typed_of(form_of("family_name=Smith&given_name=Jane"), venue, desk::Mode::onsite).faults.empty());
  const auto faults = typed_of(form_of("family_name=%E9%AB%99%E6%A9%8B"), venue, desk::Mode::onsite).faults;
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].field == "kana");
}

TEST_CASE("where_there_are_several_fees_somebody_says_which") {
  const auto venue = a_venue();
  const std::string body = "family_name=Smith&companions.0.family_name=";
  const auto faults = typed_of(form_of(body), venue, desk::Mode::onsite).faults;
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].field == "companions.0.fee_category");
  CHECK(typed_of(form_of(body + "&state=no"), venue, desk::Mode::onsite).faults.empty());
  CHECK(typed_of(form_of(body), venue, desk::Mode::online).faults.empty());
}

TEST_CASE("companions_are_added_up_to_the_limit_and_taken_away_one_by_one") {
  auto venue = a_venue();
  venue.details.companions_max = 2;
  Typed typed;
  CHECK(press(typed, kAddCompanion, venue));
  CHECK(press(typed, kAddCompanion, venue));
  CHECK(press(typed, kAddCompanion, venue));
  REQUIRE(typed.fields.companions.size() == 2);
  typed.fields.companions[0].family_name = "一";
  typed.fields.companions[1].family_name = "二";
  CHECK(press(typed, "less.0", venue));
  REQUIRE(typed.fields.companions.size() == 1);
  CHECK(typed.fields.companions[0].family_name == "二");
  CHECK(press(typed, "less.9", venue));
  CHECK_FALSE(press(typed, "send", venue));
}

}  // namespace uke::server::attending
