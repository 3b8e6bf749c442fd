// What an applicant sees of their own application: how far it is, a question to answer, and changing or withdrawing it while it waits.
#include "server/applications/apply_form.h"
#include "server/applications/apply_service.h"
#include "server/applications/links.h"
#include "server/applications/pages.h"
#include "server/applications/words.h"

#include <charconv>

namespace uke::server::applications {
namespace {

struct StatusPage {
  render::Notice notice;
  std::string mail_note;
  std::string question;
  std::string reply;
  std::optional<render::FormView> answer;
  render::Facts facts;
  std::string edit;  // path; "" = not any more
  std::optional<render::PostButton> withdraw;
  std::optional<render::PostButton> restore;
  render::Copy link;
};
BOOST_DESCRIBE_STRUCT(StatusPage, (), (notice, mail_note, question, reply, answer, facts, edit, withdraw, restore, link))

struct EditPage {
  render::FormView form;
};
BOOST_DESCRIBE_STRUCT(EditPage, (), (form))

std::string path_of(const web::Req& req, std::string_view step) {
  return "/apply/status/" + std::string(req.at("secret")) + std::string(step);
}

AskSponsor asks(const ApplicationRow& row) { return row.invitation ? AskSponsor::no : AskSponsor::yes; }

render::Tone tone_of(Progress progress) {
  switch (progress) {
    case Progress::approved: return render::Tone::good;
    case Progress::question: return render::Tone::attention;
    case Progress::received:
    case Progress::checking:
    case Progress::declined:
    case Progress::withdrawn: break;
  }
  return render::Tone::info;
}

Result<web::Response> show(const PageParts& parts, const web::Req& req, const ApplicationRow& row, const web::Faults& faults) {
  const auto& m = parts.pages->messages(req.http);
  const auto progress = progress_of(row.state, row.question, row.reply);
  const std::string word(enum_name(progress));
  StatusPage view;
  view.notice = {.tone = tone_of(progress), .title = m.text("apply.status." + word), .text = m.text("apply.status_text." + word)};
  view.facts = facts_to_confirm(m, row, asks(row));
  view.facts.rows.push_back({.label = m.text("apply.sent_at"), .value = date_and_time_of(m, row.created_ms)});
  if (is_open(row.state)) {
    if (may_not_arrive(row.email)) view.mail_note = m.text("apply.may_not_arrive");
    view.question = row.question;
    view.reply = row.reply;
    if (!row.question.empty()) {
      view.answer = render::FormView{.action = path_of(req, "/answer"), .submit = m.text("apply.answer"), .fields = {}};
      view.answer->fields.push_back({.kind = render::FieldKind::textarea,
                                     .name = "reply",
                                     .label = m.text("apply.reply"),
                                     .value = faults.empty() ? row.reply : std::string(req.form.text("reply")),
                                     .required = true,
                                     .length_max = kMessageMax});
      render::show_faults(*view.answer, faults, m);
    }
    view.edit = path_of(req, "/edit");
    view.withdraw = render::PostButton{.action = path_of(req, "/withdraw"), .label = m.text("apply.withdraw")};
  }
  if (row.state == ApplicationState::withdrawn) {
    view.restore = render::PostButton{.action = path_of(req, "/restore"), .label = m.text("apply.restore"), .look = render::Look::primary};
  }
  view.link = {.id = "status-link",
               .label = m.text("apply.status_link"),
               .text = full_link(parts.pages->url(), req.http.header("host"), path_of(req, "")),
               .rows = 1};
  return parts.pages->page(req, {.title = m.text("apply.status_title")}, "applications/apply_status", view, faults.empty() ? 200 : 422);
}

Result<web::Response> show_status(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto row, own_application(tx, req.at("secret")));
  return show(parts, req, row, {});
}

// Once it is decided there is nothing to do any more: the page says how it ended.
Result<web::Response> back_to_status(const PageParts& parts, const web::Req& req, const Result<ApplicationRow>& done,
                                     std::string_view flash) {
  if (done && !flash.empty()) return parts.pages->see_other(path_of(req, ""), {.key = std::string(flash), .args = {}});
  if (done || done.error().code == ErrorCode::conflict) return parts.pages->see_other(path_of(req, ""));
  return std::unexpected(done.error());
}

Result<web::Response> answer(const PageParts& parts, const web::Req& req, storage::WriteTx& tx) {
  const auto done = answer_question(tx, req.at("secret"), req.form.text("reply"));
  if (!done && done.error().code == ErrorCode::invalid) {
    TRY(const auto row, own_application(tx, req.at("secret")));
    const auto fault = check_text("reply", req.form.text("reply"), kMessageMax);
    return show(parts, req, row, {fault.value_or(web::Fault{"reply", web::What::required, 0})});
  }
  return back_to_status(parts, req, done, "flash.apply_answered");
}

Result<web::Response> withdraw(const PageParts& parts, const web::Req& req, storage::WriteTx& tx) {
  return back_to_status(parts, req, withdraw_own(tx, req.at("secret")), {});
}

Result<web::Response> restore(const PageParts& parts, const web::Req& req, storage::WriteTx& tx) {
  return back_to_status(parts, req, restore_own(tx, req.at("secret")), {});
}

struct Trouble {
  std::string sentence = {};
  int status = 200;
};

Result<web::Response> show_edit(const PageParts& parts, const web::Req& req, const ApplicationRow& row, const Typed& typed,
                                const Trouble& trouble) {
  const auto& m = parts.pages->messages(req.http);
  EditPage view{.form = {.action = path_of(req, "/edit"), .submit = m.text("apply.save"), .fields = fields_to_fill(m, typed, asks(row))}};
  view.form.cancel = path_of(req, "");
  view.form.version = row.version;
  view.form.guards = true;
  view.form.error = trouble.sentence;
  render::show_faults(view.form, typed.faults, m);
  return parts.pages->page(req, {.title = m.text("apply.edit_title"), .back = path_of(req, ""), .back_label = m.text("apply.status_title")},
                           "applications/apply_edit", view, trouble.status);
}

Result<web::Response> edit(const PageParts& parts, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto row, own_application(tx, req.at("secret")));
  if (!is_open(row.state)) return parts.pages->see_other(path_of(req, ""));
  return show_edit(parts, req, row, typed_of(row.fields()), {});
}

