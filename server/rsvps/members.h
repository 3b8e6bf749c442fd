// Which answers are those of somebody on the roster. Called inside a transaction; for other rooms, without authorisation of its own.
#pragma once

#include "server/rsvps/store.h"
#include "server/storage/write_tx.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace uke::server::rsvps {

struct MemberAnswer {
  AttendeeRow answer;
  std::string event;  // names
  std::string edition;
  std::int64_t starts_ms = 0;
  std::int64_t ends_ms = 0;
  std::string zone;
};
// Of all these rows of one person, newest edition first.
[[nodiscard]] Result<std::vector<MemberAnswer>> answers_of_members(storage::ReadTx& tx, const std::vector<MemberId>& members);
// Answers that nobody was linked to and that are under this name or these kana (folded, without spaces; "" matches nothing), newest
// edition first, at most `limit`.
[[nodiscard]] Result<std::vector<MemberAnswer>> unlinked_answers(storage::ReadTx& tx, std::string_view name, std::string_view kana,
                                                                 std::int64_t limit);
// The names of the editions at which both, each with all their rows, said yes.
[[nodiscard]] Result<std::vector<std::string>> editions_of_both(storage::ReadTx& tx, const std::vector<MemberId>& one,
                                                                const std::vector<MemberId>& other);

// Erases names, address, wishes, comment and notes of an answer, its personal link, letters about it and what the audit log says of it,
// and tells the kiosks. What is counted stays: state, mode, money, goods, the ticket's number. `stale` if the row changed since.
[[nodiscard]] Status forget_person(storage::WriteTx& tx, AttendeeRow row);
// Companions of editions that ended before then and whose names are still there, at most `limit`.
[[nodiscard]] Result<std::vector<AttendeeRow>> companions_with_names(storage::ReadTx& tx, Time before, std::int64_t limit);

}  // namespace uke::server::rsvps
