// Any bytes in front of the door, at any time: nobody gets past without a ticket that was signed, and each verdict carries what it shows.
#include "tests/fuzz/claim.h"
#include "tests/fuzz/door.h"
#include "tests/support/builders.h"

#include <algorithm>

using namespace uke;
using namespace uke::desk;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const fuzz::Door kDoor;
  if (size < 2) return 0;
  const Here here{test::an_id<EventId>(1), test::an_id<EditionId>(1 + data[0] % 4), static_cast<DeskMode>(data[0] / 4 % 3)};
  const auto now = from_ms(test::kEvening + (static_cast<std::int64_t>(data[1]) - 64) * 5 * test::kMinute);
  const std::string_view scanned(reinterpret_cast<const char*>(data + 2), size - 2);
  const auto decision = decide(scanned, kDoor.view(), here, now);

  const auto token = ticket::find_token(scanned);
  const bool was_signed = token && std::ranges::any_of(fuzz::signed_texts(), [&](const auto& text) { return text.ends_with(*token); });
  const bool refused_unsigned = decision.verdict == Verdict::unreadable || decision.verdict == Verdict::forged;
  CLAIM(refused_unsigned == !was_signed);
  CLAIM(decision.subject.has_value() == (was_signed && decision.verdict != Verdict::other_event));
  CLAIM(decision.due >= Yen{});
  CLAIM(decision.verdict != Verdict::already_in || decision.already_at_ms > 0);
  CLAIM(decision.verdict != Verdict::pay_first || decision.due > Yen{});
  CLAIM(decision.verdict != Verdict::other_event || !decision.other_name.empty());
  return 0;
}
