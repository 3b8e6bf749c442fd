// The 前日セット as paper: everybody is on it, it is quick, and hard names fit.
#include "server/paper/set.h"
#include "shared/assets/assets.h"
#include "tests/support/catch.h"
#include "tests/support/process.h"

#include <cstdlib>
#include <fstream>

namespace uke::server::paper {
namespace {

i18n::Messages messages_of(i18n::Language language) {
  auto messages = i18n::Messages::load(assets::text(language == i18n::Language::ja ? "i18n/ja.json" : "i18n/en.json"), language);
  REQUIRE(messages.has_value());
  return std::move(*messages);
}

Person a_person(std::size_t n) {
  static const std::vector<std::pair<std::string, std::string>> kNames = {
      {"青木 一郎", "あおき いちろう"},         {"𠮷野 家康", "よしの いえやす"}, {"勅使河原 左衛門三郎", "てしがわら さえもんさぶろう"},
      {"鈴木(旧姓 田中)花子", "すずき はなこ"}, {"髙﨑 邊", "たかさき なべ"},     {"渡邉 葛󠄀城", "わたなべ かつらぎ"}};
  const auto& [name, kana] = kNames[n % kNames.size()];
  Person person;
  person.name = name;
  person.kana = kana;
  person.department = "第一設計部 基板グループ";
  person.code = "7ZKQ-3M0D";
  person.fee = Yen{5000};
  return person;
}

Set a_party(std::size_t people) {
  Set set;
  set.organization = "同窓会 準備会";
  set.event = "創立記念パーティー2027";
  set.edition = "大阪会場";
  set.date = "2027年2月20日(土)";
  set.open = "17:30";
  set.close = "20:30";
  set.start = "18:00";
  set.end = "21:00";
  set.as_of = "2月19日(金) 18:02";
  set.contact = "幹事 090-0000-0000";
  set.fee = Yen{5000};
  set.fees = {Yen{5000}};
  set.receipts = 4;
  set.blank_receipts = 2;
  for (std::size_t i = 0; i < people; ++i) {
    auto person = a_person(i);
    person.is_maybe = i % 11 == 3;
    person.has_food = i % 7 == 0;
    person.photo_ok = i % 5 != 2;
    person.is_late = i % 13 == 5;
    person.goods = i % 6 == 1 ? 2 : 0;
    if (i % 4 == 1) person.prepaid = Yen{5000};
    set.onsite.push_back(person);
    if (i % 9 != 4) continue;
    auto guest = a_person(i + 1);
    guest.with = person.name;
    if (i % 2 == 0) guest.name.clear();
    if (i % 2 == 0) guest.kana.clear();
    set.onsite.push_back(guest);
  }
  for (std::size_t i = 0; i < people / 5; ++i) set.online.push_back(a_person(i));
  return set;
}

std::string must_pdf(const Set& set, const Parts& parts, i18n::Language language = i18n::Language::ja) {
  const auto messages = messages_of(language);
  auto pdf = set_pdf(set, parts, messages);
  REQUIRE(pdf.has_value());
  return std::move(*pdf);
}

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t found = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++found;
  return found;
}

// Cairo says it once for each page, in its own line.
std::size_t pages_of(const std::string& pdf) { return count(pdf, "<< /Type /Page %") + count(pdf, "/Type /Page\n"); }

void keep_for_looking(const std::string& pdf, const std::string& name) {
  const char* folder = std::getenv("UKE_SHOTS");
  if (folder != nullptr) std::ofstream(std::string(folder) + "/" + name) << pdf;
}

}  // namespace

TEST_CASE("every_part_has_its_sheets_and_fonts_are_embedded") {
  const auto set = a_party(64);
  for (const auto language : {i18n::Language::ja, i18n::Language::en}) {
    const auto pdf = must_pdf(set, all_parts(), language);
    CHECK(pdf.starts_with("%PDF-1.4"));
    CHECK(pdf.find("/FontFile") != std::string::npos);
    keep_for_looking(pdf, std::string("paper-") + (language == i18n::Language::ja ? "ja" : "en") + ".pdf");
    const auto people = set.onsite.size();
    const auto expected = sheets_for(people + kWalkInRows, 30) + sheets_for(set.online.size(), 30) + sheets_for(people, kBadgesOnSheet) +
                          sheets_for(6, kReceiptsOnSheet) + 1 + 2;
    CHECK(pages_of(pdf) == expected);
  }
}

TEST_CASE("only_what_was_chosen_is_printed") {
  const auto set = a_party(10);
  CHECK(pages_of(must_pdf(set, {Part::cash})) == 1);
  CHECK(pages_of(must_pdf(set, {Part::guide})) == 2);
  CHECK(pages_of(must_pdf(set, {Part::cash, Part::guide})) == 3);
}

TEST_CASE("a_set_without_any_sheet_is_refused") {
  const auto messages = messages_of(i18n::Language::ja);
  Set nobody;
  CHECK(set_pdf(nobody, {Part::badges}, messages).error().code == ErrorCode::invalid);
  CHECK(set_pdf(nobody, {}, messages).error().code == ErrorCode::invalid);
  CHECK(set_pdf(nobody, {Part::list}, messages).has_value());  // empty lines for walk-ins
}

TEST_CASE("five_hundred_people_share_the_fonts_of_one_file") {
  auto set = a_party(500);
  const auto pdf = must_pdf(set, all_parts());
  CHECK(pages_of(pdf) > 500 / 10);  // ten badges a sheet, and the rest
  CHECK(pdf.size() < 8 * 1024 * 1024);
}

TEST_CASE("a_name_of_a_hundred_characters_and_a_glyph_that_no_font_has_stay_within_their_row") {
  auto set = a_party(1);
  set.onsite[0].name = std::string(300, 'W');
  set.onsite[0].kana = std::string(200, 'x');
  set.onsite.push_back(a_person(0));
  set.onsite[1].name = "\xF4\x8F\xBF\xBD \xF0\x9F\x8D\xB6 山田";
  set.event = std::string(200, 'M');
  const auto pdf = must_pdf(set, all_parts());
  keep_for_looking(pdf, "paper-long.pdf");
  CHECK(pages_of(pdf) > 5);
}

TEST_CASE("parts_are_written_as_words") {
  CHECK(parse_parts("list,badges") == Parts{Part::list, Part::badges});
  CHECK(parse_parts(parts_text(all_parts())) == all_parts());
  CHECK_FALSE(parse_parts(""));
  CHECK_FALSE(parse_parts("list,confetti"));
}

}  // namespace uke::server::paper
