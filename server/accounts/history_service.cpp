#include "server/accounts/history_service.h"

#include "server/accounts/rules.h"

#include <algorithm>

namespace uke::server::accounts {
namespace {

struct Row {
  Uuid id;
  std::int64_t at_ms = 0;
  std::string actor_id;
  std::string actor_name;
  std::string action;
  std::string thing_kind;
  std::string thing_id;
  std::string changes;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, at_ms, actor_id, actor_name, action, thing_kind, thing_id, changes))

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

// What narrows most, by an index that also has the order; the first of what is asked for.
struct Index {
  std::string_view condition;
  std::string_view value;
};
Index best_index(const AuditQuery& query) {
  if (!query.thing.empty()) return {"thing_id = :first", query.thing};
  if (!query.action.empty()) return {"action = :first", query.action};
  if (!query.actor.empty()) return {"actor_id = :first", query.actor};
  if (!query.kind.empty()) return {"thing_kind = :first", query.kind};
  return {":first = ''", ""};
}

AuditEntry entry_of(Row row) {
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
  const auto index = best_index(query);
  TRY(auto rows, tx.all<Row>("select id, at_ms, actor_id, actor_name, action, thing_kind, thing_id, changes from audit_log where " +
                                 std::string(index.condition) +
                                 " and id < :before and id >= :from and (:any_actor = '' or actor_id = :actor)"
                                 " and (:any_kind = '' or thing_kind = :kind) and (:any_thing = '' or thing_id = :thing)"
                                 " and (:any_action = '' or action = :action) order by id desc limit :limit",
                             index.value, before, from, query.actor, query.actor, query.kind, query.kind, query.thing, query.thing,
                             query.action, query.action, limit));
  std::vector<AuditEntry> entries;
  entries.reserve(rows.size());
  for (auto& row : rows) entries.push_back(entry_of(std::move(row)));
  return entries;
}

Result<AuditWords> audit_words(storage::ReadTx& tx, const web::Actor& actor) {
  TRYV(require(actor, web::kAdmin));
  AuditWords words;
  // From one value to the next in the index, not through all entries: 200,000 of them took half a second.
  TRY(words.actors, tx.all<AuditWords::Who>(
                        "with recursive each (value) as (select min(actor_id) from audit_log union all"
                        " select (select min(actor_id) from audit_log where actor_id > each.value) from each where each.value is not null)"
                        " select value, (select actor_name from audit_log where actor_id = each.value order by id desc limit 1) as name"
                        " from each where value is not null order by name"));
  TRY(words.actions,
      tx.all<std::string>("with recursive each (value) as (select min(action) from audit_log union all"
                          " select (select min(action) from audit_log where action > each.value) from each where each.value is not null)"
                          " select value from each where value is not null order by value"));
  for (const auto& action : words.actions) {
    const auto kind = action.substr(0, action.find('.'));
    if (words.kinds.empty() || words.kinds.back() != kind) words.kinds.push_back(kind);
  }
  return words;
}

Result<std::vector<HandoutEntry>> list_handouts(storage::ReadTx& tx, const web::Actor& actor, Uuid after, std::int64_t limit) {
  TRYV(require(actor, web::kAdmin));
  return tx.all<HandoutEntry>(
      "select id, at_ms, actor_id, actor_name, what, filter, purpose, people from handouts where id < :before order by id desc"
      " limit :limit",
      after.is_nil() ? last_id() : after, limit);
}

}  // namespace uke::server::accounts
