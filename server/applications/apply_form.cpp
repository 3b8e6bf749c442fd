#include "server/applications/apply_form.h"

#include "server/applications/words.h"

#include <array>

namespace uke::server::applications {
namespace {

using enum roster::Employment;
constexpr std::array kEmployments = {unknown, regular, contract, dispatched, fixed_term, part_time, other};

std::string employment_word(const i18n::Messages& m, roster::Employment employment) {
  return m.text("apply.employment." + std::string(enum_name(employment)));
}

}  // namespace

Typed typed_of(const web::Form& form) {
  Typed typed;
  auto& fields = typed.fields;
  const auto take = [&](std::string& into, std::string_view name) { into = form.text(name); };
  take(fields.family_name, "family_name");
  take(fields.given_name, "given_name");
  take(fields.kana, "kana");
  take(fields.former_name, "former_name");
  take(fields.email, "email");
  take(fields.site, "site");
  take(fields.department, "department");
  take(fields.introduced_by, "introduced_by");
  take(fields.display_name, "display_name");
  take(fields.message, "message");
  take(typed.joined_year, "joined_year");
  fields.employment = enum_value<roster::Employment>(form.text("employment")).value_or(unknown);
  const auto year = year_of(typed.joined_year);
  fields.joined_year = year.value_or(0);
  fields = tidied(std::move(fields));
  typed.faults = check(fields);
  if (!year) typed.faults.push_back({"joined_year", web::What::not_number, 0});
  return typed;
}

Typed typed_of(const ApplicationFields& fields) {
  return {.fields = fields, .joined_year = fields.joined_year == 0 ? std::string() : std::to_string(fields.joined_year), .faults = {}};
}

std::vector<render::Field> fields_to_fill(const i18n::Messages& m, const Typed& typed, AskSponsor ask) {
  using render::FieldKind;
  const auto& f = typed.fields;
  std::vector<render::Field> fields;
  const auto add = [&](FieldKind kind, std::string_view name, const std::string& value, std::string_view autocomplete,
                       std::int64_t length_max = roster::kTextMax) -> render::Field& {
    const auto key = "apply." + std::string(name);
    return fields.emplace_back(render::Field{.kind = kind,
                                             .name = std::string(name),
                                             .label = m.text(key),
                                             .value = value,
                                             .autocomplete = std::string(autocomplete),
                                             .length_max = length_max});
  };
  add(FieldKind::text, "family_name", f.family_name, "family-name").required = true;
  fields.back().hint = m.text("apply.family_hint");
  add(FieldKind::text, "given_name", f.given_name, "given-name");
  add(FieldKind::text, "kana", f.kana, "").required = true;
  fields.back().hint = m.text("apply.kana_hint");
  add(FieldKind::text, "former_name", f.former_name, "").hint = m.text("apply.former_hint");
  add(FieldKind::email, "email", f.email, "email").hint = m.text("apply.email_hint");
  add(FieldKind::text, "site", f.site, "").hint = m.text("apply.site_hint");
  fields.back().begins_group = true;
  fields.back().group = m.text("apply.group_work");
  add(FieldKind::text, "department", f.department, "").hint = m.text("apply.department_hint");
  add(FieldKind::text, "joined_year", typed.joined_year, "").hint = m.text("apply.year_hint");
  auto& employment = add(FieldKind::select, "employment", "", "", 0);
  for (const auto one : kEmployments) {
    employment.choices.push_back({.value = std::string(enum_name(one)), .label = employment_word(m, one), .chosen = one == f.employment});
  }
  bool is_first = true;
  const auto begin_group = [&](render::Field& field) {
    if (!std::exchange(is_first, false)) return;
    field.begins_group = true;
    field.group = m.text("apply.group_circle");
  };
  if (ask == AskSponsor::yes) {
    auto& sponsor = add(FieldKind::text, "introduced_by", f.introduced_by, "");
    sponsor.hint = m.text("apply.sponsor_hint");
    begin_group(sponsor);
  }
  auto& display = add(FieldKind::text, "display_name", f.display_name, "");
  display.hint = m.text("apply.display_hint");
  begin_group(display);
  add(FieldKind::textarea, "message", f.message, "", kMessageMax).hint = m.text("apply.message_hint");
  return fields;
}

render::Facts facts_to_confirm(const i18n::Messages& m, const ApplicationFields& f, AskSponsor ask) {
  render::Facts facts;
  const auto add = [&](std::string_view key, std::string value) {
    if (!value.empty()) facts.rows.push_back({.label = m.text(key), .value = std::move(value)});
  };
  add("apply.name", name_of(f));
  add("apply.kana", f.kana);
  add("apply.former_name", f.former_name);
  add("apply.email", f.email);
  add("apply.site", f.site);
  add("apply.department", f.department);
  if (f.joined_year != 0) add("apply.joined_year", std::to_string(f.joined_year));
  if (f.employment != unknown) add("apply.employment", employment_word(m, f.employment));
  if (ask == AskSponsor::yes) add("apply.introduced_by", f.introduced_by);
  add("apply.display_name", f.display_name);
  add("apply.message", f.message);
  return facts;
}

std::vector<render::Hidden> hidden_fields(const Typed& typed) {
  const auto& f = typed.fields;
  return {{"family_name", f.family_name},
          {"given_name", f.given_name},
          {"kana", f.kana},
          {"former_name", f.former_name},
          {"email", f.email},
          {"site", f.site},
          {"department", f.department},
          {"joined_year", typed.joined_year},
          {"employment", std::string(enum_name(f.employment))},
          {"introduced_by", f.introduced_by},
          {"display_name", f.display_name},
          {"message", f.message}};
}

}  // namespace uke::server::applications
