// A letter in words, as text and as HTML: both say the same. Pure. Internal to this room; others use render_letter().
#pragma once

#include "server/mail/mail.h"

#include <string>

namespace uke::server::mail {

struct Looks {
  std::string picture_src;  // what the <img> of the picture points to; "" = cannot be shown
  std::string stop_url;     // where notices are stopped; "" = not offered
};
[[nodiscard]] Rendered render_letter(const Letter& letter, const i18n::Messages& messages, const Looks& looks);

}  // namespace uke::server::mail
