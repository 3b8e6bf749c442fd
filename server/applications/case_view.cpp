#include "server/applications/case_view.h"

#include "server/applications/links.h"

namespace uke::server::applications {
namespace {

using render::Field;
using render::FieldKind;
using render::FormView;
using render::PostButton;

std::string path_of(const ApplicationRow& row, std::string_view step) { return "/applications/" + row.id.to_string() + std::string(step); }

PostButton button(const ApplicationRow& row, std::string_view step, std::string label, std::vector<render::Hidden> fields) {
  PostButton made{.action = path_of(row, step), .label = std::move(label)};
  made.version = row.version;
  made.fields = std::move(fields);
  return made;
}

FormView form_of(const ApplicationRow& row, std::string_view step, std::string submit) {
  FormView form{.action = path_of(row, step), .submit = std::move(submit), .fields = {}};
  form.version = row.version;
  return form;
}

bool is_anothers(const CaseContext& context, const ApplicationRow& row) {
  return !row.taken_by_id.empty() && row.taken_by_id != context.req.actor.id;
}

render::Facts facts_of(const Messages& m, const ApplicationRow& row) {
  render::Facts facts;
  const auto add = [&](std::string_view key, std::string value) {
    if (!value.empty()) facts.rows.push_back({.label = m.text(key), .value = std::move(value)});
  };
  add("apply.former_name", row.former_name);
  add("apply.site", row.site);
  add("apply.department", row.department);
  add("apply.joined_year", row.joined_year == 0 ? "" : std::to_string(row.joined_year));
  if (row.employment != roster::Employment::unknown) {
    add("apply.employment", m.text("apply.employment." + std::string(enum_name(row.employment))));
  }
  add("apply.email", row.email);
  add("apply.display_name", row.display_name);
  add("application.received_at", date_and_time_of(m, row.created_ms));
  if (row.decided_ms != 0) {
    add("application.decided", m.text("application.decided_by", {{"name", row.decided_by}, {"when", date_and_time_of(m, row.decided_ms)}}));
  }
  if (row.member) {
    facts.rows.push_back(
        {.label = m.text("application.member"), .value = m.text("application.to_member"), .link = "/members/" + row.member->to_string()});
  }
  return facts;
}

LikeView like_view(const Messages& m, const roster::Like& like) {
  const auto& fields = like.member.fields;
  return {.id = like.member.id,
          .name = roster::whole_name(fields),
          .kana = fields.kana,
          .place = where_they_worked(m, fields),
          .reasons = reasons_of(m, like.comparison.reasons),
          .chip = chip_of(m, like.member.state)};
}

FormView sponsor_form(const CaseContext& context, const ApplicationRow& row) {
  const auto& m = context.messages;
  auto form = form_of(row, "/sponsor", m.text("application.save_answer"));
  form.fields.push_back(
      {.kind = FieldKind::checkbox, .name = "asked", .label = m.text("application.asked"), .value = "1", .ticked = row.asked_ms != 0});
  Field answer{.kind = FieldKind::radios, .name = "answer", .label = m.text("application.answer")};
  for (const auto value : {SponsorAnswer::none, SponsorAnswer::knows, SponsorAnswer::does_not_know}) {
    answer.choices.push_back({.value = std::string(enum_name(value)),
                              .label = m.text("application.answer." + std::string(enum_name(value))),
                              .chosen = row.sponsor_answer == value});
  }
  form.fields.push_back(std::move(answer));
  form.fields.push_back({.kind = FieldKind::text,
                         .name = "note",
                         .label = m.text("application.answer_note"),
                         .value = row.sponsor_note,
                         .length_max = kMessageMax});
  return form;
}

SponsorView sponsor_view(const CaseContext& context, const Case& about, const Candidates& candidates) {
  const auto& m = context.messages;
  const auto& row = about.row;
  SponsorView view;
  view.name = about.sponsor ? about.sponsor->name : row.introduced_by;
  if (about.sponsor) {
    view.link = "/members/" + about.sponsor->id.to_string();
    view.vouched = m.text("application.vouched_for", {{"count", about.sponsor->vouched_for}});
    view.may_not_vouch = !about.sponsor->may_vouch;
  }
  view.asked = row.asked_ms != 0;
  if (view.asked) view.asked_when = m.text("application.asked_when", {{"when", date_of(m, row.asked_ms)}});
  if (row.sponsor_answer != SponsorAnswer::none) view.answer = m.text("application.answer." + std::string(enum_name(row.sponsor_answer)));
  view.note = row.sponsor_note;
  view.question = {.id = "question-to-sponsor",
                   .label = m.text("application.question_to_sponsor"),
                   .text = question_to_sponsor(m, organization_of(context.parts, m), about),
                   .rows = 9};
  if (!is_open(row.state) || !may_change(context.req)) return view;
  if (!view.name.empty()) view.form = sponsor_form(context, row);
  view.id = row.id.to_string();
  view.can_search = true;
  view.show_search = !candidates.empty();
  if (row.sponsor) {
    view.remove = button(row, "/vouched-by", m.text("application.remove_sponsor"), {{"sponsor", ""}});
    view.remove->look = render::Look::quiet;
    view.remove->small = true;
  }
  for (const auto& member : candidates) {
    if (about.sponsor && about.sponsor->id == member.id) continue;
    auto choose = button(row, "/vouched-by", m.text("application.choose_sponsor"), {{"sponsor", member.id.to_string()}});
    choose.small = true;
    choose.says = m.text("application.choose_sponsor_says", {{"name", roster::whole_name(member.fields)}});
    view.candidates.push_back({.name = roster::whole_name(member.fields),
                               .kana = member.fields.kana,
                               .place = where_they_worked(m, member.fields),
                               .choose = std::move(choose)});
  }
  return view;
}

FormView approve_form(const CaseContext& context, const Case& about) {
  const auto& m = context.messages;
  auto form = form_of(about.row, "/approve", m.text("application.approve"));
  if (about.likes.empty()) {
    form.hidden.push_back({"as", "new"});
    return form;
  }
  Field who{.kind = FieldKind::radios, .name = "as", .label = m.text("application.who"), .hint = m.text("application.who_hint")};
  who.required = true;
  for (const auto& like : about.likes) {
    who.choices.push_back({.value = like.member.id.to_string(),
                           .label = m.text("application.is_member", {{"name", roster::whole_name(like.member.fields)},
                                                                     {"state", chip_of(m, like.member.state).text},
                                                                     {"place", where_they_worked(m, like.member.fields)}})});
  }
  who.choices.push_back({.value = "new", .label = m.text("application.is_new")});
  form.fields.push_back(std::move(who));
  return form;
}

FormView decline_form(const CaseContext& context, const ApplicationRow& row) {
  const auto& m = context.messages;
  auto form = form_of(row, "/decline", m.text("application.decline"));
  form.is_dangerous = true;
  form.fields.push_back({.kind = FieldKind::textarea,
                         .name = "reason",
                         .label = m.text("application.decline_reason"),
                         .hint = m.text("application.decline_hint"),
                         .length_max = kMessageMax});
  return form;
}

FormView ask_form(const CaseContext& context, const ApplicationRow& row) {
  const auto& m = context.messages;
  auto form = form_of(row, "/question", m.text("application.ask"));
  form.fields.push_back({.kind = FieldKind::textarea,
                         .name = "question",
                         .label = m.text("application.ask_label"),
                         .hint = m.text("application.ask_hint"),
                         .value = row.question,
                         .length_max = kMessageMax});
  return form;
}

// What this organizer can do about the case now.
void add_steps(const CaseContext& context, const Case& about, CaseView& view) {
  const auto& m = context.messages;
  const auto& row = about.row;
  if (!may_change(context.req)) return;
  view.group_tick = button(row, "/group", m.text(row.group_invited ? "application.group_undo" : "application.group_do"),
                           {{"invited", row.group_invited ? "0" : "1"}});
  if (context.can_reopen) view.reopen = button(row, "/reopen", m.text("application.reopen"), {});
  if (!is_open(row.state)) return;
  if (is_anothers(context, row)) {
    view.take = button(row, "/take", m.text("application.take_over"), {{"taken", "1"}});
    return;
  }
  if (row.taken_by_id.empty()) {
    view.take = button(row, "/take", m.text("application.take"), {{"taken", "1"}});
  } else {
    view.give_back = button(row, "/take", m.text("application.give_back"), {{"taken", "0"}});
  }
  if (!row.sponsor || (about.sponsor && about.sponsor->may_vouch)) view.approve = approve_form(context, about);
  view.decline = decline_form(context, row);
  view.ask = ask_form(context, row);
}

}  // namespace

CaseView case_view(const CaseContext& context, const Case& about, const Candidates& candidates) {
  const auto& m = context.messages;
  const auto& row = about.row;
  CaseView view;
  view.id = row.id.to_string();
  view.name = name_of(row);
  view.kana = row.kana;
  view.chip = chip_of(m, row);
  if (is_open(row.state)) view.waits = waiting_since(m, row.created_ms, context.now);
  view.facts = facts_of(m, row);
  view.message = row.message;
  view.names_in_group = about.names_in_group;
  for (const auto& other : about.doubles) {
    view.doubles.push_back({.id = other.id, .name = name_of(other), .when = date_of(m, other.created_ms)});
  }
  for (const auto& like : about.likes) view.likes.push_back(like_view(m, like));
  view.has_group = !view.names_in_group.empty();
  view.has_doubles = !view.doubles.empty();
  view.has_likes = !view.likes.empty();
  view.nothing_known = !view.has_group && !view.has_doubles && !view.has_likes;
  view.is_recognised = is_open(row.state) || !view.nothing_known;
  view.sponsor = sponsor_view(context, about, candidates);
  view.question = row.question;
  view.reply = row.reply;
  view.reason = row.reason;
  view.group_invited = row.group_invited;
  const auto link = full_link(context.parts.pages->url(), context.req.http.header("host"), path_of(row, ""));
  view.for_organizers = {
      .id = "for-organizers", .label = m.text("application.for_organizers"), .text = text_for_organizers(m, about, link), .rows = 8};
  if (is_open(row.state) && is_anothers(context, row)) {
    view.notice = render::Notice{.tone = render::Tone::info,
                                 .title = m.text("application.taken_title", {{"name", row.taken_by}}),
                                 .text = m.text("application.taken_text", {{"when", date_and_time_of(m, row.taken_ms)}})};
  }
  add_steps(context, about, view);
  return view;
}

}  // namespace uke::server::applications
