// How an event moves to a later year. Pure; thread-safe. Internal to this room.
#pragma once

#include "server/events/details.h"
#include "server/events/store.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace uke::server::events {

// The day in `zone` on which it is `at_ms`.
[[nodiscard]] std::chrono::year_month_day local_day(std::int64_t at_ms, std::string_view zone);

// The same month and day at least a year after `day`, and after `today`; 29 February becomes the 28th where there is none.
[[nodiscard]] std::chrono::year_month_day next_anniversary(std::chrono::year_month_day day, std::chrono::year_month_day today);

// `days` later, when clocks in `zone` show the same time; where clocks leave that time out, the next one that they show. 0 stays 0.
[[nodiscard]] std::int64_t later(std::int64_t at_ms, std::string_view zone, std::chrono::days days);

// Instead of last year's meeting: the edition is still one that people can join online.
inline constexpr std::string_view kGuideToCome =
    "オンラインの参加方法は、後日お知らせします。\nHow to take part online will be announced later.";

// How far everything moves.
struct Move {
  std::chrono::days by{};
  int from_year = 0;
  int to_year = 0;
};
[[nodiscard]] Move move_of(const EventRow& event, Time now);

// `text` with the old year, where it stands alone, replaced by the new one: 2027年, Party 2027.
[[nodiscard]] std::string with_new_year(std::string_view text, const Move& move);

// As the copy will have it. Ids, codes and links are the caller's.
[[nodiscard]] EventFields moved(const EventRow& event, const Move& move);
[[nodiscard]] EditionFields moved(const EditionRow& edition, const Move& move);
[[nodiscard]] EditionDetails moved(EditionDetails details, std::string_view zone, const Move& move);
[[nodiscard]] ProgrammeItem moved(ProgrammeItem item, std::string_view zone, const Move& move);

}  // namespace uke::server::events
