// /members/{member}: everything known of one person, the steps between states, and their undo.
#include "server/roster/duplicates_pages.h"
#include "server/roster/duplicates_service.h"
#include "server/roster/history.h"
#include "server/roster/pages_kit.h"
#include "server/web/rest.h"

#include <charconv>

namespace uke::server::roster {
namespace {

constexpr std::int64_t kHistory = 100;
constexpr std::int64_t kAlike = 5;

struct AlikeView {
  std::string id;
  std::string name;
  std::string reasons;
};
BOOST_DESCRIBE_STRUCT(AlikeView, (), (id, name, reasons))
struct HistoryView {
  std::string time;
  std::string who;
  std::string what;
  std::vector<std::string> changes;
};
BOOST_DESCRIBE_STRUCT(HistoryView, (), (time, who, what, changes))
struct EventView {
  std::string date;
  std::string what;
  std::vector<render::Chip> chips;
};
BOOST_DESCRIBE_STRUCT(EventView, (), (date, what, chips))
struct GroupView {
  std::string id;
  std::string title;
  render::Facts facts;
};
BOOST_DESCRIBE_STRUCT(GroupView, (), (id, title, facts))
struct LinkView {
  std::string path;
  std::string label;
};
BOOST_DESCRIBE_STRUCT(LinkView, (), (path, label))

struct MemberView {
  std::string id;
  std::string kana;
  std::string former;
  render::Chip state;
  bool may_change = false;
  bool may_edit = false;
  bool may_vouch = false;
  bool shows_events = false;
  std::vector<render::Notice> notices;
  std::vector<LinkView> survivor;
  bool has_merged = false;
  std::vector<MergedRow> merged;
  bool has_alike = false;
  std::vector<AlikeView> alike;
  std::vector<GroupView> groups;
  std::vector<GroupView> approval;  // one
  std::vector<render::PostButton> steps;
  bool has_events = false;
  std::vector<EventView> events;
  bool has_history = false;
  std::vector<HistoryView> history;
};
BOOST_DESCRIBE_STRUCT(MemberView, (),
                      (id, kana, former, state, may_change, may_edit, may_vouch, shows_events, notices, survivor, has_merged, merged,
                       has_alike, alike, groups, approval, steps, has_events, events, has_history, history))

GroupView group_view(const i18n::Messages& messages, const MemberFields& fields, std::string id,
                     std::initializer_list<std::string_view> names) {
  GroupView view{.id = id, .title = messages.text("roster.group." + id), .facts = {}};
  for (const auto name : names) {
    auto value = shown_value(messages, name, raw_value(fields, name));
    if (!value.empty()) view.facts.rows.push_back({.label = field_label(messages, name), .value = std::move(value)});
  }
  return view;
}

// Who vouched for the member and who approved them, when: always visible, also where there is nothing to say.
Result<GroupView> approval_view(storage::ReadTx& tx, const i18n::Messages& messages, const Member& member) {
  GroupView view{.id = "approval", .title = messages.text("roster.section.approval"), .facts = {}};
  render::Fact sponsor{.label = messages.text("member.field.sponsor"), .value = "—"};
  if (member.sponsor) {
    TRY(const auto found, find_member(tx, *member.sponsor));
    if (found) sponsor = {.label = sponsor.label, .value = whole_name(found->fields), .link = path_of(found->id)};
  }
  const bool approved = !member.approved_by.empty();
  view.facts.rows = {
      std::move(sponsor),
      {.label = messages.text("member.field.approved_by"), .value = approved ? member.approved_by : "—"},
      {.label = messages.text("member.field.approved_at"), .value = approved ? when(messages, member.approved_ms) : "—"},
      {.label = messages.text("member.field.origin"), .value = messages.text("member.origin." + std::string(enum_name(member.origin)))},
      {.label = messages.text("member.field.created"), .value = when(messages, member.created_ms)},
      {.label = messages.text("member.field.changed"), .value = when(messages, member.changed_ms)}};
  return view;
}

render::PostButton step_button(const i18n::Messages& messages, const Member& member, MemberState to) {
  const std::string word(enum_name(to));
  const bool is_undo = member.was == to;
  return {
      .action = path_of(member.id) + "/state",
      .label = is_undo ? messages.text("roster.step.undo", {{"state", state_word(messages, to)}}) : messages.text("roster.step." + word),
      .look = to == MemberState::approved && !is_undo ? render::Look::primary : render::Look::secondary,
      .version = member.version,
      .fields = {{"state", word}},
      .says = messages.text("roster.step.says", {{"name", whole_name(member.fields)}, {"state", state_word(messages, to)}})};
}

std::vector<render::PostButton> step_buttons(const i18n::Messages& messages, const Member& member) {
  std::vector<render::PostButton> buttons;
  if (member.was) buttons.push_back(step_button(messages, member, *member.was));
  using enum MemberState;
  for (const auto to : {approved, declined, invited, applied, left, removed, deceased}) {
    if (member.was != to && may_become(member.state, to)) buttons.push_back(step_button(messages, member, to));
  }
  return buttons;
}

Result<std::vector<AlikeView>> alike_view(storage::ReadTx& tx, const web::Req& req, const i18n::Messages& messages, const Member& member) {
  std::vector<AlikeView> view;
  TRY(const auto likes, members_like(tx, member.fields, kAlike + 1));
  for (const auto& like : likes) {
    if (like.member.id == member.id) continue;
    TRY(const bool apart, is_said_apart(tx, req.actor, member.id, like.member.id));
    if (!apart) {
      view.push_back({like.member.id.to_string(), whole_name(like.member.fields), reason_words(messages, like.comparison.reasons)});
    }
  }
  return view;
}

std::string sentence_of(const i18n::Messages& messages, const HistoryEntry& entry) {
  const auto key = "roster.did." + entry.action.substr(entry.action.find('.') + 1);
  return messages.has(key) ? messages.text(key) : messages.text("roster.did.other", {{"action", entry.action}});
}

HistoryView history_view(const i18n::Messages& messages, const HistoryEntry& entry) {
  HistoryView view{.time = when(messages, entry.at_ms), .who = entry.actor_name, .what = sentence_of(messages, entry), .changes = {}};
  for (const auto& change : entry.changes) {
    const auto value = [&](const std::string& raw) {
      auto shown = shown_value(messages, change.field, raw);
      return shown.empty() ? messages.text("ui.nothing") : shown;
    };
    const auto label = field_label(messages, change.field);
    const bool was_known = !shown_value(messages, change.field, change.before).empty();
    const auto* const key = was_known ? "roster.change.value" : "roster.change.first";
    view.changes.push_back(messages.text(key, {{"field", label}, {"before", value(change.before)}, {"after", value(change.after)}}));
  }
  return view;
}

Result<std::vector<EventView>> events_view(const Needs& needs, storage::ReadTx& tx, const i18n::Messages& messages, MemberId id) {
  TRY(const auto ids, all_ids_of(tx, id));
  TRY(const auto facts, needs->events_of(tx, ids));
  std::vector<EventView> view;
  for (const auto& fact : facts) {
    EventView event{.date = when(messages, fact.date_ms), .what = fact.event + " " + fact.edition, .chips = {}};
    const auto key = "roster.answer." + fact.answer;
    event.chips.push_back({render::Tone::neutral, messages.has(key) ? messages.text(key) : fact.answer});
    if (fact.came) event.chips.push_back({render::Tone::good, messages.text("roster.came")});
    view.push_back(std::move(event));
  }
  return view;
}

Status show_merge(storage::ReadTx& tx, MemberView& view, const i18n::Messages& messages, const Member& member) {
  if (!member.merged_into) return {};
  TRY(const auto current, current_of(tx, member.id));
  TRY(const auto survivor, find_member(tx, current));
  if (!survivor) return {};
  const auto name = whole_name(survivor->fields);
  view.notices.push_back({.tone = render::Tone::attention,
                          .title = messages.text("roster.merged"),
                          .text = messages.text("roster.merged_text", {{"name", name}})});
  view.survivor = {{path_of(current), messages.text("roster.merged_link", {{"name", name}})}};
  return {};
}

Status show_names_in_group(const Needs& needs, storage::ReadTx& tx, MemberView& view, const i18n::Messages& messages,
                           const Member& member) {
  if (!needs->names_in_group) return {};
  TRY(auto names, needs->names_in_group(tx, member.fields));
  if (names.empty()) return {};
  view.notices.push_back({.tone = render::Tone::info, .title = messages.text("roster.in_group"), .text = {}, .points = std::move(names)});
  return {};
}

Result<MemberView> member_view(const Needs& needs, const web::Req& req, storage::ReadTx& tx, const Member& member) {
  const auto& messages = needs->pages->messages(req.http);
  const auto& fields = member.fields;
  MemberView view;
  view.id = member.id.to_string();
  view.kana = fields.kana;
  if (!fields.former_name.empty()) view.former = messages.text("roster.former", {{"name", fields.former_name}});
  view.state = state_chip(messages, member.state);
  view.may_change = is_admin(req);
  view.may_edit = view.may_change && !member.merged_into;
  view.shows_events = static_cast<bool>(needs->events_of);
  TRYV(show_merge(tx, view, messages, member));
  if (!may_be_written_to(member.state)) {
    view.notices.push_back({.tone = render::Tone::info, .title = messages.text("roster.no_mail_state")});
  }
  view.may_vouch = view.may_edit && member.state == MemberState::approved;
  TRYV(show_names_in_group(needs, tx, view, messages, member));
  TRY(view.merged, merged_rows(tx, req, messages, member.id));
  view.has_merged = !view.merged.empty();
  TRY(auto approval, approval_view(tx, messages, member));
  view.approval.push_back(std::move(approval));
  for (auto group : {group_view(messages, fields, "name",
                                {"family_name", "given_name", "kana", "former_name", "show_former_name", "display_name", "aliases"}),
                     group_view(messages, fields, "contact", {"email", "region"}),
                     group_view(messages, fields, "work", {"site", "department", "joined_year", "left_year", "employment"}),
                     group_view(messages, fields, "now", {"occupation", "age_decade"}),
                     group_view(messages, fields, "office", {"introduced_by", "note"})}) {
    if (!group.facts.rows.empty()) view.groups.push_back(std::move(group));
  }
  if (view.shows_events) {
    TRY(view.events, events_view(needs, tx, messages, member.id));
    view.has_events = !view.events.empty();
  }
  if (!view.may_change) return view;
  if (view.may_edit) {
    view.steps = step_buttons(messages, member);
    TRY(view.alike, alike_view(tx, req, messages, member));
    view.has_alike = !view.alike.empty();
  }
  TRY(const auto history, history_of(tx, req.actor, member.id, kHistory));
  for (const auto& entry : history) view.history.push_back(history_view(messages, entry));
  view.has_history = !history.empty();
  return view;
}

Result<web::Response> show(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto id, web::path_value<MemberId>(req, "member"));
  TRY(const auto member, get_member(tx, req.actor, id));
  TRY(const auto view, member_view(needs, req, tx, member));
  return needs->pages->page(req,
                            {.title = whole_name(member.fields),
                             .nav = kNav,
                             .back = kNav,
                             .back_label = messages.text("roster.title"),
                             .width = render::Head::Width::table},
                            "roster/member", view);
}

// Who was first wins; the other sees the member as it is now.
Result<web::Response> not_done(const Needs& needs, MemberId id, const Error& error) {
  const bool is_late = error.code == ErrorCode::stale || error.code == ErrorCode::conflict;
  if (!is_late) return std::unexpected(error);
  return needs->pages->see_other(path_of(id), {.key = "flash.member_stale", .args = {}});
}

Result<web::Response> step(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto id, web::path_value<MemberId>(req, "member"));
  const auto state = enum_value<MemberState>(req.form.text("state"));
  if (!state) return fail(ErrorCode::invalid, "roster.step", "state: is not one");
  const auto changed = set_member_state(tx, req.actor, id, version_of(req.form), *state);
  if (!changed) return not_done(needs, id, changed.error());
  render::Flash flash{.key = "flash.member_state",
                      .args = {{"name", whole_name(changed->fields)}, {"state", state_word(messages, changed->state)}}};
  if (changed->was) flash.undo = path_of(id) + "/undo/" + std::to_string(changed->version);
  return needs->pages->see_other(path_of(id), flash);
}

