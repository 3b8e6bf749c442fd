#include "server/rsvps/pages_form.h"

#include "server/rsvps/pages_words.h"

#include <algorithm>
#include <utility>

namespace uke::server::rsvps {
namespace {

using i18n::Messages;
using render::FieldKind;

constexpr std::int64_t kTextMax = 100;
constexpr std::int64_t kFoodMax = 200;
constexpr std::int64_t kLongTextMax = 500;

class FieldList {
 public:
  FieldList(const Messages& messages, const Raw& raw) : messages_(messages), raw_(raw) {}

  void group(std::string heading) { group_ = std::move(heading); }
  render::Field& add(FieldKind kind, std::string name, std::string_view label, std::int64_t length_max = 0) {
    render::Field field{.kind = kind, .name = std::move(name), .label = messages_.text("rsvps.field." + std::string(label))};
    field.value = value_in(raw_, field.name);
    field.length_max = length_max;
    field.autocomplete = "off";  // somebody else's data: the browser knows only the organizer's own
    field.begins_group = !group_.empty();
    field.group = std::exchange(group_, {});
    return fields_.emplace_back(std::move(field));
  }
  render::Field& text(std::string name, std::string_view label) { return add(FieldKind::text, std::move(name), label, kTextMax); }
  void flag(std::string name, std::string_view label) {
    auto& field = add(FieldKind::checkbox, std::move(name), label);
    field.ticked = !field.value.empty();
    field.value = "1";
  }
  render::Field& choice(FieldKind kind, std::string name, std::string_view label, std::vector<render::Choice> choices) {
    auto& field = add(kind, std::move(name), label);
    const auto chosen = std::exchange(field.value, {});
    field.choices = std::move(choices);
    for (auto& one : field.choices) one.chosen = one.value == chosen;
    return field;
  }
  [[nodiscard]] std::vector<render::Field> take() { return std::move(fields_); }

