#include "shared/i18n/pattern.h"

#include <unicode/msgfmt.h>
#include <unicode/strenum.h>

#include <array>
#include <memory>
#include <vector>

namespace uke::i18n {

namespace {

icu::UnicodeString utf16(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

std::unique_ptr<icu::MessageFormat> parse(std::string_view pattern, Language language) {
  const auto& locale = language == Language::ja ? icu::Locale::getJapanese() : icu::Locale::getEnglish();
  UErrorCode status = U_ZERO_ERROR;
  UParseError where;
  auto format = std::make_unique<icu::MessageFormat>(utf16(pattern), locale, where, status);
  if (U_FAILURE(status)) return nullptr;
  return format;
}

// The formatter of this thread; null for a faulty pattern. Making one costs 20 times what using it does, and a MessageFormat must
// not be used by two threads at once.
icu::MessageFormat* formatter(std::string_view pattern, Language language) {
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using Known = std::unordered_map<std::string, std::unique_ptr<icu::MessageFormat>, Hash, std::equal_to<>>;
  thread_local std::array<Known, 2> known_by_language;
  auto& known = known_by_language[static_cast<std::size_t>(language)];
  const auto found = known.find(pattern);
  if (found != known.end()) return found->second.get();
  return known.emplace(std::string(pattern), parse(pattern, language)).first->second.get();
}

icu::Formattable formattable(const Arg& arg) {
  if (const auto* number = std::get_if<std::int64_t>(&arg.value)) return {*number};
  return {utf16(std::get<std::string_view>(arg.value))};
}

std::unexpected<Error> faulty() { return fail(ErrorCode::invalid, "i18n", "the pattern is no MessageFormat"); }

}  // namespace

Result<std::set<std::string>> argument_names(std::string_view pattern, Language language) {
  auto* format = formatter(pattern, language);
  if (!format) return faulty();
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::StringEnumeration> all(format->getFormatNames(status));
  std::set<std::string> names;
  if (U_FAILURE(status)) return faulty();
  while (const auto* name = all->snext(status)) {
    std::string text;
    names.insert(name->toUTF8String(text));
  }
  return names;
}

Result<std::string> format_pattern(std::string_view pattern, Language language, std::span<const Arg> args) {
  // Most sentences have neither arguments nor apostrophes: they are what they say.
  if (pattern.find_first_of("{'") == std::string_view::npos) return std::string(pattern);
  auto* format = formatter(pattern, language);
  if (!format) return faulty();
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  for (const auto& arg : args) {
    names.push_back(utf16(arg.name));
    values.push_back(formattable(arg));
  }
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString out;
  format->format(names.data(), values.data(), static_cast<std::int32_t>(values.size()), out, status);
  if (U_FAILURE(status)) return faulty();
  std::string text;
  out.toUTF8String(text);
  return text;
}

}  // namespace uke::i18n
