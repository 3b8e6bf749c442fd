#include "server/accounts/history_view.h"

#include <algorithm>
#include <charconv>

namespace uke::server::accounts {
namespace {

constexpr std::size_t kShownCharacters = 120;

std::string shortened(const std::string& text) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) continue;
    if (++characters > kShownCharacters) return text.substr(0, i) + "…";
  }
  return text;
}

std::string value_words(const i18n::Messages& messages, const std::string& field, const std::string& value) {
  if (value.empty()) return messages.text("ui.nothing");
  if (value == "true") return messages.text("ui.yes");
  if (value == "false") return messages.text("ui.no");
  if (field.ends_with("_ms")) {
    std::int64_t ms = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), ms);
    if (error == std::errc{} && end == value.data() + value.size()) return ms == 0 ? messages.text("ui.nothing") : when(messages, ms);
  }
  const auto key = "audit.value." + field + "." + value;
  return messages.has(key) ? messages.text(key) : shortened(value);
}

std::string field_words(const i18n::Messages& messages, const std::string& kind, const std::string& field) {
  const auto own = "audit.field." + kind + "." + field;
  return messages.has(own) ? messages.text(own) : word_or_raw(messages, "audit.field.", field);
}

EntryView view_of(const i18n::Messages& messages, const AuditEntry& entry, const ShownThing& shown) {
  EntryView view{.time = when(messages, entry.at_ms),
                 .who = who_words(messages, entry.actor_id, entry.actor_name),
                 .action = word_or_raw(messages, "audit.action.", entry.action),
                 .kind = shown.name,
                 .thing_path = shown.path,
                 .summary = messages.text("audit.changes", {{"count", std::ssize(entry.changes)}}),
                 .changes_there = !entry.changes.empty(),
                 .changes = {}};
  for (const auto& change : entry.changes) {
    view.changes.push_back({field_words(messages, entry.thing.kind, change.field), value_words(messages, change.field, change.before),
                            value_words(messages, change.field, change.after)});
  }
  if (view.kind.empty() && !view.thing_path.empty()) view.kind = word_or_raw(messages, "audit.kind.", entry.thing.kind);
  return view;
}

}  // namespace

std::string who_words(const i18n::Messages& messages, const std::string& actor_id, const std::string& actor_name) {
  if (actor_id == operator_of_this_machine().id) return messages.text("audit.operator");
  return actor_name.empty() ? messages.text("audit.nobody") : actor_name;
}

Result<std::vector<EntryView>> entry_views(const PageNeeds& needs, storage::ReadTx& tx, const i18n::Messages& messages,
                                           const std::vector<AuditEntry>& entries) {
  std::vector<EntryView> views;
  views.reserve(entries.size());
  for (const auto& entry : entries) {
    const bool is_about_oneself = entry.thing.id == entry.actor_id;  // "who" says it already
    TRY(const auto shown, is_about_oneself ? Result<ShownThing>(ShownThing{}) : needs.show_thing(tx, entry.thing));
    views.push_back(view_of(messages, entry, shown));
  }
  return views;
}

}  // namespace uke::server::accounts
