// Answers to an edition: what may be said, and what follows from it. Pure; thread-safe.
#pragma once

#include "shared/base/describe.h"
#include "shared/base/ids.h"
#include "shared/base/yen.h"
#include "shared/desk/roster.h"
#include "shared/i18n/messages.h"
#include "shared/wire/messages.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace uke::server::rsvps {

inline constexpr std::size_t kCompanions = 5;

enum class AfterParty : std::uint8_t { unsaid, yes, no, later };
BOOST_DESCRIBE_ENUM(AfterParty, unsaid, yes, no, later)

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
  std::optional<std::string> fee_category = {};  // id
};
BOOST_DESCRIBE_STRUCT(CompanionFields, (), (family_name, given_name, kana, fee_category))

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
  std::optional<std::string> food;
  std::optional<std::string> comment;
  std::optional<bool> comment_public;
  std::optional<AfterParty> after_party;
  std::optional<std::int64_t> watching;
  std::optional<std::string> fee_category;  // id
  std::optional<i18n::Language> language;
  std::optional<Yen> fee;  // absent: computed from category, mode and goods
  std::optional<Yen> prepaid;
  std::optional<bool> photo_ok;
  std::optional<bool> provisional;
  std::optional<std::vector<GoodsOrder>> goods;
  std::optional<std::vector<CompanionFields>> companions;
};
BOOST_DESCRIBE_STRUCT(RsvpFields, (),
                      (state, mode, family_name, given_name, kana, shown_name, former_name, department, years, email, table, note, food,
                       comment, comment_public, after_party, watching, fee_category, language, fee, prepaid, photo_ok, provisional, goods,
                       companions))

// A change of an answer; what is absent stays.
struct RsvpChange {
  std::optional<desk::RsvpState> state;
  std::optional<desk::Mode> mode;
  std::optional<EditionId> edition;  // another edition of the same event
  std::optional<std::string> table;
  std::optional<std::string> note;
  std::optional<std::string> food;
  std::optional<std::string> fee_category;  // "" = the edition's fee
  std::optional<Yen> fee;                   // set by hand: nothing computes it any more …
  std::optional<bool> fee_by_hand;          // … until this says false
  std::optional<Yen> prepaid;
  std::optional<bool> late;
  std::optional<std::string> member;  // whose answer it is: the id of somebody on the roster; "" = nobody's
};
BOOST_DESCRIBE_STRUCT(RsvpChange, (), (state, mode, edition, table, note, food, fee_category, fee, fee_by_hand, prepaid, late, member))

// Every field that is not acceptable; empty = acceptable.
[[nodiscard]] std::vector<wire::FieldError> check(const RsvpFields& fields);
[[nodiscard]] std::vector<wire::FieldError> check(const RsvpChange& change);

}  // namespace uke::server::rsvps
