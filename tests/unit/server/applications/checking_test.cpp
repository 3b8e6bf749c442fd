// The checking list: what is taken from a pasted text, and whom it recognises.
#include "server/applications/checking_service.h"
#include "tests/unit/server/applications/crowd.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <random>

namespace uke::server::applications {

using namespace uke::test;

namespace {

std::vector<std::string> names_in(std::string_view text) {
  std::vector<std::string> names;
  for (const auto& name : parse_names(text).names) names.push_back(name.name);
  return names;
}

PasteReport paste(RoomDatabase& database, std::string_view text, PasteMode mode = PasteMode::add) {
  return must(database.write([&](storage::WriteTx& tx) { return paste_names(tx, an_admin(), parse_names(text), mode); }));
}

std::vector<std::string> in_group(RoomDatabase& database, const roster::MemberFields& fields) {
  auto names = must(database.read([&](uke::storage::ReadTx& tx) { return names_in_group(tx, fields); }));
  std::ranges::sort(names);
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("names_are_found_among_numbers_bullets_titles_columns_and_blank_lines") {
  CHECK(names_in("1. 山田 花子\n2）鈴木一郎さん\r\n\n・佐藤 守 様\n ● Taro Tanaka\n12\t高橋 実\t管理者\n　田中 誠　\n3 小林 明") ==
        Names{"山田 花子", "鈴木一郎", "佐藤 守", "Taro Tanaka", "高橋 実", "田中 誠", "小林 明"});
  CHECK(names_in("3年目の浮気\n様\nさん") == Names{"3年目の浮気", "様", "さん"});
}

TEST_CASE("lines_without_a_name_and_repeated_ones_are_counted_not_taken") {
  const auto pasted = parse_names("山田 花子\n12345\n---\n山田花子\nﾔﾏﾀﾞ ﾊﾅｺ\nやまだはなこ\n" + std::string(101, 'x'));
  CHECK(pasted.names.size() == 2);
  CHECK(pasted.repeated == 2);
  CHECK(pasted.unusable == 3);
  CHECK_FALSE(pasted.too_many);
}

TEST_CASE("five_thousand_lines_are_taken_and_one_more_is_too_many") {
  std::string text;
  for (std::size_t i = 0; i < kCheckingLinesMax; ++i)
    text += "名前" + std::string(1, static_cast<char>('a' + i % 26)) + std::to_string(i) + "\n";
  CHECK(parse_names(text).names.size() == kCheckingLinesMax);
  CHECK_FALSE(parse_names(text).too_many);
  CHECK(parse_names(text + "もう一人").too_many);
  RoomDatabase database;
  const auto began = std::chrono::steady_clock::now();
  CHECK(paste(database, text).added == static_cast<std::int64_t>(kCheckingLinesMax));
  std::cout << "5,000 names pasted in "
            << std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began).count() << " ms\n";
  const auto refused =
      database.write([&](storage::WriteTx& tx) { return paste_names(tx, an_admin(), parse_names(text + "もう一人"), PasteMode::replace); });
  CHECK(refused.error().code == ErrorCode::too_large);
  CHECK(database.count("select count(*) from checking_names") == static_cast<std::int64_t>(kCheckingLinesMax));
}

TEST_CASE("pasting_twice_is_pasting_once_in_any_order_and_any_width") {
  std::mt19937 chance(2027);
  const Names letters = {"山", "田", "髙", "高", "ア", "ｱ", "あ", "Ａ", "a", " ", "　", "1", "(", "・", "😀", "々", "ー"};
  for (int round = 0; round < 30; ++round) {
    RoomDatabase database;
    Names lines;
    for (int i = 0; i < 40; ++i) {
      std::string line;
      for (int j = static_cast<int>(chance() % 6); j >= 0; --j) line += letters[chance() % letters.size()];
      lines.push_back(line);
    }
    const auto text_of = [&] {
      std::string text;
      for (const auto& line : lines) text += line + "\n";
      return text;
    };
    if (parse_names(text_of()).names.empty()) continue;
    const auto first = paste(database, text_of());
    std::ranges::shuffle(lines, chance);
    const auto second = paste(database, text_of());
    CHECK(second.added == 0);
    CHECK(second.known == first.added);
    const auto replaced = paste(database, text_of(), PasteMode::replace);
    CHECK(replaced.removed == first.added);
    CHECK(replaced.added == first.added);
  }
}

TEST_CASE("every_name_that_was_pasted_recognises_the_person_of_that_display_name") {
  RoomDatabase database;
  for (const std::string name : {"山田 花子", "花子 山田", "Hanako Yamada", "山田花子(旧姓 田中)", "ヤマダ ハナコ", "髙𣘺 エミ😀"}) {
    must(database.write([&](storage::WriteTx& tx) { return delete_checking_list(tx, an_admin()); }));
    paste(database, name);
    roster::MemberFields fields;
    fields.display_name = name;
    INFO(name);
    CHECK(in_group(database, fields).size() == 1);
  }
}

TEST_CASE("people_are_recognised_in_either_order_by_kana_former_name_alias_and_variant_kanji") {
  RoomDatabase database;
  paste(database, "花子 高橋\nタナカ ハナコ\n田中花子\nHanako Takahashi\nはなちゃん\n髙橋花子(たかちゃん)\n高橋\n花子");
  auto fields = member_named("髙橋", "花子", "たかはし はなこ");
  CHECK(in_group(database, fields) == Names{"花子 高橋", "髙橋花子(たかちゃん)"});
  fields.former_name = "田中";
  fields.aliases = {"ハナチャン", "takahashi hanako"};
  CHECK(in_group(database, fields) == Names{"Hanako Takahashi", "はなちゃん", "田中花子", "花子 高橋", "髙橋花子(たかちゃん)"});
  CHECK(in_group(database, member_named("高橋", "太郎", "たかはし たろう")).empty());
  CHECK(in_group(database, member_named("田中", "華子", "たなか はなこ")) == Names{"タナカ ハナコ"});
}

TEST_CASE("who_of_the_group_is_not_on_the_roster_is_found_by_every_way_of_recognising") {
  RoomDatabase database;
  make_member(database, member_named("高橋", "花子", "たかはし はなこ"));
  make_member(database, member_named("鈴木", "守", "すずき まもる"), roster::MemberState::provisional);
  paste(database, "花子 高橋\nSUZUKI Mamoru\nスズキマモル\n守鈴木\n守 鈴木(旧姓 森)\n見知らぬ 人");
  const auto found = must(database.read([](uke::storage::ReadTx& tx) { return not_on_the_roster(tx, a_reception()); }));
  CHECK(found.names == Names{"SUZUKI Mamoru", "見知らぬ 人"});
  CHECK(found.recognised == 4);
}

TEST_CASE("names_vanish_ninety_days_after_they_were_pasted_last") {
  RoomDatabase database;
  paste(database, "山田 花子\n鈴木 守");
  database.clock.advance(kCheckingLasts - Millis{10});
  paste(database, "鈴木守");
  const auto forget = [&] {
    return must(database.write([&](storage::WriteTx& tx) { return forget_old_names(tx, tx.now() - kCheckingLasts); }));
  };
  CHECK(forget() == 0);
  database.clock.advance(Millis{11});
  CHECK(forget() == 1);
  CHECK(database.count("select count(*) from checking_names where name = '鈴木 守'") == 1);
  CHECK(database.count("select count(*) from checking_names") == 1);
}

TEST_CASE("the_list_is_searched_folded_page_by_page") {
  RoomDatabase database;
  paste(database, "山田 花子\nヤマダ イチロウ\n髙橋 花子\nTaro Yamada");
  const auto search = [&](std::string_view text, CheckingId after = {}, std::int64_t limit = 10) {
    return must(database.read([&](uke::storage::ReadTx& tx) { return search_names(tx, a_reception(), text, after, limit); }));
  };
  CHECK(search("").items.size() == 4);
  CHECK(search("花子").items.size() == 2);
  CHECK(search("高橋").items.size() == 1);
  CHECK(search("やまだ").items.size() == 1);
  CHECK(search("yamada").items.size() == 1);
  CHECK(search("%").items.empty());
  const auto first = search("", {}, 3);
  CHECK(first.items.size() == 3);
  REQUIRE_FALSE(first.next.empty());
  const auto rest = search("", must(CheckingId::parse(first.next)), 3);
  CHECK(rest.items.size() == 1);
  CHECK(rest.next.empty());
}

TEST_CASE("only_admins_paste_and_delete_and_the_log_names_nobody") {
  RoomDatabase database;
  const auto pasted = parse_names("山田 花子");
  for (const auto& actor : {a_reception(), web::Actor{}}) {
    database
        .write([&](storage::WriteTx& tx) -> Status {
          CHECK(paste_names(tx, actor, pasted, PasteMode::add).error().code == ErrorCode::forbidden);
          CHECK(delete_checking_list(tx, actor).error().code == ErrorCode::forbidden);
          return {};
        })
        .value();
  }
  paste(database, "山田 花子");
  must(database.write([&](storage::WriteTx& tx) { return delete_checking_list(tx, an_admin()); }));
  CHECK(database.count("select count(*) from audit_log where action like 'checking_list.%'") == 2);
  CHECK(database.count("select count(*) from audit_log where changes like '%山田%'") == 0);
}

}  // namespace uke::server::applications
