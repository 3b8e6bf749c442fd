// What the product says to people: the sentences of assets/i18n/<language>.json, a flat object "key": "ICU MessageFormat".
#pragma once

#include "shared/base/result.h"
#include "shared/base/yen.h"
#include "shared/i18n/language.h"

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>

namespace uke::i18n {

// A named argument of a sentence, for the length of one call: text("money.yen", {{"amount", 5000}}).
struct Arg {
  std::string_view name;
  std::variant<std::int64_t, std::string_view> value;

  Arg(std::string_view name_of, std::string_view text) : name(name_of), value(text) {}
  Arg(std::string_view name_of, const char* text) : name(name_of), value(std::string_view(text)) {}
  Arg(std::string_view name_of, const std::string& text) : name(name_of), value(std::string_view(text)) {}
  Arg(std::string_view name_of, std::integral auto number) : name(name_of), value(static_cast<std::int64_t>(number)) {}
  Arg(std::string_view name_of, Yen amount) : name(name_of), value(amount.value) {}
};

// Thread-safe once loaded; each thread keeps the formatters that it has used.
class Messages {
 public:
  // `invalid` where the text is no flat object of texts. Patterns are looked at when they are used: a test checks them all.
  [[nodiscard]] static Result<Messages> load(std::string_view json_text, Language language);

  [[nodiscard]] Language language() const { return language_; }
  [[nodiscard]] bool has(std::string_view key) const { return patterns_.contains(key); }

  // The sentence with its arguments filled in. A key that is missing or a pattern that is wrong gives "⟦key⟧": visible, never a
  // crash. An argument that nobody supplies shows as "{name}".
  [[nodiscard]] std::string text(std::string_view key, std::initializer_list<Arg> args = {}) const;
  // The same with arguments that are only known at run time.
  [[nodiscard]] std::string text_with(std::string_view key, std::span<const Arg> args) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  Language language_ = Language::ja;
  std::unordered_map<std::string, std::string, Hash, std::equal_to<>> patterns_;
};

// 「5,000円」, "5,000 yen" (message "money.yen").
[[nodiscard]] std::string format_yen(const Messages& messages, Yen amount);

}  // namespace uke::i18n
