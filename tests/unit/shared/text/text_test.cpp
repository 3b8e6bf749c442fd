#include "shared/text/fold.h"
#include "shared/text/kana.h"
#include "shared/text/text.h"
#include "shared/text/variants.h"
#include "tests/support/catch.h"
#include "tests/support/fakes.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace uke::text {
namespace {

TEST_CASE("spellings_of_one_name_fold_to_the_same") {
  struct Same {
    std::string_view one, other;
  };
  const auto same =
      GENERATE(Same{"髙橋", "高橋"}, Same{"山﨑", "山崎"}, Same{"渡邊", "渡辺"}, Same{"渡邉", "渡辺"}, Same{"齋藤", "斉藤"},
               Same{"齊藤", "斎藤"}, Same{"濵田", "濱田"}, Same{"𠮷田", "吉田"}, Same{"𣘺本", "橋本"}, Same{"龍澤", "竜沢"},
               Same{"やまだ", "ヤマダ"}, Same{"ﾔﾏﾀﾞ", "やまた"}, Same{"ガ", "カ\xE3\x82\x99"}, Same{"パン", "ハン"},
               Same{"ヴァイオリン", "うあいおりん"}, Same{"きょうこ", "キヨウコ"}, Same{"サトー", "サト"}, Same{"サト−", "さとー"},
               Same{"さとーこ", "サトコ"}, Same{"佐々木", "佐佐木"}, Same{"みすゞ", "ミスズ"}, Same{"ABC Müller", "ａｂｃｍｕｌｌｅｒ"},
               Same{"山田 花子", "山田　花子"}, Same{"山田・花子", "山田花子"}, Same{"葛\xF3\xA0\x84\x80城", "葛城"},
               Same{"辻\xEF\xB8\x80", "辻"}, Same{"神", "神"}, Same{"関ヶ原", "關ケ原"}, Same{"㈱", "株"}, Same{"STRASSE", "straße"});
  INFO(same.one << " " << same.other);
  CHECK(fold(same.one) == fold(same.other));
  CHECK(!fold(same.one).empty());
}

TEST_CASE("different_names_stay_different") {
  CHECK(fold("山田") != fold("山本"));
  CHECK(fold("さとう") != fold("さとい"));
  CHECK(fold("高") != fold("崎"));
}

TEST_CASE("words_keep_one_space_between_them") {
  CHECK(fold_words("  ジョン・スミス　 Jr. ") == "しよん すみす jr");
  CHECK(fold_words("サト−ハナコ") == "さとはなこ");
  CHECK(fold_words("Jean-Luc") == "jean luc");
  CHECK(fold("") == "");
  CHECK(fold("♪・ー゛") == "");
  CHECK(fold("a\xff\xe3\x81 b") == "ab");
}

TEST_CASE("every_variant_points_to_a_usual_form") {
  std::size_t variants = 0;
  for (char32_t c = 0x3400; c < 0x30000; ++c) {
    if (variant_of(c) == c) continue;
    ++variants;
    CHECK(variant_of(variant_of(c)) == variant_of(c));
  }
  CHECK(variants > 200);
}

// Any text of the characters that names are made of, and of any others.
std::string some_text(Random& random) {
  static constexpr std::array<std::pair<std::uint32_t, std::uint32_t>, 9> kRanges = {{{0x20, 0x7E},
                                                                                      {0xA0, 0x24F},
                                                                                      {0x3000, 0x30FF},
                                                                                      {0x31F0, 0x33FF},
                                                                                      {0x4E00, 0x9FFF},
                                                                                      {0xAC00, 0xD7A3},
                                                                                      {0xF900, 0xFFEF},
                                                                                      {0x1B000, 0x2FFFF},
                                                                                      {0xE0100, 0xE01EF}}};
  std::string text;
  for (auto left = 1 + random.below(12); left > 0; --left) {
    const auto [first, last] = kRanges[random.below(kRanges.size())];
    const auto c = first + static_cast<std::uint32_t>(random.below(last - first + 1));
    if (c < 0x80) {
      text += static_cast<char>(c);
    } else if (c < 0x800) {
      text += {static_cast<char>(0xC0 | (c >> 6)), static_cast<char>(0x80 | (c & 63))};
    } else if (c < 0x10000) {
      text += {static_cast<char>(0xE0 | (c >> 12)), static_cast<char>(0x80 | ((c >> 6) & 63)), static_cast<char>(0x80 | (c & 63))};
    } else {
      text += {static_cast<char>(0xF0 | (c >> 18)), static_cast<char>(0x80 | ((c >> 12) & 63)), static_cast<char>(0x80 | ((c >> 6) & 63)),
               static_cast<char>(0x80 | (c & 63))};
    }
  }
  return text;
}

TEST_CASE("folding_twice_changes_nothing") {
  test::SeededRandom random(20270220);
  for (int i = 0; i < 30'000; ++i) {
    const auto text = some_text(random);
    const auto once = fold(text);
    const auto words = fold_words(text);
    if (fold(once) == once && fold_words(words) == words && fold(words) == once && is_valid_utf8(once)) continue;
    INFO(text);
    CHECK(fold(once) == once);
    CHECK(fold_words(words) == words);
    CHECK(fold(words) == once);
  }
}

TEST_CASE("names_sort_by_gojuon") {
  const std::vector<std::string> sorted = {"あべ",          "いとう",        "オオノ",          "かとう", "ガトウ", "かとうだ",
                                           "さとう あきこ", "さとう はなこ", "さとうだ あきこ", "ハヤシ", "バヤシ", "わだ"};
  auto shuffled = sorted;
  std::ranges::reverse(shuffled);
  std::ranges::sort(shuffled, {}, [](const auto& kana) { return kana_sort_key(kana); });
  CHECK(shuffled == sorted);
  CHECK(kana_sort_key("やまだ") < kana_sort_key("ヤマダ はなこ"));
}

TEST_CASE("a_name_stands_under_the_row_of_its_first_kana") {
  CHECK(gojuon_row("ヴァン") == GojuonRow::a);
  CHECK(gojuon_row("がとう") == GojuonRow::ka);
  CHECK(gojuon_row("ッ") == GojuonRow::ta);
  CHECK(gojuon_row("ﾊﾟｸ") == GojuonRow::ha);
  CHECK(gojuon_row(" を") == GojuonRow::wa);
  CHECK(gojuon_row("ん") == GojuonRow::wa);
  CHECK(gojuon_row("山田") == GojuonRow::other);
  CHECK(gojuon_row("") == GojuonRow::other);
  CHECK(label(GojuonRow::ra) == "ら");
}

TEST_CASE("trim_takes_white_space_of_any_kind") {
  CHECK(trim(" \t\n　山田 花子　\xC2\xA0 ") == "山田 花子");
  CHECK(trim("　 ").empty());
  CHECK(trim("").empty());
  CHECK(trim("a") == "a");
  CHECK(trim("\xff ") == "\xff");
}

TEST_CASE("display_width_counts_columns") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("受付2") == 5);
  CHECK(display_width("ｱｲｳ") == 3);
  CHECK(display_width("か\xE3\x82\x99") == 2);
  CHECK(display_width("葛\xF3\xA0\x84\x80") == 2);
}

TEST_CASE("utf8_is_checked") {
  CHECK(is_valid_utf8("abcdefgh𠮷"));
  CHECK(!is_valid_utf8("abcdefg\xF4\x90\x80\x80"));
  CHECK(!is_valid_utf8("\xF0\x80\x80\x80"));
  CHECK(!is_valid_utf8("\xE0\x80\x80"));
  CHECK(!is_valid_utf8("\xE3\x81"));
  CHECK(!is_valid_utf8("\x80"));
}

}  // namespace
}  // namespace uke::text
