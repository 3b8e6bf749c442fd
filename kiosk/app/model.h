// What screens derive from the state: pure questions, so that what reception may touch is decided (and tested) here and not while drawing.
#pragma once

#include "kiosk/app/state.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::kiosk::app {

// How a verdict looks. The word is the tone, never the only sign: each has its shape.
enum class Tone : std::uint8_t { admitted, already_in, payment, attention, stop };
// `admitted` without a record behind it (an unlisted ticket) is not: it asks for reception.
[[nodiscard]] Tone tone_of(const DeskOutcome& outcome);
[[nodiscard]] Sound sound_of(const DeskOutcome& outcome);
// Somebody is in, just now or already.
[[nodiscard]] bool is_in(const DeskOutcome& outcome);

// Cash for a sum: the next larger note (1,000, 5,000, 10,000, then whole 10,000s) and what comes back.
struct CashNote {
  Yen given;
  Yen change;
};
[[nodiscard]] CashNote next_note(Yen due);  // precondition: due > 0

// What a companion has to pay at the door.
[[nodiscard]] Yen fee_of(const desk::Attendee& companion);
// What is still to pay on this verdict for those who are meant: the person and, if `together`, the companions.
[[nodiscard]] Yen due_on(const VerdictScreen& verdict);
// Companions who are offered in the same touch.
[[nodiscard]] const std::vector<desk::Attendee>& companions_of(const VerdictScreen& verdict);

// One thing that can be touched on a verdict, most important first: the first is drawn as the primary button.
struct Offer {
  std::string_view id;  // of buttons.h
  std::string argument;
};
[[nodiscard]] std::vector<Offer> offers(const State& state, Time now);

// Why a cancelled person is let in after all; each is an argument of button::kAdmit and the reason on the record.
[[nodiscard]] const std::vector<std::string_view>& admit_reasons();

// The staff screen's lists show this many rows a page.
inline constexpr int kStaffRows = 5;
[[nodiscard]] int staff_pages(const StaffScreen& staff);

[[nodiscard]] bool is_unlocked(const State& state, Time now);

// How fresh this desk's data are, for the pill on every screen.
enum class Freshness : std::uint8_t { never, synced, ago, unsent };
struct FreshnessShown {
  Freshness kind = Freshness::never;
  std::int64_t number = 0;  // ago: whole minutes, ≥ 1; unsent: records
  bool operator==(const FreshnessShown&) const = default;
};
[[nodiscard]] FreshnessShown freshness(const DeskStatus& status, Time now);

// The device's clock is off by more than a minute: reception is told.
[[nodiscard]] bool clock_is_wrong(const DeskStatus& status);

}  // namespace uke::kiosk::app
