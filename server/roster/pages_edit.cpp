// /members/new and /members/{member}/edit. Two editors at once: the second is shown both versions field by field, and nothing that was
// typed is lost.
#include "server/roster/pages_conflict.h"
#include "server/roster/pages_form.h"
#include "server/roster/pages_kit.h"
#include "server/web/rest.h"
#include "shared/json/json.h"

#include <algorithm>

namespace uke::server::roster {
namespace {

constexpr std::int64_t kAlike = 5;
constexpr const char* kNewPath = "/members/new";

struct AlikeView {
  std::string id;
  std::string name;
  std::string about;
  render::Chip state;
  std::string reasons;
};
BOOST_DESCRIBE_STRUCT(AlikeView, (), (id, name, about, state, reasons))
struct EditView {
  bool has_alike = false;
  std::vector<AlikeView> alike;
  render::FormView form;
};
BOOST_DESCRIBE_STRUCT(EditView, (), (has_alike, alike, form))

// Whether a new member is approved at once or only invited.
constexpr MemberState kNewStates[] = {MemberState::approved, MemberState::invited};

render::Field state_field(const i18n::Messages& messages, std::string_view chosen) {
  render::Field field{.kind = render::FieldKind::radios, .name = "state", .label = field_label(messages, "state"), .required = true};
  for (const auto state : kNewStates) {
    const std::string word(enum_name(state));
    field.choices.push_back({word, messages.text("roster.state_choice." + word), chosen == word});
  }
  return field;
}

Result<web::Response> new_page(const Needs& needs, const web::Req& req, const web::Faults& faults, const std::vector<Like>& alike,
                               int status) {
  const auto& messages = needs->pages->messages(req.http);
  const auto raw = raw_of(req.form);
  EditView view;
  view.form = {.action = kNewPath,
               .submit = messages.text(alike.empty() ? "roster.new.submit" : "roster.new.anyway"),
               .fields = form_fields(messages, raw),
               .cancel = kNav,
               .guards = true};
  view.form.fields.push_back(state_field(messages, req.form.has("state") ? req.form.text("state") : "approved"));
  render::show_faults(view.form, faults, messages);
  for (const auto& like : alike) {
    const auto& fields = like.member.fields;
    view.alike.push_back({.id = like.member.id.to_string(),
                          .name = whole_name(fields),
                          .about = fields.kana + " " + work_words(fields),
                          .state = state_chip(messages, like.member.state),
                          .reasons = reason_words(messages, like.comparison.reasons)});
  }
  view.has_alike = !view.alike.empty();
  if (view.has_alike) view.form.hidden.push_back({"anyway", "1"});
  return needs->pages->page(
      req, {.title = messages.text("roster.new.title"), .nav = kNav, .back = kNav, .back_label = messages.text("roster.title")},
      "roster/new", view, status);
}

Result<web::Response> show_new(const Needs& needs, const web::Req& req, storage::ReadTx&) { return new_page(needs, req, {}, {}, 200); }

Result<web::Response> create(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  auto typed = typed_fields(req.form);
  const auto state = enum_value<MemberState>(req.form.text("state"));
  if (!state || std::ranges::find(kNewStates, *state) == std::end(kNewStates)) {
    typed.faults.push_back({"state", web::What::unknown_choice});
  }
  if (!typed.faults.empty()) return new_page(needs, req, typed.faults, {}, 422);
  if (!req.form.has("anyway")) {
    TRY(const auto alike, members_like(tx, typed.fields, kAlike));
    if (!alike.empty()) return new_page(needs, req, {}, alike, 422);
  }
  TRY(const auto member,
      create_member(tx, req.actor, {.fields = typed.fields, .state = *state, .origin = Origin::organizer, .sponsor = {}}));
  return needs->pages->see_other(path_of(member.id), {.key = "flash.member_added", .args = {{"name", whole_name(member.fields)}}});
}

// `base`: what the editor began from; it goes along so that a conflict can tell whose change is whose.
Result<web::Response> edit_page(const Needs& needs, const web::Req& req, const Member& member, const RawOf& raw, const std::string& base,
                                std::int64_t version, const web::Faults& faults) {
  const auto& messages = needs->pages->messages(req.http);
  EditView view;
  view.form = {.action = path_of(member.id) + "/edit",
               .submit = messages.text("ui.save"),
               .fields = form_fields(messages, raw),
               .cancel = path_of(member.id),
               .version = version,
               .hidden = {{"base", base}},
               .guards = true};
  render::show_faults(view.form, faults, messages);
  const auto name = whole_name(member.fields);
  return needs->pages->page(
      req, {.title = messages.text("roster.edit.title", {{"name", name}}), .nav = kNav, .back = path_of(member.id), .back_label = name},
      "roster/edit", view, faults.empty() ? 200 : 422);
}

Result<web::Response> show_edit(const Needs& needs, const web::Req& req, storage::ReadTx& tx) {
  TRY(const auto id, web::path_value<MemberId>(req, "member"));
  TRY(const auto member, get_member(tx, req.actor, id));
  if (member.merged_into) return needs->pages->see_other(path_of(id));
  return edit_page(needs, req, member, raw_of(member.fields), json::to_text(member.fields), member.version, {});
}

Result<web::Response> saved(const Needs& needs, const Member& member, std::int64_t version) {
  return needs->pages->see_other(path_of(member.id), {.key = member.version == version ? "flash.member_same" : "flash.member_saved",
                                                      .args = {{"name", whole_name(member.fields)}}});
}

Result<web::Response> save(const Needs& needs, const web::Req& req, storage::WriteTx& tx) {
  TRY(const auto id, web::path_value<MemberId>(req, "member"));
  TRY(const auto now, get_member(tx, req.actor, id));
  auto typed = typed_fields(req.form);
  const auto version = version_of(req.form);
  const std::string base(req.form.text("base"));
  if (!typed.faults.empty()) return edit_page(needs, req, now, raw_of(req.form), base, version, typed.faults);
  if (version == now.version) {
    const auto fields = with_choices(req.form, typed.fields, now.fields);
    if (const auto faults = check(fields); !faults.empty()) return edit_page(needs, req, now, raw_of(fields), base, version, faults);
    TRY(const auto member, change_member(tx, req.actor, id, version, fields));
    return saved(needs, member, version);
  }
  if (typed.fields == now.fields) return saved(needs, now, now.version);                 // both typed the same
  if (const auto seen = json::parse<MemberFields>(base); seen && *seen == now.fields) {  // only the state changed, which is not edited here
    TRY(const auto member, change_member(tx, req.actor, id, now.version, typed.fields));
    return saved(needs, member, version);
  }
  return conflict_page(needs, req, now, typed.fields);
}

}  // namespace

web::Routes edit_page_routes(const Needs& needs) {
  using enum web::Method;
  return {page(get, kNewPath, web::kAdmin, reads(needs, show_new)), page(post, kNewPath, web::kAdmin, writes(needs, create)),
          page(get, "/members/{member}/edit", web::kAdmin, reads(needs, show_edit)),
          page(post, "/members/{member}/edit", web::kAdmin, writes(needs, save))};
}

}  // namespace uke::server::roster
