// A row of an import as people see it: what it would write, or why it does not. Internal to this room's pages.
#pragma once

#include "server/imports/service.h"
#include "server/render/parts.h"
#include "shared/i18n/messages.h"

namespace uke::server::imports {

struct ShownChange {
  std::string label;
  std::string before;  // "" where nothing was known
  std::string after;
};
BOOST_DESCRIBE_STRUCT(ShownChange, (), (label, before, after))

struct ShownChoice {
  std::string value;  // "add", "skip", "none" or a member's id
  std::string label;
  std::string why;
  std::string member_link;  // path of the member's page
  bool chosen = false;
};
BOOST_DESCRIBE_STRUCT(ShownChoice, (), (value, label, why, member_link, chosen))

struct ShownRow {
  std::int64_t seq = 0;
  std::string line;
  std::string name;
  std::string kana;
  render::Chip chip;
  std::string reason;
  std::string member;  // name of the member that it is about, and the path there
  std::string member_path;
  bool has_changes = false;
  std::vector<ShownChange> changes;
  std::string outcome;
  bool asks = false;  // somebody may decide
  std::vector<ShownChoice> choices;
};
BOOST_DESCRIBE_STRUCT(ShownRow, (),
                      (seq, line, name, kana, chip, reason, member, member_path, has_changes, changes, outcome, asks, choices))

[[nodiscard]] Result<ShownRow> shown_row(storage::ReadTx& tx, const i18n::Messages& m, const ImportRow& import, const StagedRow& row);
// The line of the row that says the same person; 0 = there is none.
[[nodiscard]] Result<std::int64_t> earlier_line(storage::ReadTx& tx, ImportId import, const StagedRow& row);

}  // namespace uke::server::imports
