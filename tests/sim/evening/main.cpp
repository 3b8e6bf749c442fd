// sim_evening --seeds 12 runs so many evenings; --seed N replays one and tells what happened.
#include "tests/sim/evening/evening.h"
#include "tests/sim/evening/must.h"
#include "tests/support/process.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <filesystem>
#include <optional>

int main(int argc, char** argv) {
  CLI::App app{"Simulates evenings at the door, each on one seed."};
  std::optional<std::uint64_t> only;
  std::uint64_t first = 1;
  std::uint64_t seeds = 12;
  app.add_option("--seed", only, "replay this one and tell what happened");
  app.add_option("--first", first, "the first seed");
  app.add_option("--seeds", seeds, "how many");
  std::filesystem::path keep;
  app.add_option("--keep", keep, "leave the databases of all machines in this folder, to look into them");
  CLI11_PARSE(app, argc, argv);
  if (only) first = *only;
  if (only) seeds = 1;
  for (std::uint64_t seed = first; seed < first + seeds; ++seed) {
    const uke::test::TempFolder folder;
    std::string log;
    try {
      const auto tally = uke::sim::run_evening(seed, keep.empty() ? folder.path() : keep, &log);
      if (only) fmt::print("{}", log);
      fmt::print("seed {}: {} greens, {} arrived, {} faults, {} conflicts, all agree\n", seed, tally.greens, tally.arrived, tally.faults,
                 tally.conflicts);
    } catch (const std::exception& broken) {
      fmt::print("{}seed {} FAILED: {}\nReplay it with: sim_evening --seed {}\n", log, seed, broken.what(), seed);
      return 1;
    }
  }
  return 0;
}
