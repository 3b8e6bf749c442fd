// What an edition offers to attendees, and what an answer to it costs. Pure; thread-safe.
#pragma once

#include "server/events/details.h"
#include "server/events/store.h"
#include "server/rsvps/own.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace uke::server::attending {

// Everything that is known of an edition.
struct Venue {
  events::EditionRow edition;
  events::EditionDetails details;
  std::vector<events::FeeCategory> categories;
  std::vector<events::GoodsItem> goods;
  std::vector<events::ProgrammeItem> programme;
};

// 会場: there is a place, a capacity or a fee at the door. オンライン: there is nothing else, or somebody wrote a guide, a capacity or a
// fee for it.
[[nodiscard]] bool offers(const Venue& venue, desk::Mode mode);
[[nodiscard]] std::vector<desk::Mode> modes_of(const Venue& venue);

// Of `for_whom` or anybody, not retired; on site only.
[[nodiscard]] std::vector<events::FeeCategory> categories_for(const Venue& venue, desk::Mode mode, events::ForWhom for_whom);

// Where somebody takes part in which way, as a form names it: "<edition>.<mode>".
struct Choice {
  EditionId edition;
  desk::Mode mode = desk::Mode::onsite;
};
[[nodiscard]] std::string text_of(const Choice& choice);
[[nodiscard]] std::optional<Choice> choice_of(std::string_view text);

// What an answer costs, before it is given. Afterwards the rows say what is owed.
struct Bill {
  Yen own;
  std::vector<Yen> companions;
  Yen goods;
  Yen total;
};
[[nodiscard]] Bill bill_of(const rsvps::OwnFields& fields, const Venue& venue);

// Why nobody can answer to this edition; nothing: answers are welcome.
[[nodiscard]] std::optional<rsvps::Refusal> refusal_of(const Venue& venue, Time now);

}  // namespace uke::server::attending
