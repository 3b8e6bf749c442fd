// How bytes and Japanese travel in a letter of ASCII lines: base64, quoted-printable (RFC 2045) and encoded words (RFC 2047). Pure.
#pragma once

#include "shared/base/result.h"

#include <string>
#include <string_view>

namespace uke::server::mail {

[[nodiscard]] std::string base64(std::string_view bytes);  // one line
[[nodiscard]] Result<std::string> from_base64(std::string_view text);

// Lines of at most 76 characters that end in CRLF. A line of `text` ends in \n.
[[nodiscard]] std::string base64_lines(std::string_view bytes);
[[nodiscard]] std::string quoted_printable(std::string_view text);

// "Name: value" and CRLF, folded; what is not ASCII as encoded words that never cut a character. Precondition: cleaned(…, Lines::one).
[[nodiscard]] std::string text_header(std::string_view name, std::string_view value);
// A name before an <address>: as it is, quoted or encoded.
[[nodiscard]] std::string mailbox_header(std::string_view header, std::string_view name, std::string_view address);

}  // namespace uke::server::mail