Result<web::Response> change(const PageParts& parts, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto row, own_application(tx, req.at("secret")));
  const auto typed = typed_of(req.form);
  if (!typed.faults.empty()) return show_edit(parts, req, row, typed, {.status = 422});
  const auto text = req.form.text("version");
  std::int64_t version = 0;
  std::from_chars(text.data(), text.data() + text.size(), version);
  const auto done = change_own(tx, req.at("secret"), version, typed.fields);
  if (!done && done.error().code == ErrorCode::stale) {
    const auto& m = parts.pages->messages(req.http);
    return show_edit(parts, req, row, typed, {.sentence = m.text("apply.stale"), .status = 412});
  }
  return back_to_status(parts, req, done, "flash.apply_changed");
}

}  // namespace

web::Routes status_pages(const PagePartsPtr& parts) {
  const std::string one = "/apply/status/{secret}";
  const auto read = [&](Result<web::Response> (*handler)(const PageParts&, const web::Req&, storage::ReadTx&)) {
    return web::Read([parts, handler](const web::Req& req, storage::ReadTx& tx) { return handler(*parts, req, tx); });
  };
  const auto write = [&](Result<web::Response> (*handler)(const PageParts&, const web::Req&, storage::WriteTx&)) {
    return web::Write([parts, handler](const web::Req& req, storage::WriteTx& tx) { return handler(*parts, req, tx); });
  };
  return {
      page_get(one, web::kOpen, read(show_status)),
      page_post(one + "/answer", web::kOpen, write(answer)),
      page_post(one + "/withdraw", web::kOpen, write(withdraw)),
      page_post(one + "/restore", web::kOpen, write(restore)),
      page_get(one + "/edit", web::kOpen, read(edit)),
      page_post(one + "/edit", web::kOpen, write(change)),
  };
}

}  // namespace uke::server::applications
