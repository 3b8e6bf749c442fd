// /members/{member}/answers: which answers to events are this person's, said by an organizer.
#include "server/privacy/pages.h"
#include "server/render/parts.h"
#include "server/roster/pages_kit.h"
#include "server/roster/pages_words.h"
#include "server/rsvps/members.h"
#include "server/rsvps/service.h"
#include "server/web/rest.h"

#include <algorithm>

namespace uke::server::privacy {
namespace {

constexpr std::int64_t kProposed = 50;

struct RowView {
  std::string event;
  std::string date;
  std::string name;
  std::string kana;
  std::string work;
  render::Chip state;
  std::vector<render::PostButton> button;
};
BOOST_DESCRIBE_STRUCT(RowView, (), (event, date, name, kana, work, state, button))

struct AnswersView {
  std::vector<RowView> linked;
  std::vector<RowView> proposed;
  std::vector<render::Empty> none_linked;
  std::vector<render::Empty> none_proposed;
};
BOOST_DESCRIBE_STRUCT(AnswersView, (), (linked, proposed, none_linked, none_proposed))

RowView row_of(const i18n::Messages& messages, const rsvps::MemberAnswer& found, MemberId member, std::string_view step) {
  const auto& answer = found.answer;
  const auto name = answer.family_name + (answer.given_name.empty() ? "" : " ") + answer.given_name;
  return {.event = found.event + " " + found.edition,
          .date = roster::when(messages, found.starts_ms),
          .name = name,
          .kana = answer.kana,
          .work = answer.department + (answer.years.empty() ? "" : " ") + answer.years,
          .state = {render::Tone::neutral, messages.text("roster.answer." + std::string(enum_name(answer.state)))},
          .button = {{.action = roster::path_of(member) + "/answers/" + answer.id.to_string() + "/" + std::string(step),
                      .label = messages.text("privacy." + std::string(step)),
                      .small = true,
                      .version = answer.version,
                      .says = messages.text("privacy." + std::string(step) + "_says", {{"name", name}, {"event", found.event}})}}};
}

Result<web::Response> show(const render::PagesPtr& pages, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = pages->messages(req.http);
  TRY(const auto id, web::path_value<MemberId>(req, "member"));
  TRY(const auto current, roster::current_of(tx, id));
  TRY(const auto member, roster::get_member(tx, req.actor, current));
  TRY(const auto ids, roster::all_ids_of(tx, current));
  TRY(const auto linked, rsvps::answers_of_members(tx, ids));
  const auto keys = roster::keys_of(member.fields);
  TRY(auto proposed, rsvps::unlinked_answers(tx, keys.name, keys.kana, kProposed));
  if (!keys.former.empty()) {
    TRY(const auto formerly, rsvps::unlinked_answers(tx, keys.former, "", kProposed));
    for (const auto& answer : formerly) {
      const bool is_new = std::ranges::none_of(proposed, [&](const auto& other) { return other.answer.id == answer.answer.id; });
      if (is_new) proposed.push_back(answer);
    }
  }
  AnswersView view;
  for (const auto& answer : linked) view.linked.push_back(row_of(messages, answer, current, "unlink"));
  for (const auto& answer : proposed) view.proposed.push_back(row_of(messages, answer, current, "link"));
  if (linked.empty()) view.none_linked = {{.title = messages.text("privacy.none_linked")}};
  if (proposed.empty())
    view.none_proposed = {{.title = messages.text("privacy.none_proposed"), .text = messages.text("privacy.none_proposed_text")}};
  const auto name = roster::whole_name(member.fields);
  return pages->page(req,
                     {.title = messages.text("privacy.answers_title", {{"name", name}}),
                      .nav = roster::kNav,
                      .back = roster::path_of(current),
                      .back_label = name,
                      .width = render::Head::Width::table},
                     "privacy/answers", view);
}

// `member` empty: nobody's. Who was first wins; the page then shows how it is now.
Result<web::Response> change(const render::PagesPtr& pages, const web::Req& req, storage::WriteTx& tx, const std::string& member,
                             std::optional<std::int64_t> version, const render::Flash& flash) {
  TRY(const auto id, web::path_value<MemberId>(req, "member"));
  TRY(const auto answer, web::path_value<AttendeeId>(req, "rsvp"));
  const auto path = roster::path_of(id) + "/answers";
  if (!version) {
    TRY(const auto now, rsvps::get_rsvp(tx, req.actor, answer));
    version = now.attendee.version;
  }
  rsvps::RsvpChange link;
  link.member = member;
  const auto changed = rsvps::change_rsvp(tx, req.actor, answer, *version, link);
  if (!changed && changed.error().code == ErrorCode::stale) return pages->see_other(path, {.key = "flash.answer_stale", .args = {}});
  TRYV(changed);
  return pages->see_other(path, flash);
}

Result<web::Response> link(const render::PagesPtr& pages, const web::Req& req, storage::WriteTx& tx) {
  const auto undo = "/members/" + std::string(req.at("member")) + "/answers/" + std::string(req.at("rsvp")) + "/undo";
  return change(pages, req, tx, std::string(req.at("member")), roster::version_of(req.form),
                {.key = "flash.answer_linked", .args = {}, .undo = undo});
}

Result<web::Response> unlink(const render::PagesPtr& pages, const web::Req& req, storage::WriteTx& tx) {
  return change(pages, req, tx, "", roster::version_of(req.form), {.key = "flash.answer_unlinked", .args = {}});
}

Result<web::Response> undo(const render::PagesPtr& pages, const web::Req& req, storage::WriteTx& tx) {
  return change(pages, req, tx, "", {}, {.key = "flash.answer_unlinked", .args = {}});
}

}  // namespace

web::Routes answers_page_routes(const render::PagesPtr& pages) {
  using enum web::Method;
  const std::string path = "/members/{member}/answers";
  const auto writing = [&pages](auto body) {
    return web::Write([pages, body](const web::Req& req, storage::WriteTx& tx) { return body(pages, req, tx); });
  };
  return {roster::page(get, path, web::kOrganizers,
                       web::Read([pages](const web::Req& req, storage::ReadTx& tx) { return show(pages, req, tx); })),
          roster::page(post, path + "/{rsvp}/link", web::kAdmin, writing(link)),
          roster::page(post, path + "/{rsvp}/unlink", web::kAdmin, writing(unlink)),
          roster::page(post, path + "/{rsvp}/undo", web::kAdmin, writing(undo))};
}

}  // namespace uke::server::privacy
