// Which words of assets/i18n ("page_error.<word>.title", ".text") tell a person what happened. Internal to this room. Pure.
#pragma once

#include "shared/base/result.h"

#include <string_view>

namespace uke::server::render {

// `error`: why, if an error is why; then it may say more than the status does.
[[nodiscard]] std::string_view error_word(int status, const Error* error);

}  // namespace uke::server::render
