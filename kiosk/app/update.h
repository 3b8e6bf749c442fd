// The core: what happens next. Pure; thread-safe because it owns nothing.
#pragma once

#include "kiosk/app/effect.h"
#include "kiosk/app/event.h"
#include "kiosk/app/state.h"
#include "shared/base/time.h"

#include <vector>

namespace uke::kiosk::app {

struct Step {
  State state;
  std::vector<Effect> effects;
};

inline constexpr Millis kHold{2'000};              // the same code is no new scan while in view and for this long after
inline constexpr Millis kGreen{4'000};             // admitted and already_in go back by themselves
inline constexpr Millis kGreenWithOffer{10'000};   // … if companions can be taken in with the same touch
inline constexpr Millis kLeftAlone{30'000};        // every other verdict, if nobody touches it
inline constexpr Millis kTypingLeftAlone{60'000};  // find_me, confirm, walk_in, the PIN, and English
inline constexpr Millis kUnlocked{20 * 60'000};    // since the last touch or scan
inline constexpr Millis kSlow{300};                // from here on the screen says what it waits for
inline constexpr Millis kNotice{4'000};
inline constexpr Millis kStaffRefresh{5'000};
inline constexpr std::size_t kQueryBytesMax = 60;  // 20 kana
inline constexpr std::size_t kPinDigitsMax = 12;

// `now` is the device's wall clock. A code that is still held up may be passed on as Scanned again and again (a few times a second is
// enough): it never asks the store again, and it keeps the green screen up. Effects are to be carried out in order.
[[nodiscard]] Step update(State state, const Event& event, Time now);

// The state of a kiosk that was just started; a StatusChanged leads on to pairing or welcome.
[[nodiscard]] State initial_state(desk::DeskMode mode);

}  // namespace uke::kiosk::app
