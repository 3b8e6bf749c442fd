// One visitor of the demo: what they hold up and what the kiosk must answer.
#pragma once

#include "shared/base/describe.h"
#include "shared/base/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace uke::demo {

// A row of the manifest that `uketsuke-server tickets` writes (tickets.json).
struct Ticket {
  std::string text;     // of the QR code
  std::string name;     // as shown
  std::string code;     // short code
  std::string verdict;  // what a first scan at this edition answers
};
BOOST_DESCRIBE_STRUCT(Ticket, (), (text, name, code, verdict))

struct Person {
  std::string what;  // for the table: "髙橋 一郎", "偽造された受付票" …
  std::string text;
  std::string expected;  // verdict by name
  std::string touched;   // button pressed afterwards ("" = none), and then the verdict below
  std::string expected_after_touch;
};

[[nodiscard]] Result<std::vector<Ticket>> read_manifest(const std::filesystem::path& file);

// `count` people in an order that shows every verdict that the tickets allow, again and again: people who may come in, one twice, a forged
// ticket, a foreign code, and all the special cases.
[[nodiscard]] std::vector<Person> cast_of(const std::vector<Ticket>& tickets, std::size_t count);

}  // namespace uke::demo
