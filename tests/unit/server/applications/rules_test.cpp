#include "server/applications/rules.h"
#include "tests/support/catch.h"

using namespace uke;
using namespace uke::server;
using namespace uke::server::applications;

namespace {

ApplicationFields hanako() {
  ApplicationFields fields;
  fields.family_name = "佐藤";
  fields.given_name = "花子";
  fields.kana = "さとう はなこ";
  return fields;
}

std::vector<std::string> faulty(const ApplicationFields& fields) {
  std::vector<std::string> names;
  for (const auto& fault : check(tidied(fields))) names.push_back(fault.field);
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a_name_and_its_kana_are_enough_for_an_application") {
  CHECK(faulty(hanako()).empty());
  CHECK(faulty(ApplicationFields{}) == Names{"family_name", "kana"});
}

TEST_CASE("what_people_really_type_is_accepted") {
  auto fields = hanako();
  SECTION("half-width kana") {
    fields.kana = "ｻﾄｳ ﾊﾅｺ";
    CHECK(tidied(fields).kana == "サトウ ハナコ");
  }
  SECTION("full-width address") {
    fields.email = "ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ ";
    CHECK(tidied(fields).email == "hanako@example.jp");
  }
  SECTION("old and rare kanji") { fields.family_name = "𠮷邉"; }
  SECTION("an emoji in the message and lines") { fields.message = "よろしくお願いします😊\r\n府中でした"; }
  SECTION("no family name") {
    fields.family_name = "";
    fields.given_name = "スカルノ";
  }
  SECTION("an address of a carrier") { fields.email = "ab..c.@docomo.ne.jp"; }
  CHECK(faulty(fields).empty());
}

TEST_CASE("what_is_too_long_or_no_text_is_named") {
  auto fields = hanako();
  fields.family_name = std::string(101, 'x');
  fields.site = std::string(101, 'x');
  fields.message = std::string(1001, 'x');
  fields.joined_year = 2022;
  fields.email = "hanako";
  CHECK(faulty(fields) == Names{"family_name", "email", "site", "joined_year", "message"});
  fields = hanako();
  fields.message = std::string("a\x01", 2);
  CHECK(faulty(fields) == Names{"message"});
}

TEST_CASE("old_carrier_addresses_are_known_to_be_hard_to_reach") {
  for (const auto* address : {"ab..c@docomo.ne.jp", "abc.@ezweb.ne.jp", ".abc@t.vodafone.ne.jp", "ab..c.@docomo.ne.jp"}) {
    INFO(address);
    CHECK(may_not_arrive(address));
  }
  for (const auto* address : {"abc@docomo.ne.jp", "a..b@example.jp", "abc", "ab..c@notdocomo.ne.jp", ""}) {
    INFO(address);
    CHECK_FALSE(may_not_arrive(address));
  }
}

TEST_CASE("filling_in_a_known_member_overwrites_nothing") {
  roster::MemberFields known;
  known.family_name = "佐藤";
  known.site = "府中";
  known.joined_year = 1988;
  auto words = hanako();
  words.site = "日野";
  words.department = "光学";
  words.joined_year = 1990;
  words.display_name = "Hanako";
  const auto filled = filled_in(known, words);
  CHECK(filled.family_name == "佐藤");
  CHECK(filled.given_name.empty());
  CHECK(filled.site == "府中");
  CHECK(filled.department == "光学");
  CHECK(filled.joined_year == 1988);
  CHECK(filled.display_name == "Hanako");
  CHECK(filled.aliases.empty());
  CHECK(filled_in(filled, words) == filled);
  words.display_name = "花子";
  CHECK(filled_in(filled, words).aliases == std::vector<std::string>{"花子"});
  CHECK(filled_in(filled_in(filled, words), words).aliases.size() == 1);
}

TEST_CASE("an_applicant_reads_that_a_question_waits_only_while_it_does") {
  using enum ApplicationState;
  CHECK(progress_of(received, "", "") == Progress::received);
  CHECK(progress_of(checking, "", "") == Progress::checking);
  CHECK(progress_of(checking, "?", "") == Progress::question);
  CHECK(progress_of(checking, "?", "!") == Progress::checking);
  CHECK(progress_of(declined, "?", "") == Progress::declined);
}

TEST_CASE("a_year_is_read_as_people_write_it") {
  CHECK(year_of("") == 0);
  CHECK(year_of(" 1988 ") == 1988);
  CHECK(year_of("１９８８年") == 1988);
  CHECK(year_of("昭和63年") == 1988);
  CHECK(year_of("昭和 63") == 1988);
  CHECK(year_of("S63") == 1988);
  CHECK(year_of("S.63") == 1988);
  CHECK(year_of("平成元年") == 1989);
  CHECK(year_of("h2") == 1990);
  CHECK(year_of("令和3") == 2021);
  for (const auto* text : {"昭和", "63頃", "-5", "0", "昭和昭和5", "1988/4", "99999", "九十"}) {
    INFO(text);
    CHECK_FALSE(year_of(text).has_value());
  }
}
