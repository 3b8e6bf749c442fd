// The rows of the attendees' benchmark.
#pragma once

#include "tests/bench/attendees/data.h"
#include "tests/bench/attendees/flow.h"
#include "tests/bench/common/processes.h"
#include "tests/support/bench.h"

#include <cstddef>

namespace uke::bench {

struct AttendeesBench {
  const OpenEvent& event;
  Process& server;
  test::BenchReport& report;
  std::size_t attendees = 0;   // in each row
  std::size_t concurrent = 0;  // at a time
  double per_minute = 0;       // who arrive, in `open_loop`
  std::size_t next_number = 0;
  Seen seen = {};  // of all rows
};

// Attendees arrive at that rate whatever the server does, and take as long to read and type as keeps `concurrent` of them on their way.
// Reference of every page: /healthz by the same client at the same time.
void open_loop(AttendeesBench& bench);
// `concurrent` attendees without a moment's thought, each followed by the next.
void closed_loop(AttendeesBench& bench);
// Bytes of each page with everything that it brings along.
void bytes(AttendeesBench& bench);

}  // namespace uke::bench
