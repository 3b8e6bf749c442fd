// The parts of addresses that are drawn: they can be read aloud and typed, and cannot be guessed. Internal to this room.
#pragma once

#include "shared/base/random.h"

#include <string>
#include <string_view>

namespace uke::server::events {

[[nodiscard]] std::string fresh_slug(Random& random);          // of an event: 88 bits
[[nodiscard]] std::string fresh_speaker_code(Random& random);  // tells speakers apart; no secret

// As it may have been typed or printed: capitals are the same letters.
[[nodiscard]] std::string read_slug(std::string_view typed);

}  // namespace uke::server::events