 private:
  const Messages& messages_;
  const Raw& raw_;
  std::vector<render::Field> fields_;
  std::string group_;
};

std::string name_of(const Messages& messages, const std::string& name, const std::string& name_en) {
  return messages.language() == i18n::Language::en && !name_en.empty() ? name_en : name;
}

void add_state_and_mode(FieldList& list, const Messages& messages, bool with_no) {
  std::vector<render::Choice> states{{"yes", messages.text("rsvps.state.yes")}, {"maybe", messages.text("rsvps.state.maybe")}};
  if (with_no) states.push_back({"no", messages.text("rsvps.state.no")});
  list.choice(FieldKind::radios, "state", "state", std::move(states)).required = true;
}

std::vector<render::Choice> mode_choices(const Messages& messages) {
  return {{"onsite", mode_word(messages, desk::Mode::onsite)}, {"online", mode_word(messages, desk::Mode::online)}};
}

std::vector<render::Choice> category_choices(const Messages& messages, const Offer& offer, events::ForWhom whom, std::string_view kept) {
  std::vector<render::Choice> choices{
      {"", messages.text("rsvps.category_none", {{"amount", i18n::format_yen(messages, offer.edition.door_fee)}})}};
  for (const auto& category : offer.categories) {
    const bool is_for = category.for_whom == events::ForWhom::anybody || category.for_whom == whom;
    if (!is_for || (category.retired && category.id != kept)) continue;
    const auto name = name_of(messages, category.name, category.name_en);
    choices.push_back(
        {category.id, messages.text("rsvps.category", {{"name", name}, {"amount", i18n::format_yen(messages, category.amount)}})});
  }
  return choices;
}

void add_category(FieldList& list, const Messages& messages, const Raw& raw, const Offer& offer, const std::string& name,
                  events::ForWhom whom) {
  auto choices = category_choices(messages, offer, whom, value_in(raw, name));
  if (choices.size() > 1) list.choice(FieldKind::select, name, "fee_category", std::move(choices));
}

void add_companions(FieldList& list, const Messages& messages, const Raw& raw, const Offer& offer) {
  auto rows = companion_rows(raw);
  while (rows > 0 && !is_somebody(raw, rows - 1)) --rows;
  const auto most = static_cast<std::size_t>(std::clamp<std::int64_t>(offer.details.companions_max, 0, kCompanionRowsMax));
  const auto shown = rows < most ? rows + 1 : rows;
  for (std::size_t i = 0; i < shown; ++i) {
    list.group(messages.text("rsvps.group.companion", {{"number", static_cast<std::int64_t>(i + 1)}}));
    list.flag(companion_field(i, "here"), "companion_here");
    list.text(companion_field(i, "family_name"), "family_name");
    list.text(companion_field(i, "given_name"), "given_name");
    list.text(companion_field(i, "kana"), "kana");
    add_category(list, messages, raw, offer, companion_field(i, "fee_category"), events::ForWhom::companion);
  }
}

void add_goods(FieldList& list, const Messages& messages, const Raw& raw, const Offer& offer) {
  list.group(messages.text("rsvps.group.goods"));
  for (const auto& item : offer.goods) {
    const auto name = "goods." + item.id;
    if (item.retired && value_in(raw, name).empty()) continue;
    auto& field = list.add(FieldKind::number, name, "goods", 3);
    field.label = messages.text("rsvps.goods",
                                {{"name", name_of(messages, item.name, item.name_en)}, {"amount", i18n::format_yen(messages, item.price)}});
  }
  list.group({});
}

void add_office(FieldList& list, const Messages& messages) {
  list.group(messages.text("rsvps.group.office"));
  list.text("table", "table");
  list.add(FieldKind::text, "note", "note", kLongTextMax).hint = messages.text("rsvps.hint.note");
  list.add(FieldKind::number, "fee", "fee", 7).hint = messages.text("rsvps.hint.fee");
  list.flag("over_capacity", "over_capacity");
  list.flag("tells", "tells");
}

}  // namespace

std::vector<render::Field> whole_form(const Messages& messages, const Raw& raw, const Offer& offer) {
  FieldList list(messages, raw);
  list.group(messages.text("rsvps.group.answer"));
  add_state_and_mode(list, messages, true);
  list.choice(FieldKind::radios, "mode", "mode", mode_choices(messages)).required = true;
  add_category(list, messages, raw, offer, "fee_category", events::ForWhom::attendee);
  list.group(messages.text("rsvps.group.name"));
  list.text("family_name", "family_name").required = true;
  list.text("given_name", "given_name");
  list.text("kana", "kana");
  list.text("former_name", "former_name");
  list.flag("show_former_name", "show_former_name");
  list.text("department", "department");
  list.text("years", "years");
  list.add(FieldKind::email, "email", "email", kTextMax);
  add_companions(list, messages, raw, offer);
  list.group(messages.text("rsvps.group.day"));
  list.add(FieldKind::text, "food", "food", kFoodMax);
  list.add(FieldKind::number, "watching", "watching", 2);
  if (offer.details.asks_after_party) {
    std::vector<render::Choice> parties;
    for (const auto* word : {"unsaid", "yes", "no", "later"}) {
      parties.push_back({word, messages.text(std::string("rsvps.after_party.") + word)});
    }
    list.choice(FieldKind::select, "after_party", "after_party", std::move(parties));
  }
  list.choice(FieldKind::radios, "photo", "photo", {{"ok", messages.text("rsvps.photo.ok")}, {"no", messages.text("rsvps.photo.no")}});
  list.add(FieldKind::textarea, "comment", "comment", kLongTextMax);
  list.flag("comment_public", "comment_public");
  add_goods(list, messages, raw, offer);
  add_office(list, messages);
  return list.take();
}

std::vector<render::Field> quick_form(const Messages& messages, const Raw& raw, const Offer& offer) {
  FieldList list(messages, raw);
  auto& family = list.text("family_name", "family_name");
  family.required = true;
  family.hint = messages.text("rsvps.hint.family_name");
  list.text("given_name", "given_name");
  list.text("kana", "kana");
  add_state_and_mode(list, messages, false);
  list.choice(FieldKind::radios, "mode", "mode", mode_choices(messages)).required = true;
  if (offer.details.companions_max > 0) {
    list.add(FieldKind::number, "company", "company", 2).hint =
        messages.text("rsvps.hint.company", {{"limit", offer.details.companions_max}});
  }
  add_category(list, messages, raw, offer, "fee_category", events::ForWhom::attendee);
  list.add(FieldKind::email, "email", "email", kTextMax).hint = messages.text("rsvps.hint.email");
  list.add(FieldKind::text, "food", "food", kFoodMax);
  list.add(FieldKind::text, "note", "note", kLongTextMax).hint = messages.text("rsvps.hint.note");
  list.flag("over_capacity", "over_capacity");
  return list.take();
}

std::string shown_value(const Messages& messages, const render::Field& field) {
  if (field.kind == FieldKind::checkbox) return messages.text(field.ticked ? "ui.yes" : "ui.no");
  for (const auto& choice : field.choices) {
    if (choice.chosen) return choice.label;
  }
  return field.value;
}

}  // namespace uke::server::rsvps
