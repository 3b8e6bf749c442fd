// Lists of people who do not exist, as long as wanted and the same for the same seed. Names are put together from parts, so that among
// 50,000 people about as many share one as in a real list.
#pragma once

#include "tests/support/chance.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace uke::test {

struct MadeUpPerson {
  std::string family;
  std::string given;
  std::string kana;
  std::string email;  // "" for one in three
  std::string site;
  std::string department;
  int joined = 0;
  int left = 0;
};

inline MadeUpPerson make_up_person(Chance& chance, int number) {
  using Part = std::pair<std::string_view, std::string_view>;
  static constexpr std::array<Part, 40> kFamily = {
      {{"山", "やま"}, {"川", "かわ"},   {"田", "た"},   {"中", "なか"},   {"高", "たか"}, {"小", "こ"},   {"大", "おお"}, {"石", "いし"},
       {"木", "き"},   {"森", "もり"},   {"松", "まつ"}, {"竹", "たけ"},   {"上", "うえ"}, {"下", "した"}, {"村", "むら"}, {"井", "い"},
       {"北", "きた"}, {"南", "みなみ"}, {"西", "にし"}, {"東", "ひがし"}, {"青", "あお"}, {"黒", "くろ"}, {"白", "しろ"}, {"赤", "あか"},
       {"金", "かね"}, {"長", "なが"},   {"広", "ひろ"}, {"平", "ひら"},   {"福", "ふく"}, {"吉", "よし"}, {"藤", "ふじ"}, {"橋", "はし"},
       {"岡", "おか"}, {"島", "しま"},   {"野", "の"},   {"原", "はら"},   {"本", "もと"}, {"谷", "たに"}, {"沢", "さわ"}, {"崎", "さき"}}};
  static constexpr std::array<Part, 30> kGiven = {
      {{"和", "かず"}, {"正", "まさ"}, {"義", "よし"}, {"明", "あき"},   {"英", "ひで"}, {"健", "けん"}, {"浩", "ひろ"}, {"智", "とも"},
       {"美", "み"},   {"由", "ゆ"},   {"恵", "え"},   {"幸", "ゆき"},   {"千", "ち"},   {"真", "ま"},   {"直", "なお"}, {"康", "やす"},
       {"俊", "とし"}, {"秀", "ひで"}, {"雅", "まさ"}, {"裕", "ゆう"},   {"愛", "あい"}, {"彩", "あや"}, {"陽", "よう"}, {"純", "じゅん"},
       {"光", "みつ"}, {"弘", "ひろ"}, {"文", "ふみ"}, {"良", "りょう"}, {"孝", "たか"}, {"清", "きよ"}}};
  static constexpr std::array<Part, 20> kEnding = {{{"子", "こ"},   {"美", "み"},   {"男", "お"}, {"雄", "お"},   {"彦", "ひこ"},
                                                    {"一", "かず"}, {"之", "ゆき"}, {"人", "と"}, {"也", "や"},   {"平", "へい"},
                                                    {"代", "よ"},   {"江", "え"},   {"香", "か"}, {"奈", "な"},   {"実", "み"},
                                                    {"治", "じ"},   {"樹", "き"},   {"志", "し"}, {"郎", "ろう"}, {"花", "か"}}};
  static constexpr std::array<std::string_view, 5> kSites = {"大阪事業所", "東京本社", "福岡支店", "豊川工場", "堺工場"};
  static constexpr std::array<std::string_view, 8> kDepartments = {"営業部", "経理課", "製造一課", "製造二課",
                                                                   "広報部", "人事部", "知財部",   "開発部"};
  const auto pick = [&](const auto& list) { return list[static_cast<std::size_t>(chance.below(static_cast<int>(list.size())))]; };
  const auto first = pick(kFamily);
  const auto second = pick(kFamily);
  const auto given = pick(kGiven);
  const auto ending = pick(kEnding);
  MadeUpPerson person;
  person.family = std::string(first.first) + std::string(second.first);
  person.given = std::string(given.first) + std::string(ending.first);
  person.kana = std::string(first.second) + std::string(second.second) + " " + std::string(given.second) + std::string(ending.second);
  if (number % 3 != 0) person.email = "p" + std::to_string(number) + "@example.jp";
  person.site = pick(kSites);
  person.department = pick(kDepartments);
  person.joined = 1960 + chance.below(55);
  person.left = std::min(2021, person.joined + chance.below(40));
  return person;
}

inline std::vector<MadeUpPerson> make_up_people(int count, std::uint64_t seed = 1) {
  Chance chance(seed);
  std::vector<MadeUpPerson> people;
  people.reserve(static_cast<std::size_t>(count));
  for (int i = 1; i <= count; ++i) people.push_back(make_up_person(chance, i));
  return people;
}

inline std::vector<std::string> cells_of(const MadeUpPerson& p) {
  return {p.family + " " + p.given, p.kana, p.email, p.site, p.department, std::to_string(p.joined), std::to_string(p.left)};
}
inline const std::vector<std::string> kMadeUpHeadings = {"氏名", "ふりがな", "メールアドレス", "事業所", "部署", "入社年", "退社年"};

inline std::string csv_of(const std::vector<MadeUpPerson>& people) {
  std::string text;
  const auto line = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) text += (i > 0 ? "," : "") + cells[i];
    text += "\n";
  };
  line(kMadeUpHeadings);
  for (const auto& person : people) line(cells_of(person));
  return text;
}

}  // namespace uke::test
