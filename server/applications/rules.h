// Applications for membership (入会申請): what an applicant may write, how far a case is, and what follows from a decision.
// Pure; thread-safe.
#pragma once

#include "server/roster/rules.h"
#include "server/web/faults.h"
#include "shared/base/describe.h"
#include "shared/base/ids.h"
#include "shared/base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace uke::server::applications {

using ApplicationId = Id<struct ApplicationTag>;
using InvitationId = Id<struct InvitationTag>;

// checking: an organizer has taken the case.
enum class ApplicationState : std::uint8_t { received, checking, approved, declined, withdrawn };
BOOST_DESCRIBE_ENUM(ApplicationState, received, checking, approved, declined, withdrawn)

enum class SponsorAnswer : std::uint8_t { none, knows, does_not_know };
BOOST_DESCRIBE_ENUM(SponsorAnswer, none, knows, does_not_know)

inline constexpr std::int64_t kMessageMax = 1000;             // characters
inline constexpr std::int64_t kOpenMax = 500;                 // undecided applications at once
inline constexpr Millis kWaitsTooLong{3LL * 24 * 3600'000};   // without any step: the organizers are reminded
inline constexpr Millis kKeptAfterNo{180LL * 24 * 3600'000};  // what was declined or withdrawn is erased after that

// What the applicant writes. Only a name and its kana are asked for.
struct ApplicationFields {
  std::string family_name;  // the whole name where it cannot be divided
  std::string given_name;
  std::string kana;
  std::string former_name;
  std::string email;
  std::string site;
  std::string department;
  std::int64_t joined_year = 0;
  roster::Employment employment = roster::Employment::unknown;
  std::string introduced_by;  // the sponsor as typed; with an invitation nobody types it
  std::string display_name;
  std::string message;
  auto operator<=>(const ApplicationFields&) const = default;
};
BOOST_DESCRIBE_STRUCT(ApplicationFields, (),
                      (family_name, given_name, kana, former_name, email, site, department, joined_year, employment, introduced_by,
                       display_name, message))

// As roster::tidied() does it; `message` keeps its lines.
[[nodiscard]] ApplicationFields tidied(ApplicationFields fields);
// Everything that is not acceptable in tidied fields; empty = acceptable.
[[nodiscard]] web::Faults check(const ApplicationFields& fields);
// A longer text may have lines; nothing = acceptable.
[[nodiscard]] std::optional<web::Fault> check_text(std::string_view field, std::string_view text, std::int64_t characters_max);
// What a member made of the application looks like. The message stays with the application.
[[nodiscard]] roster::MemberFields member_fields(const ApplicationFields& fields);
// A member who was on the roster before: what was empty is filled in, nothing that organizers wrote is overwritten. A display name that
// differs becomes an alias.
[[nodiscard]] roster::MemberFields filled_in(roster::MemberFields known, const ApplicationFields& fields);

// Old addresses of mobile carriers break the rules of mail (two points in a row, one before the @): mail from elsewhere often never
// arrives there.
[[nodiscard]] bool may_not_arrive(std::string_view email);

// A year as people write it: 1988, １９８８年, 昭和63年, S63, 平成元年. Nothing for what is none; 0 for "".
[[nodiscard]] std::optional<std::int64_t> year_of(std::string_view text);

[[nodiscard]] bool is_open(ApplicationState state);

// What the applicant is told: `question` where the organizers wait for an answer.
enum class Progress : std::uint8_t { received, checking, question, approved, declined, withdrawn };
BOOST_DESCRIBE_ENUM(Progress, received, checking, question, approved, declined, withdrawn)
[[nodiscard]] Progress progress_of(ApplicationState state, std::string_view question, std::string_view reply);

}  // namespace uke::server::applications
