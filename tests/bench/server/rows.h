// The rows of design 08, each with its reference measured in the same run.
#pragma once

#include "tests/bench/common/processes.h"
#include "tests/bench/server/data.h"
#include "tests/support/bench.h"

#include <filesystem>

namespace uke::bench {

struct Bench {
  const Data& data;
  Process& server;
  std::filesystem::path folder;  // for references
  double seconds = 1;
  test::BenchReport& report;
};

// 1, 8, 64 and 256 connections; reference `sqlite_limit`: that many rows per commit without HTTP.
void durable_checkins(Bench& bench);
// Tickets by number, by a kiosk.
void read_ticket(Bench& bench);
// What is answered without the database; reference `nginx` where it is installed.
void static_read(Bench& bench);
// The first download of a kiosk.
void snapshot(Bench& bench);
// What a kiosk asks for when 10 rows changed.
void delta(Bench& bench);
// Check-ins while 200 long polls are answered with each change.
void dashboards(Bench& bench);

}  // namespace uke::bench
