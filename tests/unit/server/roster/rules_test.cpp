#include "server/roster/rules.h"
#include "server/roster/rules_characters.h"
#include "tests/support/catch.h"
#include "tests/unit/server/roster/members.h"

using namespace uke;
using namespace uke::server::roster;
using uke::server::web::What;
using uke::test::a_member;

namespace {

MemberFields fields_of(uke::test::MemberBuilder builder) { return builder.fields(); }

using Found = std::vector<std::pair<std::string, What>>;
Found faults_of(const MemberFields& fields) {
  Found found;
  for (const auto& fault : check(fields)) found.emplace_back(fault.field, fault.what);
  return found;
}

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

constexpr MemberState kStates[] = {MemberState::provisional, MemberState::invited, MemberState::applied, MemberState::approved,
                                   MemberState::declined,    MemberState::left,    MemberState::removed, MemberState::deceased};

}  // namespace

TEST_CASE("a_name_in_any_of_its_three_fields_is_enough_and_none_is_not") {
  MemberFields fields;
  CHECK(faults_of(fields) == Found{{"family_name", What::required}});
  for (auto* field : {&fields.family_name, &fields.given_name, &fields.kana}) {
    *field = "さとう";
    CHECK(check(fields).empty());
    field->clear();
  }
}

TEST_CASE("names_of_all_kinds_are_acceptable_as_typed") {
  for (const std::string name : {"𠮷野", "髙﨑", "<script>alert(1)</script>", "محمد", "é\u0301\u0302\u0303", "👩‍👩‍👧‍👦",
                                 "O'Brien-Şimşek", "'; drop table members; --"}) {
    auto fields = fields_of(a_member());
    fields.family_name = name;
    fields.display_name = name;
    INFO(name);
    CHECK(check(fields).empty());
    CHECK(tidied(fields) == fields);
  }
}

TEST_CASE("a_name_has_at_most_a_hundred_characters_however_many_bytes_they_take") {
  auto fields = fields_of(a_member());
  fields.family_name = repeated("𠮷", 100);
  CHECK(check(fields).empty());
  fields.family_name = repeated("𠮷", 101);
  fields.note = repeated("あ", 2001);
  fields.aliases = {"あ", repeated("い", 500)};
  CHECK(faults_of(fields) == Found{{"family_name", What::too_long}, {"aliases", What::too_long}, {"note", What::too_long}});
  CHECK(check(fields).front().limit == 100);
}

TEST_CASE("control_characters_and_broken_bytes_are_refused_in_every_field") {
  for (const std::string& bad : {std::string("a\0b", 3), std::string("\x1b[31m"), std::string("\xff\xfe"),
                                 std::string("a\xc2\x85"
                                             "b")}) {
    auto fields = fields_of(a_member());
    fields.family_name = fields.given_name = fields.kana = fields.former_name = fields.display_name = fields.email = bad;
    fields.site = fields.department = fields.region = fields.introduced_by = fields.note = bad;
    fields.aliases = {bad};
    const auto faults = check(tidied(fields));
    CHECK(faults.size() == 12);
    for (const auto& fault : faults) CHECK(fault.what == What::not_text);
  }
}

TEST_CASE("every_wrong_field_is_named_at_once") {
  auto fields = fields_of(a_member().kana("山田 花子").email("hanako"));
  fields.joined_year = 1929;
  fields.left_year = 2022;
  fields.age_decade = 55;
  fields.aliases.assign(21, "別名");
  CHECK(faults_of(fields) == Found{{"kana", What::not_kana},
                                   {"aliases", What::out_of_range},
                                   {"email", What::not_email},
                                   {"joined_year", What::out_of_range},
                                   {"left_year", What::out_of_range},
                                   {"age_decade", What::unknown_choice}});
}

TEST_CASE("nobody_leaves_before_they_join") {
  auto fields = fields_of(a_member());
  fields.joined_year = 1990;
  fields.left_year = 1989;
  CHECK(faults_of(fields) == Found{{"left_year", What::out_of_range}});
  fields.left_year = 1990;
  CHECK(check(fields).empty());
}

