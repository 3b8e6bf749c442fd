#include "server/attending/answer_form.h"

#include "server/attending/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace uke::server::attending {
namespace {

using i18n::Messages;
using render::FieldKind;

constexpr std::int64_t kTextMax = 100;
constexpr std::int64_t kLongTextMax = 500;
constexpr std::int64_t kQuantityMax = 20;
constexpr std::string_view kCompanionsAnchor = "f-email";  // the field above them
constexpr std::array kStates = {desk::RsvpState::yes, desk::RsvpState::maybe, desk::RsvpState::no};
constexpr std::array kAfterParties = {rsvps::AfterParty::yes, rsvps::AfterParty::later, rsvps::AfterParty::no};

std::string companion_field(std::size_t index, std::string_view name) { return fmt::format("companions.{}.{}", index, name); }
std::string goods_field(const std::string& id) { return "goods." + id; }

// Digits of any width; nothing typed is 0.
std::optional<std::int64_t> number_of(std::string_view typed) {
  std::string digits;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    if (typed[i] == ' ') continue;
    const bool is_wide = typed.substr(i).starts_with("\xEF\xBC") && i + 2 < typed.size();
    const char c = is_wide ? static_cast<char>(static_cast<unsigned char>(typed[i + 2]) - 0x90 + '0') : typed[i];
    if (c < '0' || c > '9' || digits.size() > 3) return std::nullopt;
    digits += c;
    if (is_wide) i += 2;
  }
  std::int64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

class FieldList {
 public:
  explicit FieldList(const Messages& m) : m_(m) {}

  render::Field& add(FieldKind kind, std::string name, std::string_view key, std::string value, std::string_view autocomplete = {}) {
    render::Field field{.kind = kind, .name = std::move(name), .label = m_.text(key), .value = std::move(value)};
    field.autocomplete = autocomplete;
    if (kind == FieldKind::text || kind == FieldKind::email) field.length_max = kTextMax;
    if (kind == FieldKind::textarea) field.length_max = kLongTextMax;
    if (!group_.empty()) {
      field.begins_group = true;
      field.group = std::exchange(group_, {});
    }
    return fields_.emplace_back(std::move(field));
  }
  // Heads the field that comes next.
  void begin_group(std::string heading) { group_ = std::move(heading); }
  std::vector<render::Field> take() { return std::move(fields_); }

