#include "server/accounts/history_service.h"
#include "server/accounts/rules.h"
#include "server/imports/matcher.h"
#include "server/imports/service.h"
#include "server/imports/store.h"
#include "server/imports/work.h"
#include "shared/json/json.h"

#include <algorithm>
#include <chrono>

namespace uke::server::imports {
namespace {

constexpr std::int64_t kRowsAtOnce = 500;
constexpr Millis kStep{18};

// When an entry of the audit log was written (UUIDv7): its first six bytes.
std::optional<Time> time_of(const std::string& mark) {
  const auto id = Uuid::parse(mark);
  if (!id) return std::nullopt;
  std::int64_t ms = 0;
  for (std::size_t i = 0; i < 6; ++i) ms = ms * 256 + id->bytes[i];
  return from_ms(ms);
}

// Whether what the organizer saw in the preview still holds. Nothing to write is always right.
bool still_holds(const StagedRow& seen, const Match& now) {
  if (now.outcome == Outcome::same || seen.outcome == Outcome::doubtful) return true;
  return seen.outcome == now.outcome && seen.member == now.member && seen.member_version == now.member_version &&
         seen.earlier_seq == now.earlier_seq;
}

void take(StagedRow& row, Match match) {
  if (still_holds(row, match)) {
    row.outcome = match.outcome;
    row.reason = std::move(match.reason);
  } else {
    if (match.member && match.candidates.empty()) match.candidates.push_back({*match.member, roster::Likeness::same, {}});
    row.outcome = Outcome::doubtful;
    row.reason = "changed_since";
  }
  row.member = match.member;
  row.member_version = match.member_version;
  row.earlier_seq = match.earlier_seq;
  row.candidates = json::to_text(match.candidates);
}

// Rows that were applied already are no longer in question, but later rows may be the same people: those are members by now.
bool is_open(const StagedRow& row) { return row.applied == Applied::open && row.outcome != Outcome::error; }

}  // namespace

void StepSize::took(Millis time, std::int64_t rows) {
  if (rows == 0) return;
  const auto wanted = rows * kStep.count() / std::max<std::int64_t>(1, time.count());
  rows_ = std::clamp(wanted, std::max<std::int64_t>(20, rows_ / 2), std::min<std::int64_t>(500, rows_ * 2));
}

Result<std::string> roster_mark(storage::ReadTx& tx, const std::string& since) {
  TRY(const auto newest,
      accounts::find_audit(tx, accounts::operator_of_this_machine(),
                           {.actor = {}, .kind = "member", .thing = {}, .action = {}, .from = time_of(since), .until = {}}, Uuid{}, 1));
  return newest.empty() ? since : newest.front().id.to_string();
}

Result<std::string> match_again(jobs::Run& run, ImportId id, Fill fill) {
  Matcher matcher(fill);
  std::string mark;
  TRYV(run.read([&](storage::ReadTx& tx) -> Status {
    TRY(mark, roster_mark(tx, ""));
    return matcher.add_roster(tx);
  }));
  for (std::int64_t after = 0;;) {
    if (run.stopping()) return fail(ErrorCode::busy, "imports.match_again", "stopped");
    std::vector<StagedRow> changed;
    std::size_t seen = 0;
    TRYV(run.read([&](storage::ReadTx& tx) -> Status {
      TRY(auto rows, list_rows(tx, id, {}, after, kRowsAtOnce));
      seen = rows.size();
      for (auto& row : rows) {
        after = row.seq;
        if (!is_open(row)) continue;
        TRY(const auto fields, fields_of(row));
        TRY(auto match, matcher.match(tx, fields, row.seq, [&](std::int64_t seq) -> Result<roster::MemberFields> {
          TRY(const auto earlier, find_row(tx, id, seq));
          if (!earlier) return fail(ErrorCode::internal, "imports.match_again", "an earlier row is missing");
          return fields_of(*earlier);
        }));
        auto now = row;
        take(now, std::move(match));
        changed.push_back(std::move(now));
      }
      return {};
    }));
    if (seen == 0) break;
    const auto done = run.write([&](storage::WriteTx& tx) -> Status {
      for (const auto& row : changed) TRYV(update_outcome(tx, id, row));
      return {};
    });
    if (!done) return std::unexpected(done.error());
  }
  TRYV(run.write([&](storage::WriteTx& tx) { return set_roster_mark(tx, id, mark); }));
  return mark;
}

}  // namespace uke::server::imports
