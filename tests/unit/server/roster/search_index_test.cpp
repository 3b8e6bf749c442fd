#include "server/roster/search_index.h"
#include "tests/support/catch.h"
#include "tests/unit/server/roster/members.h"

#include <bit>
#include <random>

using namespace uke;
using namespace uke::server::roster;
using uke::test::a_member;

namespace {

bool covers(const Signature& row, const Signature& asked) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    if ((row[i] & asked[i]) != asked[i]) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("the_signature_of_a_text_covers_that_of_every_piece_of_it") {
  std::mt19937 chance(7);
  const std::string kana = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほ";
  for (int round = 0; round < 200; ++round) {
    std::string text;
    for (int i = 0; i < 30; ++i) text += i % 9 == 8 ? std::string(" ") : kana.substr(chance() % 29 * 3, 3);
    const auto row = signature_of(text);
    for (std::size_t begin = 0; begin < text.size(); begin += text[begin] == ' ' ? 1 : 3) {
      const auto end = std::min(text.find(' ', begin), text.size());
      for (auto length = end - begin; length >= 3; length -= 3) CHECK(covers(row, signature_of(text.substr(begin, length))));
    }
  }
}

TEST_CASE("the_signature_tells_most_other_words_apart") {
  const auto row = search_row(a_member().kana("やまだ はなこ").at("大阪事業所", "品質保証部").fields(), MemberState::approved).signature;
  int passed = 0;
  for (const std::string word : {"佐藤", "すずき", "福岡工場", "tanaka", "総務部", "さとう", "鈴木一郎", "いちろう", "東京本社", "新潟"}) {
    passed += covers(row, signature_of(word)) ? 1 : 0;
  }
  CHECK(passed <= 1);
  int bits = 0;
  for (const auto column : row) bits += std::popcount(static_cast<std::uint64_t>(column));
  CHECK(bits < 126);
}

TEST_CASE("a_signature_is_part_of_what_is_stored_and_stays_the_same") {
  CHECK(signature_of("山田花子 yamada") == signature_of("山田花子 yamada"));
  const auto row = search_row(a_member().kana("やまだ はなこ").fields(), MemberState::approved);
  CHECK(row.facets == (3 | 7 << 4));
  CHECK(row.search == "山田花子 やまたはなこ");
}

TEST_CASE("the_reading_is_the_kana_or_a_name_in_kana") {
  CHECK(reading_of(a_member().kana("やまだ").fields()) == "やまだ");
  CHECK(reading_of(a_member().named("さくら", "花子").fields()) == "さくら");
  CHECK(reading_of(a_member().named("", "ジョン").fields()) == "ジョン");
  CHECK(reading_of(a_member().fields()).empty());
}

TEST_CASE("of_many_words_the_longest_are_asked_for_and_text_without_letters_finds_nothing") {
  MemberQuery query;
  query.text = "a bb ccc dddd e eeeee ffffff ggggggg";
  const auto condition = condition_of(query);
  CHECK(condition.patterns[0] == "%ggggggg%");
  CHECK(condition.patterns[5] == "%bb%");
  query.text = "☆ ・";
  CHECK(condition_of(query).finds_nothing);
  query.text = "";
  CHECK_FALSE(condition_of(query).finds_nothing);
  query.text = "%_%";
  CHECK(condition_of(query).finds_nothing);
}
