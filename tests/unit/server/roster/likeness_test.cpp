// Who may be the same person: a table of pairs, and what holds for all of them.
#include "server/roster/likeness.h"
#include "server/roster/likeness_traits.h"
#include "tests/support/catch.h"
#include "tests/support/chance.h"

#include <algorithm>
#include <array>

using namespace uke;
using namespace uke::server::roster;

namespace {

struct Person {
  MemberFields fields;

  Person(std::string family, std::string given = "", std::string kana = "") {
    fields.family_name = std::move(family);
    fields.given_name = std::move(given);
    fields.kana = std::move(kana);
  }
  Person& former(std::string name) { return fields.former_name = std::move(name), *this; }
  Person& display(std::string name) { return fields.display_name = std::move(name), *this; }
  Person& alias(std::string name) { return fields.aliases.push_back(std::move(name)), *this; }
  Person& mail(std::string address) { return fields.email = std::move(address), *this; }
  Person& at(std::string department, std::int64_t joined = 0, std::int64_t left = 0) {
    fields.department = std::move(department);
    return years(joined, left);
  }
  Person& years(std::int64_t joined, std::int64_t left = 0) {
    fields.joined_year = joined;
    fields.left_year = left;
    return *this;
  }
  Person& aged(std::int64_t decade) { return fields.age_decade = decade, *this; }
  Person& note(std::string text) { return fields.note = std::move(text), *this; }
};

using Reasons = std::vector<Reason>;

struct Pair {
  std::string_view rule;
  Person one;
  Person other;
  Likeness likeness;
  Reasons reasons;
};

// The people of a roster and of another group's list.
Person ichiro() { return Person("髙橋 一郎", "", "たかはし いちろう").mail("ichiro@example.jp").at("画像技術部", 1984, 2021); }
Person other_ichiro() { return Person("高橋 一朗", "", "たかはし いちろう").at("営業部", 1990, 2010); }
Person michiko() {
  return Person("山﨑 美智子", "", "やまざき みちこ").former("鈴木").mail("yamazaki@example.jp").at("経理課", 1988, 2015);
}
Person ken() { return Person("齋藤 健", "", "さいとう けん").mail("ken@example.jp").at("ソフト開発部", 2012, 2021); }
Person hanako() { return Person("佐藤 花子", "", "さとう はなこ").mail("family@example.jp").at("人事部", 1985, 2020); }
Person taro() { return Person("佐藤 太郎", "", "さとう たろう").mail("family@example.jp").at("知財部", 1983, 2018); }

const std::vector<Pair>& pairs() {
  using enum Likeness;
  using enum Reason;
  static const std::vector<Pair> all = {
      // the sample lists
      {"the same man in variant kanji and half-width kana, and his circle in the notes",
       ichiro(),
       Person("高橋　一郎", "", "ﾀｶﾊｼ ｲﾁﾛｳ").mail("ICHIRO@EXAMPLE.JP").years(1984, 2021).note("若手の会 発起人"),
       same,
       {name, kana, email}},
      {"a name in kana only is a reading", ken(), Person("さいとう けん", "", "さいとう けん").years(2012, 2021), doubtful, {kana}},
      {"under the name before the wedding",
       michiko(),
       Person("鈴木 美智子", "", "スズキ ミチコ").mail("yamazaki@example.jp").years(1988).note("結婚前の名前で登録"),
       same,
       {former_name, email}},
      {"nobody of the list", michiko(), Person("新田 光", "", "にった ひかる").mail("hikaru@example.jp").years(2015, 2020), none, {}},
      {"one reading and two people", ichiro(), other_ichiro(), none, {}},
      {"a family shares its address", hanako(), taro(), none, {}},
      // names
      {"divided or not", Person("髙橋", "一郎").mail("a@example.jp"), Person("高橋一郎").mail("a@example.jp"), same, {name, email}},
      {"old forms of the kanji",
       Person("渡邊", "眞一").at("経理課", 1988),
       Person("渡辺", "真一").at("経理課", 1988),
       same,
       {name, department_and_years}},
      {"a name and nothing else on one side", ichiro(), Person("高橋", "一郎"), doubtful, {name}},
      {"name and reading without anything else to compare", ichiro(), Person("高橋", "一郎", "タカハシ イチロウ"), doubtful, {name, kana}},
      {"name and reading and the year", ichiro(), Person("高橋", "一郎", "タカハシ イチロウ").years(1984), same, {name, kana}},
      {"the year from memory is one off", ichiro(), Person("高橋", "一郎").mail("ichiro@example.jp").years(1985), same, {name, email}},
      {"namesakes of other years who left in other years",
       ichiro(),
       Person("高橋", "一郎", "たかはし いちろう").years(1999, 2009),
       none,
       {}},
      {"namesakes read otherwise, with one address",
       Person("中島", "幸子", "なかじま さちこ").mail("a@example.jp"),
       Person("中島", "幸子", "なかしま ゆきこ").mail("a@example.jp"),
       doubtful,
       {name, email}},
      {"voicing is often typed wrongly",
       Person("中島", "幸子", "なかじま さちこ").mail("a@example.jp"),
       Person("中島", "幸子", "なかしま さちこ").mail("a@example.jp"),
       same,
       {name, kana, email}},
      {"a foreign name in another order",
       Person("Smith", "Joe").mail("joe@example.jp"),
       Person("Joe Smith").mail("joe@example.jp"),
       same,
       {name, email}},
      {"a foreign name in katakana", Person("ジョー・スミス", "", "じょー すみす"), Person("ジョー", "スミス"), same, {name, kana}},
      {"a family name alone is nobody's name", Person("高橋"), ichiro(), none, {}},
      {"two family names alone, described differently", Person("高橋").years(1984), Person("高橋").years(1999), none, {}},
      // readings
      {"in kana with the address", ken(), Person("さいとうけん").mail("ken@example.jp"), same, {kana, email}},
      {"in kana with other years", ken(), Person("サイトウ ケン").years(1980, 1990), none, {}},
      {"one character of the given name apart",
       Person("高橋", "一郎", "たかはし いちろう"),
       Person("高橋", "一朗", "たかはし いちろう"),
       doubtful,
       {kana}},
      {"other kanji of the same reading", Person("佐藤", "健一", "さとう けんいち"), Person("左藤", "賢一", "さとう けんいち"), none, {}},
      {"other kanji, and the same department and year",
       Person("佐藤", "健一", "さとう けんいち").at("総務課", 2001),
       Person("左藤", "賢一", "さとう けんいち").at("総務課", 2001),
       doubtful,
       {kana, department_and_years}},
      {"family names in kana alone", Person("", "", "たかはし").years(1984), Person("", "", "タカハシ"), none, {}},
      // former names
      {"the former name in brackets",
       Person("山﨑(旧姓 鈴木)", "美智子").mail("m@example.jp"),
       Person("鈴木", "美智子").mail("m@example.jp"),
       same,
       {former_name, email}},
      {"the former name in brackets at the end", Person("山﨑美智子(鈴木)"), Person("鈴木", "美智子"), doubtful, {former_name}},
      {"the former name of an undivided name", Person("山﨑美智子").former("鈴木"), Person("鈴木美智子"), doubtful, {former_name}},
      {"both remember the former name",
       Person("山﨑", "美智子").former("鈴木").at("経理課", 1988),
       Person("田中", "美智子").former("鈴木").at("経理課", 1988),
       same,
       {former_name, department_and_years}},
      {"the whole former name", Person("山﨑", "美智子").former("鈴木 美智子"), Person("鈴木", "美智子"), doubtful, {former_name}},
      {"a former family name and another given name", michiko(), Person("鈴木", "花子").years(1988), none, {}},
      {"née in Latin letters", Person("Yamazaki (née Suzuki)", "Michiko"), Person("Suzuki", "Michiko"), doubtful, {former_name}},
      {"married meanwhile and nobody said so",
       Person("山﨑", "美智子").at("経理課", 1988),
       Person("鈴木", "美智子").at("経理課", 1988),
       doubtful,
       {department_and_years}},
      // e-mail
      {"another family name with the address",
       Person("山﨑", "美智子").mail("m@example.jp"),
       Person("鈴木", "美智子").mail("m@example.jp"),
       doubtful,
       {email}},
      {"a family name alone with the address", Person("佐藤").mail("family@example.jp"), hanako(), doubtful, {email}},
      {"an address in another case and width of space", hanako(), Person("佐藤", "花子").mail(" Family@Example.JP "), same, {name, email}},
      {"a couple of undivided names", Person("佐藤花子").mail("family@example.jp"), Person("佐藤太郎").mail("family@example.jp"), none, {}},
      // aliases and circles
      {"a display name",
       Person("髙橋", "一郎").display("Ichiro Takahashi").mail("i@example.jp"),
       Person("Takahashi", "Ichiro").display("x").mail("i@example.jp"),
       doubtful,
       {email}},
      {"a display name as the other's name",
       Person("髙橋", "一郎").display("IchiroTakahashi"),
       Person("Ichiro", "Takahashi"),
       doubtful,
       {alias}},
      {"an alias with the department",
       Person("髙橋", "一郎").alias("三遊亭一郎").at("画像技術部", 1984),
       Person("三遊亭", "一郎").at("画像技術部", 1984),
       same,
       {department_and_years, alias}},
      {"a circle in the display name",
       Person("髙橋", "一郎").display("髙橋一郎(若手の会)").alias("若手の会"),
       Person("新田", "光").display("新田光(若手の会)").alias("若手の会"),
       none,
       {}},
      {"a circle in the name", Person("髙橋一郎(若手の会)"), Person("新田光(若手の会)"), none, {}},
      {"a circle behind the name of one person",
       Person("髙橋一郎(若手の会)").mail("i@example.jp"),
       Person("高橋", "一郎").mail("i@example.jp"),
       same,
       {name, email}},
      {"a family name as display name", Person("髙橋", "一郎").display("たかはし"), Person("高橋", "一朗").display("たかはし"), none, {}},
      // departments
      {"colleagues of one year", Person("佐藤", "花子").at("人事部", 1985), Person("田中", "太郎").at("人事部", 1985), none, {}},
      {"colleagues of one family name", Person("佐藤", "花子").at("人事部", 1985), Person("佐藤", "太郎").at("人事部", 1985), none, {}},
      // nothing to go by
      {"nothing is known", Person(""), Person(""), none, {}},
  };
  return all;
}

std::string text_of(const Reasons& reasons) {
  std::string text;
  for (const auto reason : reasons) text += std::string(enum_name(reason)) + " ";
  return text;
}

// People put together from few words, so that they meet often.
MemberFields somebody(test::Chance& chance) {
  static constexpr std::array<const char*, 8> kFamilies = {"髙橋", "高橋", "佐藤", "鈴木", "山﨑(旧姓 鈴木)", "さとう", "Smith", ""};
  static constexpr std::array<const char*, 8> kGivens = {"一郎", "一朗", "花子", "はなこ", "Joe", "健", "", "太郎(若手の会)"};
  static constexpr std::array<const char*, 6> kKana = {
      "たかはし いちろう", "タカハシ　イチロウ", "さとう はなこ", "すずき", "ｽﾐｽ ｼﾞｮｰ", ""};
  static constexpr std::array<const char*, 4> kMails = {"a@example.jp", "A@EXAMPLE.JP", "b@example.jp", ""};
  static constexpr std::array<const char*, 3> kDepartments = {"経理課", "ソフト開発部", ""};
  static constexpr std::array<std::int64_t, 4> kYears = {0, 1984, 1985, 2001};
  static constexpr std::array<const char*, 5> kAliases = {"", "高橋一郎", "いっちゃん", "鈴木花子", "若手の会"};
  const auto any = [&](const auto& list) { return list[static_cast<std::size_t>(chance.below(static_cast<int>(list.size())))]; };
  MemberFields fields;
  fields.family_name = any(kFamilies);
  fields.given_name = any(kGivens);
  fields.kana = any(kKana);
  fields.former_name = chance.below(4) == 0 ? any(kFamilies) : "";
  fields.email = any(kMails);
  fields.department = any(kDepartments);
  fields.joined_year = any(kYears);
  fields.left_year = any(kYears);
  fields.age_decade = chance.below(3) * 30;
  fields.display_name = any(kAliases);
  if (chance.below(3) == 0) fields.aliases.emplace_back(any(kAliases));
  return fields;
}

}  // namespace

