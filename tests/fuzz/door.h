// A door with people in every state, for targets that judge scans. Everything is known to seeds and targets alike.
#pragma once

#include "shared/desk/verdict.h"

#include <string>
#include <vector>

namespace uke::fuzz {

struct Door {
  std::vector<desk::Event> events;
  std::vector<desk::Edition> editions;
  std::vector<desk::Attendee> attendees;
  std::vector<desk::OtherTicket> others;
  desk::EventFold fold;

  Door();
  [[nodiscard]] desk::View view() const;
};

// Texts of all tickets that were ever signed: every verdict but `unreadable` and `forged` needs one of them.
[[nodiscard]] const std::vector<std::string>& signed_texts();

}  // namespace uke::fuzz
