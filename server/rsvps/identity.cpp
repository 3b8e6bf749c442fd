#include "server/rsvps/identity.h"

#include "server/roster/service.h"
#include "server/rsvps/identity_store.h"
#include "server/rsvps/members_store.h"
#include "server/rsvps/names.h"

#include <algorithm>
#include <charconv>

namespace uke::server::rsvps {
namespace {

constexpr std::int64_t kLikeMax = 20;

std::string lower_case(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return text;
}

// Nobody is signed in: the answer itself makes the member.
web::Actor the_answer() { return {.access = web::kAdmin, .id = "answer"}; }

// The first two years in "1988年〜2015年" that a member may have.
void read_years(std::string_view typed, roster::MemberFields& fields) {
  std::vector<std::int64_t> years;
  for (std::size_t at = 0; at < typed.size();) {
    const auto begin = typed.find_first_of("0123456789", at);
    if (begin == typed.npos) break;
    const auto end = std::min(typed.find_first_not_of("0123456789", begin), typed.size());
    std::int64_t year = 0;
    std::from_chars(typed.data() + begin, typed.data() + end, year);
    if (year >= roster::kYearFirst && year <= roster::kYearLast) years.push_back(year);
    at = end;
  }
  if (!years.empty()) fields.joined_year = years[0];
  if (years.size() > 1 && years[1] >= years[0]) fields.left_year = years[1];
}

roster::MemberFields described(const Person& person) {
  roster::MemberFields fields;
  fields.family_name = person.row.family_name;
  fields.given_name = person.row.given_name;
  fields.kana = person.row.kana;
  fields.former_name = person.details.former_name;
  fields.show_former_name = person.details.show_former_name;
  fields.email = person.row.email.value_or("");
  fields.department = person.row.department;
  read_years(person.row.years, fields);
  return roster::tidied(std::move(fields));
}

Result<std::vector<roster::Member>> same_members(storage::ReadTx& tx, const Person& person) {
  TRY(auto like, roster::members_like(tx, described(person), kLikeMax));
  std::vector<roster::Member> same;
  for (auto& one : like) {
    if (one.comparison.likeness == roster::Likeness::same) same.push_back(std::move(one.member));
  }
  return same;
}

// Another answer to the event that counts, by one of these people; the oldest that is no possible double itself.
Result<std::optional<AttendeeId>> active_other(storage::ReadTx& tx, const std::vector<AttendeeRow>& rows, AttendeeId own) {
  std::optional<AttendeeId> doubtful;
  for (const auto& row : rows) {
    if (row.id == own || !is_active(row.state)) continue;
    TRY(const auto details, details_of(tx, row.id));
    if (!details.doubt_of) return std::optional(row.id);
    if (*details.doubt_of != own && !doubtful) doubtful = details.doubt_of;
  }
  return doubtful;
}

// Nothing: nobody there could be meant by more than a guess, or several could.
Result<std::optional<MemberId>> link_or_grow(storage::WriteTx& tx, Group& group) {
  TRY(const auto same, same_members(tx, group.holder));
  if (same.size() > 1) return std::optional<MemberId>{};
  if (same.size() == 1) {
    TRY(const auto other, active_answer_of(tx, group.holder.row, same[0].id));
    if (!other || !is_active(group.holder.row.state)) return std::optional(same[0].id);
    group.holder.details.doubt_of = other;  // the member's second answer, under another name
    return std::optional<MemberId>{};
  }
  if (!is_active(group.holder.row.state)) return std::optional<MemberId>{};
  TRY(const auto member,
      roster::create_member(
          tx, the_answer(),
          {.fields = described(group.holder), .state = roster::MemberState::provisional, .origin = roster::Origin::answer, .sponsor = {}}));
  return std::optional(member.id);
}

}  // namespace

bool is_active(desk::RsvpState state) {
  using enum desk::RsvpState;
  return state == yes || state == waiting || state == maybe;
}

Result<std::optional<AttendeeId>> withdrawn_answer_of(storage::ReadTx& tx, EventId event, const AttendeeRow& row) {
  const auto key = name_key(row.family_name, row.given_name);
  if (key.empty()) return std::optional<AttendeeId>{};
  TRY(const auto rows, find_by_name(tx, event, key));
  std::optional<AttendeeId> without_address;
  for (const auto& old : rows) {
    if (is_active(old.state)) continue;
    const auto address = lower_case(old.email.value_or(""));
    if (address == lower_case(row.email.value_or(""))) return std::optional(old.id);
    if (address.empty() && !without_address) without_address = old.id;
  }
  return without_address;
}

Result<std::optional<AttendeeId>> active_answer_of(storage::ReadTx& tx, const AttendeeRow& row, MemberId member) {
  TRY(const auto ids, roster::all_ids_of(tx, member));
  for (const auto id : ids) {
    TRY(const auto rows, find_by_member(tx, row.event, id));
    TRY(const auto found, active_other(tx, rows, row.id));
    if (found) return found;
  }
  return std::optional<AttendeeId>{};
}

Status look_for_doubles(storage::ReadTx& tx, Group& group) {
  auto& [row, details, row_was, details_were] = group.holder;
  if (!is_active(row.state)) {
    details.doubt_of.reset();
    return {};
  }
  const auto key = name_key(row.family_name, row.given_name);
  const bool was_looked_for = row_was && is_active(row_was->state) && name_key(row_was->family_name, row_was->given_name) == key;
  if (was_looked_for) return {};
  if (!key.empty()) {
    TRY(const auto rows, find_by_name(tx, row.event, key));
    TRY(details.doubt_of, active_other(tx, rows, row.id));
  }
  if (!details.doubt_of && row.member) {
    TRY(details.doubt_of, active_answer_of(tx, row, *row.member));
  }
  return {};
}

Status release_doubles(storage::WriteTx& tx, AttendeeId id) {
  TRY(const auto ids, doubles_of(tx, id));
  for (const auto double_id : ids) {
    TRY(auto group, group_of(tx, double_id));
    if (double_id == ids.front()) {
      group.holder.details.doubt_of.reset();
      if (group.holder.details.approved_ms == 0) TRYV(find_member_of(tx, group));
    } else {
      group.holder.details.doubt_of = ids.front();
    }
    TRYV(save_group(tx, group));
  }
  return {};
}

Result<bool> is_approved(storage::ReadTx& tx, MemberId id) {
  TRY(const auto current, roster::current_of(tx, id));
  TRY(const auto member, roster::find_member(tx, current));
  return member && member->state == roster::MemberState::approved;
}

Result<bool> is_approved_member(storage::ReadTx& tx, const Group& group) {
  if (group.holder.row.member) {
    TRY(const bool approved, is_approved(tx, *group.holder.row.member));
    if (approved) return true;
  }
  TRY(const auto same, same_members(tx, group.holder));
  return std::ranges::any_of(same, [](const auto& member) { return member.state == roster::MemberState::approved; });
}

Status forget_grown_member(storage::WriteTx& tx, std::optional<MemberId> id) {
  if (!id) return {};
  TRY(const auto member, roster::find_member(tx, *id));
  const bool only_answered = member && member->state == roster::MemberState::provisional && member->origin == roster::Origin::answer;
  if (!only_answered) return {};
  TRY(const auto others, ids_of_member(tx, *id));
  if (!others.empty()) return {};
  const auto removed = roster::remove_member(tx, the_answer(), *id, member->version);
  const bool is_named_elsewhere = !removed && removed.error().code == ErrorCode::conflict;
  return is_named_elsewhere ? Status{} : removed;
}

Status find_member_of(storage::WriteTx& tx, Group& group) {
  auto& row = group.holder.row;
  if (!row.member && !group.holder.details.held && !group.holder.details.doubt_of) {
    TRY(row.member, link_or_grow(tx, group));
  }
  row.provisional = true;
  if (row.member) {
    TRY(const bool approved, is_approved(tx, *row.member));
    row.provisional = !approved;
  }
  for (auto& companion : group.companions) companion.row.provisional = row.provisional;
  return {};
}

}  // namespace uke::server::rsvps
