// Strong ids. Each kind of thing has a type of its own, so that an EditionId cannot be passed for an EventId.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "shared/base/result.h"

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace uke {

// 16 bytes of UUID. In storage and JSON it is the 36-character lower-case text.
struct Uuid {
  std::array<std::uint8_t, 16> bytes{};

  auto operator<=>(const Uuid&) const = default;
  [[nodiscard]] bool is_nil() const { return *this == Uuid{}; }
  [[nodiscard]] std::string to_string() const;
  // Accepts exactly 8-4-4-4-12 hexadecimal digits of either case; anything else is `invalid`.
  [[nodiscard]] static Result<Uuid> parse(std::string_view text);
  // UUID version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, then random bits. Sorts roughly by time.
  [[nodiscard]] static Uuid v7(const Clock& clock, Random& random);
};

template <class Tag>
struct Id {
  Uuid uuid{};

  auto operator<=>(const Id&) const = default;
  [[nodiscard]] bool is_nil() const { return uuid.is_nil(); }
  [[nodiscard]] std::string to_string() const { return uuid.to_string(); }
  [[nodiscard]] static Result<Id> parse(std::string_view text) {
    auto uuid = Uuid::parse(text);
    if (!uuid) return std::unexpected(uuid.error());
    return Id{*uuid};
  }
  [[nodiscard]] static Id fresh(const Clock& clock, Random& random) { return Id{Uuid::v7(clock, random)}; }
};

using EventId = Id<struct EventTag>;
using EditionId = Id<struct EditionTag>;
using MemberId = Id<struct MemberTag>;
using AttendeeId = Id<struct AttendeeTag>;  // one person's RSVP to one event; the desk's subject `a:`
using KioskId = Id<struct KioskTag>;
using LogId = Id<struct LogTag>;        // one desk log = one log.db file
using RecordId = Id<struct RecordTag>;  // one desk record
using AccountId = Id<struct AccountTag>;

}  // namespace uke

template <>
struct std::hash<uke::Uuid> {
  std::size_t operator()(const uke::Uuid& id) const noexcept;
};
template <class Tag>
struct std::hash<uke::Id<Tag>> {
  std::size_t operator()(const uke::Id<Tag>& id) const noexcept { return std::hash<uke::Uuid>{}(id.uuid); }
};
