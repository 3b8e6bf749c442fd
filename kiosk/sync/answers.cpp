#include "kiosk/sync/answers.h"

namespace uke::kiosk::sync {
namespace {

bool says(const wire::Problem& problem, std::string_view word) {
  return problem.type.size() == wire::kProblemBase.size() + word.size() && problem.type.starts_with(wire::kProblemBase) &&
         problem.type.ends_with(word);
}

}  // namespace

Meaning meaning_of(const Result<HttpAnswer>& answer, KioskId kiosk) {
  if (!answer) return Meaning::failed;
  if (answer->status == 200) return Meaning::good;
  if (answer->status == 413) return Meaning::too_large;
  const auto problem = json::parse<wire::Problem>(answer->body);
  if (!problem) return Meaning::failed;
  if (answer->status == 409 && says(*problem, wire::kProblemHistoryChanged)) return Meaning::history_changed;
  if (answer->status == 403 && says(*problem, wire::kProblemKioskRevoked)) {
    return problem->kiosk == kiosk.to_string() ? Meaning::revoked : Meaning::failed;
  }
  const bool ours = problem->type.starts_with(wire::kProblemBase);
  return ours && (answer->status == 400 || answer->status == 422) ? Meaning::refused : Meaning::failed;
}

}  // namespace uke::kiosk::sync
