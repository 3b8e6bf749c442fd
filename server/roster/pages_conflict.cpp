#include "server/roster/pages_conflict.h"

#include "server/roster/pages_form.h"
#include "shared/json/json.h"

namespace uke::server::roster {
namespace {

constexpr std::string_view kPick = "pick_";
constexpr std::string_view kTheirs = "theirs";
constexpr std::string_view kYours = "yours";

struct ConflictView {
  render::Notice notice;
  std::string action;
  std::int64_t version = 0;
  std::vector<render::Hidden> typed;
  render::Compare compare;
  std::string cancel;
};
BOOST_DESCRIBE_STRUCT(ConflictView, (), (notice, action, version, typed, compare, cancel))

std::string pick_name(std::string_view field) { return std::string(kPick) + std::string(field); }

// Who did not touch a field does not want it back as it was: then the other's change is chosen already.
bool keeps_theirs(const std::optional<MemberFields>& base, std::string_view field, const std::string& typed) {
  return base && raw_value(*base, field) == typed;
}

render::CompareRow row_of(const i18n::Messages& messages, std::string_view field, const std::string& now, const std::string& typed,
                          bool theirs) {
  const auto label = field_label(messages, field);
  render::CompareRow row{.label = label, .differs = now != typed, .cells = {}};
  if (!row.differs) {
    row.cells = {{.text = shown_value(messages, field, now)}, {.text = shown_value(messages, field, typed)}};
    return row;
  }
  row.cells = {{.text = shown_value(messages, field, now),
                .name = pick_name(field),
                .value = std::string(kTheirs),
                .chosen = theirs,
                .says = messages.text("roster.conflict.take_theirs", {{"field", label}})},
               {.text = shown_value(messages, field, typed),
                .name = pick_name(field),
                .value = std::string(kYours),
                .chosen = !theirs,
                .says = messages.text("roster.conflict.take_yours", {{"field", label}})}};
  return row;
}

}  // namespace

Result<web::Response> conflict_page(const Needs& needs, const web::Req& req, const Member& now, const MemberFields& typed) {
  const auto& messages = needs->pages->messages(req.http);
  const auto name = whole_name(now.fields);
  std::optional<MemberFields> base;
  if (auto parsed = json::parse<MemberFields>(req.form.text("base"))) base = std::move(*parsed);
  ConflictView view{.notice = {.tone = render::Tone::attention,
                               .title = messages.text("roster.conflict.choose"),
                               .text = messages.text("roster.conflict.text", {{"name", name}})},
                    .action = path_of(now.id) + "/edit",
                    .version = now.version,
                    .typed = {{"base", json::to_text(now.fields)}},
                    .compare = {.caption = messages.text("roster.conflict.title"),
                                .columns = {messages.text("roster.conflict.theirs"), messages.text("roster.conflict.yours")},
                                .rows = {}},
                    .cancel = path_of(now.id)};
  std::vector<render::CompareRow> same;
  for (const auto& field : field_names()) {
    const auto theirs = raw_value(now.fields, field);
    const auto yours = raw_value(typed, field);
    view.typed.push_back({field, yours});
    if (theirs.empty() && yours.empty()) continue;
    auto row = row_of(messages, field, theirs, yours, keeps_theirs(base, field, yours));
    (row.differs ? view.compare.rows : same).push_back(std::move(row));
  }
  view.compare.rows.insert(view.compare.rows.end(), same.begin(), same.end());  // what there is to choose stands first
  return needs->pages->page(req,
                            {.title = messages.text("roster.conflict.title"),
                             .nav = kNav,
                             .back = path_of(now.id),
                             .back_label = name,
                             .width = render::Head::Width::table},
                            "roster/conflict", view, 409);
}

MemberFields with_choices(const web::Form& form, MemberFields typed, const MemberFields& now) {
  for (const auto& field : field_names()) {
    if (form.text(pick_name(field)) == kTheirs) set_field(typed, field, raw_value(now, field));
  }
  return typed;
}

}  // namespace uke::server::roster
