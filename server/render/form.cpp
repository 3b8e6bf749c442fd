#include "server/render/form.h"

#include <algorithm>

namespace uke::server::render {
namespace {

std::string_view type_of(FieldKind kind) {
  switch (kind) {
    case FieldKind::email: return "email";
    case FieldKind::password: return "password";
    case FieldKind::radios: return "radio";
    case FieldKind::checkbox:
    case FieldKind::checkboxes: return "checkbox";
    case FieldKind::date: return "date";
    case FieldKind::time: return "time";
    case FieldKind::datetime: return "datetime-local";  // 2027-02-20T18:00
    case FieldKind::file: return "file";
    // A number is typed as text: spinners change it by accident, and "type=number" drops what is no number without a word.
    case FieldKind::text:
    case FieldKind::number:
    case FieldKind::code:
    case FieldKind::textarea:
    case FieldKind::select:
    case FieldKind::button: break;
  }
  return "text";
}

std::string id_of(const Field& field) { return "f-" + field.name; }

Data data_of_field(const Field& field) {
  using enum FieldKind;
  const auto id = id_of(field);
  const bool is_set = field.kind == radios || field.kind == checkboxes;
  const bool is_control = !is_set && field.kind != checkbox && field.kind != button;
  const bool is_secret = field.kind == password || field.kind == file;
  std::string described = field.hint.empty() ? std::string() : id + "-hint";
  if (!field.error.empty()) described += (described.empty() ? "" : " ") + id + "-error";
  return {DataMap{{"id", {id}},
                  {"name", data_of(field.name)},
                  {"label", data_of(field.label)},
                  {"hint", data_of(field.hint)},
                  {"value", is_secret ? Data{false} : data_of(field.value)},
                  {"required", {field.required}},
                  {"ticked", {field.ticked}},
                  {"choices", data_of(field.choices)},
                  {"type", {std::string(type_of(field.kind))}},
                  {"inputmode", {std::string(field.kind == number || field.kind == code ? "numeric" : "")}},
                  {"autocomplete", {field.kind == code && field.autocomplete.empty() ? "one-time-code" : field.autocomplete}},
                  {"error", data_of(field.error)},
                  {"described", {described}},
                  {"anchor", data_of(field.anchor)},
                  {"begins_group", {field.begins_group}},
                  {"group", data_of(field.group)},
                  {"is_set", {is_set}},
                  {"is_checkbox", {field.kind == checkbox}},
                  {"is_control", {is_control}},
                  {"is_button", {field.kind == button}},
                  {"is_textarea", {field.kind == textarea}},
                  {"is_select", {field.kind == select}},
                  {"is_input", {is_control && field.kind != textarea && field.kind != select}}}};
}

}  // namespace

Data view_data(const FormView& form) {
  DataList fields;
  DataList summary;
  for (const auto& field : form.fields) {
    fields.push_back(data_of_field(field));
    if (field.error.empty()) continue;
    summary.push_back({DataMap{{"id", {id_of(field)}}, {"label", data_of(field.label)}, {"error", data_of(field.error)}}});
  }
  const bool has_summary = !summary.empty();
  const bool has_buttons = std::ranges::any_of(form.fields, [](const Field& field) { return field.kind == FieldKind::button; });
  return {DataMap{{"action", data_of(form.action)},
                  {"submit", data_of(form.submit)},
                  {"form_id", data_of(form.id)},
                  {"fields", {std::move(fields)}},
                  {"cancel", data_of(form.cancel)},
                  {"version", form.version == 0 ? Data{false} : data_of(form.version)},
                  {"multipart", {form.sends_files}},
                  {"dangerous", {form.is_dangerous}},
                  {"error", data_of(form.error)},
                  {"has_errors", {has_summary || !form.error.empty()}},
                  {"has_summary", {has_summary}},
                  {"summary", {std::move(summary)}},
                  {"hidden", data_of(form.hidden)},
                  {"has_buttons", {has_buttons}},
                  {"decoy", data_of(form.decoy)},
                  {"guards", {form.guards}}}};
}

bool show_faults(FormView& form, const web::Faults& faults, const i18n::Messages& messages) {
  for (const auto& fault : faults) {
    const auto field = std::find_if(form.fields.begin(), form.fields.end(), [&](const Field& one) { return one.name == fault.field; });
    auto& text = field == form.fields.end() ? form.error : field->error;
    if (text.empty()) text = sentence_of(fault, messages);
  }
  return !faults.empty();
}

std::string sentence_of(const web::Fault& fault, const i18n::Messages& messages) {
  return messages.text("fault." + std::string(enum_name(fault.what)), {{"limit", fault.limit}});
}

}  // namespace uke::server::render
