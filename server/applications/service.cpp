#include "server/applications/service.h"

#include "server/accounts/rules.h"
#include "server/applications/cases.h"
#include "server/applications/invitations_rules.h"
#include "server/applications/invitations_store.h"
#include "server/applications/notes.h"
#include "server/mail/mail.h"
#include "shared/text/text.h"

#include <algorithm>

namespace uke::server::applications {
namespace {

constexpr std::int64_t kForgottenAtOnce = 100;

std::unexpected<Error> no_application() { return fail(ErrorCode::not_found, "applications.find", "no such application"); }

Result<ApplicationRow> find_version(storage::ReadTx& tx, ApplicationId id, std::int64_t version) {
  TRY(auto row, find_application(tx, id));
  if (!row) return no_application();
  if (row->version != version) return fail(ErrorCode::stale, "applications.find", "the application has another version");
  return std::move(*row);
}

Status check_note(std::string_view field, const std::optional<std::string>& text) {
  if (!text || !check_text(field, *text, kMessageMax)) return {};
  return fail(ErrorCode::invalid, "applications.change", std::string(field) + ": is too long or no text");
}

Status set_sponsor(storage::ReadTx& tx, ApplicationRow& row, const std::string& text) {
  if (text.empty()) {
    row.sponsor.reset();
    return {};
  }
  const auto id = MemberId::parse(text);
  if (!id) return fail(ErrorCode::invalid, "applications.change", "sponsor: is no id");
  TRY(const auto sponsor, sponsor_of(tx, *id));
  if (!sponsor) return fail(ErrorCode::not_found, "applications.change", "no such sponsor");
  if (!sponsor->may_vouch) return fail(ErrorCode::conflict, "applications.change", "only approved members vouch");
  row.sponsor = sponsor->id;
  return {};
}

void take(ApplicationRow& row, const web::Actor& actor, bool taken, Time now) {
  row.taken_by_id = taken ? actor.id : "";
  row.taken_by = taken ? actor.name : "";
  row.taken_ms = taken ? to_ms(now) : 0;
  row.state = taken ? ApplicationState::checking : ApplicationState::received;
}

Status apply_change(storage::ReadTx& tx, const web::Actor& actor, ApplicationRow& row, const ApplicationChange& change) {
  if (change.taken) take(row, actor, *change.taken, tx.now());
  if (change.sponsor) TRYV(set_sponsor(tx, row, *change.sponsor));
  if (change.sponsor_asked && *change.sponsor_asked != (row.asked_ms != 0)) row.asked_ms = *change.sponsor_asked ? to_ms(tx.now()) : 0;
  if (change.sponsor_answer) row.sponsor_answer = *change.sponsor_answer;
  if (change.sponsor_note) row.sponsor_note = text::trim(*change.sponsor_note);
  if (change.question) {
    row.question = text::trim(*change.question);
    row.reply.clear();
  }
  if (change.group_invited) row.group_invited = *change.group_invited;
  return {};
}

// The tick for the group is the one thing that comes after the decision.
bool is_only_the_group(const ApplicationChange& c) {
  return !c.taken && !c.sponsor && !c.sponsor_asked && !c.sponsor_answer && !c.sponsor_note && !c.question;
}

std::string_view action_of(const ApplicationChange& change) {
  if (change.taken) return *change.taken ? "application.take" : "application.give_back";
  return change.group_invited ? "application.group" : "application.check";
}

}  // namespace

Result<Case> get_case(storage::ReadTx& tx, const web::Actor& actor, ApplicationId id) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRY(auto row, find_application(tx, id));
  if (!row) return no_application();
  TRY(const auto open, list_open_applications(tx, kOpenMax));
  std::vector<ApplicationRow> rows;
  rows.push_back(std::move(*row));
  TRY(auto cases, cases_of(tx, std::move(rows), open));
  return std::move(cases.front());
}

Result<std::vector<Case>> get_cases(storage::ReadTx& tx, const web::Actor& actor, std::optional<ApplicationState> state, Order order,
                                    ApplicationId after, std::int64_t limit) {
  TRYV(accounts::require(actor, web::kOrganizers));
  TRY(auto rows, list_applications(tx, state, order, after, limit));
  TRY(const auto open, list_open_applications(tx, kOpenMax));
  return cases_of(tx, std::move(rows), open);
}

Result<std::vector<ApplicationRow>> get_applications(storage::ReadTx& tx, const web::Actor& actor, std::optional<ApplicationState> state,
                                                     ApplicationId after, std::int64_t limit) {
  TRYV(accounts::require(actor, web::kOrganizers));
  return list_applications(tx, state, Order::oldest_first, after, limit);
}

Result<std::vector<StateCount>> get_counts(storage::ReadTx& tx, const web::Actor& actor) {
  TRYV(accounts::require(actor, web::kOrganizers));
  return count_applications(tx);
}

Result<ApplicationRow> change_application(storage::WriteTx& tx, const web::Actor& actor, ApplicationId id, std::int64_t version,
                                          const ApplicationChange& change) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRYV(check_note("sponsor_note", change.sponsor_note));
  TRYV(check_note("question", change.question));
  TRY(const auto before, find_version(tx, id, version));
  if (!is_open(before.state) && !is_only_the_group(change)) {
    return fail(ErrorCode::conflict, "applications.change", "the application is decided");
  }
  auto after = before;
  TRYV(apply_change(tx, actor, after, change));
  if (is_open(after.state)) {
    after.step_ms = to_ms(tx.now());
    after.reminded_ms = 0;
  }
  TRYV(store_and_note(tx, actor, action_of(change), before, after));
  return after;
}

Result<Waiting> waiting_applications(storage::ReadTx& tx) {
  TRY(const auto open, list_open_applications(tx, kOpenMax));
  Waiting waiting{.count = std::ssize(open)};
  if (!open.empty()) waiting.oldest_ms = open.front().created_ms;
  waiting.overdue = std::ranges::count_if(open, [](const ApplicationRow& row) { return row.reminded_ms != 0; });
  return waiting;
}

Result<std::vector<ApplicationRow>> applications_of(storage::ReadTx& tx, MemberId member) { return list_applications_of(tx, member); }

Status forget_member(storage::WriteTx& tx, MemberId member) {
  TRY(const auto rows, list_applications_of(tx, member));
  for (const auto& row : rows) {
    TRYV(delete_application(tx, row.id));
    TRYV(accounts::forget_changes(tx, {"application", row.id.to_string()}));
  }
  TRYV(clear_sponsor(tx, member));
  return delete_invitations_of(tx, member);
}

Result<std::int64_t> forget_old_applications(storage::WriteTx& tx, Time before) {
  TRY(const auto ids, list_forgettable(tx, before, kForgottenAtOnce));
  for (const auto id : ids) {
    TRY(const auto row, find_application(tx, id));
    TRYV(mail::forget(tx, id.to_string(), row ? row->email : std::string()));
    TRYV(delete_application(tx, id));
    TRYV(accounts::forget_changes(tx, {"application", id.to_string()}));
  }
  return std::ssize(ids);
}

}  // namespace uke::server::applications
