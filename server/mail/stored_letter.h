// A letter as its row keeps it. Pure; internal to this room.
#pragma once

#include "server/mail/mail.h"

namespace uke::server::mail {

// With everything in it made text: see cleaned(). The picture stays as it is.
[[nodiscard]] Letter cleaned_letter(const Letter& letter);
[[nodiscard]] std::string to_row(const Letter& letter);
[[nodiscard]] Result<Letter> from_row(std::string_view text);

}  // namespace uke::server::mail
