#include "shared/base/utf8.h"
#include "shared/text/encoding.h"
#include "tests/support/catch.h"
#include "tests/support/chance.h"

#include <vector>

namespace uke::text {
namespace {

// Given in pieces of `step` bytes.
std::string decoded(Encoding encoding, std::string_view bytes, std::size_t step = 1'000'000) {
  Decoder decoder(encoding);
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += step) decoder.feed(bytes.substr(at, step), out);
  decoder.end(out);
  CHECK(decoder.broken() == out.contains("\xEF\xBF\xBD"));
  return out;
}

std::string utf16(std::u16string_view text, Encoding order) {
  std::string bytes;
  for (const char16_t unit : text) {
    const char high = static_cast<char>(unit >> 8);
    const char low = static_cast<char>(unit & 0xFF);
    bytes += order == Encoding::utf16le ? low : high;
    bytes += order == Encoding::utf16le ? high : low;
  }
  return bytes;
}

const std::string kCp932 = "\x8e\x81\x96\xbc,\x82\xd3\x82\xe8\x82\xaa\x82\xc8\r\n\xfb\xfc\x8b\xb4 \x88\xea\x98\x59,\xc0\xb6\xca\xbc\r\n";
const std::string kCp932AsUtf8 = "氏名,ふりがな\r\n髙橋 一郎,ﾀｶﾊｼ\r\n";
const std::u16string kTable = u"氏名,ふりがな\r\n𠮷野 守,よしの まもる\r\n";
const std::string kTableAsUtf8 = "氏名,ふりがな\r\n𠮷野 守,よしの まもる\r\n";

}  // namespace

TEST_CASE("cp932_has_what_windows_programs_write") {
  // The circled digit, the ladder form of 高, the wave that Windows means, (株), minus, parallel, cent and not signs, backslash and tilde.
  CHECK(decoded(Encoding::cp932, "\x87\x40\xfb\xfc\x81\x60\x87\x8a\x81\x7c\x81\x61\x81\x91\x81\xca\x5c\x7e") == "①髙～㈱－∥￠￢\\~");
  CHECK(decoded(Encoding::cp932, "\xed\x95\xfa\xb1") == "﨑﨑");  // NEC's and IBM's place for the same character
}

TEST_CASE("each_encoding_is_found_and_read_in_pieces_of_any_size") {
  const auto step = GENERATE(1, 2, 3, 7, 1000);
  const std::vector<std::pair<Encoding, std::string>> files = {
      {Encoding::utf8, kTableAsUtf8},
      {Encoding::utf8, "\xEF\xBB\xBF" + kTableAsUtf8},
      {Encoding::utf16le, utf16(kTable, Encoding::utf16le)},
      {Encoding::utf16le, utf16(u"\uFEFF" + kTable, Encoding::utf16le)},
      {Encoding::utf16be, utf16(kTable, Encoding::utf16be)},
      {Encoding::utf16be, utf16(u"\uFEFF" + kTable, Encoding::utf16be)},
  };
  for (const auto& [encoding, bytes] : files) {
    CHECK(detect_encoding(bytes) == encoding);
    CHECK(decoded(encoding, bytes, static_cast<std::size_t>(step)) == kTableAsUtf8);
  }
  CHECK(detect_encoding(kCp932) == Encoding::cp932);
  CHECK(decoded(Encoding::cp932, kCp932, static_cast<std::size_t>(step)) == kCp932AsUtf8);
}

TEST_CASE("a_beginning_that_is_cut_off_anywhere_is_still_recognised") {
  std::string utf8;
  std::string cp932;
  for (int i = 0; i < 3; ++i) {
    utf8 += kTableAsUtf8;
    cp932 += kCp932;
  }
  for (std::size_t length = 8; length < cp932.size(); ++length) {
    INFO(length);
    CHECK(detect_encoding(std::string_view(utf8).substr(0, length)) == Encoding::utf8);
    CHECK(detect_encoding(std::string_view(cp932).substr(0, length)) == Encoding::cp932);
  }
}

TEST_CASE("few_broken_bytes_make_no_other_encoding") {
  CHECK(detect_encoding("氏名,ふりがな,旧姓\n髙橋\xff 一郎\n") == Encoding::utf8);
  CHECK(detect_encoding(kCp932 + "\xff" + kCp932) == Encoding::cp932);
  CHECK(detect_encoding("name,mail\nann") == Encoding::utf8);
  CHECK(detect_encoding(std::string("name,ma\0il\nann,ann@example.jp\n", 31)) == Encoding::utf8);
  CHECK(detect_encoding("") == Encoding::utf8);
}

TEST_CASE("broken_bytes_become_replacement_characters") {
  CHECK(decoded(Encoding::utf8, "a\xff z") == "a\xEF\xBF\xBD z");
  CHECK(decoded(Encoding::utf8, "a\xe9\xab") == "a\xEF\xBF\xBD");
  CHECK(decoded(Encoding::cp932, "a\x82") == "a\xEF\xBF\xBD");
  CHECK(decoded(Encoding::utf16le, std::string_view("a\0\x00\xd8", 4)) == "a\xEF\xBF\xBD");
  CHECK(decoded(Encoding::utf16le, std::string_view("a\0b", 3)) == "a\xEF\xBF\xBD");
}

TEST_CASE("a_byte_order_mark_in_the_middle_is_left_out") {
  CHECK(decoded(Encoding::utf8,
                "a\n\xEF\xBB\xBF"
                "b") == "a\nb");
}

TEST_CASE("any_bytes_in_any_encoding_become_valid_utf8") {
  test::Chance chance(7);
  for (int round = 0; round < 400; ++round) {
    std::string bytes;
    for (int i = chance.below(60); i > 0; --i) bytes += static_cast<char>(chance.next());
    (void)detect_encoding(bytes);
    for (const auto encoding : {Encoding::utf8, Encoding::cp932, Encoding::utf16le, Encoding::utf16be}) {
      const auto whole = decoded(encoding, bytes);
      CHECK(is_valid_utf8(whole));
      CHECK(decoded(encoding, bytes, 1) == whole);
    }
  }
}

}  // namespace uke::text
