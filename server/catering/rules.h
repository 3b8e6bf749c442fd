// How many meals to order: types and pure rules. Thread-safe.
//
// The number for the shop counts people, companions included: everybody with a 参加 on site, and whoever came already. Who took the
// answer back is not in it. Answers that may be the same person's (重複かもしれません) count once, as the larger of them. Around it:
//
//   lowest  = number − those who usually do not come without a word (a share of the number, rounded), but never below who came already
//   highest = number + 未定 + waiting for a place or for approval + the smaller ones of possible doubles, as far as there are places
#pragma once

#include "server/web/faults.h"
#include "shared/base/describe.h"
#include "shared/base/ids.h"
#include "shared/desk/roster.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace uke::server::catering {

inline constexpr std::int64_t kMealsMax = 9999;
inline constexpr std::int64_t kByMax = 100;    // characters
inline constexpr std::int64_t kNoteMax = 300;  // characters
// Of a hundred, where no earlier edition tells.
inline constexpr std::int64_t kNoShowsUsual = 8;

// What counting needs of one person's answer.
struct Guest {
  AttendeeId id;
  std::optional<AttendeeId> holder;    // of a companion
  std::optional<AttendeeId> doubt_of;  // the earlier answer that may be the same person's
  desk::RsvpState state = desk::RsvpState::yes;
  desk::Mode mode = desk::Mode::onsite;
  bool ever_admitted = false;
  std::int64_t answered_ms = 0;
  std::int64_t cancelled_ms = 0;  // 0 = never
  std::string food;
};
[[nodiscard]] bool eats(const Guest& guest);

struct Count {
  std::int64_t expected = 0;  // the number for the shop
  std::int64_t lowest = 0;
  std::int64_t highest = 0;
  std::int64_t companions = 0;  // of the expected, roughly: without doubles
  std::int64_t doubles = 0;     // people left out because they may be counted already
  std::int64_t maybe = 0;
  std::int64_t waiting = 0;
  std::int64_t came = 0;
  std::int64_t no_shows = 0;  // usual ones
  auto operator<=>(const Count&) const = default;
};
BOOST_DESCRIBE_STRUCT(Count, (), (expected, lowest, highest, companions, doubles, maybe, waiting, came, no_shows))

// `capacity` 0 = no limit; `no_show_percent` 0…100.
[[nodiscard]] Count count_meals(std::span<const Guest> guests, std::int64_t capacity, std::int64_t no_show_percent);

// How many of a hundred stayed away, over earlier editions; nothing where too few people are known of.
struct PastEdition {
  std::int64_t expected = 0;
  std::int64_t came = 0;
};
[[nodiscard]] std::optional<std::int64_t> no_show_percent(std::span<const PastEdition> editions);

// A wish or an allergy, by how many people it was said. Without names.
struct Wish {
  std::string text;  // as the first of them wrote it
  std::int64_t count = 0;
  auto operator<=>(const Wish&) const = default;
};
BOOST_DESCRIBE_STRUCT(Wish, (), (text, count))
// Of those who eat: the same words in another spelling are one wish, possible doubles count once. The most frequent first.
[[nodiscard]] std::vector<Wish> wishes_of(std::span<const Guest> guests);

// What happened to the number after the shop was told at `told_ms`, when it was `counted`.
struct Since {
  std::int64_t joined = 0;
  std::int64_t cancelled = 0;
  std::int64_t otherwise = 0;  // changes between venue and online, promotions, doubles that were settled …; may be negative
};
BOOST_DESCRIBE_STRUCT(Since, (), (joined, cancelled, otherwise))
[[nodiscard]] Since since(std::span<const Guest> guests, std::int64_t expected, std::int64_t counted, std::int64_t told_ms);

// A call to the shop, as somebody notes it.
struct NewCall {
  std::int64_t number = 0;
  std::int64_t at_ms = 0;  // 0 = now
  std::string by;          // "" = whoever notes it
  std::string note;
};
BOOST_DESCRIBE_STRUCT(NewCall, (), (number, at_ms, by, note))
// Empty = acceptable. `now_ms`: nobody tells the shop tomorrow.
[[nodiscard]] web::Faults check(const NewCall& call, std::int64_t now_ms);

}  // namespace uke::server::catering
