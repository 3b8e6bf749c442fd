// Answers to an edition: what may be said, and what follows from it. Pure; thread-safe.
#pragma once

#include "shared/base/describe.h"
#include "shared/base/ids.h"
#include "shared/base/yen.h"
#include "shared/desk/roster.h"
#include "shared/wire/messages.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace uke::server::rsvps {

inline constexpr std::size_t kCompanions = 5;

struct GoodsOrder {
  std::string goods;  // its id
  std::int64_t quantity = 0;
  auto operator<=>(const GoodsOrder&) const = default;
};
BOOST_DESCRIBE_STRUCT(GoodsOrder, (), (goods, quantity))

// An お連れさま; the name is optional.
struct CompanionFields {
  std::optional<std::string> family_name;
  std::optional<std::string> given_name;
  std::optional<std::string> kana;
};
BOOST_DESCRIBE_STRUCT(CompanionFields, (), (family_name, given_name, kana))

// A new answer.
struct RsvpFields {
  desk::RsvpState state = desk::RsvpState::yes;
  desk::Mode mode = desk::Mode::onsite;
  std::string family_name;
  std::string given_name;
  std::optional<std::string> kana;
  std::optional<std::string> shown_name;   // absent: family and given name
  std::optional<std::string> former_name;  // 旧姓: for searching only
  std::optional<std::string> department;
  std::optional<std::string> years;
  std::optional<std::string> email;
  std::optional<std::string> table;
  std::optional<std::string> note;
  std::optional<Yen> fee;  // absent: the edition's fee at the door for the venue, nothing online
  std::optional<Yen> prepaid;
  std::optional<bool> photo_ok;
  std::optional<bool> provisional;
  std::optional<std::vector<GoodsOrder>> goods;
  std::optional<std::vector<CompanionFields>> companions;
};
BOOST_DESCRIBE_STRUCT(RsvpFields, (),
                      (state, mode, family_name, given_name, kana, shown_name, former_name, department, years, email, table, note, fee,
                       prepaid, photo_ok, provisional, goods, companions))

// A change of an answer; what is absent stays.
struct RsvpChange {
  std::optional<desk::RsvpState> state;
  std::optional<desk::Mode> mode;
  std::optional<EditionId> edition;  // another edition of the same event
  std::optional<std::string> table;
  std::optional<std::string> note;
  std::optional<Yen> fee;
  std::optional<Yen> prepaid;
  std::optional<bool> late;
  std::optional<std::string> member;  // whose answer it is: the id of somebody on the roster; "" = nobody's
};
BOOST_DESCRIBE_STRUCT(RsvpChange, (), (state, mode, edition, table, note, fee, prepaid, late, member))

// Every field that is not acceptable; empty = acceptable.
[[nodiscard]] std::vector<wire::FieldError> check(const RsvpFields& fields);
[[nodiscard]] std::vector<wire::FieldError> check(const RsvpChange& change);

// A 参加 takes a place where there is one, else it waits. `capacity` 0 = no limit; `taken` without this person.
[[nodiscard]] desk::RsvpState placed(desk::RsvpState wanted, std::int64_t capacity, std::int64_t taken);

}  // namespace uke::server::rsvps
