// Use cases of the checking list. Called inside a transaction. Only admins paste and delete; all organizers look.
#pragma once

#include "server/applications/checking_store.h"
#include "server/web/route.h"

#include <string>
#include <string_view>
#include <vector>

namespace uke::server::applications {

enum class PasteMode : std::uint8_t { add, replace };
BOOST_DESCRIBE_ENUM(PasteMode, add, replace)

struct PasteReport {
  std::int64_t added = 0;
  std::int64_t known = 0;     // were on the list before
  std::int64_t removed = 0;   // of the old list, when it was replaced
  std::int64_t repeated = 0;  // lines that stood in the text twice
  std::int64_t unusable = 0;
};
BOOST_DESCRIBE_STRUCT(PasteReport, (), (added, known, removed, repeated, unusable))
// One transaction: up to 5,000 small rows, measured at 35 ms, a few times a year. `too_large` for more lines, `invalid` (names) where no
// line holds a name.
[[nodiscard]] Result<PasteReport> paste_names(storage::WriteTx& tx, const web::Actor& actor, const Pasted& pasted, PasteMode mode);
[[nodiscard]] Result<std::int64_t> delete_checking_list(storage::WriteTx& tx, const web::Actor& actor);

struct CheckingPage {
  std::vector<CheckingRow> items;
  std::string next;  // cursor; "" at the end
};
[[nodiscard]] Result<CheckingTotals> checking_totals(storage::ReadTx& tx, const web::Actor& actor);
// `text` as typed; "" = all.
[[nodiscard]] Result<CheckingPage> search_names(storage::ReadTx& tx, const web::Actor& actor, std::string_view text, CheckingId after,
                                                std::int64_t limit);
// Who of the group is not on the roster yet: names that fit no member. 5,000 names against 50,000 members: 90 ms of point reads, so it is
// for a worker.
struct Strangers {
  std::vector<std::string> names;
  std::int64_t recognised = 0;
};
[[nodiscard]] Result<Strangers> not_on_the_roster(storage::ReadTx& tx, const web::Actor& actor);

// --- for other rooms: no authorisation of their own ---

// Display names of the list that may be that person's: 「グループの表示名に一致」.
[[nodiscard]] Result<std::vector<std::string>> names_in_group(storage::ReadTx& tx, const roster::MemberFields& fields);
// Names that were pasted before then are deleted, at most 500 at a time; how many. Call until 0 with now − kCheckingLasts.
[[nodiscard]] Result<std::int64_t> forget_old_names(storage::WriteTx& tx, Time before);

}  // namespace uke::server::applications
