#include "server/accounts/history.h"

#include "server/accounts/rules.h"

namespace uke::server::accounts {

Status audit(storage::WriteTx& tx, const web::Actor& actor, std::string_view action, const Thing& thing,
             const std::vector<Change>& changes) {
  TRYV(
      tx.exec("insert into audit_log (id, at_ms, actor_id, actor_name, action, thing_kind, thing_id, changes)"
              " values (:id, :now, :actor, :name, :action, :kind, :thing, :changes)",
              Uuid::v7(tx.clock(), tx.random()), tx.now(), actor.id, actor.name, action, thing.kind, thing.id, json::to_text(changes)));
  return {};
}

Status audit(storage::WriteTx& tx, const web::Actor& actor, std::string_view action, std::string_view thing_id) {
  return audit(tx, actor, action, {.kind = std::string(action.substr(0, action.find('.'))), .id = std::string(thing_id)}, {});
}

Status forget_changes(storage::WriteTx& tx, const Thing& thing) {
  TRYV(tx.exec("update audit_log set changes = '[]' where thing_kind = :kind and thing_id = :id", thing.kind, thing.id));
  return {};
}

Status note_handout(storage::WriteTx& tx, const web::Actor& actor, const Handout& handout) {
  const auto id = Uuid::v7(tx.clock(), tx.random());
  TRYV(
      tx.exec("insert into handouts (id, at_ms, actor_id, actor_name, what, filter, purpose, people)"
              " values (:id, :now, :actor, :name, :what, :filter, :purpose, :people)",
              id, tx.now(), actor.id, actor.name, handout.what, handout.filter, handout.purpose, handout.people));
  return audit(tx, actor, "handout.create", {.kind = "handout", .id = id.to_string()}, {});
}

}  // namespace uke::server::accounts
