// What attendees are told about an event and its editions, and what organizers decide beyond what the door needs. Types and pure rules;
// thread-safe. An event or edition that nobody said anything about has the values written here.
#pragma once

#include "server/web/faults.h"
#include "shared/base/describe.h"
#include "shared/base/ids.h"
#include "shared/base/yen.h"
#include "shared/desk/roster.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace uke::server::events {

// What an unknown person's yes through the group's link is worth: valid at once, or only after an organizer's approval.
enum class LinkTrust : std::uint8_t { group_link, roster_only };
BOOST_DESCRIBE_ENUM(LinkTrust, group_link, roster_only)

struct EventDetails {
  std::string slug;  // of the address /e/<slug>; drawn, never typed
  LinkTrust link_trust = LinkTrust::group_link;
  std::string description;
  std::string description_en;
  std::string handover;  // 来年への申し送り
  std::optional<EventId> copied_from;
  std::int64_t changed_ms = 0;
  std::int64_t version = 0;  // 0 = no row yet
  auto operator<=>(const EventDetails&) const = default;
};
BOOST_DESCRIBE_STRUCT(EventDetails, (), (slug, link_trust, description, description_en, handover, copied_from, changed_ms, version))

struct EditionDetails {
  std::string map_url;
  std::string contact;                    // 当日の連絡先
  std::int64_t rsvp_closes_ms = 0;        // 0 = until the doors close
  std::int64_t maybe_until_ms = 0;        // when 未定 expires; 0 = never
  std::int64_t cancel_free_until_ms = 0;  // 0 = cancelling costs nothing
  Yen cancel_fee;                         // a person
  Yen online_fee;
  std::string online_guide;  // address, meeting number, passcode: for those who take part online
  std::int64_t companions_max = 5;
  bool asks_after_party = false;
  std::string after_party;         // 二次会: where and how much
  std::string caterer;             // name and telephone of the shop
  Yen food_price;                  // what one meal costs us
  std::int64_t food_fixed_ms = 0;  // until when the shop wants the number; 0 = not said
  std::int64_t changed_ms = 0;
  std::int64_t version = 0;  // 0 = no row yet
  auto operator<=>(const EditionDetails&) const = default;
};
BOOST_DESCRIBE_STRUCT(EditionDetails, (),
                      (map_url, contact, rsvp_closes_ms, maybe_until_ms, cancel_free_until_ms, cancel_fee, online_fee, online_guide,
                       companions_max, asks_after_party, after_party, caterer, food_price, food_fixed_ms, changed_ms, version))

enum class ForWhom : std::uint8_t { anybody, attendee, companion };
BOOST_DESCRIBE_ENUM(ForWhom, anybody, attendee, companion)

// A fee on site. Without any category everybody pays EditionRow::door_fee.
struct FeeCategory {
  std::string id;
  std::int64_t position = 0;
  std::string name;
  std::string name_en;
  Yen amount;
  ForWhom for_whom = ForWhom::anybody;
  bool retired = false;  // no longer offered; answers keep it
  std::int64_t version = 1;
  auto operator<=>(const FeeCategory&) const = default;
};
BOOST_DESCRIBE_STRUCT(FeeCategory, (), (id, position, name, name_en, amount, for_whom, retired, version))

struct GoodsItem {
  std::string id;
  std::int64_t position = 0;
  std::string name;
  std::string name_en;
  Yen price;
  bool retired = false;
  std::int64_t version = 1;
  auto operator<=>(const GoodsItem&) const = default;
};
BOOST_DESCRIBE_STRUCT(GoodsItem, (), (id, position, name, name_en, price, retired, version))

struct ProgrammeItem {
  std::string id;
  std::int64_t position = 0;
  std::int64_t starts_ms = 0;  // 0 = not said
  std::string title;
  std::string title_en;
  std::string speaker;
  std::string speaker_about;
  std::string description;
  std::string code;  // of the speaker's own link /e/<slug>?via=<code>; drawn, never typed
  std::int64_t version = 1;
  auto operator<=>(const ProgrammeItem&) const = default;
};
BOOST_DESCRIBE_STRUCT(ProgrammeItem, (), (id, position, starts_ms, title, title_en, speaker, speaker_about, description, code, version))

// Everything that is not acceptable; empty = acceptable. Drawn members, ids, positions and versions are not looked at.
[[nodiscard]] web::Faults check(const EventDetails& details);
[[nodiscard]] web::Faults check(const EditionDetails& details);
[[nodiscard]] web::Faults check(const FeeCategory& category);
[[nodiscard]] web::Faults check(const GoodsItem& item);
[[nodiscard]] web::Faults check(const ProgrammeItem& item);

}  // namespace uke::server::events
