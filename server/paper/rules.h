// 前日セット: what can be printed the day before, and what stands on it. Types and pure rules; thread-safe.
#pragma once

#include "shared/base/describe.h"
#include "shared/base/yen.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::paper {

enum class Part : std::uint8_t { list, online, badges, receipts, cash, guide };
BOOST_DESCRIBE_ENUM(Part, list, online, badges, receipts, cash, guide)
using Parts = std::set<Part>;
[[nodiscard]] Parts all_parts();
// "list,badges"; nothing for a word that is no part, and for no word at all.
[[nodiscard]] std::optional<Parts> parse_parts(std::string_view text);
[[nodiscard]] std::string parts_text(const Parts& parts);

// One person, as list and badge show them.
struct Person {
  std::string name;  // as they want it shown; empty: a companion without a name
  std::string kana;
  std::string department;
  std::string code;                 // 7ZKQ-3M0D
  std::optional<std::string> with;  // of a companion: who they come with
  Yen fee;
  Yen prepaid;
  bool has_food = false;
  bool photo_ok = true;
  bool is_maybe = false;
  bool is_late = false;
  std::int64_t goods = 0;  // pieces to hand over
};

// Texts are ready to print, in the language of who prints.
struct Set {
  std::string organization;
  std::string event;
  std::string edition;
  std::string date;  // 2027年2月20日(土)
  std::string open;  // 17:30
  std::string close;
  std::string start;
  std::string end;
  std::string as_of;    // 2月19日(金) 18:02
  std::string contact;  // may be empty
  Yen fee;
  std::vector<Yen> fees;       // each amount that receipts are printed for; none for a free party
  std::vector<Person> onsite;  // in the order of the list
  std::vector<Person> online;
  std::int64_t receipts = 0;        // of each fee
  std::int64_t blank_receipts = 0;  // without an amount
};

inline constexpr std::int64_t kReceiptsMax = 300;
inline constexpr std::size_t kBadgesOnSheet = 10;
inline constexpr std::size_t kReceiptsOnSheet = 3;
inline constexpr std::size_t kWalkInRows = 10;  // empty lines after the last person

[[nodiscard]] std::size_t sheets_for(std::size_t count, std::size_t on_sheet);

}  // namespace uke::server::paper
