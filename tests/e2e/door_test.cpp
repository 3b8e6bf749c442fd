// The door from end to end: the real server, the real kiosk under Xvfb, people in front of its camera.
#include "kiosk/runtime/trace.h"
#include "tests/e2e/desk.h"
#include "tests/e2e/party.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <thread>

using namespace uke;
using namespace uke::e2e;
using namespace std::chrono_literals;
using demo::TraceLine;

namespace {

constexpr auto kPatience = 20000ms;

bool is_paired(const TraceLine& line) { return line.what == "status" && line.state == "paired" && line.roster.value_or(0) > 0; }

bool pair(Desk& desk, Party& party, const std::string& edition) {
  desk.hand().hold(party.pairing_text(edition), 1, 6);
  const bool paired = desk.trace().next(is_paired, kPatience).has_value();
  desk.hand().lower();
  return paired;
}

std::string shown(Desk& desk) {
  const auto line = desk.trace().verdict(kPatience);
  return line ? line->verdict.value_or("") : "nothing";
}

// Presses a button of the verdict; "" or what went wrong.
std::string press(const Screen& screen, const TraceLine& line, const std::string& id) {
  const auto& buttons = line.buttons.value();
  const auto button = std::ranges::find_if(buttons, [&](const auto& b) { return b.id == id; });
  if (button == buttons.end()) return "no such button";
  if (!screen.click(button->x, button->y)) return "xdotool failed";
  return "";
}

// 東京会場 with a desk that is paired and ready.
struct Evening {
  test::TempFolder folder;
  Party party{folder.path() / "party"};
  Screen screen{folder.path()};
  Desk desk{screen, folder.path() / "desk", folder.path() / "kiosk", Sees::hand};
  std::vector<demo::Ticket> tickets = party.tickets("東京会場");

  Evening() { REQUIRE(pair(desk, party, "東京会場")); }
};

}  // namespace

TEST_CASE("a phone held still in view for five seconds stays green") {
  Evening evening;
  evening.desk.hand().hold(ticket_with(evening.tickets, "admitted").text, 7, 4);
  CHECK(shown(evening.desk) == "admitted");
  CHECK(!evening.desk.trace().verdict(5000ms));
  evening.desk.hand().lower();
  std::this_thread::sleep_for(2500ms);
  evening.desk.hand().hold(ticket_with(evening.tickets, "admitted").text, 8, 4);
  CHECK(shown(evening.desk) == "already_in");
}

TEST_CASE("a payment by touch admits and reaches the server") {
  Evening evening;
  REQUIRE(evening.screen.scan_by_wedge(ticket_with(evening.tickets, "admitted").text));
  CHECK(shown(evening.desk) == "admitted");
  REQUIRE(evening.screen.scan_by_wedge(ticket_with(evening.tickets, "pay_first").text));
  const auto line = evening.desk.trace().verdict(kPatience);
  REQUIRE(line);
  CHECK(line->verdict == "pay_first");
  CHECK(press(evening.screen, *line, "pay_exact") == "");
  REQUIRE(evening.screen.type_by_hand(evening.party.pin()));  // the first touch of reception asks for the PIN
  CHECK(shown(evening.desk) == "admitted");
  CHECK(evening.desk.trace().synchronised(*line, kPatience));
}

TEST_CASE("without camera and server a scanner still lets people in and the server hears of it later") {
  Evening evening;
  evening.party.stop_server();
  evening.desk.unplug_camera();
  REQUIRE(evening.desk.trace().next([](const TraceLine& l) { return l.what == "camera" && l.state == "lost"; }, kPatience));
  REQUIRE(evening.screen.scan_by_wedge(ticket_with(evening.tickets, "admitted").text));
  const auto line = evening.desk.trace().verdict(kPatience);
  REQUIRE(line);
  CHECK(line->verdict == "admitted");
  CHECK(!evening.desk.trace().synchronised(*line, 1500ms));
  evening.party.start_server();
  evening.desk.plug_camera_in();
  CHECK(evening.desk.trace().synchronised(*line, 90s));
  CHECK(evening.desk.trace().next([](const TraceLine& l) { return l.what == "camera" && l.state == "running"; }, kPatience));
}

TEST_CASE("after a power cut the desk goes on where it was") {
  Evening evening;
  const auto ticket = ticket_with(evening.tickets, "admitted");
  evening.desk.hand().hold(ticket.text, 3, 4);
  CHECK(shown(evening.desk) == "admitted");
  evening.desk.hand().lower();
  evening.desk.power_cut();
  REQUIRE(evening.desk.trace().next([](const TraceLine& l) { return l.what == "ready"; }, kPatience));
  evening.desk.hand().hold(ticket.text, 4, 4);
  CHECK(shown(evening.desk) == "already_in");
}

TEST_CASE("rubbish before the camera and from the scanner is never a person") {
  Evening evening;
  const auto ticket = ticket_with(evening.tickets, "admitted").text;
  auto flipped = ticket;
  flipped[60] = flipped[60] == 'A' ? 'B' : 'A';
  for (const std::string& text :
       {std::string("https://example.jp/"), ticket.substr(0, 100), std::string(2000, 'Q'), std::string("; drop table"), flipped}) {
    INFO(text);
    REQUIRE(evening.screen.scan_by_wedge(text));
    const auto verdict = shown(evening.desk);
    CHECK((verdict == "unreadable" || verdict == "forged"));
  }
}
