#include "shared/i18n/messages.h"

#include "shared/i18n/pattern.h"
#include "shared/json/json.h"

namespace uke::i18n {

Result<Messages> Messages::load(std::string_view json_text, Language language) {
  TRY(auto patterns, (json::parse<std::map<std::string, std::string>>(json_text)));
  Messages messages;
  messages.language_ = language;
  for (auto& [key, pattern] : patterns) messages.patterns_.emplace(key, std::move(pattern));
  return messages;
}

std::string Messages::text(std::string_view key, std::initializer_list<Arg> args) const {
  return text_with(key, std::span(args.begin(), args.size()));
}

std::string Messages::text_with(std::string_view key, std::span<const Arg> args) const {
  const auto found = patterns_.find(key);
  if (found != patterns_.end()) {
    if (auto sentence = format_pattern(found->second, language_, args)) return *std::move(sentence);
  }
  return "⟦" + std::string(key) + "⟧";
}

std::string format_yen(const Messages& messages, Yen amount) { return messages.text("money.yen", {{"amount", amount}}); }

}  // namespace uke::i18n