 private:
  const Messages& m_;
  std::string group_;
  std::vector<render::Field> fields_;
};

// The first one is chosen where nobody chose: it is the one for most people.
std::vector<render::Choice> category_choices(const Messages& m, const std::vector<events::FeeCategory>& categories,
                                             const std::string& chosen) {
  std::vector<render::Choice> choices;
  for (const auto& category : categories) {
    auto label = m.text("attending.category", {{"name", name_of(m, category)}, {"fee", fee_word(m, category.amount)}});
    choices.push_back(
        {.value = category.id, .label = std::move(label), .chosen = category.id == chosen || (chosen.empty() && choices.empty())});
  }
  return choices;
}

void add_coming(FieldList& list, const Messages& m, const Typed& typed, const Venue& venue) {
  const auto& f = typed.fields;
  list.begin_group(m.text("attending.group.coming"));
  auto& state = list.add(FieldKind::radios, "state", "attending.field.state", "");
  state.required = true;
  for (const auto one : kStates) {
    const std::string word(enum_name(one));
    state.choices.push_back({.value = word, .label = m.text("attending.choose." + word), .chosen = one == f.state});
  }
  if (venue.details.maybe_until_ms != 0) {
    state.hint = m.text("attending.maybe_until", {{"when", deadline_of(m, venue.edition, venue.details.maybe_until_ms)}});
  }
  if (const auto categories = categories_for(venue, f.mode, events::ForWhom::attendee); !categories.empty()) {
    auto& category = list.add(FieldKind::radios, "fee_category", "attending.field.fee_category", "");
    category.required = true;
    category.choices = category_choices(m, categories, f.fee_category);
  }
}

void add_name(FieldList& list, const Messages& m, const Typed& typed) {
  const auto& f = typed.fields;
  list.begin_group(m.text("attending.group.name"));
  list.add(FieldKind::text, "family_name", "attending.field.family_name", f.family_name, "family-name").required = true;
  list.add(FieldKind::text, "given_name", "attending.field.given_name", f.given_name, "given-name");
  auto& kana = list.add(FieldKind::text, "kana", "attending.field.kana", f.kana);
  kana.required = m.language() == i18n::Language::ja;
  kana.hint = m.text("attending.hint.kana");
  list.add(FieldKind::text, "former_name", "attending.field.former_name", f.former_name).hint = m.text("attending.hint.former_name");
  auto& shows = list.add(FieldKind::checkbox, "show_former_name", "attending.field.show_former_name", "1");
  shows.ticked = f.show_former_name;
  list.add(FieldKind::text, "department", "attending.field.department", f.department).hint = m.text("attending.hint.department");
  list.add(FieldKind::email, "email", "attending.field.email", f.email, "email").hint = m.text("attending.hint.email");
}

void add_companions(FieldList& list, const Messages& m, const Typed& typed, const Venue& venue) {
  const auto& f = typed.fields;
  if (f.mode == desk::Mode::online) {
    list.begin_group(m.text("attending.group.companions"));
    list.add(FieldKind::number, "watching", "attending.field.watching", typed.watching).hint = m.text("attending.hint.watching");
    return;
  }
  if (venue.details.companions_max == 0 && f.companions.empty()) return;
  const auto categories = categories_for(venue, f.mode, events::ForWhom::companion);
  for (std::size_t i = 0; i < f.companions.size(); ++i) {
    const auto& companion = f.companions[i];
    list.begin_group(m.text("attending.group.companion", {{"number", static_cast<std::int64_t>(i + 1)}}));
    list.add(FieldKind::text, companion_field(i, "family_name"), "attending.field.companion_family", companion.family_name).hint =
        i == 0 ? m.text("attending.hint.companion") : std::string();
    list.add(FieldKind::text, companion_field(i, "given_name"), "attending.field.given_name", companion.given_name);
    list.add(FieldKind::text, companion_field(i, "kana"), "attending.field.kana", companion.kana);
    if (!categories.empty()) {
      auto& category = list.add(FieldKind::radios, companion_field(i, "fee_category"), "attending.field.fee_category", "");
      category.required = true;
      category.choices = category_choices(m, categories, companion.fee_category);
    }
    list.add(FieldKind::button, "do", "attending.less_companion", std::string(kLessPrefix) + std::to_string(i)).anchor = kCompanionsAnchor;
  }
  if (f.companions.empty()) list.begin_group(m.text("attending.group.companions"));
  if (std::ssize(f.companions) >= venue.details.companions_max) return;
  const auto key = f.companions.empty() ? "attending.add_companion" : "attending.another_companion";
  auto& button = list.add(FieldKind::button, "do", key, std::string(kAddCompanion));
  button.anchor = "f-" + companion_field(f.companions.size(), "family_name");
  if (f.companions.empty()) button.hint = m.text("attending.hint.companions", {{"count", venue.details.companions_max}});
}

void add_goods(FieldList& list, const Messages& m, const Typed& typed, const Venue& venue) {
  list.begin_group(m.text("attending.group.goods"));
  for (const auto& item : venue.goods) {
    const auto order = std::ranges::find(typed.fields.goods, item.id, &rsvps::GoodsOrder::goods);
    const auto quantity = order == typed.fields.goods.end() ? 0 : order->quantity;
    if (item.retired && quantity == 0) continue;
    auto& field = list.add(FieldKind::select, goods_field(item.id), "attending.field.goods", "");
    field.label = m.text("attending.goods_label", {{"name", name_of(m, item)}, {"price", fee_word(m, item.price)}});
    for (std::int64_t count = 0; count <= std::max<std::int64_t>(10, quantity); ++count) {
      field.choices.push_back(
          {.value = std::to_string(count), .label = m.text("attending.pieces", {{"count", count}}), .chosen = count == quantity});
    }
  }
  list.begin_group({});
}

void add_party(FieldList& list, const Messages& m, const Typed& typed, const Venue& venue) {
  const auto& f = typed.fields;
  list.begin_group(m.text("attending.group.party"));
  if (f.mode == desk::Mode::onsite) {
    list.add(FieldKind::text, "food", "attending.field.food", f.food).hint = m.text("attending.hint.food");
    if (venue.details.asks_after_party) {
      auto& party = list.add(FieldKind::radios, "after_party", "attending.field.after_party", "");
      party.hint = venue.details.after_party;
      for (const auto one : kAfterParties) {
        const std::string word(enum_name(one));
        party.choices.push_back({.value = word, .label = m.text("attending.after_party." + word), .chosen = one == f.after_party});
      }
    }
  }
  auto& photo = list.add(FieldKind::radios, "photo", "attending.field.photo", "");
  photo.hint = m.text("attending.hint.photo");
  photo.choices = {{.value = "ok", .label = m.text("attending.photo.ok"), .chosen = f.photo_ok},
                   {.value = "no", .label = m.text("attending.photo.no"), .chosen = !f.photo_ok}};
  list.add(FieldKind::textarea, "comment", "attending.field.comment", f.comment).hint = m.text("attending.hint.comment");
  list.add(FieldKind::checkbox, "comment_public", "attending.field.comment_public", "1").ticked = f.comment_public;
}

// Where there are several fees, somebody has to say which.
void choose_category(Typed& typed, std::string field, const std::string& chosen, const std::vector<events::FeeCategory>& categories) {
  if (categories.size() > 1 && chosen.empty()) typed.faults.push_back({std::move(field), web::What::required, 0});
}

}  // namespace

