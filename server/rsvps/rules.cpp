#include "server/rsvps/rules.h"

#include <string_view>

namespace uke::server::rsvps {
namespace {

constexpr std::size_t kTextBytes = 200;
constexpr std::size_t kNoteBytes = 500;
constexpr std::size_t kCommentBytes = 2000;
constexpr std::size_t kEmailBytes = 254;
constexpr std::int64_t kYen = 1'000'000;
constexpr std::int64_t kQuantity = 100;

struct Faults {
  std::vector<wire::FieldError> errors;

  void unless(bool good, std::string field, std::string_view message) {
    if (!good) errors.push_back({std::move(field), std::string(message)});
  }
  void text(const std::optional<std::string>& value, std::string field, std::size_t bytes_max = kTextBytes) {
    unless(!value || value->size() <= bytes_max, std::move(field), "is too long");
  }
  void yen(const std::optional<Yen>& value, std::string field) {
    unless(!value || (value->value >= 0 && value->value <= kYen), std::move(field), "must be between 0 and 1000000");
  }
};

// One "@" with something on both sides is all that is asked: old carrier addresses break the stricter rules.
bool looks_like_email(std::string_view text) {
  const auto at = text.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() && text.find('@', at + 1) == std::string_view::npos &&
         text.find_first_of(" \t\r\n<>,;") == std::string_view::npos;
}

}  // namespace

std::vector<wire::FieldError> check(const RsvpFields& fields) {
  Faults faults;
  faults.unless(!fields.family_name.empty() || !fields.given_name.empty(), "family_name", "must not be empty");
  faults.unless(fields.state != desk::RsvpState::cancelled, "state", "a new answer cannot be a cancellation");
  faults.text(fields.family_name, "family_name");
  faults.text(fields.given_name, "given_name");
  faults.text(fields.kana, "kana");
  faults.text(fields.shown_name, "shown_name");
  faults.text(fields.former_name, "former_name");
  faults.text(fields.department, "department");
  faults.text(fields.years, "years");
  faults.text(fields.table, "table");
  faults.text(fields.note, "note", kNoteBytes);
  faults.text(fields.food, "food", kNoteBytes);
  faults.text(fields.comment, "comment", kCommentBytes);
  faults.unless(!fields.watching || (*fields.watching >= 0 && *fields.watching < kQuantity), "watching", "must be between 0 and 99");
  faults.text(fields.email, "email", kEmailBytes);
  faults.unless(!fields.email || looks_like_email(*fields.email), "email", "must be an e-mail address");
  faults.yen(fields.fee, "fee");
  faults.yen(fields.prepaid, "prepaid");
  if (fields.goods) {
    for (std::size_t i = 0; i < fields.goods->size(); ++i) {
      const auto quantity = (*fields.goods)[i].quantity;
      faults.unless(quantity >= 1 && quantity <= kQuantity, "goods[" + std::to_string(i) + "].quantity", "must be between 1 and 100");
    }
  }
  if (fields.companions) {
    faults.unless(fields.companions->size() <= kCompanions, "companions", "must be at most 5");
    for (std::size_t i = 0; i < fields.companions->size(); ++i) {
      const auto& companion = (*fields.companions)[i];
      const auto path = "companions[" + std::to_string(i) + "].";
      faults.text(companion.family_name, path + "family_name");
      faults.text(companion.given_name, path + "given_name");
      faults.text(companion.kana, path + "kana");
    }
  }
  return std::move(faults.errors);
}

std::vector<wire::FieldError> check(const RsvpChange& change) {
  Faults faults;
  faults.text(change.table, "table");
  faults.text(change.note, "note", kNoteBytes);
  faults.text(change.food, "food", kNoteBytes);
  faults.yen(change.fee, "fee");
  faults.yen(change.prepaid, "prepaid");
  faults.unless(!change.member || change.member->empty() || MemberId::parse(*change.member), "member", "must be the id of a member");
  return std::move(faults.errors);
}

}  // namespace uke::server::rsvps
