#include "server/rsvps/pages_conflict.h"

#include "server/render/parts.h"
#include "shared/json/json.h"

#include <algorithm>
#include <set>

namespace uke::server::rsvps {
namespace {

constexpr std::string_view kPick = "pick_";
constexpr std::string_view kTheirs = "theirs";
constexpr std::string_view kYours = "yours";

struct PackedField {
  std::string name;
  std::string value;
};
BOOST_DESCRIBE_STRUCT(PackedField, (), (name, value))
struct Packed {
  std::vector<PackedField> fields;
};
BOOST_DESCRIBE_STRUCT(Packed, (), (fields))

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

// Fields of both forms, in the order of the form that has more.
std::vector<std::string> names_of(const std::vector<render::Field>& one, const std::vector<render::Field>& other) {
  std::vector<std::string> names;
  for (const auto* fields : {one.size() >= other.size() ? &one : &other, one.size() >= other.size() ? &other : &one}) {
    for (const auto& field : *fields) {
      if (std::ranges::find(names, field.name) == names.end()) names.push_back(field.name);
    }
  }
  return names;
}

const render::Field* field_named(const std::vector<render::Field>& fields, std::string_view name) {
  const auto found = std::ranges::find(fields, name, &render::Field::name);
  return found == fields.end() ? nullptr : &*found;
}

std::string label_of(const render::Field& field, const std::string& group) {
  return group.empty() ? field.label : group + ": " + field.label;
}

// Companions' fields are all called alike: their group says whose they are.
std::string group_of(const std::vector<render::Field>& fields, std::string_view name) {
  if (!name.starts_with("companions.")) return {};
  std::string group;
  for (const auto& field : fields) {
    if (field.begins_group) group = field.group;
    if (field.name == name) return group;
  }
  return {};
}

}  // namespace

std::string packed(const Raw& raw) {
  Packed all;
  for (const auto& [name, value] : raw) all.fields.push_back({name, value});
  return json::to_text(all);
}

std::optional<Raw> unpacked(std::string_view text) {
  const auto all = json::parse<Packed>(text);
  if (!all) return std::nullopt;
  Raw raw;
  for (const auto& [name, value] : all->fields) raw[name] = value;
  return raw;
}

Result<web::Response> conflict_page(const Needs& needs, const web::Req& req, const Offer& offer, const Clash& clash) {
  const auto& messages = needs->pages->messages(req.http);
  const auto base = unpacked(req.form.text("base"));
  const auto theirs = whole_form(messages, clash.now, offer);
  const auto yours = whole_form(messages, clash.typed, offer);
  ConflictView view{.notice = {.tone = render::Tone::attention,
                               .title = messages.text("roster.conflict.choose"),
                               .text = messages.text("rsvps.conflict.text", {{"name", clash.name}})},
                    .action = path_of(clash.id) + "/edit",
                    .version = clash.version,
                    .typed = {{"base", packed(clash.now)}},
                    .compare = {.caption = messages.text("roster.conflict.title"),
                                .columns = {messages.text("roster.conflict.theirs"), messages.text("roster.conflict.yours")},
                                .rows = {}},
                    .cancel = path_of(clash.id)};
  for (const auto& [name, value] : clash.typed) view.typed.push_back({name, value});
  for (const auto& name : names_of(theirs, yours)) {
    const auto* const one = field_named(theirs, name);
    const auto* const other = field_named(yours, name);
    const auto now = std::string(value_in(clash.now, name));
    const auto typed = std::string(value_in(clash.typed, name));
    if (now == typed || name == "tells") continue;
    const auto label = label_of(one ? *one : *other, group_of(one ? theirs : yours, name));
    const bool keeps_theirs = base && value_in(*base, name) == typed;  // who did not touch it does not want it back
    view.compare.rows.push_back({.label = label,
                                 .differs = true,
                                 .cells = {{.text = one ? shown_value(messages, *one) : std::string(),
                                            .name = pick_name(name),
                                            .value = std::string(kTheirs),
                                            .chosen = keeps_theirs,
                                            .says = messages.text("roster.conflict.take_theirs", {{"field", label}})},
                                           {.text = other ? shown_value(messages, *other) : std::string(),
                                            .name = pick_name(name),
                                            .value = std::string(kYours),
                                            .chosen = !keeps_theirs,
                                            .says = messages.text("roster.conflict.take_yours", {{"field", label}})}}});
  }
  return needs->pages->page(req,
                            {.title = messages.text("roster.conflict.title"),
                             .nav = kNav,
                             .back = path_of(clash.id),
                             .back_label = clash.name,
                             .width = render::Head::Width::table},
                            "roster/conflict", view, 409);
}

Raw with_choices(const web::Form& form, Raw typed, const Raw& now) {
  std::set<std::string> names;
  for (const auto& [name, value] : typed) names.insert(name);
  for (const auto& [name, value] : now) names.insert(name);
  for (const auto& name : names) {
    if (form.text(pick_name(name)) == kTheirs) typed[name] = value_in(now, name);
  }
  return typed;
}

}  // namespace uke::server::rsvps
