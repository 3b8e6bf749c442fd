#include "kiosk/look/utf8.h"
#include "kiosk/look/wrap.h"
#include "tests/support/catch.h"

using namespace uke::kiosk::look;

namespace {

// Every character is one wide.
float characters(std::string_view text) {
  float count = 0;
  for (std::size_t at = 0; at < text.size(); at += character_at(text, at).bytes) ++count;
  return count;
}

std::vector<std::string> lines_of(std::string_view text, float width) { return wrap(text, width, characters).lines; }

}  // namespace

TEST_CASE("lines break between phrases only") {
  CHECK(lines_of("受付用の|QRコードでは|ないようです。", 12) == std::vector<std::string>{"受付用のQRコードでは", "ないようです。"});
  CHECK(lines_of("受付用の|QRコードでは|ないようです。", 100) == std::vector<std::string>{"受付用のQRコードではないようです。"});
}

TEST_CASE("lines are about the same length") {
  CHECK(lines_of("ああああ|ああああ|い", 8) == std::vector<std::string>{"ああああ", "ああああい"});
  CHECK(lines_of("one two three four", 14) == std::vector<std::string>{"one two", "three four"});
}

TEST_CASE("spaces vanish where a line ends and stay where it does not") {
  CHECK(lines_of("Please wait", 7) == std::vector<std::string>{"Please", "wait"});
  CHECK(lines_of("Please wait", 20) == std::vector<std::string>{"Please wait"});
}

TEST_CASE("a line end in the text is kept") { CHECK(lines_of("一\n二", 100) == std::vector<std::string>{"一", "二"}); }

TEST_CASE("a phrase too long for a line is broken between characters and says so") {
  const auto wrapped = wrap("ああああああ、い", 6, characters);
  CHECK(wrapped.inside_phrase);
  for (const auto& line : wrapped.lines) {
    CHECK(characters(line) <= 6);
    CHECK_FALSE(line.starts_with("、"));
  }
}

TEST_CASE("an ideographic variation selector never begins a line") {
  for (const auto& line : lines_of("葛\U000E0100葛\U000E0100葛\U000E0100", 3)) CHECK(line.starts_with("葛"));
}

TEST_CASE("any bytes come to an end") {
  const std::string bytes("\xff\xe3\x81\xf0\x9f|\xc0\x80 \n", 10);
  CHECK_FALSE(lines_of(bytes, 1).empty());
  CHECK_FALSE(lines_of("", 1).empty());
  CHECK_FALSE(lines_of("あ", 0).empty());
}
