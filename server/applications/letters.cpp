#include "server/applications/letters.h"

#include "server/applications/store.h"
#include "server/applications/words.h"
#include "shared/assets/assets.h"

namespace uke::server::applications {
namespace {

constexpr std::string_view kJob = "applications.letter";

// In Japanese, as the form is; nobody asks applicants for a language.
mail::Outgoing letter_about(const ApplicationRow& row, const Messages& m, std::string_view organization) {
  const bool approved = row.state == ApplicationState::approved;
  const std::string word = approved ? "approved" : "declined";
  mail::Outgoing out;
  out.key = "application:" + row.id.to_string() + ":" + std::to_string(row.decided_ms);
  out.to = row.email;
  out.to_name = name_of(row);
  out.kind = "application_" + word;
  out.subject_id = row.id.to_string();
  out.letter.subject = m.text("application.letter.subject", {{"organization", organization}});
  out.letter.greeting = m.text("application.letter.greeting", {{"name", out.to_name}});
  out.letter.paragraphs = {m.text("apply.status." + word), m.text("apply.status_text." + word)};
  out.letter.closing = {std::string(organization)};
  return out;
}

Status write_letter(jobs::Run& run, const jobs::JobRow& job, const LetterParts& parts) {
  const auto id = ApplicationId::parse(std::string_view(job.subject).substr(0, job.subject.find(':')));
  if (!id) return {};
  TRY(const auto m, i18n::Messages::load(assets::text("i18n/ja.json"), i18n::Language::ja));
  const auto organization = parts.organization.empty() ? m.text("ui.product") : parts.organization;
  return run.write([&](storage::WriteTx& tx) -> Status {
    TRY(const auto row, find_application(tx, *id));
    const bool is_decided = row && (row->state == ApplicationState::approved || row->state == ApplicationState::declined);
    // Taken back, and perhaps decided anew: that decision has a job of its own.
    if (!is_decided || row->email.empty() || row->decided_ms > to_ms(tx.now() - kLetterWaits)) return {};
    TRYV(mail::queue(tx, parts.settings, letter_about(*row, m, organization)));
    return {};
  });
}

}  // namespace

Status order_letter(storage::WriteTx& tx, ApplicationId id) {
  TRYV(jobs::start_job_at(tx, kJob, id.to_string() + ":" + std::to_string(to_ms(tx.now())), tx.now() + kLetterWaits));
  return {};
}

std::vector<jobs::Kind> letter_jobs(const LetterParts& parts) {
  return {{.name = std::string(kJob),
           .work = [parts](jobs::Run& run, const jobs::JobRow& job) { return write_letter(run, job, parts); },
           .every = {}}};
}

}  // namespace uke::server::applications
