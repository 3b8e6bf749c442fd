// /members/{member}/erase: what deleting one person will do, and doing it. There is no undo, so it asks.
#include "server/privacy/erasure.h"
#include "server/privacy/pages.h"
#include "server/render/parts.h"
#include "server/roster/pages_kit.h"
#include "server/roster/pages_words.h"
#include "server/web/rest.h"

namespace uke::server::privacy {
namespace {

using Worked = Result<std::variant<web::Response, web::Mutation>>;

struct EraseView {
  std::vector<render::Notice> notices;
  std::vector<std::string> goes;
  std::vector<std::string> stays;
  render::FormView form;
};
BOOST_DESCRIBE_STRUCT(EraseView, (), (notices, goes, stays, form))

void count(std::vector<std::string>& lines, const i18n::Messages& messages, std::string_view key, std::int64_t number) {
  if (number > 0) lines.push_back(messages.text(key, {{"count", number}}));
}

std::vector<std::string> goes_of(const i18n::Messages& messages, const ErasurePlan& plan) {
  std::vector<std::string> lines{messages.text("privacy.goes.member")};
  count(lines, messages, "privacy.goes.merged", std::ssize(plan.ids) - 1);
  count(lines, messages, "privacy.goes.applications", plan.applications);
  count(lines, messages, "privacy.goes.invitations", plan.invitations);
  count(lines, messages, "privacy.goes.answers", std::ssize(plan.answers));
  count(lines, messages, "privacy.goes.companions", plan.companions);
  count(lines, messages, "privacy.goes.imported", plan.imported);
  count(lines, messages, "privacy.goes.group", std::ssize(plan.names_in_group));
  count(lines, messages, "privacy.goes.introduced", std::ssize(plan.introduced) + std::ssize(plan.introduced_applications));
  lines.push_back(messages.text("privacy.goes.history"));
  lines.push_back(messages.text("privacy.goes.kiosks"));
  return lines;
}

std::vector<std::string> stays_of(const i18n::Messages& messages, const ErasurePlan& plan) {
  std::vector<std::string> lines;
  count(lines, messages, "privacy.stays.answers", std::ssize(plan.answers));
  count(lines, messages, "privacy.stays.desk", plan.desk_facts);
  count(lines, messages, "privacy.stays.vouched", plan.vouched_for);
  if (plan.imported > 0) lines.push_back(messages.text("privacy.stays.files"));
  lines.push_back(messages.text("privacy.stays.history"));
  lines.push_back(messages.text("privacy.stays.backups"));
  return lines;
}

render::FormView form_of(const i18n::Messages& messages, const web::Req& req, const ErasurePlan& plan) {
  render::FormView form;
  form.action = roster::path_of(plan.member.id) + "/erase";
  form.submit = messages.text("privacy.erase");
  form.cancel = roster::path_of(plan.member.id);
  form.version = plan.member.version;
  form.is_dangerous = true;
  if (!plan.expected.empty()) {
    form.fields.push_back({.kind = render::FieldKind::checkbox,
                           .name = "cancel_answers",
                           .label = messages.text("privacy.confirm_cancel"),
                           .value = "1",
                           .required = true,
                           .ticked = req.form.has("cancel_answers")});
  }
  form.fields.push_back({.kind = render::FieldKind::checkbox,
                         .name = "confirmed",
                         .label = messages.text("privacy.confirm", {{"name", roster::whole_name(plan.member.fields)}}),
                         .value = "1",
                         .required = true,
                         .ticked = req.form.has("confirmed")});
  return form;
}

Result<web::Response> page_of(const render::PagesPtr& pages, const web::Req& req, const ErasurePlan& plan, const web::Faults& faults,
                              std::vector<render::Notice> notices, int status) {
  const auto& messages = pages->messages(req.http);
  const auto name = roster::whole_name(plan.member.fields);
  EraseView view{.notices = std::move(notices),
                 .goes = goes_of(messages, plan),
                 .stays = stays_of(messages, plan),
                 .form = form_of(messages, req, plan)};
  for (const auto& answer : plan.expected) {
    view.notices.push_back({.tone = render::Tone::attention,
                            .title = messages.text("privacy.expected", {{"edition", answer.event + " " + answer.edition}}),
                            .text = messages.text("privacy.expected_text")});
  }
  render::show_faults(view.form, faults, messages);
  return pages->page(req,
                     {.title = messages.text("privacy.erase_title", {{"name", name}}),
                      .nav = roster::kNav,
                      .back = roster::path_of(plan.member.id),
                      .back_label = name},
                     "privacy/erase", view, status);
}

Worked now(Result<web::Response> response) {
  if (!response) return std::unexpected(response.error());
  return std::variant<web::Response, web::Mutation>(std::move(*response));
}

// A row that was merged: the person's page is the survivor's.
Worked plan_or_lead_on(const render::PagesPtr& pages, storage::ReadTx& tx, MemberId id, const Error& error) {
  if (error.code != ErrorCode::conflict) return std::unexpected(error);
  TRY(const auto current, roster::current_of(tx, id));
  return now(pages->see_other(roster::path_of(current) + "/erase"));
}

Worked show(const render::PagesPtr& pages, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<MemberId>(req, "member"));
  const auto plan = plan_erasure(tx, req.actor, id);
  if (!plan) return plan_or_lead_on(pages, tx, id, plan.error());
  return now(page_of(pages, req, *plan, {}, {}, 200));
}

Worked erase(const render::PagesPtr& pages, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = pages->messages(req.http);
  TRY(const auto id, web::path_value<MemberId>(req, "member"));
  auto plan = plan_erasure(tx, req.actor, id);
  if (!plan) return plan_or_lead_on(pages, tx, id, plan.error());
  web::Faults faults;
  if (!plan->expected.empty() && !req.form.has("cancel_answers"))
    faults.push_back({.field = "cancel_answers", .what = web::What::required});
  if (!req.form.has("confirmed")) faults.push_back({.field = "confirmed", .what = web::What::required});
  if (!faults.empty()) return now(page_of(pages, req, *plan, faults, {}, 422));
  const auto version = roster::version_of(req.form);
  if (version != plan->member.version) {
    return now(page_of(
        pages, req, *plan, {},
        {{.tone = render::Tone::stop, .title = messages.text("privacy.changed"), .text = messages.text("privacy.changed_text")}}, 409));
  }
  return std::variant<web::Response, web::Mutation>(
      web::Mutation([pages, plan = std::move(*plan), actor = req.actor, version](storage::WriteTx& writing) -> Result<web::Response> {
        TRYV(erase_person(writing, actor, plan, version, plan.expected.empty() ? Expected::refuse : Expected::cancel));
        return pages->see_other("/members", {.key = "flash.person_erased", .args = {}});
      }));
}

}  // namespace

web::Routes erase_page_routes(const render::PagesPtr& pages) {
  using enum web::Method;
  return {roster::page(get, "/members/{member}/erase", web::kAdmin,
                       web::Work([pages](const web::Req& req, storage::ReadTx& tx) { return show(pages, req, tx); })),
          roster::page(post, "/members/{member}/erase", web::kAdmin,
                       web::Work([pages](const web::Req& req, storage::ReadTx& tx) { return erase(pages, req, tx); }))};
}

}  // namespace uke::server::privacy
