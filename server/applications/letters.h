// The letter to an applicant about the organizers' decision. It leaves some minutes after it, so that a slip can be taken back unseen.
#pragma once

#include "server/applications/rules.h"
#include "server/jobs/jobs.h"
#include "server/mail/mail.h"

#include <string>
#include <vector>

namespace uke::server::applications {

inline constexpr Millis kLetterWaits{10LL * 60'000};

// Called with the decision, in its transaction.
[[nodiscard]] Status order_letter(storage::WriteTx& tx, ApplicationId id);

struct LetterParts {
  mail::Settings settings;
  std::string organization;  // name of the association; "" = the product's name
};
// `applications.letter`: tells who left an address what was decided, unless it was taken back.
[[nodiscard]] std::vector<jobs::Kind> letter_jobs(const LetterParts& parts);

}  // namespace uke::server::applications
