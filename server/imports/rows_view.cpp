#include "server/imports/rows_view.h"

#include "server/imports/words.h"
#include "server/roster/pages_words.h"
#include "server/roster/service.h"
#include "shared/base/yen.h"

#include <algorithm>

namespace uke::server::imports {
namespace {

std::string path_of(MemberId id) { return "/members/" + id.to_string(); }

std::vector<ShownChange> changes_of(const i18n::Messages& m, const roster::MemberFields& before, const roster::MemberFields& after) {
  std::vector<ShownChange> changes;
  for (const auto& field : roster::field_names()) {
    const auto was = roster::raw_value(before, field);
    const auto is = roster::raw_value(after, field);
    if (was == is) continue;
    changes.push_back({roster::field_label(m, field), roster::shown_value(m, field, was), roster::shown_value(m, field, is)});
  }
  return changes;
}

// What a new member would have beside the name.
std::vector<ShownChange> beside_the_name(const i18n::Messages& m, roster::MemberFields fields) {
  roster::MemberFields nobody;
  if (!roster::whole_name(fields).empty()) {
    nobody.family_name = fields.family_name;
    nobody.given_name = fields.given_name;
  }
  nobody.kana = fields.kana;
  return changes_of(m, nobody, fields);
}

Status add_choices(storage::ReadTx& tx, const i18n::Messages& m, const StagedRow& row, ShownRow& shown) {
  const bool undecided = row.decision == Decision::none;
  shown.asks = true;
  shown.choices.push_back({.value = "skip",
                           .label = m.text("imports.choice.skip"),
                           .why = {},
                           .member_link = {},
                           .chosen = row.decision == Decision::skip || (undecided && row.outcome == Outcome::doubtful)});
  TRY(const auto candidates, candidates_of(row));
  for (const auto& candidate : candidates) {
    TRY(const auto id, roster::current_of(tx, candidate.member));
    TRY(const auto member, roster::find_member(tx, id));
    if (!member) continue;
    auto why = roster::reason_words(m, candidate.reasons);
    if (const auto work = roster::work_words(member->fields); !work.empty()) why += (why.empty() ? "" : " — ") + work;
    shown.choices.push_back({.value = id.to_string(),
                             .label = m.text("imports.choice.member", {{"name", name_of(member->fields)}}),
                             .why = std::move(why),
                             .member_link = path_of(id),
                             .chosen = row.decision == Decision::member && row.decided == id});
  }
  shown.choices.push_back(
      {.value = "add", .label = m.text("imports.choice.add"), .why = {}, .member_link = {}, .chosen = row.decision == Decision::add});
  return {};
}

}  // namespace

Result<std::int64_t> earlier_line(storage::ReadTx& tx, ImportId import, const StagedRow& row) {
  if (row.earlier_seq == 0) return 0;
  TRY(const auto earlier, find_row(tx, import, row.earlier_seq));
  return earlier ? earlier->line : 0;
}

Result<ShownRow> shown_row(storage::ReadTx& tx, const i18n::Messages& m, const ImportRow& import, const StagedRow& row) {
  TRY(const auto fields, fields_of(row));
  TRY(const auto line, earlier_line(tx, import.id, row));
  ShownRow shown;
  shown.seq = row.seq;
  shown.line = format_thousands(row.line);
  shown.name = name_of(fields);
  if (shown.name.empty()) shown.name = m.text("imports.no_name");
  shown.kana = fields.kana == shown.name ? "" : fields.kana;
  shown.chip = chip_of(m, row);
  shown.reason = reason_words(m, row, line);
  shown.outcome = enum_name(row.outcome);
  const auto about = row.applied_id ? row.applied_id : row.member;
  if (about && row.outcome != Outcome::doubtful) {
    TRY(const auto id, roster::current_of(tx, *about));
    TRY(const auto member, roster::find_member(tx, id));
    if (member) {
      shown.member = name_of(member->fields);
      shown.member_path = path_of(id);
      if (row.applied == Applied::open)
        shown.changes = changes_of(m, member->fields, roster::tidied(filled(member->fields, fields, fill_of(import))));
    }
  }
  if (row.outcome != Outcome::same && row.outcome != Outcome::changes) shown.changes = beside_the_name(m, fields);
  if (row.earlier_seq != 0 && row.outcome == Outcome::changes) shown.changes = beside_the_name(m, fields);
  shown.has_changes = !shown.changes.empty();
  if (import.state == ImportState::ready && row.outcome == Outcome::doubtful) TRYV(add_choices(tx, m, row, shown));
  return shown;
}

}  // namespace uke::server::imports
