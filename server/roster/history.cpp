#include "server/roster/history.h"

#include "server/accounts/history_service.h"
#include "server/accounts/rules.h"

#include <algorithm>

namespace uke::server::roster {

Result<std::vector<HistoryEntry>> history_of(storage::ReadTx& tx, const web::Actor& actor, MemberId id, std::int64_t limit) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRYV(get_member(tx, actor, id));
  TRY(const auto ids, all_ids_of(tx, id));
  std::vector<accounts::AuditEntry> entries;
  for (const auto& each : ids) {
    TRY(auto found, accounts::find_audit(tx, actor, {.kind = "member", .thing = each.to_string()}, Uuid{}, limit));
    std::ranges::move(found, std::back_inserter(entries));
  }
  std::ranges::sort(entries, std::ranges::greater{}, &accounts::AuditEntry::id);  // ids sort by time
  if (std::ssize(entries) > limit) entries.resize(static_cast<std::size_t>(limit));
  std::vector<HistoryEntry> history;
  for (auto& entry : entries) {
    history.push_back({entry.at_ms, std::move(entry.actor_name), std::move(entry.action), std::move(entry.changes)});
  }
  return history;
}

}  // namespace uke::server::roster
