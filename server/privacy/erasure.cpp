#include "server/privacy/erasure.h"

#include "server/accounts/rules.h"
#include "server/applications/checking_service.h"
#include "server/applications/invitations_store.h"
#include "server/roster/duplicates_store.h"
#include "server/roster/store.h"
#include "server/rsvps/service.h"
#include "shared/text/fold.h"

#include <algorithm>
#include <ranges>

namespace uke::server::privacy {
namespace {

constexpr std::int64_t kInvitationsMax = 500;

std::unexpected<Error> no_member() { return fail(ErrorCode::not_found, "privacy.erase", "no such member"); }

bool is_expected(const rsvps::MemberAnswer& answer, Time now) {
  using enum desk::RsvpState;
  const auto state = answer.answer.state;
  return answer.ends_ms > to_ms(now) && (state == yes || state == waiting || state == maybe);
}

// The folded names under which others may have typed the person.
std::vector<std::string> typed_names(const roster::MemberFields& fields) {
  const auto keys = roster::keys_of(fields);
  std::vector<std::string> names{keys.name, keys.former, keys.kana, text::fold(fields.display_name)};
  std::erase_if(names, [](const auto& name) { return name.empty(); });
  return names;
}

bool is_typed(const std::vector<std::string>& names, std::string_view typed) {
  return std::ranges::find(names, text::fold(typed)) != names.end();
}

Status find_introduced(storage::ReadTx& tx, ErasurePlan& plan) {
  const auto names = typed_names(plan.member.fields);
  TRYV(each_introduced_member(tx, [&](std::string_view id, std::string_view typed) {
    const auto parsed = MemberId::parse(id);
    const bool is_own = parsed && std::ranges::find(plan.ids, *parsed) != plan.ids.end();
    if (parsed && !is_own && is_typed(names, typed)) plan.introduced.push_back(*parsed);
  }));
  return each_introduced_application(tx, [&](std::string_view id, std::string_view typed) {
    if (is_typed(names, typed)) plan.introduced_applications.emplace_back(id);
  });
}

Status count_answers(storage::ReadTx& tx, ErasurePlan& plan) {
  TRY(plan.answers, rsvps::answers_of_members(tx, plan.ids));
  for (const auto& answer : plan.answers) {
    if (is_expected(answer, tx.now())) plan.expected.push_back(answer);
    TRY(const auto companions, rsvps::companions_of(tx, answer.answer.id));
    plan.companions += std::ssize(companions);
    TRY(const auto subjects, subjects_of(tx, answer.answer));
    for (const auto& subject : subjects) {
      TRY(const auto facts, desk_facts_of(tx, answer.answer.event, subject));
      plan.desk_facts += std::ssize(facts);
    }
  }
  return {};
}

// One answer: cancelled where somebody still waits for the person, then without names, at the desk, too.
Status forget_answer(storage::WriteTx& tx, const web::Actor& actor, rsvps::AttendeeRow row, bool cancel) {
  if (cancel) {
    rsvps::RsvpChange change;
    change.state = desk::RsvpState::cancelled;
    TRY(auto changed, rsvps::change_rsvp(tx, actor, row.id, row.version, change));
    row = std::move(changed.attendee);
  }
  TRY(auto people, rsvps::companions_of(tx, row.id));
  people.push_back(std::move(row));
  for (auto& person : people) {
    TRY(const auto subjects, subjects_of(tx, person));
    for (const auto& subject : subjects) TRYV(delete_private_parts(tx, person.event, subject));
    TRYV(delete_remembered_answers(tx, person.id.to_string()));
    TRYV(rsvps::forget_person(tx, std::move(person)));
  }
  return {};
}

// The name as the one who introduced another member, in their row and in what the audit log says of it.
Status forget_introduced(storage::WriteTx& tx, const web::Actor& actor, MemberId other, const std::vector<std::string>& names) {
  TRY(const auto before, roster::find_row(tx, other));
  if (!before || !is_typed(names, before->fields.introduced_by)) return {};
  auto after = *before;
  after.fields.introduced_by.clear();
  after.changed_ms = to_ms(tx.now());
  TRYV(roster::update_member(tx, *before, after));
  TRY(const auto logged, logged_changes(tx, "member", other.to_string(), "introduced_by"));
  for (auto entry : logged) {
    TRY(auto changes, json::parse<std::vector<accounts::Change>>(entry.changes));
    for (auto& change : changes) {
      if (change.field == "introduced_by") change.before = change.after = "";
    }
    entry.changes = json::to_text(changes);
    TRYV(update_logged_changes(tx, entry));
  }
  return accounts::audit(tx, actor, "member.change", {.kind = "member", .id = other.to_string()}, {{"introduced_by", "", ""}});
}

// Whom the rows were merged into at any time. Where that was undone, the other's log still says what the merge brought.
Status forget_undone_merges(storage::WriteTx& tx, const std::vector<MemberId>& ids) {
  std::vector<std::string> others;
  for (const auto id : ids) {
    TRY(const auto logged, logged_changes(tx, "member", id.to_string(), "merged_into"));
    for (const auto& entry : logged) {
      TRY(const auto changes, json::parse<std::vector<accounts::Change>>(entry.changes));
      for (const auto& change : changes) {
        if (change.field == "merged_into") others.push_back(change.after.empty() ? change.before : change.after);
      }
    }
  }
  for (const auto& other : others) TRYV(forget_merge_changes(tx, other));
  return {};
}

Status forget_rows(storage::WriteTx& tx, const web::Actor& actor, MemberId id) {
  TRY(const auto row, roster::find_row(tx, id));
  if (!row) return no_member();
  TRYV(applications::forget_member(tx, id));
  TRYV(delete_import_rows_of(tx, id));
  TRYV(delete_remembered_answers(tx, id.to_string()));
  TRYV(clear_sponsor_of_members(tx, id));
  TRYV(roster::delete_apart_of(tx, id));
  TRYV(roster::erase_member(tx, *row));
  return accounts::audit(tx, actor, "member.erase", {.kind = "member", .id = id.to_string()}, {});
}

}  // namespace

Result<ErasurePlan> plan_erasure(storage::ReadTx& tx, const web::Actor& actor, MemberId id) {
  TRYV(accounts::require(actor, web::kAdmin));
  ErasurePlan plan;
  TRY(auto member, roster::find_row(tx, id));
  if (!member) return no_member();
  if (member->merged_into) return fail(ErrorCode::conflict, "privacy.erase", "the row was merged into another member");
  plan.member = std::move(*member);
  TRY(plan.ids, roster::all_ids_of(tx, id));
  TRYV(count_answers(tx, plan));
  for (const auto one : plan.ids) {
    TRY(const auto forms, applications::applications_of(tx, one));
    plan.applications += std::ssize(forms);
    TRY(const auto invitations, applications::list_invitations_of(tx, one, kInvitationsMax));
    plan.invitations += std::ssize(invitations);
    TRY(const auto imported, import_rows_of(tx, one));
    plan.imported += std::ssize(imported);
    TRY(const auto vouched_for, count_sponsored(tx, one));
    plan.vouched_for += vouched_for;
  }
  TRY(plan.names_in_group, applications::names_in_group(tx, plan.member.fields));
  TRYV(find_introduced(tx, plan));
  return plan;
}

Status erase_person(storage::WriteTx& tx, const web::Actor& actor, const ErasurePlan& plan, std::int64_t version, Expected expected) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRY(const auto member, roster::find_row(tx, plan.member.id));
  if (!member) return no_member();
  if (member->version != version || version != plan.member.version) {
    return fail(ErrorCode::stale, "privacy.erase", "the member has another version");
  }
  TRY(const auto ids, roster::all_ids_of(tx, member->id));
  if (ids != plan.ids) return fail(ErrorCode::stale, "privacy.erase", "something was merged meanwhile");
  TRY(auto answers, rsvps::answers_of_members(tx, ids));
  const bool someone_waits = std::ranges::any_of(answers, [&](const auto& answer) { return is_expected(answer, tx.now()); });
  if (someone_waits && expected == Expected::refuse) {
    return fail(ErrorCode::conflict, "privacy.erase", "the person is expected at an edition to come");
  }
  const auto names = typed_names(member->fields);
  for (auto& answer : answers) TRYV(forget_answer(tx, actor, answer.answer, is_expected(answer, tx.now())));
  TRY(const auto in_group, applications::names_in_group(tx, member->fields));
  for (const auto& name : in_group) TRYV(delete_checking_name(tx, name));
  for (const auto other : plan.introduced) TRYV(forget_introduced(tx, actor, other, names));
  for (const auto& form : plan.introduced_applications) TRYV(clear_introduced_in_application(tx, form));
  TRYV(forget_undone_merges(tx, ids));
  // Doubles first: each names what it was merged into.
  for (const auto id : std::views::reverse(ids)) TRYV(forget_rows(tx, actor, id));
  return {};
}

}  // namespace uke::server::privacy
