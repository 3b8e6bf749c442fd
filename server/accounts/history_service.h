// Reading the audit log and the log of lists handed out. Admins only. Called inside a transaction.
#pragma once

#include "server/accounts/history.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace uke::server::accounts {

struct AuditEntry {
  Uuid id;
  std::int64_t at_ms = 0;
  std::string actor_id;
  std::string actor_name;
  std::string action;
  Thing thing;
  std::vector<Change> changes;
};

// Which entries: all that is given must fit.
struct AuditQuery {
  std::string actor = {};   // id of the organizer or kiosk
  std::string kind = {};    // of the thing
  std::string thing = {};   // its id
  std::string action = {};  // "member.merge"
  std::optional<Time> from = {};
  std::optional<Time> until = {};  // exclusive
};

// Newest first, those older than `after` (nil = from the newest).
[[nodiscard]] Result<std::vector<AuditEntry>> find_audit(storage::ReadTx& tx, const web::Actor& actor, const AuditQuery& query, Uuid after,
                                                         std::int64_t limit);
// What there is to filter by.
struct AuditWords {
  struct Who {
    std::string id;
    std::string name;
  };
  std::vector<Who> actors;
  std::vector<std::string> kinds;  // the first words of the actions
  std::vector<std::string> actions;
};
BOOST_DESCRIBE_STRUCT(AuditWords::Who, (), (id, name))
[[nodiscard]] Result<AuditWords> audit_words(storage::ReadTx& tx, const web::Actor& actor);

struct HandoutEntry {
  Uuid id;
  std::int64_t at_ms = 0;
  std::string actor_id;
  std::string actor_name;
  std::string what;
  std::string filter;
  std::string purpose;
  std::int64_t people = 0;
};
BOOST_DESCRIBE_STRUCT(HandoutEntry, (), (id, at_ms, actor_id, actor_name, what, filter, purpose, people))
// Newest first, those older than `after` (nil = from the newest).
[[nodiscard]] Result<std::vector<HandoutEntry>> list_handouts(storage::ReadTx& tx, const web::Actor& actor, Uuid after, std::int64_t limit);

}  // namespace uke::server::accounts
