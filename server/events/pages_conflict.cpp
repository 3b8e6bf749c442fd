#include "server/events/pages_conflict.h"

#include <fmt/format.h>

#include <ranges>

namespace uke::server::events {
namespace {

constexpr std::string_view kPick = "pick_";
constexpr std::string_view kTheirs = "theirs";
constexpr std::string_view kYours = "yours";

struct ConflictView {
  render::Notice notice;
  std::string action;
  std::vector<render::Hidden> hidden;
  render::Compare compare;
  std::string cancel;
};
BOOST_DESCRIBE_STRUCT(ConflictView, (), (notice, action, hidden, compare, cancel))

// FNV-1a: tells whether a field was touched; nothing depends on its being hard to forge.
std::string word_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return fmt::format("{:016x}", hash);
}

std::string pick_name(std::string_view field) { return std::string(kPick) + std::string(field); }

render::CompareRow row_of(const i18n::Messages& messages, const Sheet& sheet, const FieldSpec& field, const std::string& now,
                          const std::string& typed, bool is_theirs) {
  const auto label = messages.text(sheet.labels + std::string(field.name));
  render::CompareRow row{.label = label, .differs = now != typed, .cells = {}};
  row.cells = {{.text = shown(messages, field, now)}, {.text = shown(messages, field, typed)}};
  if (!row.differs) return row;
  const auto choose = [&](render::CompareCell& cell, std::string_view value, bool chosen, const char* says) {
    cell.name = pick_name(field.name);
    cell.value = value;
    cell.chosen = chosen;
    cell.says = messages.text(says, {{"field", label}});
  };
  choose(row.cells[0], kTheirs, is_theirs, "roster.conflict.take_theirs");
  choose(row.cells[1], kYours, !is_theirs, "roster.conflict.take_yours");
  return row;
}

}  // namespace

std::string base_of(const Sheet& sheet, const Raw& raw) {
  std::string base;
  for (const auto& field : sheet.fields) {
    const auto found = raw.find(field.name);
    base += word_of(found == raw.end() ? "" : found->second);
  }
  return base;
}

Raw with_choices(const Sheet& sheet, const web::Form& form, Raw typed, const Raw& now) {
  for (const auto& field : sheet.fields) {
    if (form.text(pick_name(field.name)) == kTheirs) typed[field.name] = now.at(field.name);
  }
  return typed;
}

Result<web::Response> conflict_page(const Needs& needs, const web::Req& req, const Conflict& conflict) {
  const auto& messages = needs->pages->messages(req.http);
  const auto& sheet = conflict.sheet;
  ConflictView view{.notice = {.tone = render::Tone::attention,
                               .title = messages.text("event.conflict.choose"),
                               .text = messages.text("event.conflict.text")},
                    .action = conflict.action,
                    .hidden = conflict.hidden,
                    .compare = {.caption = messages.text("event.conflict.title"),
                                .columns = {messages.text("roster.conflict.theirs"), messages.text("roster.conflict.yours")},
                                .rows = {}},
                    .cancel = conflict.back};
  view.hidden.push_back({kBase, base_of(sheet, conflict.now)});
  const auto began = std::string(req.form.text(kBase));
  const auto typed_words = base_of(sheet, conflict.typed);
  std::vector<render::CompareRow> same;
  for (std::size_t i = 0; i < sheet.fields.size(); ++i) {
    const auto& field = sheet.fields[i];
    const auto& theirs = conflict.now.at(field.name);
    const auto& yours = conflict.typed.at(field.name);
    view.hidden.push_back({field.name, yours});
    if (theirs.empty() && yours.empty()) continue;
    // Who did not touch a field does not want it back as it was.
    const auto word = [i](std::string_view words) { return words.size() >= (i + 1) * 16 ? words.substr(i * 16, 16) : std::string_view(); };
    const bool untouched = word(began) == word(typed_words);
    auto row = row_of(messages, sheet, field, theirs, yours, untouched);
    (row.differs ? view.compare.rows : same).push_back(std::move(row));
  }
  view.compare.rows.insert(view.compare.rows.end(), same.begin(), same.end());  // what there is to choose stands first
  return needs->pages->page(req,
                            {.title = messages.text("event.conflict.title"),
                             .nav = kNav,
                             .back = conflict.back,
                             .back_label = conflict.back_label,
                             .width = render::Head::Width::table},
                            "events/conflict", view, 409);
}

}  // namespace uke::server::events
