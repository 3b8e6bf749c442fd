// One attendee from the link in the group to the ticket in hand, over loopback, with the time of every page.
#pragma once

#include "tests/bench/attendees/html.h"
#include "tests/support/http_client.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace uke::bench {

// What one attendee, or many of them, saw.
struct Seen {
  std::map<std::string, std::vector<double>> ms;  // by page
  std::size_t sent = 0;                           // answers that were confirmed
  std::size_t cancelled = 0;
  std::vector<std::string> failures;
  void add(Seen other);
};

struct Visit {
  std::uint16_t port = 0;
  std::string event_path;  // /e/<slug>
  std::size_t number = 0;  // of the attendee: name, address and what they do follow from it
  // Between two pages; may be empty.
  std::function<void()> think = {};
};

// Event page, form, confirmation, sending, personal page, ticket and its picture; every fifth then changes the answer, every seventh
// cancels.
[[nodiscard]] Seen attend(const Visit& visit);

// The bytes of each page with everything that it brings along, as sent to a browser that takes gzip and has nothing in its cache. Sends an
// answer on the way. Throws where the way ends.
[[nodiscard]] std::map<std::string, std::size_t> page_bytes(const Visit& visit);

}  // namespace uke::bench
