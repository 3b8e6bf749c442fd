// Approving, declining, and taking a decision back.
#include "server/accounts/rules.h"
#include "server/applications/cases.h"
#include "server/applications/letters.h"
#include "server/applications/notes.h"
#include "server/applications/service.h"
#include "server/roster/approval.h"
#include "shared/json/json.h"
#include "shared/text/text.h"

namespace uke::server::applications {
namespace {

// Of a member who was there before: what undoing puts back.
struct MemberBefore {
  roster::MemberFields fields;
  roster::MemberState state = roster::MemberState::provisional;
  std::optional<MemberId> sponsor;
  std::string approved_by;
  std::int64_t approved_ms = 0;
  std::optional<roster::MemberState> was;
};
BOOST_DESCRIBE_STRUCT(MemberBefore, (), (fields, state, sponsor, approved_by, approved_ms, was))

Status require_named_organizer(const web::Actor& actor) {
  TRYV(accounts::require(actor, web::kAdmin));
  if (!text::trim(actor.name).empty() && !actor.id.empty()) return {};
  return fail(ErrorCode::forbidden, "applications.decide", "a decision needs a named organizer");
}

Status refuse(Obstacle obstacle) {
  if (obstacle == Obstacle::none) return {};
  return fail(ErrorCode::conflict, "applications.decide", enum_name(obstacle));
}

bool is_taken_by_other(const ApplicationRow& row, const web::Actor& actor) {
  return !row.taken_by_id.empty() && row.taken_by_id != actor.id;
}

Result<Case> case_of_version(storage::ReadTx& tx, const web::Actor& actor, ApplicationId id, std::int64_t version) {
  TRY(auto about, get_case(tx, actor, id));
  if (about.row.version != version) return fail(ErrorCode::stale, "applications.decide", "the application has another version");
  return about;
}

void decide(ApplicationRow& row, const web::Actor& actor, ApplicationState state, Time now) {
  row.state = state;
  row.decided_by_id = actor.id;
  row.decided_by = actor.name;
  row.decided_ms = to_ms(now);
  row.step_ms = to_ms(now);
  row.reminded_ms = 0;
}

Status make_member(storage::WriteTx& tx, const web::Actor& actor, ApplicationRow& row) {
  TRY(const auto made, roster::create_member(tx, actor,
                                             {.fields = member_fields(row),
                                              .state = roster::MemberState::approved,
                                              .origin = roster::Origin::application,
                                              .sponsor = row.sponsor}));
  row.member = made.id;
  row.member_version = made.version;
  row.member_before.clear();
  return {};
}

Status approve_known_member(storage::WriteTx& tx, const web::Actor& actor, MemberId id, ApplicationRow& row) {
  TRY(const auto current, roster::current_of(tx, id));
  TRY(const auto before, roster::get_member(tx, actor, current));
  TRY(const auto after, roster::approve_member(tx, actor, current, before.version, filled_in(before.fields, row.fields()), row.sponsor));
  row.member = current;
  row.member_version = after.version;
  row.member_before = json::to_text(MemberBefore{.fields = before.fields,
                                                 .state = before.state,
                                                 .sponsor = before.sponsor,
                                                 .approved_by = before.approved_by,
                                                 .approved_ms = before.approved_ms,
                                                 .was = before.was});
  return {};
}

Status take_member_back(storage::WriteTx& tx, const web::Actor& actor, const ApplicationRow& row) {
  if (row.member_before.empty()) return roster::remove_member(tx, actor, *row.member, row.member_version);
  TRY(auto member, roster::get_member(tx, actor, *row.member));
  TRY(auto before, json::parse<MemberBefore>(row.member_before));
  member.fields = std::move(before.fields);
  member.state = before.state;
  member.sponsor = before.sponsor;
  member.approved_by = std::move(before.approved_by);
  member.approved_ms = before.approved_ms;
  member.was = before.was;
  TRYV(roster::restore_member(tx, actor, member, row.member_version));
  return {};
}

}  // namespace

Obstacle obstacle_to_approve(const Case& about, const web::Actor& actor, const Approval& approval) {
  if (!is_open(about.row.state)) return Obstacle::decided;
  if (is_taken_by_other(about.row, actor)) return Obstacle::taken_by_other;
  if (about.row.sponsor && (!about.sponsor || !about.sponsor->may_vouch)) return Obstacle::sponsor_may_not_vouch;
  const bool is_said = approval.member.has_value() != approval.new_member.value_or(false);
  const bool is_unsaid = !approval.member && !approval.new_member;
  return is_said || (is_unsaid && about.likes.empty()) ? Obstacle::none : Obstacle::choose_member;
}

Result<ApplicationRow> approve_application(storage::WriteTx& tx, const web::Actor& actor, ApplicationId id, std::int64_t version,
                                           const Approval& approval) {
  TRYV(require_named_organizer(actor));
  TRY(const auto about, case_of_version(tx, actor, id, version));
  TRYV(refuse(obstacle_to_approve(about, actor, approval)));
  auto row = about.row;
  if (row.sponsor) row.sponsor = about.sponsor->id;
  TRYV(approval.member ? approve_known_member(tx, actor, *approval.member, row) : make_member(tx, actor, row));
  decide(row, actor, ApplicationState::approved, tx.now());
  TRYV(store_and_note(tx, actor, "application.approve", about.row, row));
  TRYV(order_letter(tx, id));
  return row;
}

Result<ApplicationRow> decline_application(storage::WriteTx& tx, const web::Actor& actor, ApplicationId id, std::int64_t version,
                                           std::string_view reason) {
  TRYV(require_named_organizer(actor));
  if (check_text("reason", reason, kMessageMax)) return fail(ErrorCode::invalid, "applications.decline", "reason: is too long or no text");
  TRY(const auto about, case_of_version(tx, actor, id, version));
  if (!is_open(about.row.state)) return std::unexpected(refuse(Obstacle::decided).error());
  if (is_taken_by_other(about.row, actor)) return std::unexpected(refuse(Obstacle::taken_by_other).error());
  auto row = about.row;
  row.reason = text::trim(reason);
  decide(row, actor, ApplicationState::declined, tx.now());
  TRYV(store_and_note(tx, actor, "application.decline", about.row, row));
  TRYV(order_letter(tx, id));
  return row;
}

Result<bool> may_reopen(storage::ReadTx& tx, const ApplicationRow& row) {
  if (row.state == ApplicationState::declined) return true;
  if (row.state != ApplicationState::approved || !row.member) return false;
  TRY(const auto member, roster::find_member(tx, *row.member));
  return member && member->version == row.member_version && !member->merged_into;
}

Result<ApplicationRow> reopen_application(storage::WriteTx& tx, const web::Actor& actor, ApplicationId id, std::int64_t version) {
  TRYV(require_named_organizer(actor));
  TRY(const auto about, case_of_version(tx, actor, id, version));
  TRY(const bool allowed, may_reopen(tx, about.row));
  if (!allowed) return fail(ErrorCode::conflict, "applications.reopen", "something else happened since the decision");
  auto row = about.row;
  if (row.state == ApplicationState::approved) TRYV(take_member_back(tx, actor, row));
  row.state = row.taken_by_id.empty() ? ApplicationState::received : ApplicationState::checking;
  row.decided_by_id.clear();
  row.decided_by.clear();
  row.decided_ms = 0;
  row.reason.clear();
  row.member.reset();
  row.member_version = 0;
  row.member_before.clear();
  row.step_ms = to_ms(tx.now());
  TRYV(store_and_note(tx, actor, "application.reopen", about.row, row));
  return row;
}

}  // namespace uke::server::applications
