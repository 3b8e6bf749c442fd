// Forms of events and editions: what is typed, in whatever way, becomes values or faults beside fields, and nothing is lost.
#include "server/events/edition_form.h"
#include "server/events/event_forms.h"
#include "server/events/item_forms.h"
#include "server/http/message.h"
#include "server/web/own_path.h"
#include "shared/assets/assets.h"
#include "shared/i18n/dates.h"
#include "tests/unit/server/events/party.h"

namespace uke::server {

using namespace uke::test;
using namespace events;

namespace {

const i18n::Messages& japanese() {
  static const auto kMessages = must(i18n::Messages::load(assets::text("i18n/ja.json"), i18n::Language::ja));
  return kMessages;
}

web::Form form_of(const Raw& raw) {
  http::Request request;
  request.method = web::Method::post;
  request.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
  for (const auto& [name, value] : raw) {
    request.body += (request.body.empty() ? "" : "&") + name + "=" + web::percent_encoded(value);
  }
  return must(web::Form::parse(request));
}

std::string fields_of(const web::Faults& faults) {
  std::string names;
  for (const auto& fault : faults) names += fault.field + ":" + std::string(enum_name(fault.what)) + " ";
  return names;
}

Raw an_event_typed(std::initializer_list<std::pair<const char*, const char*>> changes) {
  auto raw = new_event_defaults(from_ms(kEvening));
  raw["name"] = "創立記念パーティー2028";
  raw["edition_name"] = "大阪会場";
  for (const auto& [name, value] : changes) raw[name] = value;
  return raw_of(new_event_sheet(), form_of(raw));
}

EditionRow an_edition_row() {
  EditionRow edition;
  edition.name = "大阪会場";
  edition.zone = "Asia/Tokyo";
  edition.starts_ms = kEvening;
  edition.doors_open_ms = kEvening - 30 * kMinute;
  edition.doors_close_ms = kEvening + 180 * kMinute;
  edition.ends_ms = kEvening + 240 * kMinute;
  return edition;
}

std::string clock(std::int64_t ms) {
  return i18n::typed_date(from_ms(ms), "Asia/Tokyo") + " " + i18n::format_time(from_ms(ms), "Asia/Tokyo");
}

}  // namespace

TEST_CASE("a_new_event_is_proposed_for_the_next_twentieth_of_february") {
  const auto typed = new_event_typed(an_event_typed({}));
  CHECK(typed.faults.empty());
  CHECK(clock(typed.event.date_ms) == "2028-02-20 18:00");  // FakeClock stands at 20 February 2027
  CHECK(clock(typed.edition.doors_open_ms) == "2028-02-20 17:30");
  CHECK(clock(typed.edition.ends_ms) == "2028-02-20 20:30");
  CHECK(typed.edition.doors_close_ms == typed.edition.ends_ms);
  CHECK(new_event_defaults(from_ms(kEvening - 2 * 86'400'000)).at("date_ms") == "2027-02-20");
}

TEST_CASE("an_end_before_the_beginning_is_after_midnight") {
  const auto typed = new_event_typed(an_event_typed({{"starts", "22:00"}, {"ends", "00:30"}}));
  CHECK(typed.faults.empty());
  CHECK(clock(typed.edition.ends_ms) == "2028-02-21 00:30");
}

TEST_CASE("numbers_and_times_may_be_typed_as_people_write_them") {
  const auto typed = new_event_typed(an_event_typed({{"door_fee", "５，０００円"},
                                                     {"capacity_onsite", " 40名 "},
                                                     {"date_ms", "2028/2/5"},
                                                     {"doors_open", "9:05"},
                                                     {"starts", "１０：００"}}));
  CHECK(fields_of(typed.faults).empty());
  CHECK(typed.edition.door_fee == Yen{5000});
  CHECK(typed.edition.capacity_onsite == 40);
  CHECK(clock(typed.edition.doors_open_ms) == "2028-02-05 09:05");
  CHECK(clock(typed.edition.starts_ms) == "2028-02-05 10:00");
}

TEST_CASE("what_is_wrong_is_said_once_beside_each_field") {
  CHECK(fields_of(new_event_typed(an_event_typed({{"name", " "}, {"edition_name", ""}, {"starts", ""}})).faults) ==
        "starts:required name:required edition_name:required ");
  CHECK(fields_of(new_event_typed(an_event_typed({{"date_ms", "2027-02-30"}})).faults) == "date_ms:not_date ");
  CHECK(fields_of(new_event_typed(an_event_typed({{"date_ms", ""}, {"door_fee", "いくらか"}})).faults) ==
        "door_fee:not_number date_ms:required ");
  CHECK(fields_of(new_event_typed(an_event_typed({{"zone", "Mars/Olympus"}, {"capacity_onsite", "-3"}})).faults)
            .find("zone:unknown_choice") != std::string::npos);
  CHECK(fields_of(new_event_typed(an_event_typed({{"doors_open", "21:00"}})).faults) == "doors_open:out_of_range ");
}

TEST_CASE("an_edition_goes_through_its_form_unchanged") {
  EditionDetails details;
  details.map_url = "https://maps.example/1";
  details.after_party = "駅前\n二階";
  details.rsvp_closes_ms = kEvening - 60 * kMinute;
  details.cancel_fee = Yen{3000};
  details.food_price = Yen{3600};
  details.asks_after_party = true;
  auto edition = an_edition_row();
  edition.exits_recorded = true;
  edition.cancelled = true;
  edition.capacity_onsite = 30;
  edition.door_fee = Yen{5000};
  const auto raw = raw_of(edition, details);
  const auto through = raw_of(edition_sheet(), form_of(raw));
  CHECK(through == raw);
  const auto typed = edition_typed(through, edition);
  CHECK(fields_of(typed.faults).empty());
  CHECK(typed.form.fields == fields_of(edition));
  CHECK(typed.form.details == details);
  CHECK_FALSE(is_news(edition, typed.form.fields));
}

TEST_CASE("fees_goods_and_programme_go_through_their_forms_unchanged") {
  ProgrammeItem slot;
  slot.title = "講演";
  slot.speaker = "田中 花子";
  slot.starts_ms = kEvening;
  auto read = ProgrammeItem{};
  CHECK(read_into(read, raw_of(sheet_of(std::type_identity<ProgrammeItem>{}), form_of(raw_of(slot, "Asia/Tokyo"))), "Asia/Tokyo").empty());
  CHECK(read == slot);
  FeeCategory category;
  category.name = "学生";
  category.amount = Yen{2000};
  category.for_whom = ForWhom::attendee;
  category.retired = true;
  auto read_category = FeeCategory{};
  CHECK(read_into(read_category, raw_of(sheet_of(std::type_identity<FeeCategory>{}), form_of(raw_of(category, ""))), "").empty());
  CHECK(read_category == category);
  GoodsItem goods;
  auto raw = raw_of(goods, "");
  raw["price"] = "";
  CHECK(fields_of(read_into(goods, raw, "")) == "price:required name:required ");
}

TEST_CASE("whatever_is_sent_is_read_without_harm_and_shown_again") {
  SeededRandom random{2027};
  const std::vector<std::string> pieces = {"2027-02-20",           "T18:00", "９", "\n", "\t",   "",       "円", "-1",
                                           "99999999999999999999", "<b>",    "ﾊﾅ", "🎉", "\x7f", "{name}", "'"};
  for (int round = 0; round < 300; ++round) {
    Raw raw;
    for (const auto& field : edition_sheet().fields) {
      std::string value;
      for (auto i = random.below(5); i > 0; --i) value += pieces[random.below(pieces.size())];
      if (random.below(40) == 0) value = std::string(50'000, 'x');
      raw[field.name] = value;
    }
    const auto read = raw_of(edition_sheet(), form_of(raw));
    const auto typed = edition_typed(read, an_edition_row());
    CHECK((typed.faults.empty() || !typed.faults.front().field.empty()));
    render::FormView form{.action = "/x", .submit = "x", .fields = fields_of(japanese(), edition_sheet(), read)};
    render::show_faults(form, typed.faults, japanese());
    CHECK(form.error.empty());  // every fault stands beside a field
    for (const auto& field : form.fields) {
      if (field.kind != render::FieldKind::checkbox) CHECK(field.value == read.at(field.name));
    }
    CHECK(raw_of(edition_sheet(), form_of(read)) == read);  // reading twice is reading once
  }
}

TEST_CASE("dates_are_shown_with_their_weekday_beside_the_field") {
  const auto fields = fields_of(japanese(), edition_sheet(), raw_of(an_edition_row(), {}));
  const auto starts = std::find_if(fields.begin(), fields.end(), [](const auto& field) { return field.name == "starts_ms"; });
  REQUIRE(starts != fields.end());
  CHECK(starts->hint == "いま: 2027年2月20日(土) 17:00");
  CHECK(starts->value == "2027-02-20T17:00");
}

}  // namespace uke::server