Typed typed_of(const web::Form& form, const Venue& venue, desk::Mode mode) {
  Typed typed;
  auto& f = typed.fields;
  const auto text = [&](std::string_view name) { return std::string(form.text(name)); };
  f.state = enum_value<desk::RsvpState>(form.text("state")).value_or(desk::RsvpState::yes);
  f.mode = mode;
  f.family_name = text("family_name");
  f.given_name = text("given_name");
  f.kana = text("kana");
  f.former_name = text("former_name");
  f.show_former_name = form.has("show_former_name");
  f.department = text("department");
  f.years = text("years");
  f.email = text("email");
  f.food = text("food");
  f.comment = text("comment");
  f.comment_public = form.has("comment_public");
  f.after_party = enum_value<rsvps::AfterParty>(form.text("after_party")).value_or(rsvps::AfterParty::unsaid);
  f.photo_ok = form.text("photo") != "no";
  f.fee_category = text("fee_category");
  typed.watching = text("watching");
  const auto watching = number_of(typed.watching);
  f.watching = mode == desk::Mode::online ? watching.value_or(0) : 0;
  for (const auto& item : venue.goods) {
    const auto quantity = number_of(form.text(goods_field(item.id))).value_or(0);
    if (quantity > 0) f.goods.push_back({.goods = item.id, .quantity = std::min(quantity, kQuantityMax)});
  }
  for (std::size_t i = 0; form.has(companion_field(i, "family_name")) && i < rsvps::kCompanions * 4; ++i) {
    f.companions.push_back({.family_name = text(companion_field(i, "family_name")),
                            .given_name = text(companion_field(i, "given_name")),
                            .kana = text(companion_field(i, "kana")),
                            .fee_category = text(companion_field(i, "fee_category"))});
  }
  f = rsvps::tidied(std::move(f));
  typed.faults = rsvps::check(f, venue.details, venue.categories, venue.goods);
  const bool is_latin = std::ranges::all_of(f.family_name + f.given_name, [](unsigned char c) { return c < 0x80; });
  if (f.kana.empty() && !is_latin) typed.faults.push_back({"kana", web::What::required, 0});
  if (f.state != desk::RsvpState::no) {
    choose_category(typed, "fee_category", f.fee_category, categories_for(venue, mode, events::ForWhom::attendee));
    for (std::size_t i = 0; i < f.companions.size(); ++i) {
      const auto categories = categories_for(venue, mode, events::ForWhom::companion);
      choose_category(typed, companion_field(i, "fee_category"), f.companions[i].fee_category, categories);
    }
  }
  if (!watching) typed.faults.push_back({"watching", web::What::not_number, 0});
  return typed;
}

Typed typed_of(const rsvps::OwnFields& fields) {
  return {.fields = fields, .watching = fields.watching == 0 ? std::string() : std::to_string(fields.watching), .faults = {}};
}

std::vector<render::Field> fields_to_fill(const Messages& m, const Typed& typed, const Venue& venue, Aim aim) {
  FieldList list(m);
  add_coming(list, m, typed, venue);
  add_name(list, m, typed);
  add_companions(list, m, typed, venue);
  add_goods(list, m, typed, venue);
  add_party(list, m, typed, venue);
  auto fields = list.take();
  if (aim == Aim::change) fields.front().begins_group = false;
  return fields;
}

bool press(Typed& typed, std::string_view pressed, const Venue& venue) {
  auto& companions = typed.fields.companions;
  if (pressed == kAddCompanion) {
    if (std::ssize(companions) < venue.details.companions_max) companions.emplace_back();
    return true;
  }
  if (!pressed.starts_with(kLessPrefix)) return false;
  const auto index = number_of(pressed.substr(kLessPrefix.size()));
  if (index && *index < std::ssize(companions)) companions.erase(companions.begin() + *index);
  return true;
}

