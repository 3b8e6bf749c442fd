// Invitations: a member vouches for somebody with a link. Pure; thread-safe.
#pragma once

#include "server/applications/rules.h"
#include "shared/base/random.h"

#include <string>
#include <string_view>

namespace uke::server::applications {

inline constexpr std::int64_t kCircleUsesMax = 50;  // a link for a circle
inline constexpr Millis kInvitationLasts{60LL * 24 * 3600'000};

// What an organizer fills in for a member. The name and the note are for the organizers: the link shows neither.
struct InvitationFields {
  MemberId sponsor;
  std::string invited_name;
  std::string note;
  std::int64_t uses_max = 1;
  auto operator<=>(const InvitationFields&) const = default;
};
BOOST_DESCRIBE_STRUCT(InvitationFields, (), (sponsor, invited_name, note, uses_max))

[[nodiscard]] InvitationFields tidied(InvitationFields fields);
// Everything that is not acceptable; empty = acceptable.
[[nodiscard]] web::Faults check(const InvitationFields& fields);

// sponsor_gone: who vouched is no approved member any more.
enum class InvitationState : std::uint8_t { open, used, expired, withdrawn, sponsor_gone };
BOOST_DESCRIBE_ENUM(InvitationState, open, used, expired, withdrawn, sponsor_gone)

struct InvitationFacts {
  std::int64_t uses = 0;
  std::int64_t uses_max = 1;
  std::int64_t expires_ms = 0;
  std::int64_t withdrawn_ms = 0;
  bool sponsor_may_vouch = true;
};
[[nodiscard]] InvitationState state_of(const InvitationFacts& facts, Time now);

// Whose word counts.
[[nodiscard]] bool may_vouch(roster::MemberState state);

// 16 letters and digits that nobody confuses (79 random bits): short enough for a QR code and for reading out on the telephone.
[[nodiscard]] std::string fresh_code(Random& random);
[[nodiscard]] bool looks_like_code(std::string_view text);

}  // namespace uke::server::applications
