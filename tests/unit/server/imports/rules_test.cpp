#include "server/imports/rules.h"
#include "tests/support/catch.h"

namespace uke::server::imports {
namespace {

tables::Row row(std::size_t line, std::vector<std::string> cells) { return {.line = line, .cells = std::move(cells), .broken = false}; }

std::vector<Meaning> meanings(const Layout& layout) {
  std::vector<Meaning> all;
  for (const auto& column : layout.columns) all.push_back(column.meaning);
  return all;
}

roster::MemberFields person(Meaning meaning, const std::string& cell) { return person_of(row(1, {cell}), {meaning}).fields; }

using enum Meaning;

}  // namespace

TEST_CASE("headings_are_understood_in_any_width_case_and_script") {
  for (const auto& [heading, meaning] : {std::pair{"氏名", whole_name},
                                         {"お名前(必須)", whole_name},
                                         {"姓", family_name},
                                         {"名", given_name},
                                         {"フリガナ", kana},
                                         {"ﾌﾘｶﾞﾅ", kana},
                                         {"よみ", kana},
                                         {"氏名(カナ)", kana},
                                         {"旧姓", former_name},
                                         {"メールアドレス", email},
                                         {"E-Mail", email},
                                         {"ｅ－ｍａｉｌ", email},
                                         {"在籍区分", employment},
                                         {"会社在籍", years},
                                         {"勤務地", site},
                                         {"部署", department},
                                         {"入社年", joined_year},
                                         {"退社年度", left_year},
                                         {"現在", occupation},
                                         {"都道府県", region},
                                         {"ご紹介者", introduced_by},
                                         {"表示名", display_name},
                                         {"備考", note},
                                         {" メモ ", note},
                                         {"Full  Name", whole_name},
                                         {"Last name", family_name},
                                         {"joined_year", joined_year},
                                         {"好きな色", none},
                                         {"", none}}) {
    INFO(heading);
    CHECK(meaning_of(heading) == meaning);
  }
}

TEST_CASE("the_header_is_found_below_a_title_and_each_meaning_is_given_once") {
  const auto layout = guess_layout(
      {row(1, {"会員名簿 2026年"}), row(3, {"氏名", "メール", "備考", "メモ", "メール"}), row(4, {"山田 花子", "h@example.jp"})}, {});
  CHECK(layout.header_line == 3);
  CHECK(meanings(layout) == std::vector{whole_name, email, note, note, none});
  CHECK(layout.columns[0].values == std::vector<std::string>{"山田 花子"});
}

TEST_CASE("without_headings_the_cells_say_what_they_are") {
  const auto layout = guess_layout({row(1, {"山田 花子", "やまだ はなこ", "h@example.jp", "1984", "2021"}),
                                    row(2, {"佐藤 太郎", "サトウ タロウ", "t@example.jp", "1990", "2001"})},
                                   {});
  CHECK(layout.header_line == 0);
  CHECK(meanings(layout) == std::vector{whole_name, kana, email, joined_year, left_year});
  CHECK(meanings(guess_layout({row(1, {"山田"}), row(2, {"佐藤"})}, {})) == std::vector{whole_name});
}

TEST_CASE("a_header_line_chosen_by_hand_counts") {
  const auto layout = guess_layout({row(1, {"氏名", "メール"}), row(2, {"名前", "部署"}), row(3, {"x", "y"})}, 2);
  CHECK(layout.header_line == 2);
  CHECK(meanings(layout) == std::vector{whole_name, department});
  CHECK(guess_layout({row(1, {"氏名"}), row(2, {"x"})}, 0).header_line == 0);
}

TEST_CASE("two_words_are_family_and_given_name_all_else_is_one_name") {
  CHECK(person(whole_name, "髙橋　一郎").given_name == "一郎");
  CHECK(person(whole_name, " 髙橋 一郎 ").family_name == "髙橋");
  CHECK(person(whole_name, "ジョー・スミス").family_name == "ジョー・スミス");
  CHECK(person(whole_name, "Mary Ann Smith").family_name == "Mary Ann Smith");
  CHECK(person(whole_name, "山﨑(旧姓 鈴木) 美智子").former_name == "鈴木");
  CHECK(person(whole_name, "山﨑(旧姓:鈴木)　美智子").given_name == "美智子");
  const auto parts = person_of(row(1, {"はなこ", "やまだ"}), {given_kana, family_kana}).fields;
  CHECK(parts.kana == "やまだ はなこ");
}

TEST_CASE("years_are_read_as_people_write_them") {
  const auto period = [](const char* text) {
    const auto fields = person(years, text);
    return std::pair{fields.joined_year, fields.left_year};
  };
  using P = std::pair<std::int64_t, std::int64_t>;
  CHECK(period("1984-2021") == P{1984, 2021});
  CHECK(period("1984年4月〜2021年3月") == P{1984, 2021});
  CHECK(period("１９８４～２０２１") == P{1984, 2021});
  CHECK(period("1988-") == P{1988, 0});
  CHECK(period("-2021") == P{0, 2021});
  CHECK(period("昭和59年～令和3年") == P{1984, 2021});
  CHECK(period("不明") == P{0, 0});
  CHECK(year_of("平成元年") == 1989);
  CHECK(year_of("S59.4.1") == 1984);
  CHECK(year_of("2027-02-20") == 2027);
  CHECK(year_of("19840401") == 1984);
  CHECK(year_of("約30年") == 0);
}

TEST_CASE("words_for_employment_and_occupation_are_understood") {
  using roster::Employment;
  using roster::Occupation;
  CHECK(person(employment, "正社員").employment == Employment::regular);
  CHECK(person(employment, "期間契約社員").employment == Employment::fixed_term);
  CHECK(person(employment, "契約社員").employment == Employment::contract);
  CHECK(person(employment, "派遣").employment == Employment::dispatched);
  CHECK(person(employment, "アルバイト").employment == Employment::part_time);
  CHECK(person(employment, "fixed_term").employment == Employment::fixed_term);
  CHECK(person(employment, "顧問").employment == Employment::other);
  CHECK(person(occupation, "リタイア").occupation == Occupation::retired);
  CHECK(person(occupation, "後継会社").occupation == Occupation::successor);
  CHECK(person(occupation, "自営").occupation == Occupation::self_employed);
  CHECK(person(occupation, "他社").occupation == Occupation::other_company);
  CHECK(person(occupation, "unknown").occupation == Occupation::unknown);
  CHECK(person(age_decade, "５０代").age_decade == 50);
  CHECK(person(age_decade, "57歳").age_decade == 50);
  CHECK(person(email, "a@example.jp; b@example.jp").email == "a@example.jp");
}

TEST_CASE("only_broken_cells_that_mean_something_spoil_a_row") {
  auto spoilt = row(1, {"山田", "\xEF\xBF\xBD"});
  spoilt.broken = true;
  CHECK_FALSE(person_of(spoilt, {whole_name, none}).broken);
  CHECK(person_of(spoilt, {whole_name, note}).broken);
}

TEST_CASE("filling_adds_only_what_is_not_known_unless_it_may_overwrite") {
  roster::MemberFields known;
  known.family_name = "髙橋一郎";
  known.email = "old@example.jp";
  roster::MemberFields more;
  more.family_name = "高橋";
  more.given_name = "一郎";
  more.email = "new@example.jp";
  more.department = "営業部";
  more.aliases = {"いっちゃん"};
  const auto careful = filled(known, more, Fill::empty_only);
  CHECK(careful.family_name == "髙橋一郎");
  CHECK(careful.given_name.empty());
  CHECK(careful.email == "old@example.jp");
  CHECK(careful.department == "営業部");
  CHECK(careful.aliases == std::vector<std::string>{"いっちゃん"});
  const auto over = filled(known, more, Fill::overwrite);
  CHECK(over.family_name == "高橋");
  CHECK(over.given_name == "一郎");
  CHECK(over.email == "new@example.jp");
  CHECK(filled(over, more, Fill::overwrite) == over);
  CHECK(filled(known, {}, Fill::overwrite) == known);
}

}  // namespace uke::server::imports
