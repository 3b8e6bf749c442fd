// Everything that people type into the form.
#include "tests/unit/server/rsvps/gathering.h"

namespace uke::server {

using namespace uke::test;
using desk::Mode;
using desk::RsvpState;
using web::What;

namespace {

std::vector<std::string> faults_of(const rsvps::OwnFields& fields, const events::EditionDetails& edition = {},
                                   const std::vector<events::FeeCategory>& categories = {},
                                   const std::vector<events::GoodsItem>& goods = {}) {
  std::vector<std::string> texts;
  for (const auto& fault : rsvps::check(rsvps::tidied(fields), edition, categories, goods)) {
    texts.push_back(fault.field + " " + std::string(enum_name(fault.what)));
  }
  return texts;
}
using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("full_width_addresses_half_width_kana_and_line_breaks_are_tidied") {
  auto fields = a_guest(" 山田\r\n", "花子　");
  fields.kana = "ﾔﾏﾀﾞ ﾊﾅｺ";
  fields.email = "ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ ";
  fields.department = "第一\n製造部";
  fields.food = "えび\nかに\r\n";
  fields.comment = "元気です。\r\nまた来年。\r\n";
  fields.watching = 3;
  fields.goods = {{"a", 0}, {"b", 2}};
  fields.companions = {{.family_name = " 佐藤\n", .given_name = "", .kana = "ｻﾄｳ", .fee_category = ""}};
  const auto tidy = rsvps::tidied(fields);
  CHECK(tidy.family_name == "山田");
  CHECK(tidy.given_name == "花子");
  CHECK(tidy.kana == "ヤマダ ハナコ");
  CHECK(tidy.email == "hanako@example.jp");
  CHECK(tidy.department == "第一 製造部");
  CHECK(tidy.food == "えび かに");
  CHECK(tidy.comment == "元気です。\nまた来年。");
  CHECK(tidy.watching == 0);
  CHECK(tidy.goods == std::vector<rsvps::GoodsOrder>{{"b", 2}});
  CHECK(tidy.companions[0].family_name == "佐藤");
  CHECK(tidy.companions[0].kana == "サトウ");
}

TEST_CASE("old_kanji_emoji_and_a_name_without_a_surname_are_names") {
  Gathering party;
  for (const auto& [family, given] : std::vector<std::pair<std::string, std::string>>{
           {"𠮷野", "守"}, {"渡邉", "齊"}, {"", "ジョー"}, {"Smith", "José"}, {"🍀みどり", ""}, {"花子🌸", "山田"}}) {
    INFO(family << given);
    const auto own = party.answer(a_guest(family, given));
    CHECK(own.rsvp.attendee.family_name == family);
    CHECK_FALSE(own.rsvp.attendee.shown_name.empty());
    CHECK(party.own(own.secret).rsvp.attendee.given_name == given);
  }
  rsvps::OwnFields nobody;
  CHECK(faults_of(nobody) == Texts{"family_name required"});
  nobody.kana = "やまだ";
  CHECK(faults_of(nobody).empty());
  CHECK(party.answer(nobody).rsvp.attendee.shown_name == "やまだ");
}

TEST_CASE("a_former_name_is_shown_only_where_the_person_wants_it_and_found_always") {
  Gathering party;
  auto fields = a_guest("鈴木", "花子");
  fields.former_name = "田中";
  CHECK(party.answer(fields).rsvp.attendee.shown_name == "鈴木 花子");
  fields.show_former_name = true;
  fields.email = "hanako@example.jp";
  const auto own = party.answer(fields);
  CHECK(own.rsvp.attendee.shown_name == "鈴木(旧姓 田中)花子");
  CHECK(own.rsvp.attendee.search.find("田中") != std::string::npos);
}

TEST_CASE("what_cannot_be_accepted_is_named_with_its_field") {
  auto fields = a_guest();
  fields.state = RsvpState::waiting;
  fields.kana = "yamada";
  fields.email = "hanako";
  fields.food = std::string(3 * 201, 'x');
  fields.comment = std::string("a\x01") + "b";
  fields.mode = Mode::online;
  fields.watching = 100;
  CHECK(faults_of(fields) ==
        Texts{"state unknown_choice", "kana not_kana", "email not_email", "food too_long", "comment not_text", "watching out_of_range"});
  fields = with_company(a_guest(), 2);
  fields.companions[1].kana = "sato";
  events::EditionDetails edition;
  edition.companions_max = 1;
  CHECK(faults_of(fields, edition) == Texts{"companions out_of_range", "companions.1.kana not_kana"});
}

TEST_CASE("goods_and_categories_are_those_of_the_edition_and_for_whom_they_are") {
  events::FeeCategory child{.id = "child", .position = 1, .name = "お子さま", .name_en = "", .amount = Yen{500}};
  child.for_whom = events::ForWhom::companion;
  events::FeeCategory member{.id = "member", .position = 2, .name = "会員", .name_en = "", .amount = Yen{4000}};
  member.for_whom = events::ForWhom::attendee;
  const std::vector<events::FeeCategory> categories{child, member};
  const std::vector<events::GoodsItem> goods{{.id = "dorayaki", .position = 1, .name = "どら焼き", .name_en = "", .price = Yen{300}}};
  auto fields = with_company(a_guest(), 1);
  fields.fee_category = "child";
  fields.companions[0].fee_category = "member";
  fields.goods = {{"dorayaki", 101}, {"sake", 1}};
  CHECK(faults_of(fields, {}, categories, goods) == Texts{"fee_category unknown_choice", "goods.dorayaki out_of_range",
                                                          "goods unknown_choice", "companions.0.fee_category unknown_choice"});
  fields.fee_category = "member";
  fields.companions[0].fee_category = "child";
  fields.goods = {{"dorayaki", 100}};
  CHECK(faults_of(fields, {}, categories, goods).empty());
}

TEST_CASE("what_is_not_utf8_is_refused_and_breaks_nothing") {
  Gathering party;
  auto fields = a_guest("\xff\xfe", "花子");
  fields.food = "\xc3";
  CHECK(party.try_answer(fields).error().code == ErrorCode::invalid);
  CHECK(party.try_answer(a_guest(), std::string(200, 'n')).error().code == ErrorCode::invalid);
  CHECK(party.database.count("select count(*) from attendees") == 0);
}

TEST_CASE("an_undecided_answer_is_not_taken_any_more_once_undecided_ones_have_run_out") {
  Gathering party;
  party.edit_details(party.osaka.id, [](auto& details) { details.maybe_until_ms = kEvening - 10 * kDay; });
  auto fields = a_guest();
  fields.state = RsvpState::maybe;
  CHECK(party.try_answer(fields).has_value());
  party.database.clock.jump_to(from_ms(kEvening - 10 * kDay));
  fields.family_name = "佐藤";
  CHECK(party.try_answer(fields).error().code == ErrorCode::invalid);
}

}  // namespace uke::server