TEST_CASE("old_carrier_addresses_are_acceptable_and_what_has_no_domain_is_not") {
  for (const std::string good : {"ab..c.@docomo.ne.jp", "a@b.jp", "first.last+tag@mail.example.co.jp"}) {
    CHECK(check(fields_of(a_member().email(good))).empty());
  }
  for (const std::string bad : {"a@b", "@b.jp", "a@.jp", "a@b.", "a@b@c.jp", "a b@c.jp", "山田@example.jp"}) {
    INFO(bad);
    CHECK(faults_of(fields_of(a_member().email(bad))) == Found{{"email", What::not_email}});
  }
}

TEST_CASE("tidying_takes_away_what_nobody_meant_to_type_and_nothing_else") {
  auto fields = fields_of(a_member().named(" 髙 橋\n", "\u3000一郎\t").kana("ﾀｶﾊｼ ｲﾁﾛｳ ﾊﾟｳﾞ").email("　Ｔａｒｏ＠example.jp "));
  fields.note = "\r\n一行目\r\n二行目\r\n\r\n";
  fields.aliases = {" いっちゃん ", "", "いっちゃん", "T\r\nK"};
  const auto tidy = tidied(fields);
  CHECK(tidy.family_name == "髙 橋");
  CHECK(tidy.given_name == "一郎");
  CHECK(tidy.kana == "タカハシ イチロウ パヴ");
  CHECK(tidy.email == "Taro@example.jp");
  CHECK(tidy.note == "一行目\n二行目");
  CHECK(tidy.aliases == std::vector<std::string>{"いっちゃん", "T K"});
  CHECK(tidied(tidy) == tidy);
}

TEST_CASE("the_whole_name_is_made_of_what_is_there") {
  CHECK(whole_name(fields_of(a_member().named("山田", "花子"))) == "山田 花子");
  CHECK(whole_name(fields_of(a_member().named("山田花子", ""))) == "山田花子");
  CHECK(whole_name(fields_of(a_member().named("", "花子"))) == "花子");
  CHECK(whole_name(fields_of(a_member().named("", "").kana("やまだ"))) == "やまだ");
}

TEST_CASE("keys_are_folded_and_the_former_name_keeps_the_given_one") {
  const auto keys = keys_of(fields_of(a_member().named("髙橋", "ハナコ").kana("タカハシ ﾊﾅｺ").formerly("齋藤").email("Hanako@Example.JP")));
  CHECK(keys == NameKeys{"高橋はなこ", "たかはしはなこ", "斎藤はなこ", "hanako@example.jp"});
  CHECK(keys_of(fields_of(a_member())).former.empty());
}

TEST_CASE("states_form_a_closed_machine") {
  for (const auto from : kStates) {
    CHECK_FALSE(may_become(from, from));
    CHECK_FALSE(may_become(from, MemberState::provisional));  // only answering makes one provisional
    CHECK_FALSE(may_become(MemberState::deceased, from));     // only the undo leads back
    if (from == MemberState::deceased) continue;
    CHECK(may_become(from, MemberState::deceased));
    CHECK((from == MemberState::removed || may_become(from, MemberState::removed)));
    CHECK((from == MemberState::approved || may_become(from, MemberState::approved)));
  }
  CHECK_FALSE(may_become(MemberState::approved, MemberState::declined));
  CHECK_FALSE(may_become(MemberState::approved, MemberState::applied));
}

TEST_CASE("nobody_who_has_gone_is_written_to") {
  for (const auto state : kStates) {
    const bool gone =
        state == MemberState::declined || state == MemberState::left || state == MemberState::removed || state == MemberState::deceased;
    CHECK(may_be_written_to(state) != gone);
  }
}

TEST_CASE("characters_are_taken_apart_and_put_together_without_loss") {
  for (const std::string text : {"", "aé山𠮷", "👩‍👧"}) {
    CHECK(text_of(characters_of(text)) == text);
    CHECK(count_characters(text) == static_cast<std::int64_t>(characters_of(text).size()));
  }
}
