// Rows of applications. SQL and nothing else; called inside a transaction.
#pragma once

#include "server/applications/rules.h"
#include "server/storage/write_tx.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::applications {

struct ApplicationRow : ApplicationFields {
  ApplicationId id;
  ApplicationState state = ApplicationState::received;
  std::optional<InvitationId> invitation;
  std::optional<MemberId> sponsor;
  std::string taken_by_id;
  std::string taken_by;
  std::int64_t taken_ms = 0;
  std::int64_t asked_ms = 0;
  SponsorAnswer sponsor_answer = SponsorAnswer::none;
  std::string sponsor_note;
  std::string question;
  std::string reply;
  bool group_invited = false;
  std::string decided_by_id;
  std::string decided_by;
  std::int64_t decided_ms = 0;
  std::string reason;
  std::optional<MemberId> member;
  std::int64_t member_version = 0;
  std::string member_before;
  std::int64_t step_ms = 0;
  std::int64_t reminded_ms = 0;
  std::int64_t created_ms = 0;
  std::int64_t version = 1;

  [[nodiscard]] const ApplicationFields& fields() const { return *this; }
  auto operator<=>(const ApplicationRow&) const = default;
};
BOOST_DESCRIBE_STRUCT(ApplicationRow, (ApplicationFields),
                      (id, state, invitation, sponsor, taken_by_id, taken_by, taken_ms, asked_ms, sponsor_answer, sponsor_note, question,
                       reply, group_invited, decided_by_id, decided_by, decided_ms, reason, member, member_version, member_before, step_ms,
                       reminded_ms, created_ms, version))

// `conflict` when an application with that status_hash is there.
[[nodiscard]] Status insert_application(storage::WriteTx& tx, const ApplicationRow& row, std::string_view status_hash);
[[nodiscard]] Result<std::optional<ApplicationRow>> find_application(storage::ReadTx& tx, ApplicationId id);
[[nodiscard]] Result<std::optional<ApplicationRow>> find_application_by_status(storage::ReadTx& tx, std::string_view status_hash);
// All but id, created_ms and status_hash; the version goes up by one. False where the row has another version by now, or is gone.
[[nodiscard]] Result<bool> update_application(storage::WriteTx& tx, const ApplicationRow& row);

enum class Order : std::uint8_t { oldest_first, newest_first };
// Of one state, or all of them. After `after` in that order (nil = from the beginning).
[[nodiscard]] Result<std::vector<ApplicationRow>> list_applications(storage::ReadTx& tx, std::optional<ApplicationState> state, Order order,
                                                                    ApplicationId after, std::int64_t limit);
[[nodiscard]] Result<std::vector<ApplicationRow>> list_open_applications(storage::ReadTx& tx, std::int64_t limit);  // oldest first

struct StateCount {
  ApplicationState state = ApplicationState::received;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(StateCount, (), (state, count))
[[nodiscard]] Result<std::vector<StateCount>> count_applications(storage::ReadTx& tx);
// How many this member vouched for: approved ones.
[[nodiscard]] Result<std::int64_t> count_vouched_for(storage::ReadTx& tx, MemberId sponsor);
[[nodiscard]] Result<std::vector<ApplicationRow>> list_applications_of(storage::ReadTx& tx, MemberId member);

// Notes that open applications without a step since `before` wait too long; how many.
[[nodiscard]] Result<std::int64_t> mark_waiting(storage::WriteTx& tx, Time before);
// Applications that were declined or withdrawn before then, at most `limit`.
[[nodiscard]] Result<std::vector<ApplicationId>> list_forgettable(storage::ReadTx& tx, Time before, std::int64_t limit);
[[nodiscard]] Status delete_application(storage::WriteTx& tx, ApplicationId id);
// The member is nobody's sponsor any more.
[[nodiscard]] Status clear_sponsor(storage::WriteTx& tx, MemberId sponsor);

}  // namespace uke::server::applications
