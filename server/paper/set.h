// The 前日セット as one PDF. Pure; thread-safe; slow (tens of milliseconds for each hundred people), so for workers.
#pragma once

#include "server/paper/rules.h"
#include "shared/base/result.h"
#include "shared/i18n/messages.h"

#include <string>

namespace uke::server::paper {

// A4, fonts embedded, the chosen parts in the order of Part. Parts with nothing to print leave no sheet; `invalid` where no sheet is left.
[[nodiscard]] Result<std::string> set_pdf(const Set& set, const Parts& parts, const i18n::Messages& messages);

}  // namespace uke::server::paper
