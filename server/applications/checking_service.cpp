#include "server/applications/checking_service.h"

#include "server/accounts/history.h"
#include "server/accounts/rules.h"
#include "server/roster/store.h"
#include "shared/text/fold.h"

#include <algorithm>

namespace uke::server::applications {
namespace {

constexpr std::int64_t kForgottenAtOnce = 500;
constexpr std::string_view kThing = "checking_list";

// Names are no part of what the log says: they vanish, the log stays.
Status note(storage::WriteTx& tx, const web::Actor& actor, std::string_view action, std::int64_t before, std::int64_t after) {
  return accounts::audit(tx, actor, action, {std::string(kThing), std::string(kThing)},
                         {{"count", std::to_string(before), std::to_string(after)}});
}

// Point reads, because 5,000 names need fewer of them than there are members.
Result<bool> is_on_the_roster(storage::ReadTx& tx, const CheckingName& name) {
  for (const auto& key : lookup_keys(name)) {
    TRY(const auto named, roster::ids_by_keys(tx, {.name = key, .kana = key, .former = {}, .email = {}}, 1));
    if (!named.empty()) return true;
    TRY(const auto aliased, roster::ids_by_alias(tx, key, 1));
    if (!aliased.empty()) return true;
  }
  for (const auto& key : turned_at_each_place(name.folded)) {
    TRY(const auto named, roster::ids_by_keys(tx, {.name = key, .kana = key, .former = {}, .email = {}}, 1));
    if (!named.empty()) return true;
  }
  return false;
}

}  // namespace

Result<PasteReport> paste_names(storage::WriteTx& tx, const web::Actor& actor, const Pasted& pasted, PasteMode mode) {
  TRYV(accounts::require(actor, web::kAdmin));
  if (pasted.too_many) return fail(ErrorCode::too_large, "applications.paste_names", "more lines than kCheckingLinesMax");
  if (pasted.names.empty()) return fail(ErrorCode::invalid, "applications.paste_names", "names: there is none in the text");
  PasteReport report{.repeated = static_cast<std::int64_t>(pasted.repeated), .unusable = static_cast<std::int64_t>(pasted.unusable)};
  TRY(const auto before, total_names(tx));
  if (mode == PasteMode::replace) {
    TRY(report.removed, delete_all_names(tx));
  }
  for (const auto& name : pasted.names) {
    TRY(const auto kept, keep_name(tx, name));
    ++(kept == Kept::added ? report.added : report.known);
  }
  TRY(const auto after, total_names(tx));
  TRYV(note(tx, actor, mode == PasteMode::replace ? "checking_list.replace" : "checking_list.add", before.count, after.count));
  return report;
}

Result<std::int64_t> delete_checking_list(storage::WriteTx& tx, const web::Actor& actor) {
  TRYV(accounts::require(actor, web::kAdmin));
  TRY(const auto deleted, delete_all_names(tx));
  if (deleted > 0) TRYV(note(tx, actor, "checking_list.delete", deleted, 0));
  return deleted;
}

Result<CheckingTotals> checking_totals(storage::ReadTx& tx, const web::Actor& actor) {
  TRYV(accounts::require(actor, web::kOrganizers));
  return total_names(tx);
}

Result<CheckingPage> search_names(storage::ReadTx& tx, const web::Actor& actor, std::string_view text, CheckingId after,
                                  std::int64_t limit) {
  TRYV(accounts::require(actor, web::kOrganizers));
  const auto folded = text::fold(text);
  if (folded.empty() && !text.empty()) return CheckingPage{};
  CheckingPage page;
  TRY(page.items, list_names(tx, folded, after, limit + 1));
  if (std::ssize(page.items) > limit) {
    page.items.pop_back();
    page.next = page.items.back().id.to_string();
  }
  return page;
}

Result<Strangers> not_on_the_roster(storage::ReadTx& tx, const web::Actor& actor) {
  TRYV(accounts::require(actor, web::kOrganizers));
  std::vector<CheckingName> names;
  TRYV(each_checking_name(tx, [&](CheckingName&& name) -> Status {
    names.push_back(std::move(name));
    return {};
  }));
  Strangers answer;
  for (auto& name : names) {
    TRY(const bool known, is_on_the_roster(tx, name));
    if (known) {
      ++answer.recognised;
    } else {
      answer.names.push_back(std::move(name.name));
    }
  }
  return answer;
}

Result<std::vector<std::string>> names_in_group(storage::ReadTx& tx, const roster::MemberFields& fields) {
  std::vector<CheckingRow> rows;
  for (const auto& key : recognition_keys(fields)) {
    TRY(auto found, find_names(tx, key));
    for (auto& row : found) {
      if (std::ranges::find(rows, row.id, &CheckingRow::id) == rows.end()) rows.push_back(std::move(row));
    }
  }
  std::vector<std::string> names;
  for (auto& row : rows) names.push_back(std::move(row.name));
  return names;
}

Result<std::int64_t> forget_old_names(storage::WriteTx& tx, Time before) { return delete_old_names(tx, before, kForgottenAtOnce); }

}  // namespace uke::server::applications