render::Facts facts_to_confirm(const Messages& m, const rsvps::OwnFields& f, const Venue& venue) {
  render::Facts facts;
  const auto add = [&](std::string_view key, std::string value) {
    if (!value.empty()) facts.rows.push_back({.label = m.text(key), .value = std::move(value)});
  };
  const auto whole = [](const std::string& family, const std::string& given) {
    return family + (family.empty() || given.empty() ? "" : " ") + given;
  };
  add("attending.field.state", m.text("attending.choose." + std::string(enum_name(f.state))));
  add("attending.where_label", where_name(m, venue, f.mode));
  add("attending.when_label", when_of(m, venue.edition));
  add("attending.field.name", whole(f.family_name, f.given_name));
  add("attending.field.kana", f.kana);
  add("attending.field.former_name", f.former_name);
  if (!f.former_name.empty()) add("attending.on_the_badge", m.text(f.show_former_name ? "ui.yes" : "ui.no"));
  add("attending.field.department", f.department);
  add("attending.field.email", f.email);
  if (f.watching > 0) add("attending.field.watching", m.text("attending.people", {{"count", f.watching}}));
  for (const auto& companion : f.companions) {
    auto name = whole(companion.family_name, companion.given_name);
    if (!companion.kana.empty()) name += (name.empty() ? "" : " ") + m.text("attending.in_brackets", {{"text", companion.kana}});
    add("attending.group.companions", name.empty() ? m.text("attending.nameless") : name);
  }
  for (const auto& order : f.goods) {
    const auto item = std::ranges::find(venue.goods, order.goods, &events::GoodsItem::id);
    if (item == venue.goods.end()) continue;
    facts.rows.push_back({.label = name_of(m, *item), .value = m.text("attending.pieces", {{"count", order.quantity}})});
  }
  add("attending.field.food", f.food);
  if (f.after_party != rsvps::AfterParty::unsaid) {
    add("attending.field.after_party", m.text("attending.after_party." + std::string(enum_name(f.after_party))));
  }
  add("attending.field.photo", m.text(f.photo_ok ? "attending.photo.ok" : "attending.photo.no"));
  add("attending.field.comment", f.comment);
  if (!f.comment.empty()) add("attending.shown_to_all", m.text(f.comment_public ? "ui.yes" : "ui.no"));
  return facts;
}

std::vector<render::Hidden> hidden_fields(const Typed& typed) {
  const auto& f = typed.fields;
  std::vector<render::Hidden> hidden = {{"state", std::string(enum_name(f.state))},
                                        {"family_name", f.family_name},
                                        {"given_name", f.given_name},
                                        {"kana", f.kana},
                                        {"former_name", f.former_name},
                                        {"department", f.department},
                                        {"years", f.years},
                                        {"email", f.email},
                                        {"food", f.food},
                                        {"comment", f.comment},
                                        {"after_party", std::string(enum_name(f.after_party))},
                                        {"photo", f.photo_ok ? "ok" : "no"},
                                        {"watching", typed.watching},
                                        {"fee_category", f.fee_category}};
  if (f.show_former_name) hidden.push_back({"show_former_name", "1"});
  if (f.comment_public) hidden.push_back({"comment_public", "1"});
  for (const auto& order : f.goods) hidden.push_back({goods_field(order.goods), std::to_string(order.quantity)});
  for (std::size_t i = 0; i < f.companions.size(); ++i) {
    const auto& companion = f.companions[i];
    hidden.push_back({companion_field(i, "family_name"), companion.family_name});
    hidden.push_back({companion_field(i, "given_name"), companion.given_name});
    hidden.push_back({companion_field(i, "kana"), companion.kana});
    hidden.push_back({companion_field(i, "fee_category"), companion.fee_category});
  }
  return hidden;
}

BillView bill_view(const Messages& m, const rsvps::OwnFields& fields, const Venue& venue) {
  const auto bill = bill_of(fields, venue);
  BillView view;
  if (bill.total.value == 0) return view;
  view.lines.push_back({.label = m.text("attending.fee"), .value = fee_word(m, bill.own)});
  for (const auto amount : bill.companions) {
    view.lines.push_back({.label = m.text("attending.group.companions"), .value = fee_word(m, amount)});
  }
  if (bill.goods.value != 0) view.lines.push_back({.label = m.text("attending.group.goods"), .value = fee_word(m, bill.goods)});
  view.total = i18n::format_yen(m, bill.total);
  return view;
}

}  // namespace uke::server::attending
