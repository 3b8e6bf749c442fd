// What the kiosk did, one line of JSON each, for the demo, the benchmarks and for looking into a slow evening. Holds no names.
// Each line also has "t", when it was written, in milliseconds since the program began.
//
//   {"what":"first_frame","ms":212.4}              since the program began
//   {"what":"ready","ms":388.0}                    first frame drawn with the store open
//   {"what":"verdict","seen":3108.9,"ms":21.7,"verdict":"admitted","source":"camera","code":"7ZKQ3M0D","screenshot":"003-admitted-ja.png",
//    "buttons":[{"id":"undo","argument":"","x":204,"y":952}]}
//        seen: when the frame was taken, the scanner's last character arrived or the finger touched (source "touch"), counted as "t" is;
//        ms: from then to the drawn picture; buttons: the middle of each, in pixels of the window
//   {"what":"camera","state":"running"}
//   {"what":"status","unsent":0,"parked":0,"link":"online","roster":120}
#pragma once

#include "shared/base/describe.h"
#include "shared/json/json.h"

#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace uke::kiosk::runtime {

struct TraceButton {
  std::string id;
  std::string argument;
  std::int64_t x = 0;
  std::int64_t y = 0;

  bool operator==(const TraceButton&) const = default;
};
BOOST_DESCRIBE_STRUCT(TraceButton, (), (id, argument, x, y))

struct TraceLine {
  std::string what;
  std::optional<double> t;
  std::optional<double> seen;
  std::optional<double> ms;
  std::optional<std::string> verdict;
  std::optional<std::string> source;
  std::optional<std::string> code;
  std::optional<std::string> screenshot;
  std::optional<std::vector<TraceButton>> buttons;
  std::optional<std::int64_t> unsent;
  std::optional<std::int64_t> parked;
  std::optional<std::string> link;
  std::optional<std::int64_t> roster;
  std::optional<std::string> state;

  bool operator==(const TraceLine&) const = default;
};
BOOST_DESCRIBE_STRUCT(TraceLine, (), (what, t, seen, ms, verdict, source, code, screenshot, buttons, unsent, parked, link, roster, state))

// Not thread-safe. Without a file every call does nothing. A file that cannot be written is given up silently: tracing never harms the
// desk.
class Trace {
 public:
  explicit Trace(const std::filesystem::path& file);
  ~Trace();
  Trace(const Trace&) = delete;
  Trace& operator=(const Trace&) = delete;

  void write(const TraceLine& line);
  [[nodiscard]] bool on() const { return file_ != nullptr; }

 private:
  std::FILE* file_ = nullptr;
};

}  // namespace uke::kiosk::runtime
