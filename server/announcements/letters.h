// A message as the letter to one person. Internal to this room.
#pragma once

#include "server/announcements/store.h"
#include "server/events/store.h"
#include "server/mail/mail.h"
#include "shared/i18n/messages.h"

#include <string>

namespace uke::server::announcements {

struct Receiver {
  std::string name;
  std::string link;  // of the personal page; "" = none
};
struct Occasion {
  events::EventRow event;
  events::EditionRow edition;
  std::string contact;
};
[[nodiscard]] Result<Occasion> occasion_of(storage::ReadTx& tx, EditionId edition);
// In the language of `messages`, but for what was written by hand.
[[nodiscard]] mail::Letter letter_to(const i18n::Messages& messages, const Occasion& occasion, const MessageRow& row,
                                     const Receiver& receiver);

}  // namespace uke::server::announcements
