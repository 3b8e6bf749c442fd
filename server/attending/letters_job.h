// The jobs that make letters of what attendees have to be told, and remind them.
#pragma once

#include "server/jobs/jobs.h"
#include "server/mail/mail.h"
#include "server/render/pages.h"

#include <memory>
#include <string>
#include <vector>

namespace uke::server::attending {

struct LetterParts {
  render::PagesPtr pages;  // its sentences
  std::string url;         // how the outside names this server
  mail::Settings mail;
};
using LetterPartsPtr = std::shared_ptr<const LetterParts>;

// `attending.letters`: what waits in the notices; without a mail server they are removed unsaid.
// `attending.remind`: hourly; seven days and one day before an edition starts, to those who come.
[[nodiscard]] std::vector<jobs::Kind> job_kinds(const LetterParts& parts);

// The jobs' work; tests call it by hand.
[[nodiscard]] Status write_letters(const LetterParts& parts, jobs::Run& run);
[[nodiscard]] Status remind(const LetterParts& parts, jobs::Run& run);

}  // namespace uke::server::attending
