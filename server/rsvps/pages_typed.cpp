// What a form of an answer holds, and what is meant by it.
#include "server/rsvps/pages_form.h"
#include "server/rsvps/pages_kit.h"
#include "shared/text/text.h"

#include <algorithm>
#include <span>

namespace uke::server::rsvps {
namespace {

constexpr std::size_t kShownBytesMax = 8 * 1024;  // of one field that comes back because it is too long
constexpr std::int64_t kYenMax = 1'000'000;
constexpr std::string_view kCompanionFields[] = {"family_name", "given_name", "kana", "fee_category"};

bool is_ticked(const Raw& raw, std::string_view name) { return !value_in(raw, name).empty(); }

// A number of `raw`, 0 where nothing is typed.
std::int64_t number_of(const Raw& raw, std::string_view name, std::int64_t most, web::Faults& faults) {
  const auto typed = text::trim(value_in(raw, name));
  if (typed.empty()) return 0;
  const auto number = whole_number(typed);
  if (!number) faults.push_back({std::string(name), web::What::not_number});
  if (number && (*number < 0 || *number > most)) faults.push_back({std::string(name), web::What::out_of_range, most});
  return number.value_or(0);
}

std::vector<OwnCompanion> companions_in(const Raw& raw, std::vector<std::size_t>& rows) {
  std::vector<OwnCompanion> companions;
  for (std::size_t i = 0; i < companion_rows(raw); ++i) {
    if (!is_somebody(raw, i)) continue;
    const auto field = [&](std::string_view name) { return std::string(value_in(raw, companion_field(i, name))); };
    companions.push_back({.family_name = field("family_name"),
                          .given_name = field("given_name"),
                          .kana = field("kana"),
                          .fee_category = field("fee_category")});
    rows.push_back(i);
  }
  const auto nameless = whole_number(value_in(raw, "company")).value_or(0);  // of the quick form
  for (std::int64_t i = 0; i < std::min<std::int64_t>(nameless, kCompanionRowsMax); ++i) companions.emplace_back();
  return companions;
}

// "companions.0.kana" of the rules is another row of the form where rows before it are empty.
std::string field_in_form(const std::string& field, const std::vector<std::size_t>& rows) {
  constexpr std::string_view kPrefix = "companions.";
  if (!field.starts_with(kPrefix)) return field == "companions" ? "company" : field;
  const auto dot = field.find('.', kPrefix.size());
  const auto index = whole_number(std::string_view(field).substr(kPrefix.size(), dot - kPrefix.size())).value_or(0);
  if (dot == field.npos || index >= std::ssize(rows)) return field;
  return companion_field(rows[static_cast<std::size_t>(index)], std::string_view(field).substr(dot + 1));
}

OwnFields fields_in(const Raw& raw, const Offer& offer, std::vector<std::size_t>& rows, web::Faults& faults) {
  const auto field = [&](std::string_view name) { return std::string(value_in(raw, name)); };
  OwnFields fields;
  fields.state = enum_value<desk::RsvpState>(value_in(raw, "state")).value_or(desk::RsvpState::yes);
  fields.mode = enum_value<desk::Mode>(value_in(raw, "mode")).value_or(desk::Mode::onsite);
  fields.family_name = field("family_name");
  fields.given_name = field("given_name");
  fields.kana = field("kana");
  fields.former_name = field("former_name");
  fields.show_former_name = is_ticked(raw, "show_former_name");
  fields.department = field("department");
  fields.years = field("years");
  fields.email = field("email");
  fields.food = field("food");
  fields.comment = field("comment");
  fields.comment_public = is_ticked(raw, "comment_public");
  fields.after_party = enum_value<AfterParty>(value_in(raw, "after_party")).value_or(AfterParty::unsaid);
  fields.photo_ok = value_in(raw, "photo") != "no";
  fields.watching = number_of(raw, "watching", 99, faults);
  fields.fee_category = field("fee_category");
  for (const auto& item : offer.goods) {
    const auto quantity = number_of(raw, "goods." + item.id, 100, faults);
    if (quantity > 0) fields.goods.push_back({item.id, quantity});
  }
  fields.companions = companions_in(raw, rows);
  return fields;
}

}  // namespace

std::string companion_field(std::size_t index, std::string_view name) {
  return "companions." + std::to_string(index) + "." + std::string(name);
}

std::string_view value_in(const Raw& raw, std::string_view name) {
  const auto found = raw.find(name);
  return found == raw.end() ? std::string_view() : std::string_view(found->second);
}

bool is_somebody(const Raw& raw, std::size_t index) {
  if (!value_in(raw, companion_field(index, "here")).empty()) return true;
  return std::ranges::any_of(std::span(kCompanionFields).first(3),
                             [&](std::string_view name) { return !text::trim(value_in(raw, companion_field(index, name))).empty(); });
}

std::size_t companion_rows(const Raw& raw) {
  std::size_t rows = 0;
  while (rows < kCompanionRowsMax && raw.contains(companion_field(rows, "family_name"))) ++rows;
  return rows;
}

Result<Offer> offer_of(storage::ReadTx& tx, EditionId edition) {
  Offer offer;
  TRY(auto row, events::find_edition(tx, edition));
  if (!row) return fail(ErrorCode::not_found, "rsvps.offer_of", "no such edition");
  offer.edition = std::move(*row);
  TRY(offer.details, events::edition_details_of(tx, edition));
  TRY(offer.categories, events::fee_categories_of(tx, edition));
  TRY(offer.goods, events::goods_items_of(tx, edition));
  return offer;
}

Raw blank() { return {{"state", "yes"}, {"mode", "onsite"}, {"photo", "ok"}, {"after_party", "unsaid"}, {"tells", "1"}}; }

Result<Raw> raw_of(storage::ReadTx& tx, const Own& own) {
  const auto& row = own.rsvp.attendee;
  const auto& details = own.details;
  const auto flag = [](bool is_set) { return std::string(is_set ? "1" : ""); };
  const bool wants_place = row.state == desk::RsvpState::waiting;
  Raw raw{{"state", std::string(enum_name(wants_place ? desk::RsvpState::yes : row.state))},
          {"mode", std::string(enum_name(row.mode))},
          {"family_name", row.family_name},
          {"given_name", row.given_name},
          {"kana", row.kana},
          {"former_name", details.former_name},
          {"show_former_name", flag(details.show_former_name)},
          {"department", row.department},
          {"years", row.years},
          {"email", row.email.value_or("")},
          {"food", details.food},
          {"comment", details.comment},
          {"comment_public", flag(details.comment_public)},
          {"after_party", std::string(enum_name(details.after_party))},
          {"photo", row.photo_ok ? "ok" : "no"},
          {"watching", details.watching == 0 ? std::string() : std::to_string(details.watching)},
          {"fee_category", details.fee_category.value_or("")},
          {"table", row.table},
          {"note", row.note},
          {"fee", details.fee_by_hand ? std::to_string(row.fee.value) : std::string()},
          {"over_capacity", ""},
          {"tells", "1"}};
  for (const auto& item : own.rsvp.goods) raw["goods." + item.id] = std::to_string(item.quantity);
  for (std::size_t i = 0; i < own.rsvp.companions.size(); ++i) {
    const auto& companion = own.rsvp.companions[i];
    raw[companion_field(i, "here")] = "1";
    raw[companion_field(i, "family_name")] = companion.family_name;
    raw[companion_field(i, "given_name")] = companion.given_name;
    raw[companion_field(i, "kana")] = companion.kana;
    TRY(const auto about, details_of(tx, companion.id));
    raw[companion_field(i, "fee_category")] = about.fee_category.value_or("");
  }
  return raw;
}

Raw raw_of(const web::Form& form, const Offer& offer) {
  Raw raw;
  const auto take = [&](std::string name) {
    const auto text = form.text(name);
    if (form.has(name) && text.size() <= kShownBytesMax) raw[std::move(name)] = text;
  };
  for (const auto* name :
       {"state", "mode", "family_name",   "given_name",     "kana",        "former_name", "show_former_name", "department",   "years",
        "email", "food", "comment",       "comment_public", "after_party", "photo",       "watching",         "fee_category", "table",
        "note",  "fee",  "over_capacity", "tells",          "company"}) {
    take(name);
  }
  for (const auto& item : offer.goods) take("goods." + item.id);
  for (std::size_t i = 0; i < kCompanionRowsMax && form.has(companion_field(i, "family_name")); ++i) {
    take(companion_field(i, "here"));
    for (const auto name : kCompanionFields) take(companion_field(i, name));
    raw.try_emplace(companion_field(i, "family_name"));
  }
  return raw;
}

Typed typed_of(const Raw& raw, const Offer& offer) {
  Typed typed;
  std::vector<std::size_t> rows;
  auto& command = typed.command;
  command.fields = tidied(fields_in(raw, offer, rows, typed.faults));
  command.table = text::trim(value_in(raw, "table"));
  command.note = text::trim(value_in(raw, "note"));
  command.over_capacity = is_ticked(raw, "over_capacity");
  command.tells = is_ticked(raw, "tells");
  if (!text::trim(value_in(raw, "fee")).empty()) command.fee = Yen{number_of(raw, "fee", kYenMax, typed.faults)};
  for (auto& fault : check(command.fields, offer.details, offer.categories, offer.goods)) {
    fault.field = field_in_form(fault.field, rows);
    typed.faults.push_back(std::move(fault));
  }
  return typed;
}

}  // namespace uke::server::rsvps
