#include "server/imports/words.h"

#include "server/render/form.h"
#include "server/roster/pages_words.h"

namespace uke::server::imports {
namespace {

render::Tone tone_of(ImportState state) {
  switch (state) {
    case ImportState::reading:
    case ImportState::applying:
    case ImportState::undoing: return render::Tone::info;
    case ImportState::ready: return render::Tone::attention;
    case ImportState::done: return render::Tone::good;
    case ImportState::failed: return render::Tone::stop;
    case ImportState::undone:
    case ImportState::discarded: break;
  }
  return render::Tone::neutral;
}

render::Tone tone_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::new_person: return render::Tone::good;
    case Outcome::changes: return render::Tone::info;
    case Outcome::doubtful: return render::Tone::attention;
    case Outcome::error: return render::Tone::stop;
    case Outcome::same: break;
  }
  return render::Tone::neutral;
}

std::string text_of(const i18n::Messages& m, std::string_view prefix, std::string_view word) {
  return m.text(std::string(prefix) + std::string(word));
}

// "fault:email:not_email" as 「メールアドレス: メールアドレスの形になっていません。」
std::string fault_words(const i18n::Messages& m, std::string_view fault) {
  const auto colon = fault.find(':');
  const auto field = fault.substr(0, colon);
  const auto what = enum_value<web::What>(colon == std::string_view::npos ? "" : fault.substr(colon + 1)).value_or(web::What::not_text);
  if (field == "family_name" && what == web::What::required) return m.text("imports.reason.no_name");
  const auto limit = field == "note" ? roster::kNoteMax : roster::kTextMax;
  return m.text("imports.reason.fault",
                {{"field", roster::field_label(m, field)}, {"why", render::sentence_of({std::string(field), what, limit}, m)}});
}

}  // namespace

render::Chip chip_of(const i18n::Messages& m, ImportState state) {
  return {tone_of(state), text_of(m, "imports.state.", enum_name(state))};
}

render::Chip chip_of(const i18n::Messages& m, const StagedRow& row) {
  if (row.applied != Applied::open && row.applied != Applied::nothing) {
    const bool trouble = row.applied == Applied::lost || row.applied == Applied::kept;
    return {trouble ? render::Tone::attention : render::Tone::good, text_of(m, "imports.applied.", enum_name(row.applied))};
  }
  if (row.decision != Decision::none) return {render::Tone::info, text_of(m, "imports.decision.", enum_name(row.decision))};
  return {tone_of(row.outcome), outcome_word(m, row.outcome)};
}

std::string outcome_word(const i18n::Messages& m, Outcome outcome) { return text_of(m, "imports.outcome.", enum_name(outcome)); }

std::string meaning_word(const i18n::Messages& m, Meaning meaning) { return text_of(m, "imports.meaning.", enum_name(meaning)); }

std::string encoding_word(const i18n::Messages& m, tables::Encoding encoding) {
  return text_of(m, "imports.encoding.", enum_name(encoding));
}

std::string failure_words(const i18n::Messages& m, const ImportRow& import) {
  if (import.error == "too_large" && import.error_detail == "file") return m.text("imports.failed.too_large_file");
  return text_of(m, "imports.failed.", import.error);
}

std::string reason_words(const i18n::Messages& m, const StagedRow& row, std::int64_t earlier_line) {
  if (row.reason.empty()) return earlier_line > 0 ? m.text("imports.reason.repeats", {{"line", std::to_string(earlier_line)}}) : "";
  if (row.reason.starts_with("fault:")) return fault_words(m, std::string_view(row.reason).substr(6));
  if (row.reason == "earlier") return m.text("imports.reason.earlier", {{"line", std::to_string(earlier_line)}});
  return text_of(m, "imports.reason.", row.reason);
}

std::string name_of(const roster::MemberFields& fields) {
  const auto name = roster::whole_name(fields);
  return name.empty() ? fields.kana : name;
}

}  // namespace uke::server::imports
