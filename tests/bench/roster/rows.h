// The rows of the roster's benchmark, each with its reference measured in the same run.
#pragma once

#include "tests/bench/common/processes.h"
#include "tests/bench/roster/data.h"
#include "tests/support/bench.h"

#include <filesystem>

namespace uke::bench {

struct RosterBench {
  std::filesystem::path program;  // uketsuke-server
  std::filesystem::path folder;   // of the database; for references, too
  std::filesystem::path page;     // page.mjs
  std::size_t members = 0;
  std::size_t times = 0;
  Organizer organizer;
  Process& server;
  test::BenchReport& report;
  bool failed = false;  // something did not answer as it should
};

// What the server does for a search, on a connection of its own; reference: the same texts with `like` over the same folded rows.
void search(RosterBench& bench);
// A search in the browser and the first page of the roster, answered by the server over loopback; reference: a page of Node from rows in
// memory.
void roster_page(RosterBench& bench);
// A whole list through the command `import roster`, into a database of its own; reference: plain inserts of as many rows.
void import_files(RosterBench& bench);

}  // namespace uke::bench
