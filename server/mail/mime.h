// A letter as the bytes that go over the wire (RFC 5322, MIME): ASCII lines of at most 998 characters that end in CRLF. Pure.
//
//   multipart/mixed                    with a calendar only
//     multipart/alternative
//       text/plain
//       multipart/related              with a picture only
//         text/html
//         image/png                    inline, by Content-ID
//       text/calendar; method=…
//     text/calendar                    the same again as invite.ics, for programs that show attachments only
#pragma once

#include "server/mail/address.h"
#include "server/mail/mail.h"

#include <optional>
#include <string>

namespace uke::server::mail {

struct Envelope {
  Mailbox from;
  std::optional<Mailbox> reply_to;
  Mailbox to;
  std::string message_id;  // without brackets
  Time date;
  std::string stop_url;  // of a notice: List-Unsubscribe; "" = none
};
[[nodiscard]] std::string mime_letter(const Envelope& envelope, const Letter& letter, const i18n::Messages& messages);

}  // namespace uke::server::mail
