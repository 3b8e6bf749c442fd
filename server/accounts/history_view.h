// Entries of the audit log as people read them. Internal to this room.
#pragma once

#include "server/accounts/history_service.h"
#include "server/accounts/page_kit.h"

#include <string>
#include <vector>

namespace uke::server::accounts {

struct ChangeView {
  std::string field;
  std::string before;
  std::string after;
};
BOOST_DESCRIBE_STRUCT(ChangeView, (), (field, before, after))

struct EntryView {
  std::string time;
  std::string who;
  std::string action;
  std::string kind;  // of the thing, with its name where it is known
  std::string thing_path;
  std::string summary;  // how many things were changed
  bool changes_there = false;
  std::vector<ChangeView> changes;
};
BOOST_DESCRIBE_STRUCT(EntryView, (), (time, who, action, kind, thing_path, summary, changes_there, changes))

[[nodiscard]] Result<std::vector<EntryView>> entry_views(const PageNeeds& needs, storage::ReadTx& tx, const i18n::Messages& messages,
                                                         const std::vector<AuditEntry>& entries);
[[nodiscard]] std::string who_words(const i18n::Messages& messages, const std::string& actor_id, const std::string& actor_name);

}  // namespace uke::server::accounts
