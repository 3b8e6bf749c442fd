// One application: what is known, and every step that an organizer can take. Each POST answers 303; where somebody else was first, the page
// as it is now, with a word about it.
#include "server/applications/case_view.h"
#include "server/applications/links.h"
#include "server/web/rest.h"

#include <charconv>

namespace uke::server::applications {
namespace {

constexpr std::int64_t kCandidatesShown = 8;

std::string path_of(ApplicationId id) { return "/applications/" + id.to_string(); }

// 0 for what is no number: then nothing has that version.
std::int64_t version_of(const web::Form& form) {
  const auto text = form.text("version");
  std::int64_t version = 0;
  std::from_chars(text.data(), text.data() + text.size(), version);
  return version;
}

// Whom the typed name of a sponsor may mean.
Result<Candidates> candidates_of(storage::ReadTx& tx, const web::Actor& actor, const ApplicationRow& row, std::string_view searched) {
  if (!is_open(row.state)) return Candidates{};
  const auto text = searched.empty() && !row.sponsor ? std::string_view(row.introduced_by) : searched;
  if (text.empty()) return Candidates{};
  return find_sponsors(tx, actor, text, kCandidatesShown);
}

struct Shown {
  std::string_view searched = {};
  std::optional<render::Notice> notice = {};
  web::Faults faults = {};
  std::string_view faulty_form = {};  // approve | decline | ask | sponsor
  int status = 200;
};

void show_faults_of(CaseView& view, const web::Form& typed, const Shown& shown, const Messages& messages) {
  if (shown.faults.empty()) return;
  auto& form = shown.faulty_form == "approve"   ? view.approve
               : shown.faulty_form == "decline" ? view.decline
               : shown.faulty_form == "sponsor" ? view.sponsor.form
                                                : view.ask;
  if (!form) return;
  for (auto& field : form->fields) {
    if (field.kind == render::FieldKind::textarea || field.kind == render::FieldKind::text) field.value = typed.text(field.name);
  }
  render::show_faults(*form, shown.faults, messages);
}

Result<web::Response> show(const PageParts& parts, const web::Req& req, storage::ReadTx& tx, ApplicationId id, const Shown& shown) {
  const auto& messages = parts.pages->messages(req.http);
  TRY(const auto about, get_case(tx, req.actor, id));
  TRY(const auto candidates, candidates_of(tx, req.actor, about.row, shown.searched));
  TRY(const bool can_reopen, may_reopen(tx, about.row));
  auto view = case_view({.parts = parts, .req = req, .messages = messages, .now = tx.now(), .can_reopen = can_reopen}, about, candidates);
  if (shown.notice) view.notice = shown.notice;
  if (!shown.searched.empty() && candidates.empty()) view.sponsor.nobody_found = messages.text("application.no_candidate");
  if (!shown.searched.empty()) view.sponsor.show_search = true;
  view.sponsor.form_open = shown.faulty_form == "sponsor";
  view.decline_open = shown.faulty_form == "decline";
  view.ask_open = shown.faulty_form == "ask";
  show_faults_of(view, req.form, shown, messages);
  return parts.pages->page(req,
                           {.title = messages.text("application.of", {{"name", view.name}}),
                            .nav = "/applications",
                            .back = "/applications?state=" + std::string(enum_name(about.row.state)),
                            .back_label = messages.text("application.title"),
                            .width = render::Head::Width::table},
                           "applications/case", view, shown.status);
}

Result<web::Response> show_as_it_is(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<ApplicationId>(req, "application"));
  return show(parts, req, tx, id, {});
}

// A search changes nothing, so it answers with the page.
Result<web::Response> search_sponsor(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<ApplicationId>(req, "application"));
  return show(parts, req, tx, id, {.searched = req.form.text("q")});
}

// Why a step was not taken: the page as it is now says so. Errors that are nobody's doing go on.
Result<web::Response> explain(const PageParts& parts, const web::Req& req, storage::ReadTx& tx, ApplicationId id, const Error& error) {
  const auto& messages = parts.pages->messages(req.http);
  Shown shown;
  if (error.code == ErrorCode::stale) {
    shown.status = 412;
    shown.notice = render::Notice{.tone = render::Tone::attention,
                                  .title = messages.text("application.stale_title"),
                                  .text = messages.text("application.stale_text")};
  } else if (error.code == ErrorCode::conflict) {
    shown.status = 409;
    shown.notice = render::Notice{.tone = render::Tone::attention,
                                  .title = messages.text("application.conflict_title"),
                                  .text = messages.text("application.conflict_text")};
  } else {
    return std::unexpected(error);
  }
  return show(parts, req, tx, id, shown);
}

struct Step {
  ApplicationId id;
  std::int64_t version = 0;
};

// Runs `change` for the application and version of the form; its error undoes what it wrote.
template <class Change>
Result<web::Response> step(const PageParts& parts, const web::Req& req, storage::WriteTx& tx, const render::Flash& flash, Change change) {
  TRY(const auto id, web::path_value<ApplicationId>(req, "application"));
  const auto result = tx.savepoint([&]() -> Result<ApplicationRow> { return change(Step{.id = id, .version = version_of(req.form)}); });
  if (!result) return explain(parts, req, tx, id, result.error());
  if (flash.key.empty()) return parts.pages->see_other(path_of(id));
  auto said = flash;
  said.args.emplace_back("name", name_of(*result));
  return parts.pages->see_other(path_of(id), said);
}

