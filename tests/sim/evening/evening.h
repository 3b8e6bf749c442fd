// One evening on one seed: guests arrive, everything that can go wrong does, and in the end all must agree.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace uke::sim {

struct Tally {
  int greens = 0;
  int arrived = 0;
  int faults = 0;
  int conflicts = 0;
};

// Throws Broken with what does not hold. `log` gets a line for each thing that happened, if it is not null.
[[nodiscard]] Tally run_evening(std::uint64_t seed, const std::filesystem::path& folder, std::string* log);

}  // namespace uke::sim
