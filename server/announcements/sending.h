// The jobs that send messages.
#pragma once

#include "server/announcements/service.h"
#include "server/jobs/jobs.h"
#include "server/render/pages.h"

#include <vector>

namespace uke::server::announcements {

struct SendingParts {
  render::PagesPtr pages;  // its sentences
  Post post;
};

// `announcements.send`: one message at once, after somebody pressed the button. `announcements.due`: every half minute, what was scheduled.
[[nodiscard]] std::vector<jobs::Kind> job_kinds(const SendingParts& parts);

// The work, step by step: sets it sending, deals with everybody whom the filter means and who was not dealt with, sets it sent. Begins
// again from wherever it was cut off; nobody gets two letters. Tests call it by hand.
using MessagesOf = std::function<const i18n::Messages&(i18n::Language)>;
[[nodiscard]] Status send_message(const Post& post, const MessagesOf& messages, jobs::Run& run, MessageId id);

}  // namespace uke::server::announcements
