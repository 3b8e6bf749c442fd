#include "server/accounts/history_service.h"

#include "server/accounts/history_store.h"
#include "server/accounts/rules.h"

#include <algorithm>

namespace uke::server::accounts {
namespace {

// Entries' ids sort by the millisecond (UUIDv7), so that a period is a range of ids: below this one, nothing is of `at` or later.
Uuid first_id_of(Time at) {
  Uuid id;
  const auto ms = static_cast<std::uint64_t>(std::max<std::int64_t>(to_ms(at), 0));
  for (std::size_t i = 0; i < 6; ++i) id.bytes[i] = static_cast<std::uint8_t>(ms >> (8 * (5 - i)));
  return id;
}

Uuid last_id() {
  Uuid id;
  id.bytes.fill(0xff);
  return id;
}

AuditEntry entry_of(AuditRow row) {
  AuditEntry entry{.id = row.id,
                   .at_ms = row.at_ms,
                   .actor_id = std::move(row.actor_id),
                   .actor_name = std::move(row.actor_name),
                   .action = std::move(row.action),
                   .thing = {.kind = std::move(row.thing_kind), .id = std::move(row.thing_id)},
                   .changes = {}};
  if (auto changes = json::parse<std::vector<Change>>(row.changes)) entry.changes = std::move(*changes);
  return entry;
}

}  // namespace

Result<std::vector<AuditEntry>> find_audit(storage::ReadTx& tx, const web::Actor& actor, const AuditQuery& query, Uuid after,
                                           std::int64_t limit) {
  TRYV(require(actor, web::kAdmin));
  auto before = after.is_nil() ? last_id() : after;
  if (query.until) before = std::min(before, first_id_of(*query.until));
  const auto from = query.from ? first_id_of(*query.from) : Uuid{};
  TRY(auto rows, list_audit_rows(tx, query, from, before, limit));
  std::vector<AuditEntry> entries;
  entries.reserve(rows.size());
  for (auto& row : rows) entries.push_back(entry_of(std::move(row)));
  return entries;
}

Result<AuditWords> audit_words(storage::ReadTx& tx, const web::Actor& actor) {
  TRYV(require(actor, web::kAdmin));
  AuditWords words;
  TRY(words.actors, list_actors(tx));
  TRY(words.actions, list_actions(tx));
  for (const auto& action : words.actions) {
    const auto kind = action.substr(0, action.find('.'));
    if (words.kinds.empty() || words.kinds.back() != kind) words.kinds.push_back(kind);
  }
  return words;
}

Result<std::vector<HandoutEntry>> list_handouts(storage::ReadTx& tx, const web::Actor& actor, Uuid after, std::int64_t limit) {
  TRYV(require(actor, web::kAdmin));
  return list_handout_rows(tx, after.is_nil() ? last_id() : after, limit);
}

}  // namespace uke::server::accounts
