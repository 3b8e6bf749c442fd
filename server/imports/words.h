// How imports are said on pages and in the terminal. In the reader's language.
#pragma once

#include "server/imports/service.h"
#include "server/render/parts.h"
#include "shared/i18n/messages.h"

#include <string>

namespace uke::server::imports {

[[nodiscard]] render::Chip chip_of(const i18n::Messages& m, ImportState state);
[[nodiscard]] render::Chip chip_of(const i18n::Messages& m, const StagedRow& row);
[[nodiscard]] std::string outcome_word(const i18n::Messages& m, Outcome outcome);
[[nodiscard]] std::string meaning_word(const i18n::Messages& m, Meaning meaning);
[[nodiscard]] std::string encoding_word(const i18n::Messages& m, tables::Encoding encoding);
// Why the file cannot be taken, and what to do.
[[nodiscard]] std::string failure_words(const i18n::Messages& m, const ImportRow& import);
// Why the row is doubtful or an error; `earlier_line`: of the row that says the same person, 0 = none.
[[nodiscard]] std::string reason_words(const i18n::Messages& m, const StagedRow& row, std::int64_t earlier_line);
// "山田 花子", the kana where there is no name.
[[nodiscard]] std::string name_of(const roster::MemberFields& fields);

}  // namespace uke::server::imports
