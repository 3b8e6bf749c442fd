#include "server/accounts/history.h"

#include "server/accounts/history_store.h"

namespace uke::server::accounts {

Status audit(storage::WriteTx& tx, const web::Actor& actor, std::string_view action, const Thing& thing,
             const std::vector<Change>& changes) {
  return insert_audit(tx, {.id = Uuid::v7(tx.clock(), tx.random()),
                           .at_ms = to_ms(tx.now()),
                           .actor_id = actor.id,
                           .actor_name = actor.name,
                           .action = std::string(action),
                           .thing_kind = thing.kind,
                           .thing_id = thing.id,
                           .changes = json::to_text(changes)});
}

Status audit(storage::WriteTx& tx, const web::Actor& actor, std::string_view action, std::string_view thing_id) {
  return audit(tx, actor, action, {.kind = std::string(action.substr(0, action.find('.'))), .id = std::string(thing_id)}, {});
}

Status forget_changes(storage::WriteTx& tx, const Thing& thing) { return clear_changes(tx, thing); }

Status note_handout(storage::WriteTx& tx, const web::Actor& actor, const Handout& handout) {
  const auto id = Uuid::v7(tx.clock(), tx.random());
  TRYV(insert_handout(tx, {.id = id,
                           .at_ms = to_ms(tx.now()),
                           .actor_id = actor.id,
                           .actor_name = actor.name,
                           .what = handout.what,
                           .filter = handout.filter,
                           .purpose = handout.purpose,
                           .people = handout.people}));
  return audit(tx, actor, "handout.create", {.kind = "handout", .id = id.to_string()}, {});
}

}  // namespace uke::server::accounts
