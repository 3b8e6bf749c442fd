// demo-visitors: holds tickets up to a running kiosk's simulated camera, one person after another, presses the buttons that reception
// would press, and tells what was expected and what was shown. Used by deploy/demo and by the end-to-end tests.
#include "tests/demo/hand.h"
#include "tests/demo/person.h"
#include "tests/demo/trace_reader.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <thread>

namespace {

using namespace uke::demo;
using namespace std::chrono_literals;

constexpr auto kBetweenPeople = 400ms;
constexpr auto kSameCodeAgain = 2600ms;  // the same code counts anew two seconds after it was last seen
constexpr auto kVerdictLimit = 8000ms;
constexpr auto kPairLimit = 30000ms;
constexpr auto kSyncLimit = 15000ms;

struct Flags {
  std::string manifest;
  std::string pipe;
  std::string trace;
  std::size_t count = 20;
  double px_per_module = 3.4;
  std::string pairing;
  std::string pin;
  std::string first;
};

struct Row {
  std::string what;
  std::string expected;
  std::string shown;
  double ms = 0;
  std::string synchronised;
  bool right = false;
};

void print(const Row& row) {
  fmt::print("{} {:14} {:14} {:>8.1f}  {:>8}  {}\n", row.right ? "✓" : "✗", row.expected, row.shown, row.ms, row.synchronised, row.what);
  std::fflush(stdout);
}

// As a finger would: through the X server.
bool touch(const TraceLine& shown, const std::string& id) {
  if (!shown.buttons) return false;
  const auto button = std::find_if(shown.buttons->begin(), shown.buttons->end(), [&](const auto& b) { return b.id == id; });
  if (button == shown.buttons->end()) return false;
  return std::system(fmt::format("xdotool mousemove {} {} sleep 0.05 click 1", button->x, button->y).c_str()) == 0;
}

Row row_of(const Person& person, const std::string& expected, const std::optional<TraceLine>& shown, TraceReader& trace) {
  Row row{person.what, expected, shown ? shown->verdict.value_or("?") : "—", shown ? shown->ms.value_or(0) : 0, "—", false};
  const auto synchronised = shown ? trace.synchronised(*shown, kSyncLimit) : std::nullopt;
  if (synchronised) row.synchronised = fmt::format("{:.0f} ms", *synchronised);
  row.right = shown && row.shown == expected && synchronised;
  return row;
}

class Show {
 public:
  explicit Show(const Flags& flags) : flags_(flags), hand_(flags.pipe), trace_(flags.trace) {}

  // Holds the pairing code up until the kiosk has the whole roster.
  bool pair(const std::string& text) {
    hand_.hold(text, 99, 6);
    const auto ready = [](const TraceLine& line) { return line.what == "status" && line.state == "paired" && line.roster.value_or(0) > 0; };
    const auto paired = trace_.next(ready, kPairLimit);
    hand_.lower();
    if (paired) fmt::print("Paired; {} people on the roster\n", *paired->roster);
    return paired.has_value();
  }
  [[nodiscard]] int admitted() const { return admitted_; }
  // Number of rows that were wrong.
  int run(const std::vector<Person>& cast) {
    fmt::print("  {:14} {:14} {:>8}  {:>8}  {}\n", "expected", "shown", "ms", "synced", "who");
    std::uint64_t seed = 1;
    for (const auto& person : cast) wrong_ += receive(person, seed++) ? 0 : 1;
    return wrong_;
  }

 private:
  bool receive(const Person& person, std::uint64_t seed) {
    std::this_thread::sleep_for(person.text == last_text_ ? kSameCodeAgain : kBetweenPeople);
    last_text_ = person.text;
    hand_.hold(person.text, seed, flags_.px_per_module);
    const auto shown = trace_.verdict(kVerdictLimit);
    Row row = row_of(person, person.expected, shown, trace_);
    print(row);
    admitted_ += row.shown == "admitted" ? 1 : 0;
    bool right = row.right;
    if (shown && !person.touched.empty()) {
      const auto after = touch(*shown, person.touched) && unlock() ? trace_.verdict(kVerdictLimit) : std::nullopt;
      row = row_of(person, person.expected_after_touch, after, trace_);
      row.what = "└ " + person.touched;
      print(row);
      admitted_ += row.shown == "admitted" ? 1 : 0;
      right = right && row.right;
    }
    hand_.lower();
    return right;
  }

  // The first touch of reception asks for the PIN; the kiosk then goes on with what was touched.
  bool unlock() {
    if (unlocked_) return true;
    unlocked_ = true;
    return std::system(fmt::format("sleep 0.5; xdotool type --delay 120 {}; xdotool key Return", flags_.pin).c_str()) == 0;
  }

  const Flags& flags_;
  bool unlocked_ = false;
  Hand hand_;
  TraceReader trace_;
  std::string last_text_;
  int wrong_ = 0;
  int admitted_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Visitors for the demo");
  Flags flags;
  app.add_option("--manifest", flags.manifest, "tickets.json of `uketsuke-server tickets`")->required();
  app.add_option("--pipe", flags.pipe, "named pipe that the kiosk's camera reads")->required();
  app.add_option("--trace", flags.trace, "the kiosk's trace")->required();
  app.add_option("--count", flags.count, "number of scans")->capture_default_str();
  app.add_option("--px", flags.px_per_module, "size of the code in the picture, pixels per module")->capture_default_str();
  app.add_option("--pin", flags.pin, "the staff's PIN")->check(CLI::NonNegativeNumber);
  app.add_option("--first", flags.first, "name of somebody who comes before the others that get the same verdict");
  app.add_option("--pair", flags.pairing, "text of a pairing code that is held up first");
  CLI11_PARSE(app, argc, argv);

  auto tickets = read_manifest(flags.manifest);
  if (!tickets) {
    fmt::print(stderr, "{}\n", uke::describe(tickets.error()));
    return 2;
  }
  std::ranges::stable_partition(*tickets, [&](const auto& ticket) { return ticket.name == flags.first; });
  const auto cast = cast_of(*tickets, flags.count);
  if (cast.size() < flags.count) fmt::print("{} people are all that the tickets allow\n", cast.size());
  Show show(flags);
  if (!flags.pairing.empty() && !show.pair(flags.pairing)) {
    fmt::print("The kiosk was not paired\n");
    return 1;
  }
  const int wrong = show.run(cast);
  fmt::print("Admitted: {}\n", show.admitted());
  return wrong == 0 && !cast.empty() ? 0 : 1;
}
