#include "kiosk/app/wedge.h"
#include "tests/support/catch.h"

using namespace uke::kiosk::app;
using namespace std::chrono_literals;

namespace {

struct Keyboard {
  Wedge wedge;
  Wedge::Time now{1s};
  std::string scans;
  std::string typed;

  void take(const std::vector<Wedge::Output>& outputs) {
    for (const auto& output : outputs) {
      if (const auto* scan = std::get_if<Wedge::Scan>(&output)) scans += "[" + scan->text + "]";
      if (const auto* hand = std::get_if<Wedge::Hand>(&output)) typed += hand->text;
    }
  }
  void keys(std::string_view text, std::chrono::milliseconds gap) {
    for (const char c : text) {
      now += gap;
      take(wedge.feed(std::string_view(&c, 1), now));
    }
  }
  void wait(std::chrono::milliseconds time) {
    now += time;
    if (const auto deadline = wedge.deadline(); deadline && *deadline <= now) take(wedge.flush(now));
  }
};

}  // namespace

TEST_CASE("a fast burst that ends with Enter is one scan") {
  Keyboard keyboard;
  keyboard.keys("HTTPS://EXAMPLE.JP/T/ABCDEFG\n", 3ms);
  CHECK(keyboard.scans == "[HTTPS://EXAMPLE.JP/T/ABCDEFG]");
  CHECK(keyboard.typed.empty());
}

TEST_CASE("two bursts right behind each other are two scans") {
  Keyboard keyboard;
  keyboard.keys("AAAAAAAA\nBBBBBBBB\n", 2ms);
  CHECK(keyboard.scans == "[AAAAAAAA][BBBBBBBB]");
}

TEST_CASE("what a person types comes out as typed, character by character") {
  Keyboard keyboard;
  keyboard.keys("123456789\n", 120ms);
  CHECK(keyboard.typed == "123456789\n");
  CHECK(keyboard.scans.empty());
}

TEST_CASE("a character held back comes out when the pause is over") {
  Keyboard keyboard;
  keyboard.keys("7", 100ms);
  CHECK(keyboard.typed.empty());
  keyboard.wait(Wedge::kPause);
  CHECK(keyboard.typed == "7");
  CHECK(!keyboard.wedge.deadline());
}

TEST_CASE("two keys hit at once and Enter are typing") {
  Keyboard keyboard;
  keyboard.keys("ab\n", 5ms);
  CHECK(keyboard.typed == "ab\n");
  CHECK(keyboard.scans.empty());
}

TEST_CASE("a ticket from a scanner that sends no Enter is a scan, another text is not") {
  const bool ticket = GENERATE(true, false);
  Keyboard keyboard;
  keyboard.keys(std::string(ticket ? 125 : 40, 'A'), 2ms);
  keyboard.wait(200ms);
  CHECK(keyboard.scans.empty() != ticket);
  CHECK(keyboard.typed.empty() == ticket);
}

TEST_CASE("a burst that stalls in its middle is one scan all the same") {
  Keyboard keyboard;
  keyboard.keys("HTTPS://EXAMPLE.JP/T/", 3ms);
  keyboard.wait(200ms);
  keyboard.keys("ABCDEFG\n", 3ms);
  CHECK(keyboard.scans == "[HTTPS://EXAMPLE.JP/T/ABCDEFG]");
}

TEST_CASE("what was typed long before does not get into a scan") {
  Keyboard keyboard;
  keyboard.keys("12", 100ms);
  keyboard.wait(1000ms);
  keyboard.keys("ABCDEFGH\n", 3ms);
  CHECK(keyboard.scans == "[ABCDEFGH]");
  CHECK(keyboard.typed == "12");
}

TEST_CASE("keys that arrive together are typed one by one") {
  Wedge wedge;
  for (const char* key : {"4", "1", "あ"}) CHECK(wedge.feed(key, Wedge::Time{1s}).empty());
  const auto out = wedge.feed("\n", Wedge::Time{1s});
  REQUIRE(out.size() == 4);
  CHECK(std::get<Wedge::Hand>(out[0]).text == "4");
  CHECK(std::get<Wedge::Hand>(out[2]).text == "あ");
  CHECK(std::get<Wedge::Hand>(out[3]).text == "\n");
}

TEST_CASE("Backspace and Escape never wait") {
  Keyboard keyboard;
  keyboard.keys("a\b\x1b", 100ms);
  CHECK(keyboard.typed == "a\b\x1b");
}

TEST_CASE("an endless burst is cut, not kept") {
  Keyboard keyboard;
  keyboard.keys(std::string(100'000, 'x') + "\n", 0ms);
  CHECK(keyboard.scans.size() == Wedge::kHeldBytesMax + 2);
}
