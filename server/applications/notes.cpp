#include "server/applications/notes.h"

#include <algorithm>
#include <array>

namespace uke::server::applications {
namespace {

// Members of a row that say nothing to a reader, or what another member says better.
bool is_inner(std::string_view field) {
  static constexpr std::array<std::string_view, 9> kInner = {"step_ms",     "reminded_ms",   "version",        "created_ms",   "taken_ms",
                                                             "taken_by_id", "decided_by_id", "member_version", "member_before"};
  return std::ranges::find(kInner, field) != kInner.end();
}

}  // namespace

web::Actor the_applicant() { return {.access = web::kOpen, .id = "applicant", .name = "申請者"}; }

Status store_and_note(storage::WriteTx& tx, const web::Actor& actor, std::string_view action, const ApplicationRow& before,
                      ApplicationRow& after) {
  TRY(const bool stored, update_application(tx, after));
  if (!stored) return fail(ErrorCode::stale, "applications.store", "the application has another version");
  ++after.version;
  auto changes = accounts::changes_between(before, after);
  std::erase_if(changes, [](const accounts::Change& change) { return is_inner(change.field); });
  return accounts::audit(tx, actor, action, {"application", after.id.to_string()}, changes);
}

}  // namespace uke::server::applications
