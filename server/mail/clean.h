// What goes into letters, made harmless. Pure.
#pragma once

#include <string>
#include <string_view>

namespace uke::server::mail {

enum class Lines : bool { one, many };

// Any bytes as text: broken UTF-8 becomes U+FFFD, control characters and line ends become spaces; with Lines::many line ends (\r\n, \r,
// U+2028 …) become \n and stay.
[[nodiscard]] std::string cleaned(std::string_view bytes, Lines lines);

}  // namespace uke::server::mail
