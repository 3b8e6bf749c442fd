#include "server/applications/invitations_rules.h"

#include "shared/text/text.h"

#include <algorithm>

namespace uke::server::applications {
namespace {

constexpr std::size_t kCodeLength = 16;
constexpr std::string_view kCodeLetters = "23456789abcdefghjkmnpqrstuvwxyz";  // without 0 o 1 l i

std::string one_line(std::string text) {
  std::ranges::replace_if(text, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return std::string(text::trim(text));
}

}  // namespace

InvitationFields tidied(InvitationFields fields) {
  fields.invited_name = one_line(std::move(fields.invited_name));
  fields.note = one_line(std::move(fields.note));
  return fields;
}

web::Faults check(const InvitationFields& fields) {
  web::Faults faults;
  if (fields.sponsor.is_nil()) faults.push_back({"sponsor", web::What::required, 0});
  if (const auto fault = check_text("invited_name", fields.invited_name, roster::kTextMax)) faults.push_back(*fault);
  if (const auto fault = check_text("note", fields.note, roster::kTextMax)) faults.push_back(*fault);
  if (fields.uses_max < 1 || fields.uses_max > kCircleUsesMax) faults.push_back({"uses_max", web::What::out_of_range, kCircleUsesMax});
  return faults;
}

InvitationState state_of(const InvitationFacts& facts, Time now) {
  if (facts.withdrawn_ms != 0) return InvitationState::withdrawn;
  if (!facts.sponsor_may_vouch) return InvitationState::sponsor_gone;
  if (facts.uses >= facts.uses_max) return InvitationState::used;
  return to_ms(now) >= facts.expires_ms ? InvitationState::expired : InvitationState::open;
}

bool may_vouch(roster::MemberState state) { return state == roster::MemberState::approved; }

std::string fresh_code(Random& random) {
  std::string code;
  while (code.size() < kCodeLength) code += kCodeLetters[random.below(kCodeLetters.size())];
  return code;
}

bool looks_like_code(std::string_view text) {
  return text.size() == kCodeLength && std::ranges::all_of(text, [](char c) { return kCodeLetters.find(c) != std::string_view::npos; });
}

}  // namespace uke::server::applications
