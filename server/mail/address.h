// Mail addresses: what the mail server is given and what stands in headers. Pure.
#pragma once

#include "shared/base/result.h"

#include <string>
#include <string_view>

namespace uke::server::mail {

// local@domain in ASCII, as short as mail servers take it. Carriers gave out addresses such as ab..c.@docomo.ne.jp: the local part may be
// anything, and is quoted where the rules want that.
struct Address {
  std::string local;
  std::string domain;
  // RFC 5321 Mailbox: ab@example.jp, "ab..c."@docomo.ne.jp
  [[nodiscard]] std::string text() const;
  // By which two addresses are the same: ASCII letters in lower case.
  [[nodiscard]] std::string folded() const;
};
// `invalid` for what no mail server would take. White space around it is left out.
[[nodiscard]] Result<Address> parse_address(std::string_view text);

// 幹事 <kanji@example.jp>, or an address alone.
struct Mailbox {
  std::string name;
  Address address;
};
[[nodiscard]] Result<Mailbox> parse_mailbox(std::string_view text);

}  // namespace uke::server::mail