// Back to the state before leaving, being removed or dying. The version is in the path: the button of a flash has no fields.
Result<web::Response> undo(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  const auto& messages = needs->pages->messages(req.http);
  TRY(const auto id, web::path_value<MemberId>(req, "member"));
  std::int64_t version = 0;
  const auto text = req.at("version");
  std::from_chars(text.data(), text.data() + text.size(), version);
  TRY(const auto member, get_member(tx, req.actor, id));
  if (!member.was) return needs->pages->see_other(path_of(id), {.key = "flash.member_stale", .args = {}});
  const auto changed = set_member_state(tx, req.actor, id, version, *member.was);
  if (!changed) return not_done(needs, id, changed.error());
  return needs->pages->see_other(
      path_of(id),
      {.key = "flash.member_undone", .args = {{"name", whole_name(changed->fields)}, {"state", state_word(messages, changed->state)}}});
}

}  // namespace

web::Routes member_page_routes(const Needs& needs) {
  using enum web::Method;
  return {page(get, "/members/{member}", web::kOrganizers, reads(needs, show)),
          page(post, "/members/{member}/state", web::kAdmin, writes(needs, step)),
          page(post, "/members/{member}/undo/{version}", web::kAdmin, writes(needs, undo))};
}

}  // namespace uke::server::roster
