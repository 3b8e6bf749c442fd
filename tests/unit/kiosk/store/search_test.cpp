#include "tests/unit/kiosk/store/kiosk_fixture.h"

namespace uke::kiosk::store::test {
namespace {

std::vector<std::string> names(const app::SearchAnswer& answer) {
  std::vector<std::string> shown;
  for (const auto& hit : answer.hits) shown.push_back(hit.attendee.shown_name);
  return shown;
}

std::vector<std::string> found(Kiosk& kiosk, const std::string& query) { return names(must(kiosk->search(query))); }

desk::Attendee person(std::uint64_t n, const std::string& family, const std::string& given, const std::string& kana,
                      const std::string& search) {
  return an_attendee(n).named(family, given).kana(kana).search(search);
}

}  // namespace

TEST_CASE("family_names_in_kana_come_before_given_names", "[store][search]") {
  Kiosk kiosk({person(1, "鈴木", "はる", "すずき はる", ""), person(2, "原", "次郎", "はら じろう", "")});
  CHECK(found(kiosk, "は") == std::vector<std::string>{"原 次郎", "鈴木 はる"});
}

TEST_CASE("finds_by_kana_kanji_former_name_and_whole_name", "[store][search]") {
  Kiosk kiosk({person(1, "髙橋", "花子", "たかはし はなこ", "高橋 花子 たかはし はなこ 渡辺 わたなべ"),
               person(2, "渡辺", "健", "わたなべ けん", "")});
  for (const auto* query : {"た", "タカハシ", "たかはしは", "高橋", "髙橋花", "高橋 花子", "花子", "はなこ"}) {
    INFO(query);
    CHECK(found(kiosk, query) == std::vector<std::string>{"髙橋 花子"});
  }
  CHECK(found(kiosk, "わたなべ") == std::vector<std::string>{"渡辺 健", "髙橋 花子"});
  CHECK(found(kiosk, "").empty());
  CHECK(found(kiosk, "・").empty());
  CHECK(found(kiosk, "佐藤").empty());
}

TEST_CASE("never_more_than_eight_hits_and_says_so", "[store][search]") {
  std::vector<desk::Attendee> many;
  for (std::uint64_t n = 1; n <= 9; ++n) many.push_back(person(n, "佐藤", "一", "さとう はじめ", ""));
  Kiosk kiosk(many);
  const auto answer = must(kiosk->search("さ"));
  CHECK(answer.hits.size() == 8);
  CHECK(answer.more);
  kiosk.apply({gone(wire::ChangeKind::attendee, many[0].id.to_string())});
  CHECK_FALSE(must(kiosk->search("さ")).more);
  CHECK(must(kiosk->search("さ")).hits.size() == 8);
}

TEST_CASE("namesakes_by_reading_stand_together", "[store][search]") {
  Kiosk kiosk(
      {person(1, "安倍", "明", "あべ あきら", ""), person(2, "安部", "勇", "あべ いさむ", ""), person(3, "阿部", "章", "あべ あきら", "")});
  const auto shown = found(kiosk, "あべ");
  REQUIRE(shown.size() == 3);
  CHECK(shown[2] == "安部 勇");
}

TEST_CASE("short_code_finds_its_ticket", "[store][search]") {
  const auto hanako = an_attendee(1).build();
  Kiosk kiosk({hanako, an_attendee(2).build()});
  const auto code = ticket::format_short_code(ticket::short_code(hanako.ticket));
  REQUIRE(must(kiosk->search(code)).hits.size() == 1);
  CHECK(must(kiosk->search(code)).hits[0].attendee.id == hanako.id);
}

TEST_CASE("hit_says_whether_the_person_is_in", "[store][search]") {
  const auto hanako = an_attendee(1).build();
  Kiosk kiosk({hanako});
  CHECK_FALSE(must(kiosk->search("や")).hits[0].attendance.ever_admitted());
  kiosk.scan(hanako);
  CHECK(must(kiosk->search("や")).hits[0].attendance.ever_admitted());
}

}  // namespace uke::kiosk::store::test
