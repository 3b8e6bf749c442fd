// The database that the benchmark's server runs on: an event with one edition, at a venue and online, that nobody has answered yet.
#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <cstddef>
#include <filesystem>
#include <string>

namespace uke::bench {

struct OpenEvent {
  EditionId edition;
  std::string page;  // /e/<slug>
};
// Makes the database uketsuke.db in `folder`.
[[nodiscard]] Result<OpenEvent> make_open_event(const std::filesystem::path& folder, std::size_t places_onsite);

struct Kept {
  std::size_t answers = 0;
  std::size_t onsite = 0;   // who come and have a place
  std::size_t waiting = 0;  // in line
  std::size_t cancelled = 0;
  std::size_t tickets = 0;  // different numbers
  std::size_t forged = 0;   // tickets that the event's key did not sign
};
// What is in the database. The server may run.
[[nodiscard]] Result<Kept> what_was_kept(const std::filesystem::path& folder, EditionId edition);

}  // namespace uke::bench