TEST_CASE("pairs_of_people_are_as_alike_as_an_organizer_would_say") {
  for (const auto& pair : pairs()) {
    INFO(pair.rule);
    const auto found = compare(pair.one.fields, pair.other.fields);
    INFO(text_of(found.reasons));
    CHECK(std::string(enum_name(found.likeness)) == std::string(enum_name(pair.likeness)));
    CHECK(text_of(found.reasons) == text_of(pair.reasons));
    const auto turned = compare(pair.other.fields, pair.one.fields);
    CHECK(turned.likeness == found.likeness);
    CHECK(turned.reasons == found.reasons);
  }
}

TEST_CASE("who_has_a_name_is_the_same_as_themselves_and_nobody_is_likeness_is_symmetric") {
  test::Chance chance(20270220);
  for (int i = 0; i < 3000; ++i) {
    const auto a = somebody(chance);
    const auto b = somebody(chance);
    INFO(a.family_name << "/" << a.given_name << "/" << a.kana << " " << b.family_name << "/" << b.given_name << "/" << b.kana);
    const auto traits = traits_of(a);
    if (!traits.name.empty() || !traits.reading.empty()) {
      CHECK(compare(a, a).likeness == Likeness::same);
      CHECK(!compare(a, a).reasons.empty());
    }
    const auto there = compare(a, b);
    const auto back = compare(b, a);
    CHECK(there.likeness == back.likeness);
    CHECK(there.reasons == back.reasons);
    CHECK(there.reasons.empty() == (there.likeness == Likeness::none));
  }
}

TEST_CASE("an_address_alone_never_makes_two_people_one") {
  test::Chance chance(7);
  int seen = 0;
  for (int i = 0; i < 5000; ++i) {
    const auto found = compare(somebody(chance), somebody(chance));
    if (found.reasons != Reasons{Reason::email}) continue;
    ++seen;
    CHECK(found.likeness == Likeness::doubtful);
  }
  CHECK(seen > 10);
}

TEST_CASE("two_people_who_are_alike_share_a_key_by_which_they_are_found") {
  test::Chance chance(11);
  int alike = 0;
  for (int i = 0; i < 20000; ++i) {
    const auto a = traits_of(somebody(chance));
    const auto b = traits_of(somebody(chance));
    if (compare(a, b).likeness == Likeness::none) continue;
    ++alike;
    const auto of_a = block_keys(a);
    const auto of_b = block_keys(b);
    INFO(a.name << " " << a.reading << " / " << b.name << " " << b.reading);
    CHECK(std::ranges::any_of(of_a, [&](const auto& key) { return std::ranges::find(of_b, key) != of_b.end(); }));
  }
  CHECK(alike > 100);
}
