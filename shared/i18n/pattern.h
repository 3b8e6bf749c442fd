// ICU MessageFormat behind the sentences. Internal to shared/i18n, and for the test that checks every sentence. Thread-safe.
#pragma once

#include "shared/i18n/messages.h"

#include <set>

namespace uke::i18n {

// The names of the arguments that a pattern uses; `invalid` where it is no MessageFormat.
[[nodiscard]] Result<std::set<std::string>> argument_names(std::string_view pattern, Language language);

// `invalid` for a pattern that is no MessageFormat.
[[nodiscard]] Result<std::string> format_pattern(std::string_view pattern, Language language, std::span<const Arg> args);

}  // namespace uke::i18n
