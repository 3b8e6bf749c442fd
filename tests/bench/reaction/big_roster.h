// A kiosk's data folder with very many attendees, as after a download.
#pragma once

#include "shared/base/result.h"
#include "shared/desk/roster.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace uke::bench {

// Fills `folder` through the store itself. All are expected at the venue, without a fee; the doors are open now.
[[nodiscard]] Status make_big_roster(const std::filesystem::path& folder, std::uint64_t people);

// The QR text of person `n` (0…people-1).
[[nodiscard]] std::string ticket_of(std::uint64_t n);

}  // namespace uke::bench
