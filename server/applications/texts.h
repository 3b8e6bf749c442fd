// Texts that organizers copy into Messenger, LINE or Facebook. Always in Japanese or in the reader's language, as `messages` says. Pure.
#pragma once

#include "server/applications/invitations_service.h"
#include "server/applications/words.h"

#include <string>
#include <string_view>

namespace uke::server::applications {

// For the sponsor to pass on: who invites, the link, until when.
[[nodiscard]] std::string invitation_text(const Messages& messages, std::string_view organization, const Invitation& invitation,
                                          std::string_view link);
// The general link.
[[nodiscard]] std::string open_invitation_text(const Messages& messages, std::string_view organization, std::string_view link);
// 「この方をご存じですか」, to the sponsor.
[[nodiscard]] std::string question_to_sponsor(const Messages& messages, std::string_view organization, const Case& about);
// To the other organizers.
[[nodiscard]] std::string text_for_organizers(const Messages& messages, const Case& about, std::string_view link);
// What waits too long, to the other organizers.
[[nodiscard]] std::string reminder_text(const Messages& messages, const Waiting& waiting, std::string_view link, Time now);

}  // namespace uke::server::applications
