#include "server/applications/apply_service.h"

#include "server/accounts/rules.h"
#include "server/applications/notes.h"
#include "shared/text/text.h"

#include <algorithm>

namespace uke::server::applications {
namespace {

constexpr std::size_t kNonceLength = 44;  // "uke_" and 40 hexadecimal digits

std::string secret_of(std::string_view nonce) { return accounts::derived_secret(nonce, "application"); }

Status acceptable(const ApplicationFields& fields) {
  const auto faults = check(fields);
  if (faults.empty()) return {};
  return fail(ErrorCode::invalid, "applications.apply", faults.front().field + ": is not acceptable");
}

std::unexpected<Error> decided() { return fail(ErrorCode::conflict, "applications.apply", "the application is decided"); }

// What the link says of the sponsor is kept in words, too: members go, the application says who vouched.
Status take_sponsor(storage::WriteTx& tx, std::string_view code, ApplicationRow& row) {
  TRY(const auto invitation, invitation_of_code(tx, code));
  if (!invitation || invitation->state != InvitationState::open)
    return fail(ErrorCode::conflict, "applications.apply", "the link is closed");
  TRY(const bool used, use_invitation(tx, invitation->row.id));
  if (!used) return fail(ErrorCode::conflict, "applications.apply", "the link is closed");
  TRY(row.sponsor, roster::current_of(tx, invitation->row.sponsor));
  row.invitation = invitation->row.id;
  row.introduced_by = invitation->sponsor_name;
  return {};
}

// An applicant's own step: the organizers' waiting clock begins again.
Status keep(storage::WriteTx& tx, std::string_view action, const ApplicationRow& before, ApplicationRow& after) {
  after.step_ms = to_ms(tx.now());
  after.reminded_ms = 0;
  return store_and_note(tx, the_applicant(), action, before, after);
}

Status rewrite(storage::WriteTx& tx, const ApplicationRow& before, ApplicationFields fields) {
  if (before.invitation) fields.introduced_by = before.introduced_by;
  if (fields == before.fields()) return {};
  auto after = before;
  static_cast<ApplicationFields&>(after) = std::move(fields);
  return keep(tx, "application.change", before, after);
}

Result<std::string> receive(storage::WriteTx& tx, const Submission& submission, const std::string& secret) {
  TRY(const auto open, list_open_applications(tx, kOpenMax));
  if (std::ssize(open) >= kOpenMax) return fail(ErrorCode::busy, "applications.apply", "too many applications wait");
  ApplicationRow row;
  static_cast<ApplicationFields&>(row) = submission.fields;
  row.id = ApplicationId::fresh(tx.clock(), tx.random());
  row.created_ms = row.step_ms = to_ms(tx.now());
  if (!submission.code.empty()) TRYV(take_sponsor(tx, submission.code, row));
  TRYV(insert_application(tx, row, accounts::secret_hash(secret)));
  TRYV(accounts::audit(tx, the_applicant(), "application.receive", {"application", row.id.to_string()}, {}));
  return secret;
}

}  // namespace

std::string fresh_nonce(Random& random) { return accounts::fresh_token(random); }

bool looks_like_nonce(std::string_view text) {
  return text.size() == kNonceLength && text.starts_with("uke_") && text.find_first_not_of("0123456789abcdef", 4) == text.npos;
}

Result<bool> was_submitted(storage::ReadTx& tx, std::string_view nonce) {
  if (!looks_like_nonce(nonce)) return false;
  TRY(const auto known, find_application_by_status(tx, accounts::secret_hash(secret_of(nonce))));
  return known.has_value();
}

Result<std::string> submit_application(storage::WriteTx& tx, const Submission& submission) {
  if (!looks_like_nonce(submission.nonce)) return fail(ErrorCode::invalid, "applications.apply", "nonce: is none of ours");
  TRYV(acceptable(submission.fields));
  auto secret = secret_of(submission.nonce);
  TRY(const auto known, find_application_by_status(tx, accounts::secret_hash(secret)));
  if (!known) return receive(tx, submission, secret);
  if (is_open(known->state)) TRYV(rewrite(tx, *known, submission.fields));
  return secret;
}

Result<ApplicationRow> own_application(storage::ReadTx& tx, std::string_view secret) {
  if (!looks_like_nonce(secret)) return fail(ErrorCode::not_found, "applications.own", "no such application");
  TRY(auto row, find_application_by_status(tx, accounts::secret_hash(secret)));
  if (!row) return fail(ErrorCode::not_found, "applications.own", "no such application");
  return std::move(*row);
}

Result<ApplicationRow> change_own(storage::WriteTx& tx, std::string_view secret, std::int64_t version, const ApplicationFields& fields) {
  TRYV(acceptable(fields));
  TRY(const auto before, own_application(tx, secret));
  if (!is_open(before.state)) return decided();
  if (before.version != version) return fail(ErrorCode::stale, "applications.own", "the application has another version");
  TRYV(rewrite(tx, before, fields));
  return own_application(tx, secret);
}

Result<ApplicationRow> answer_question(storage::WriteTx& tx, std::string_view secret, std::string_view reply) {
  const std::string trimmed(text::trim(reply));
  if (trimmed.empty() || check_text("reply", trimmed, kMessageMax)) {
    return fail(ErrorCode::invalid, "applications.answer", "reply: is not acceptable");
  }
  TRY(const auto before, own_application(tx, secret));
  if (!is_open(before.state) || before.question.empty()) return decided();
  auto after = before;
  after.reply = trimmed;
  TRYV(keep(tx, "application.answer", before, after));
  return after;
}

Result<ApplicationRow> withdraw_own(storage::WriteTx& tx, std::string_view secret) {
  TRY(auto before, own_application(tx, secret));
  if (before.state == ApplicationState::withdrawn) return before;
  if (!is_open(before.state)) return decided();
  auto after = before;
  after.state = ApplicationState::withdrawn;
  TRYV(keep(tx, "application.withdraw", before, after));
  return after;
}

Result<ApplicationRow> restore_own(storage::WriteTx& tx, std::string_view secret) {
  TRY(auto before, own_application(tx, secret));
  if (is_open(before.state)) return before;
  if (before.state != ApplicationState::withdrawn) return decided();
  auto after = before;
  after.state = before.taken_by_id.empty() ? ApplicationState::received : ApplicationState::checking;
  TRYV(keep(tx, "application.restore", before, after));
  return after;
}

}  // namespace uke::server::applications