Result<web::Response> take(const PageParts& parts, const web::Req& req, storage::WriteTx& tx) {
  const bool taken = req.form.text("taken") == "1";
  return step(parts, req, tx, {.key = taken ? "flash.application_taken" : "flash.application_given_back", .args = {}},
              [&](const Step& at) { return change_application(tx, req.actor, at.id, at.version, {.taken = taken}); });
}

Result<web::Response> note_sponsor(const PageParts& parts, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<ApplicationId>(req, "application"));
  const std::string note(req.form.text("note"));
  if (const auto fault = check_text("note", note, kMessageMax)) {
    return show(parts, req, tx, id, {.faults = {*fault}, .faulty_form = "sponsor", .status = 422});
  }
  return step(parts, req, tx, {.key = "flash.application_saved", .args = {}}, [&](const Step& at) {
    const ApplicationChange change{.sponsor_asked = req.form.text("asked") == "1",
                                   .sponsor_answer = enum_value<SponsorAnswer>(req.form.text("answer")).value_or(SponsorAnswer::none),
                                   .sponsor_note = note};
    return change_application(tx, req.actor, at.id, at.version, change);
  });
}

Result<web::Response> choose_sponsor(const PageParts& parts, const web::Req& req, storage::WriteTx& tx) {
  return step(parts, req, tx, {.key = "flash.application_saved", .args = {}}, [&](const Step& at) {
    return change_application(tx, req.actor, at.id, at.version, {.sponsor = std::string(req.form.text("sponsor"))});
  });
}

Result<web::Response> ask(const PageParts& parts, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<ApplicationId>(req, "application"));
  const std::string question(req.form.text("question"));
  if (const auto fault = check_text("question", question, kMessageMax)) {
    return show(parts, req, tx, id, {.faults = {*fault}, .faulty_form = "ask", .status = 422});
  }
  return step(parts, req, tx, {.key = "flash.application_saved", .args = {}},
              [&](const Step& at) { return change_application(tx, req.actor, at.id, at.version, {.question = question}); });
}

Result<web::Response> tick_group(const PageParts& parts, const web::Req& req, storage::WriteTx& tx) {
  return step(parts, req, tx, {.key = "flash.application_saved", .args = {}}, [&](const Step& at) {
    return change_application(tx, req.actor, at.id, at.version, {.group_invited = req.form.text("invited") == "1"});
  });
}

Result<web::Response> approve(const PageParts& parts, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<ApplicationId>(req, "application"));
  const auto who = req.form.text("as");
  Approval approval;
  if (who == "new") {
    approval.new_member = true;
  } else if (const auto member = MemberId::parse(who)) {
    approval.member = *member;
  } else {
    return show(parts, req, tx, id, {.faults = {{"as", web::What::required, 0}}, .faulty_form = "approve", .status = 422});
  }
  return step(parts, req, tx, {.key = "flash.application_approved", .args = {}, .undo = path_of(id) + "/undo"},
              [&](const Step& at) { return approve_application(tx, req.actor, at.id, at.version, approval); });
}

Result<web::Response> decline(const PageParts& parts, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<ApplicationId>(req, "application"));
  const auto reason = req.form.text("reason");
  if (const auto fault = check_text("reason", reason, kMessageMax)) {
    return show(parts, req, tx, id, {.faults = {*fault}, .faulty_form = "decline", .status = 422});
  }
  return step(parts, req, tx, {.key = "flash.application_declined", .args = {}, .undo = path_of(id) + "/undo"},
              [&](const Step& at) { return decline_application(tx, req.actor, at.id, at.version, reason); });
}

// The undo of a flash message knows no version: it undoes the decision that is there, as long as nothing else happened.
Result<web::Response> reopen(const PageParts& parts, const web::Req& req, storage::WriteTx& tx) {
  return step(parts, req, tx, {.key = "flash.application_reopened", .args = {}}, [&](const Step& at) -> Result<ApplicationRow> {
    if (at.version != 0) return reopen_application(tx, req.actor, at.id, at.version);
    TRY(const auto about, get_case(tx, req.actor, at.id));
    return reopen_application(tx, req.actor, at.id, about.row.version);
  });
}

}  // namespace

web::Routes case_pages(const PagePartsPtr& parts) {
  const std::string one = "/applications/{application}";
  const auto read = [&](Result<web::Response> (*handler)(const PageParts&, const web::Req&, storage::ReadTx&)) {
    return web::Read([parts, handler](const web::Req& req, storage::ReadTx& tx) { return handler(*parts, req, tx); });
  };
  const auto write = [&](Result<web::Response> (*handler)(const PageParts&, const web::Req&, storage::WriteTx&)) {
    return web::Write([parts, handler](const web::Req& req, storage::WriteTx& tx) { return handler(*parts, req, tx); });
  };
  return {
      page_get(one, web::kOrganizers, read(show_as_it_is)),
      page_post(one + "/find-sponsor", web::kAdmin, read(search_sponsor)),
      page_post(one + "/take", web::kAdmin, write(take)),
      page_post(one + "/sponsor", web::kAdmin, write(note_sponsor)),
      page_post(one + "/vouched-by", web::kAdmin, write(choose_sponsor)),
      page_post(one + "/question", web::kAdmin, write(ask)),
      page_post(one + "/group", web::kAdmin, write(tick_group)),
      page_post(one + "/approve", web::kAdmin, write(approve)),
      page_post(one + "/decline", web::kAdmin, write(decline)),
      page_post(one + "/reopen", web::kAdmin, write(reopen)),
      page_post(one + "/undo", web::kAdmin, write(reopen)),
  };
}

}  // namespace uke::server::applications
