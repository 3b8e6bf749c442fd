// The stylesheet that is served: our own, and in front of it those design tokens that it uses. Internal to this room. Pure.
#pragma once

#include "shared/base/result.h"

#include <string>
#include <string_view>

namespace uke::server::render {

// `internal` names a custom property that `own` uses and neither of the two defines.
[[nodiscard]] Result<std::string> stylesheet(std::string_view tokens, std::string_view own);

}  // namespace uke::server::render
