// Messages to those who answered an edition: what may be written, to whom it goes, what it becomes. Pure; thread-safe.
#pragma once

#include "server/rsvps/list.h"
#include "server/web/faults.h"
#include "shared/base/describe.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::announcements {

inline constexpr std::int64_t kSubjectMax = 100;  // characters
inline constexpr std::int64_t kBodyMax = 4000;
// Stand in subject and body for what differs from one to the next.
inline constexpr std::string_view kName = "{name}";
inline constexpr std::string_view kLink = "{link}";  // of the receiver's personal page; in the body only

// draft ⇄ scheduled → sending → sent; draft ⇄ discarded.
enum class MessageState : std::uint8_t { draft, scheduled, sending, sent, discarded };
BOOST_DESCRIBE_ENUM(MessageState, draft, scheduled, sending, sent, discarded)

// Whom it is for: all that is given must fit. Without a state: who comes, waits or is undecided.
struct Filter {
  std::optional<desk::RsvpState> state;
  std::optional<desk::Mode> mode;
  std::optional<rsvps::ListQuery::Money> money;
  std::optional<rsvps::ListQuery::Only> only;
  bool operator==(const Filter&) const = default;
};
BOOST_DESCRIBE_STRUCT(Filter, (), (state, mode, money, only))
[[nodiscard]] rsvps::ListQuery query_of(const Filter& filter);
// Companions are written to with their holder; who is held for approval is written to only where the filter says so.
[[nodiscard]] bool is_for(const Filter& filter, const rsvps::Listed& listed);

struct MessageFields {
  std::string subject;
  std::string body;
  Filter filter;
  bool operator==(const MessageFields&) const = default;
};
BOOST_DESCRIBE_STRUCT(MessageFields, (), (subject, body, filter))
// Without white space at the ends; the subject in one line.
[[nodiscard]] MessageFields tidied(MessageFields fields);
// Everything that is not acceptable: `wrong` for words in braces that stand for nothing. Empty = acceptable.
[[nodiscard]] web::Faults check(const MessageFields& fields);
// Words in braces that look like placeholders and are none: "{nmae}".
[[nodiscard]] std::vector<std::string> unknown_placeholders(std::string_view text);

// With name and link in place. What a name looks like cannot become a placeholder.
[[nodiscard]] std::string filled(std::string_view text, std::string_view name, std::string_view link);
// Divided at empty lines; line breaks inside stay.
[[nodiscard]] std::vector<std::string> paragraphs_of(std::string_view text);

enum class Outcome : std::uint8_t { queued, no_mail, not_wanted };
BOOST_DESCRIBE_ENUM(Outcome, queued, no_mail, not_wanted)

[[nodiscard]] std::string letter_key(std::string_view message, AttendeeId attendee);

}  // namespace uke::server::announcements
